"""A copy of a version of an entry, to go on working on."""

from kia.models import ROWS, EntryVersion

# What belongs to the one version and not to its text.
NOT_COPIED = {
    "id",
    "entry",
    "agenda_version",
    "follows",
    "state",
    "frozen_at",
    "submitted_by",
}
TEXT = [
    field
    for field in EntryVersion._meta.concrete_fields
    if field.name not in NOT_COPIED and not field.generated
]


def copy(version, agenda_version, state):
    """An open version that follows this one; not saved yet, see `save()`."""
    return EntryVersion(
        entry=version.entry,
        agenda_version=agenda_version,
        follows=version,
        state=state,
        **{field.attname: getattr(version, field.attname) for field in TEXT},
    )


def save(opened):
    """Save a copy, with the rows of the version that it follows.

    A row keeps its lineage, and a mission the revision that was read: it is not
    known that anybody read a newer one.
    """
    opened.save()
    for model in ROWS:
        rows = list(model.objects.filter(version=opened.follows))
        for row in rows:
            row.pk, row.version = None, opened
            row._state.adding = True
        model.objects.bulk_create(rows)
