"""The rows of the whole register, kept in memory to be put back at once.

Reading fixtures takes seconds, and many tests want the letter. Rows are put back
without their triggers, exactly as the first load left them.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from accounts.models import User

# Made by post_migrate or by Django, so there already.
STAYS = {"instance_state", "django_content_type", "auth_permission"}
# Made by post_migrate too, under another number after each flush.
MADE_ANEW = ("kia_period", "kia_moneysource")
# Of the test that happened to read the register first, not of the register.
OF_A_TEST = {"django_session", "django_admin_log"}
# Of people, those that come with the examples.
ONLY = {"accounts_user": f"email LIKE '%@{User.PRACTICE_DOMAIN}'"}


@dataclass(frozen=True)
class Snapshot:
    """Per table its columns and its rows, in the format of COPY."""

    tables: dict

    @classmethod
    def take(cls):
        tables = {}
        for table, columns in _columns().items():
            rows = f"SELECT {columns} FROM {table} WHERE {ONLY.get(table, 'true')}"
            with _copy(f"COPY ({rows}) TO STDOUT") as copy:
                rows = b"".join(bytes(block) for block in copy)
            if rows:
                tables[table] = (columns, rows)
        return cls(tables)

    def put_back(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in MADE_ANEW:
                cursor.execute(f"DELETE FROM {table}")
            for table, (columns, rows) in self.tables.items():
                with _copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(rows)
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            for table, (columns, _) in self.tables.items():
                if '"id"' in columns.split(", "):
                    cursor.execute(
                        f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"
                        f" (SELECT max(id) FROM {table}))"
                    )
            cursor.execute("UPDATE instance_state SET data_version = data_version + 1")


def is_possible() -> bool:
    """Only a superuser may put rows back without triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone()[0] == "on"


def _columns():
    """The tables of all models, with the columns that are not computed."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.db_table not in STAYS | OF_A_TEST:
            names = [f.column for f in meta.local_concrete_fields if not f.generated]
            found[meta.db_table] = ", ".join(f'"{name}"' for name in names)
    return found


def _copy(statement):
    connection.ensure_connection()
    return connection.connection.cursor().copy(statement)
