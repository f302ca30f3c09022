"""The history of a record as people read it: who changed what, and when.

PostgreSQL keeps an event row for each change of a register record. What is not a
register record (a user) has the log of the admin instead.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.auth import get_user_model
from django.utils import formats, timezone

WHAT = {"insert": "toegevoegd", "update": "gewijzigd", "delete": "verwijderd"}
NOBODY = "een opdracht buiten de schermen om"
EMPTY = "leeg"
# A sentence about a change quotes no more than this of a value.
LONGEST_QUOTED = 80
HIDDEN = {"id", "is_typographic"}


@dataclass(frozen=True)
class FieldChange:
    name: str
    old: str
    new: str

    @property
    def sentence(self):
        return f"{self.name} van «{_short(self.old)}» in «{_short(self.new)}»"


@dataclass(frozen=True)
class Change:
    """One event. `subject` is the kind of row: the record itself, or a ground."""

    at: datetime
    by: str
    what: str
    subject: str
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def sentence(self):
        moment = formats.date_format(timezone.localtime(self.at), "j F Y, H:i")
        details = "; ".join(change.sentence for change in self.fields) or self.what
        return f"{self.by} ({moment}): {details}."


def version(record) -> int:
    """The number of the last change of this record; it only rises."""
    last = _rows(record).order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def changes_since(record, seen) -> list[Change]:
    """What happened to the record itself after version `seen`, first one first."""
    if not _is_tracked(type(record)):
        entries = _rows(record).filter(pk__gt=seen).select_related("user")
        return [_from_log(entry) for entry in entries.order_by("pk")]
    events = _rows(record).select_related("pgh_context").order_by("pk")
    return [change for pk, change in _read(list(events)) if pk > seen]


def as_of(record, seen):
    """The record as it was at version `seen`, not saved; None if that is not kept."""
    if not _is_tracked(type(record)):
        return None
    event = _rows(record).filter(pk=seen).first()
    return event and type(record)(
        pk=record.pk, **{f.attname: getattr(event, f.attname) for f in _fields(event)}
    )


def history(record, *related) -> list[Change]:
    """All changes of a record, last one first.

    `related` are models with a foreign key `record` to it, such as its grounds.
    """
    events = list(_rows(record).select_related("pgh_context"))
    for model in related:
        rows = model.pgh_event_model.objects.filter(record_id=record.pk)
        events += rows.select_related("pgh_context")
    last_first = sorted(_read(events), key=lambda r: (r[1].at, r[0]), reverse=True)
    return [change for _, change in last_first]


def _is_tracked(model) -> bool:
    return hasattr(model, "pgh_event_model")


def _rows(record):
    model = record._meta.concrete_model
    if _is_tracked(model):
        return model.pgh_event_model.objects.filter(pgh_obj_id=record.pk)
    return LogEntry.objects.filter(
        content_type=get_content_type_for_model(record), object_id=str(record.pk)
    )


def _from_log(entry) -> Change:
    what = entry.get_change_message().rstrip(".")
    return Change(entry.action_time, str(entry.user), what, subject="")


def _read(events):
    """(pk, Change) for each event, next to the event before it of the same row."""
    people, names = _people(events), _names(events)
    order = sorted(events, key=lambda e: (e._meta.label, e.pgh_obj_id, e.pk))
    for _, rows in groupby(order, key=lambda e: (e._meta.label, e.pgh_obj_id)):
        before = None
        for event in rows:
            yield event.pk, _change(before, event, people, names)
            before = event


def _change(before, event, people, names) -> Change:
    fields = []
    if event.pgh_label == "update" and before:
        fields = [
            FieldChange(str(f.verbose_name), *values)
            for f in _fields(event)
            if (values := _values(before, event, f, names))
        ]
    elif event.pgh_label == "insert":
        fields = [
            FieldChange(str(f.verbose_name), EMPTY, _shown(event, f, names))
            for f in _fields(event)
            if getattr(event, f.attname) not in (None, "")
        ]
    return Change(
        at=event.pgh_created_at,
        by=people.get(_person(event), NOBODY),
        what=WHAT[event.pgh_label],
        subject=str(event.pgh_tracked_model._meta.verbose_name),
        fields=fields,
    )


def _fields(event):
    return [
        f
        for f in event._meta.concrete_fields
        if not f.name.startswith("pgh_") and f.name not in HIDDEN
    ]


def _values(before, event, f, names):
    if getattr(before, f.attname) == getattr(event, f.attname):
        return None
    return _shown(before, f, names), _shown(event, f, names)


def _shown(event, f, names) -> str:
    value = getattr(event, f.attname)
    if value in (None, ""):
        return EMPTY
    if f.is_relation:
        return names.get((f.related_model, value), f"{value} (verwijderd)")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(dict(f.flatchoices).get(value, value))


def _person(event):
    return event.pgh_context and event.pgh_context.metadata.get("user")


def _people(events):
    users = get_user_model()._base_manager.in_bulk({_person(e) for e in events})
    return {pk: str(user) for pk, user in users.items()}


def _names(events):
    """How the records are called that these events point to."""
    wanted = {}
    for event in events:
        for f in _fields(event):
            if f.is_relation and getattr(event, f.attname):
                wanted.setdefault(f.related_model, set()).add(getattr(event, f.attname))
    return {
        (model, pk): str(record)
        for model, pks in wanted.items()
        for pk, record in model._base_manager.in_bulk(pks).items()
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"
