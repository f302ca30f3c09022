"""Many entries for `make bench` and for tests: copied by SQL, past their triggers."""

from django.apps import apps
from django.db import connection, transaction

# What hangs on a version of an entry, besides its rows.
ALSO = ("Step", "Inclusion")


@transaction.atomic
def multiply_entries(times):
    """Make `times` as many entries, with their versions, rows and steps.

    A copy has the key of its original and a multiple of `apart`, so that what belongs
    together is found by reckoning. No sequence hears of it: make no entry after this.
    """
    entry, version = _model("Entry"), _model("EntryVersion")
    with connection.cursor() as cursor:
        apart = max(_last_key(cursor, model) for model in (entry, version)) + 1
        # Copies obey the rules as their originals do.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in (entry, version, *_hanging_on(version)):
            cursor.execute(_copies(model, {entry, version}, apart), [times - 1])
        cursor.execute("SET LOCAL session_replication_role = origin")
    with connection.cursor() as cursor:
        # What the server does by itself after a while: count the rows again.
        cursor.execute("ANALYZE")


def _hanging_on(version):
    found = {relation.related_model for relation in version._meta.related_objects}
    return [m for m in found if hasattr(m, "lineage") or m.__name__ in ALSO]


def _copies(model, keyed, apart):
    """The statement that copies the rows of a table that belong to an entry."""
    table, values = model._meta.db_table, {}
    for field in model._meta.concrete_fields:
        column = f'"{field.column}"'
        is_key = field.primary_key and model in keyed
        if field.generated or (field.primary_key and not is_key):
            continue
        values[column] = f"r.{column}"
        if is_key or field.related_model in keyed:
            values[column] += f" + n * {apart}"
        elif field.column == "slug":
            values[column] = f"left(r.slug, 60) || '-x' || r.id + n * {apart}"
    of_entry = "r.entry_version_id IS NOT NULL" if model.__name__ == "Step" else "TRUE"
    return (
        f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} "  # noqa: S608
        f"FROM {table} AS r, generate_series(1, %s) AS n WHERE {of_entry}"
    )


def _last_key(cursor, model):
    cursor.execute(f"SELECT coalesce(max(id), 0) FROM {model._meta.db_table}")  # noqa: S608
    return cursor.fetchone()[0]


def _model(name):
    return apps.get_model("kia", name)
