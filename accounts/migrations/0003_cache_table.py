from django.db import migrations


class Migration(migrations.Migration):
    """The table of Django's database cache (see createcachetable).

    Unlogged: what it counts is worth nothing after a crash, and never enters the
    write-ahead log.
    """

    dependencies = [("accounts", "0002_invitation")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE accounts_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
            """,
            "DROP TABLE accounts_cache;",
        )
    ]
