"""The public history: what changed in records that everybody may see, and when.

An event counts when its record is public now and was public after the change; so a
draft, and what somebody tried out before publishing, stays with the editors. Nobody
is named. Everything that one transaction did has one moment.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value

from instance.history_words import WHAT, FieldChange, field_changes, pointed_to
from missions.models import Mission, Target
from portal import rows
from sources.links import ends_of
from sources.models import Cited, Ground, Link, Passage

# More events at one moment than this are told as one line.
MOST_AT_ONCE = 200
EVENTS_PER_PAGE = 100
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


@dataclass(frozen=True)
class Bulk:
    """So much at one moment that it is only counted: [(words, number)]."""

    at: object
    number: str
    counts: list


def tracked():
    """Every model with a history whose rows belong to main records."""
    found = [m for m in apps.get_models() if hasattr(m, "pgh_event_model")]
    stored = [m for m in found if not m._meta.proxy]
    return [m for m in stored if issubclass(m, Cited) or ends_of(m)]


def owner_of(event):
    """The foreign key to the record that a row is told under: the first one filled."""
    model = event.pgh_tracked_model
    ends = ends_of(model)
    first = model.NATURAL_KEY[0].removesuffix("_id")
    in_order = [first, *ends] if first in ends else ends
    return next(end for end in in_order if getattr(event, f"{end}_id"))


def visible(model):
    """The events of this model that visitors may see."""
    events = model.pgh_event_model.objects.order_by()
    if issubclass(model, Cited):
        public = model.objects.public().filter(pk=OuterRef("pgh_obj_id"))
        return events.filter(Exists(public), published_at__isnull=False)
    for end in ends_of(model):
        other = model._meta.get_field(end).related_model
        public = other.objects.public().filter(pk=OuterRef(f"{end}_id"))
        then = other.pgh_event_model.objects.filter(
            pgh_obj_id=OuterRef(f"{end}_id"),
            pgh_created_at__lte=OuterRef("pgh_created_at"),
        ).order_by("-pgh_id")
        state = {f"{end}_then": Subquery(then.values("published_at")[:1])}
        was_public = Q(Exists(public), **{f"{end}_then__isnull": False})
        events = events.alias(**state)
        events = events.filter(Q(**{f"{end}__isnull": True}) | was_public)
    return events


def within(model, events, scope):
    """Only the events of the records in `scope`, {model: pks}, and what hangs on them."""
    wanted = Q(pk=None)
    if model in scope:
        wanted |= Q(pgh_obj_id__in=scope[model])
    if not issubclass(model, Cited):
        for end in ends_of(model):
            other = model._meta.get_field(end).related_model
            if other in scope:
                wanted |= Q(**{f"{end}__in": scope[other]})
    return events.filter(wanted)


def of_kind(model, kind):
    """Whether the events of `model` are about records of this kind."""
    if issubclass(model, Cited):
        return model is kind
    return any(model._meta.get_field(e).related_model is kind for e in ends_of(model))


class History:
    """The moments at which something visible changed, last one first."""

    def __init__(self, *, since=None, until=None, kind=None, scope=None):
        self.period = {"pgh_created_at__gte": since, "pgh_created_at__lt": until}
        self.period = {name: at for name, at in self.period.items() if at}
        self.scope = scope
        self.models = [m for m in tracked() if kind is None or of_kind(m, kind)]
        self.moments = self._count()
        self.pages = self._cut()

    def _events(self, model):
        events = visible(model).filter(**self.period)
        return events if self.scope is None else within(model, events, self.scope)

    def _count(self):
        """{moment: {model: (number of events, number of rows)}}, in one query."""
        first, *others = [
            self._events(model)
            .values_list("pgh_created_at", Value(number))
            .annotate(Count("pk"), Count("pgh_obj_id", distinct=True))
            for number, model in enumerate(self.models)
        ]
        moments = {}
        for at, number, *counts in first.union(*others, all=True).order_by():
            moments.setdefault(at, {})[self.models[number]] = counts
        return dict(sorted(moments.items(), reverse=True))

    def _weight(self, at):
        return sum(events for events, _ in self.moments[at].values())

    def _is_bulk(self, at):
        return self._weight(at) > MOST_AT_ONCE

    def _cut(self):
        """The moments in pages; one moment never falls apart over two."""
        pages, held = [[]], 0
        for at in self.moments:
            weight = 1 if self._is_bulk(at) else self._weight(at)
            if pages[-1] and held + weight > EVENTS_PER_PAGE:
                pages.append([])
                held = 0
            pages[-1].append(at)
            held += weight
        return pages

    def entries(self, moments):
        """What happened at these moments: entries and bulks, last one first."""
        small = [at for at in moments if not self._is_bulk(at)]
        told = tell(self._read(small))
        for at in moments:
            if self._is_bulk(at):
                yield Bulk(at, f"{at:%Y%m%d%H%M%S%f}", summary(self.moments[at]))
            else:
                yield from told.get(at, [])

    def _read(self, moments):
        held = {model for at in moments for model in self.moments[at]}
        querysets = [
            self._events(model).filter(pgh_created_at__in=moments)
            for model in self.models
            if model in held
        ]
        return rows.read(querysets) if querysets else []


def summary(counts):
    """[(plural, number)] of a bulk; links and grounds each taken together."""
    found = {}
    for model, (_, count) in counts.items():
        words = str(model._meta.verbose_name_plural)
        if issubclass(model, Ground | Link):
            words = "gronden" if issubclass(model, Ground) else "koppelingen"
        found[words] = found.get(words, 0) + count
    return list(found.items())


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


def _read_public(asked):
    querysets = [m.objects.public().filter(pk__in=pks) for m, pks in asked.items()]
    return rows.by_key(rows.read(querysets)) if querysets else {}
