"""Writing the content of a practice entry into an open version."""

from keytech.models import KeyTechnology
from kia.models import Agenda, MoneySource
from missions.models import Mission, Target
from organisations.models import Organisation

# How the files call a record.
KEYS = {
    Agenda: "code",
    KeyTechnology: "slug",
    Mission: "code",
    MoneySource: "code",
    Organisation: "slug",
    Target: "slug",
}


def read_records():
    """Every record that the files may name: {model: {key: record}}."""
    return {
        model: {getattr(record, key): record for record in model.objects.all()}
        for model, key in KEYS.items()
    }


def fill(version, content, records):
    """Set these columns and sets of rows; what is not named stays as it is."""
    columns = {name: value for name, value in content.items() if not _is_rows(name)}
    for name, value in columns.items():
        setattr(version, name, value)
    version.save(update_fields=columns)
    for name in content.keys() - columns.keys():
        _write_rows(getattr(version, name), content[name], records)


def _is_rows(name):
    return name.endswith("_rows")


def _write_rows(rows, values, records):
    """A row that was there in the same place keeps its lineage."""
    before = {_place(row): row.lineage for row in rows.all()}
    if before:
        rows.all().delete()
    made = [_row(rows, order, value, records) for order, value in enumerate(values)]
    for row in made:
        row.lineage = before.get(_place(row), row.lineage)
    rows.model.objects.bulk_create(made)


def _row(rows, order, value, records):
    row = rows.model(version=rows.instance, order=order)
    for name, given in value.items():
        related = rows.model._meta.get_field(name).related_model
        setattr(row, name, records[related][given] if related else given)
    if hasattr(row, "mission"):
        row.revision = row.mission.revision
    return row


def _place(row):
    """A line of a budget is known by what it is about, another row by its order."""
    if hasattr(row, "amount"):
        return row.year, row.source_id, row.form
    return row.order
