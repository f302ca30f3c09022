"""What changed between two adopted versions of an entry, told by public field."""

from dataclasses import dataclass

from kia.agendas.difference import EntryChange
from kia.entries.public.answers import PUBLIC
from kia.models import EntryMission, EntryVersion

# A row that only moved, or was read again at its mission, did not change.
NOT_COMPARED = {"id", "version_id", "lineage", "order", "revision"}
PARTS = {
    "main_mission": EntryMission.Part.MAIN,
    "sub_missions": EntryMission.Part.SUB,
    "secondary_missions": EntryMission.Part.SECONDARY,
}


@dataclass(frozen=True)
class Change:
    """From one adopted version to the next; `old` is None for the first."""

    old: object
    new: object
    period: object

    @property
    def fields(self):
        """The labels of the public fields that differ."""
        if self.old is None:
            return []
        return [
            field.label_in(self.period)
            for field in PUBLIC
            if _content(field, self.old) != _content(field, self.new)
        ]

    @property
    def money(self):
        return EntryChange(self.old, self.new).money if self.old else None


def _content(field, held):
    return [_place(field, name, held) for name in field.places]


def _place(field, name, held):
    column = EntryVersion._meta.get_field(name)
    if name == "agenda_version":
        return held.entry.agenda_id
    if column.concrete:
        return getattr(held.entry_version, column.attname)
    rows = held.rows[column.related_model]
    if field.name in PARTS:
        rows = [
            r for r in rows if getattr(r, "part", None) in (None, PARTS[field.name])
        ]
    return sorted(map(_values, rows), key=repr)


def _values(row):
    names = (field.attname for field in row._meta.concrete_fields)
    return [getattr(row, name) for name in names if name not in NOT_COMPARED]
