"""An event of the history in words: which field, what it was, what it became.

Shared by Beheer, which also says who did it, and by the public page, which does not.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats, timezone

WHAT = {"insert": "toegevoegd", "update": "gewijzigd", "delete": "verwijderd"}
EMPTY = "leeg"
REMOVED = "{} (verwijderd)"
# A sentence about a change quotes no more than this of a value.
LONGEST_QUOTED = 80
HIDDEN = {"id", "is_typographic"}


@dataclass(frozen=True)
class FieldChange:
    name: str
    old: str
    new: str
    is_added: bool = False

    @property
    def sentence(self):
        if self.is_added:
            return f"{self.name} «{_short(self.new)}»"
        return f"{self.name} van «{_short(self.old)}» in «{_short(self.new)}»"


def field_changes(before, event, names, *, hidden=(), unknown=REMOVED):
    """What this event changed, next to the event before it of the same row.

    `names` says how a record is called, as {(model, pk): words}; one that it does
    not have is shown as `unknown`.
    """
    fields = [f for f in fields_of(event) if f.name not in hidden]
    if event.pgh_label == "update" and before:
        return [
            FieldChange(
                str(f.verbose_name),
                _shown(before, f, names, unknown),
                _shown(event, f, names, unknown),
            )
            for f in fields
            if getattr(before, f.attname) != getattr(event, f.attname)
        ]
    if event.pgh_label == "insert":
        return [
            FieldChange(
                str(f.verbose_name), EMPTY, _shown(event, f, names, unknown), True
            )
            for f in fields
            if getattr(event, f.attname) not in (None, "")
        ]
    return []


def fields_of(event):
    """The fields of the record itself, without what only the database uses."""
    fields = event._meta.concrete_fields
    return [f for f in fields if not f.name.startswith("pgh_") and f.name not in HIDDEN]


def pointed_to(events):
    """The records that these events point to, as {model: {pk}}."""
    wanted = {}
    for event in events:
        for f in fields_of(event):
            if f.is_relation and getattr(event, f.attname):
                wanted.setdefault(f.related_model, set()).add(getattr(event, f.attname))
    return wanted


def _shown(event, f, names, unknown) -> str:
    value = getattr(event, f.attname)
    if value in (None, ""):
        return EMPTY
    if f.is_relation:
        return names.get((f.related_model, value), unknown.format(value))
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(dict(f.flatchoices).get(value, value))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"
