from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("themes", "0003_published_stays")]

    operations = [
        migrations.AlterModelOptions(
            name="theme",
            options={
                "abstract": False,
                "ordering": ["order"],
                "verbose_name": "thema",
                "verbose_name_plural": "thema’s",
            },
        ),
    ]
