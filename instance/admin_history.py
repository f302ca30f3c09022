"""The history of a record as people read it: who changed what, and when.

PostgreSQL keeps an event row for each change of a register record. What is not a
register record (a user) has the log of the admin instead.
"""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from zlib import crc32

from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import formats, timezone

from instance.history_words import (
    WHAT,
    FieldChange,
    field_changes,
    fields_of,
    pointed_to,
)

NOBODY = "een opdracht buiten de schermen om"
# Of the number of a record without history: so many say what stands in its fields.
CONTENT_BITS = 32


@dataclass(frozen=True)
class Change:
    """One event. `subject` is the kind of row: the record itself, or a ground.

    `by` is the e-mail address of a `person`, or says that it was nobody.
    """

    at: datetime
    by: str
    what: str
    subject: str
    fields: list[FieldChange] = field(default_factory=list)
    person: int | None = None

    @property
    def sentence(self):
        moment = formats.date_format(timezone.localtime(self.at), "j F Y, H:i")
        details = "; ".join(change.sentence for change in self.fields) or self.what
        return f"{self.by} ({moment}): {details}."


def with_version(rows):
    """The rows with what `version()` reads, in the same query.

    For rows that nobody logs by themselves it is what stands in their fields.
    """
    if not _is_tracked(rows.model):
        return rows.annotate(last_event=Value(0))
    events = rows.model.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("pk"))
    last = events.order_by("-pk").values("pk")[:1]
    return rows.annotate(last_event=Coalesce(Subquery(last), 0))


def key_to(model, parent):
    """The column by which rows of `model` hang on a record of `parent`.

    A ground of a document may also name another document as its source.
    """
    fields = model._meta.concrete_fields
    keys = [field.attname for field in fields if field.related_model is parent]
    return "record_id" if "record_id" in keys else keys[0]


def version(record, fields=()) -> int:
    """The number of the last change of this record.

    Where PostgreSQL keeps no history, a record is also written where nobody logs it:
    then what stands in these fields is part of the number.
    """
    if hasattr(record, "last_event"):
        last = record.last_event
    else:
        last = _rows(record).order_by("-pk").values_list("pk", flat=True).first() or 0
    if _is_tracked(type(record)):
        return last
    content = [f"{field.attname}={field.value_to_string(record)}" for field in fields]
    return (last << CONTENT_BITS) | crc32("\0".join(content).encode())


def changes_since(record, seen) -> list[Change]:
    """What happened to the record itself after version `seen`, first one first."""
    if not _is_tracked(type(record)):
        logged = _rows(record).filter(pk__gt=seen >> CONTENT_BITS)
        entries = logged.select_related("user")
        return [_from_log(entry) for entry in entries.order_by("pk")]
    events = _rows(record).select_related("pgh_context").order_by("pk")
    return [change for pk, change in _read(list(events)) if pk > seen]


def as_of(record, seen):
    """The record as it was at version `seen`, not saved; None if that is not kept."""
    if not _is_tracked(type(record)):
        return None
    event = _rows(record).filter(pk=seen).first()
    return event and type(record)(
        pk=record.pk, **{f.attname: getattr(event, f.attname) for f in fields_of(event)}
    )


def history(record, *related) -> list[Change]:
    """All changes of a record, last one first.

    `related` are models with a foreign key to it, such as its grounds.
    """
    events = list(_rows(record).select_related("pgh_context"))
    for model in related:
        key = key_to(model, record._meta.concrete_model)
        rows = model.pgh_event_model.objects.filter(**{key: record.pk})
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
    return Change(
        at=event.pgh_created_at,
        by=people.get(_person(event), NOBODY),
        what=WHAT[event.pgh_label],
        subject=str(event.pgh_tracked_model._meta.verbose_name),
        fields=field_changes(before, event, names),
        person=_person(event),
    )


def _person(event):
    return event.pgh_context and event.pgh_context.metadata.get("user")


def _people(events):
    users = get_user_model()._base_manager.in_bulk({_person(e) for e in events})
    return {pk: str(user) for pk, user in users.items()}


def _names(events):
    """How the records are called that these events point to."""
    return {
        (model, pk): str(record)
        for model, pks in pointed_to(events).items()
        for pk, record in model._base_manager.in_bulk(pks).items()
    }
