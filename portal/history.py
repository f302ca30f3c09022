"""The public history: what changed in records that everybody may see, and when.

An event counts when its record is public now and was public after the change; so a
draft, and what somebody tried out before publishing, stays with the editors. Nobody
is named. Everything that one transaction did has one moment. The database counts
and cuts; what is read is no more than a page or a feed shows.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from portal import rows
from portal.adoptions import Adoptions
from portal.history_told import owners_of, tell
from sources.links import ends_of
from sources.models import Cited, Ground, Link

MOMENTS_PER_PAGE = 20
# A moment with more events has a page of its own, and is told there.
MOST_ON_A_PAGE = 50
EVENTS_PER_PAGE = 100
# A feed cannot unfold: it tells more at once, but not a whole filling.
MOST_IN_A_FEED = 200
# So many events are read at once for a feed.
A_READ = 200


@dataclass(frozen=True)
class Moment:
    """When, and {model: (number of events, number of rows)}."""

    at: object
    counts: dict

    @property
    def number(self):
        """Its name in an address; never changes."""
        return f"{self.at:%Y%m%d%H%M%S%f}"

    @property
    def weight(self):
        return sum(events for events, _ in self.counts.values())

    @property
    def summary(self):
        """[(plural, number)]; links and grounds each taken together."""
        found = {}
        for model, (_, count) in self.counts.items():
            words = str(model._meta.verbose_name_plural)
            if issubclass(model, Ground | Link):
                words = "gronden" if issubclass(model, Ground) else "koppelingen"
            found[words] = found.get(words, 0) + count
        return list(found.items())


def tracked():
    """Every model with a history whose rows belong to main records, and to nobody."""
    found = [m for m in apps.get_models() if hasattr(m, "pgh_event_model")]
    stored = [m for m in found if not m._meta.proxy and not is_about_people(m)]
    return [m for m in stored if issubclass(m, Cited) or ends_of(m)]


def is_about_people(model):
    """Such as the roles that somebody has: inside only, whatever else they name."""
    people = get_user_model()
    return any(field.related_model is people for field in model._meta.concrete_fields)


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
    """The moments at which something visible changed, last one first.

    With `at` it is the events of that one moment, by the record they are told under.
    """

    def __init__(self, *, since=None, until=None, at=None, kind=None, scope=None):
        self.period = {"pgh_created_at__gte": since, "pgh_created_at__lt": until}
        self.period["pgh_created_at"] = at
        self.period = {name: day for name, day in self.period.items() if day}
        self.at, self.scope = at, scope
        self.models = [m for m in tracked() if kind is None or of_kind(m, kind)]
        self.adoptions = Adoptions(
            since=since, until=until, at=at, kind=kind, scope=scope
        )

    def __len__(self):
        """How many moments, or how many events of the one moment."""
        if self.at:
            events = sum(moment.weight for moment in self._counted([self.at]))
            return len(self._adopted) + events
        return self._moments().count()

    @property
    def per_page(self):
        return EVENTS_PER_PAGE if self.at else MOMENTS_PER_PAGE

    def page(self, number):
        """The entries of a page; a moment with too many events is only counted."""
        start = (number - 1) * self.per_page
        stop = start + self.per_page
        if self.at:
            told = tell(self._read(self._part(start, stop)))
            adopted = self._adopted if number == 1 else []
            return adopted + told.get(self.at, [])
        moments = self._counted(self._moments()[start:stop])
        return self._entries(moments, MOST_ON_A_PAGE)

    @cached_property
    def _adopted(self):
        """What was adopted at the one moment; it stands on the first page."""
        return self.adoptions.told([self.at])[self.at]

    def newest(self, most):
        """The last entries; of a moment that falls apart, the rest as its counts."""
        found, start = [], 0
        moments = self._counted(self._moments()[:most])
        for stop in _reads(moments):
            found += self._entries(moments[start:stop], MOST_IN_A_FEED)
            start = stop
            if len(found) > most:
                break
        if len(found) > most and found[most - 1].at == found[most].at:
            found[most - 1] = next(m for m in moments if m.at == found[most].at)
        return found[:most]

    def _entries(self, moments, most_at_once):
        small = [m for m in moments if m.weight <= most_at_once]
        told = tell(self._read(self._events_at(small)))
        adopted = self.adoptions.told([moment.at for moment in moments])
        found = []
        for moment in moments:
            found += adopted[moment.at]
            found += told.get(moment.at, []) if moment in small else [moment]
        return found

    def _events(self, model):
        events = visible(model).filter(**self.period)
        return events if self.scope is None else within(model, events, self.scope)

    def _moments(self):
        events = [
            self._events(model).values_list("pgh_created_at", flat=True).distinct()
            for model in self.models
        ]
        first, *others = [*events, *self.adoptions.moments()]
        return first.union(*others).order_by("-pgh_created_at")

    def _counted(self, moments):
        """The moments with their counts, in one query."""
        moments = {at: {} for at in moments}
        if not moments:
            return []
        first, *others = [
            self._events(model)
            .filter(pgh_created_at__in=list(moments))
            .values_list("pgh_created_at", Value(number))
            .annotate(Count("pk"), Count("pgh_obj_id", distinct=True))
            for number, model in enumerate(self.models)
        ]
        for at, number, *counts in first.union(*others, all=True).order_by():
            moments[at][self.models[number]] = counts
        return [Moment(at, counts) for at, counts in moments.items()]

    def _part(self, start, stop):
        """Some events of the one moment, by the record that they are told under."""
        first, *others = [
            self._events(model)
            .annotate(told_kind=Value(kind), told_owner=owner, told_in=Value(number))
            .values_list("told_kind", "told_owner", "told_in", "pgh_id")
            for number, (model, kind, owner) in enumerate(map(told_under, self.models))
        ]
        found = first.union(*others, all=True)
        keys = {}
        ordered = found.order_by("told_kind", "told_owner", "told_in", "pgh_id")
        for *_, number, key in ordered[start:stop]:
            keys.setdefault(self.models[number], []).append(key)
        return [m.pgh_event_model.objects.filter(pk__in=pks) for m, pks in keys.items()]

    def _events_at(self, moments):
        held = {model for moment in moments for model in moment.counts}
        when = [moment.at for moment in moments]
        return [
            self._events(model).filter(pgh_created_at__in=when)
            for model in self.models
            if model in held
        ]

    def _read(self, querysets):
        return rows.read(querysets) if querysets else []


def _reads(moments):
    """Where to cut the moments, so that each piece has about A_READ events."""
    held = 0
    for number, (moment, following) in enumerate(pairwise([*moments, None]), start=1):
        held += moment.weight if moment.weight <= MOST_IN_A_FEED else 1
        if following is None or held + following.weight > A_READ:
            yield number
            held = 0


def told_under(model):
    """(model, kind of record that its events are told under, its key)"""
    if issubclass(model, Cited):
        return model, model._meta.label, F("pgh_obj_id")
    first, *others = owners_of(model)
    kind = model._meta.get_field(first).related_model._meta.label
    if not model._meta.get_field(first).null:
        return model, kind, F(f"{first}_id")
    return model, kind, Coalesce(*(f"{end}_id" for end in [first, *others]))
