"""Events of the public history in words: which record, which field, old and new."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery

from instance.history_words import WHAT, FieldChange, field_changes, pointed_to
from missions.models import Mission, Target
from portal import rows
from sources.links import ends_of
from sources.models import Cited, Passage

NOT_PUBLIC = "een gegeven dat niet openbaar is"
# Said in other words, or counted by the database.
NOT_TOLD = {"published_at", "revision"}


@dataclass(frozen=True)
class Line:
    """One event of a record, or of something that belongs to it."""

    subject: str
    what: str
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def sentence(self):
        said = "; ".join(change.sentence for change in self.fields)
        return f"{self.subject} {self.what}{': ' if said else ''}{said}."


@dataclass(frozen=True)
class Entry:
    """What happened to one record at one moment. `number` never changes."""

    at: object
    number: str
    record: Cited
    lines: list[Line]


def owners_of(model):
    """The foreign keys to the record that a row is told under: the first one filled."""
    ends = ends_of(model)
    first = model.NATURAL_KEY[0].removesuffix("_id")
    return [first, *ends] if first in ends else ends


def owner_of(event):
    owners = owners_of(event.pgh_tracked_model)
    return next(end for end in owners if getattr(event, f"{end}_id"))


def tell(events):
    """{moment: [Entry]} for these events."""
    before = previous(events)
    found = records_of([*events, *before.values()])
    names = {key: str(record) for key, record in found.items()}
    told = {}
    for event in sorted(events, key=lambda e: (e._meta.label, e.pk)):
        key = _owner_key(event)
        if record := found.get(key):
            line = _line(event, before.get((type(event), event.pk)), names)
            if not line:
                continue
            moment = told.setdefault(event.pgh_created_at, {})
            entry = moment.setdefault(
                key, Entry(event.pgh_created_at, _number(event), record, [])
            )
            entry.lines.append(line)
    return {at: list(entries.values()) for at, entries in told.items()}


def _number(event):
    return f"{event._meta.model_name}-{event.pk}"


def _owner_key(event):
    model = event.pgh_tracked_model
    if issubclass(model, Cited):
        return model, event.pgh_obj_id
    owner = owner_of(event)
    return model._meta.get_field(owner).related_model, getattr(event, f"{owner}_id")


def _line(event, before, names):
    """The event in words; None when nothing changed that is told."""
    model = event.pgh_tracked_model
    subject, what = str(model._meta.verbose_name), WHAT[event.pgh_label]
    if not issubclass(model, Cited):
        hidden = NOT_TOLD | {owner_of(event)}
        return Line(subject, what, _fields(event, before, names, hidden))
    if before is None or before.published_at is None:
        # What it was as a draft is nobody's business.
        return Line(subject, WHAT["insert"])
    fields = _fields(event, before, names, NOT_TOLD)
    return Line(subject, what, fields) if fields else None


def _fields(event, before, names, hidden):
    return field_changes(before, event, names, hidden=hidden, unknown=NOT_PUBLIC)


def previous(events):
    """The event before each change of the same row, in one query."""
    changed = {}
    for event in events:
        if event.pgh_label == "update":
            changed.setdefault(type(event), []).append(event.pk)
    if not changed:
        return {}
    found = {}
    for event in rows.read([_just_before(m, pks) for m, pks in changed.items()]):
        found.setdefault((type(event), event.pgh_obj_id), []).append(event)
    last = {}
    for event in events:
        same_row = found.get((type(event), event.pgh_obj_id), [])
        if earlier := [e for e in same_row if e.pk < event.pk]:
            last[type(event), event.pk] = max(earlier, key=lambda e: e.pk)
    return last


def _just_before(model, pks):
    same_row = model.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"))
    earlier = same_row.filter(pk__lt=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    asked = model.objects.filter(pk__in=pks).annotate(earlier=Subquery(earlier))
    return model.objects.filter(pk__in=asked.order_by().values("earlier"))


def records_of(events):
    """The public records and the passages that these events speak of."""
    wanted = pointed_to(events)
    for event in events:
        wanted.setdefault(event.pgh_tracked_model, set()).add(event.pgh_obj_id)
    passages = Passage.objects.in_bulk(wanted.pop(Passage, ()))
    found = {(Passage, pk): passage for pk, passage in passages.items()}
    found |= _read_tables(wanted)
    asked = {m: pks for m, pks in wanted.items() if issubclass(m, Cited)}
    found |= _read_public(asked)
    # The page of a target is that of its mission.
    targets = [record for record in found.values() if isinstance(record, Target)]
    missions = {target.mission_id for target in targets}
    found |= _read_public({Mission: missions})
    rows.join(targets, found)
    return {
        key: record
        for key, record in found.items()
        if not isinstance(record, Target) or (Mission, record.mission_id) in found
    }


def _read_tables(wanted):
    """Rows of small tables that everybody may see, such as periods."""
    return {
        (model, row.pk): row
        for model in wanted
        if not hasattr(model, "pgh_event_model")
        for row in model._base_manager.filter(pk__in=wanted[model])
    }


def _read_public(asked):
    querysets = [m.objects.public().filter(pk__in=pks) for m, pks in asked.items()]
    return rows.by_key(rows.read(querysets)) if querysets else {}
