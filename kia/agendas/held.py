"""The entries that a version of an agenda holds, with their rows: four queries.

Adopted, a version holds what its adoption included. Before that it holds what is
accepted, and what the version in force has that is neither revised nor ended.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q

from keytech.models import KeyTechnology
from kia.models import (
    BudgetLine,
    EntryConsultation,
    EntryMission,
    EntryRequest,
    EntryTechnology,
    EntryValue,
    EntryVersion,
    Inclusion,
    MoneySource,
    RequestReply,
)
from kia.steps import EntryState
from missions.models import Mission
from organisations.models import Organisation
from sources.rows import as_json, read_json

ROWS = (EntryMission, EntryTechnology, EntryValue, EntryConsultation)
ROWS += (EntryRequest, BudgetLine)
ENDS = (Mission, KeyTechnology, MoneySource, Organisation)


@dataclass
class Held:
    """An entry version in a version of the agenda, with what belongs to it."""

    entry_version: EntryVersion
    rows: dict = field(default_factory=lambda: defaultdict(list))

    @property
    def entry(self):
        return self.entry_version.entry

    def missions(self, part):
        return [r.mission for r in self.rows[EntryMission] if r.part == part]

    @cached_property
    def mission(self):
        return next(iter(self.missions(EntryMission.Part.MAIN)), None)

    @cached_property
    def technology(self):
        rows = self.rows[EntryTechnology]
        return next((row.technology for row in rows if row.is_main), None)

    @property
    def serves_earning_power(self):
        return self.entry_version.kind == EntryVersion.Kind.EARNING_POWER

    @cached_property
    def euros(self):
        """{form: whole euros}: money and effort are not added in silence."""
        found = Counter()
        for line in self.rows[BudgetLine]:
            found[line.form] += line.amount
        return found

    @property
    def total(self):
        return sum(self.euros.values())


@dataclass(frozen=True)
class Contents:
    """A version of an agenda with its entries, and the missions of its theme."""

    version: object
    held: list[Held]
    missions: list[Mission]

    @property
    def years(self):
        """Those of the period, and any other for which there is money."""
        lines = [line for one in self.held for line in one.rows[BudgetLine]]
        period = self.version.agenda.period.years
        return sorted({*period, *(line.year for line in lines)})


def contents_of(version, user) -> Contents:
    """What this version of the agenda holds, as far as this person may see."""
    found = entry_versions(version, user).select_related("entry", "lead")
    held = {v.pk: Held(v) for v in found.order_by("entry__slug")}
    missions = _fetch_rows(held, version.agenda.theme_id, user)
    return Contents(version, list(held.values()), missions)


def entry_versions(version, user):
    seen = EntryVersion.objects.visible_to(user)
    if not version.is_in_work:
        included = Inclusion.objects.filter(agenda_version=version)
        return seen.filter(pk__in=included.values("entry_version"))
    accepted = seen.filter(agenda_version=version, state=EntryState.ACCEPTED)
    stays = (
        seen.in_force()
        .filter(entry__agenda=version.agenda_id)
        .exclude(entry__ended_in=version)
        .exclude(Exists(accepted.filter(entry=OuterRef("entry"))))
    )
    return seen.filter(Q(pk__in=accepted.values("pk")) | Q(pk__in=stays.values("pk")))


def _fetch_rows(held, theme, user):
    rows = _read(model.objects.filter(version__in=held) for model in ROWS)
    ends = {(type(end), end.pk): end for end in _read(_ends_of(rows, theme))}
    for row in sorted(rows, key=lambda row: (row.order, row.pk)):
        _join(row, ends)
        held[row.version_id].rows[type(row)].append(row)
    _fetch_replies([r for r in rows if isinstance(r, EntryRequest)], user)
    return missions_in(ends.values(), theme)


def missions_in(records, theme):
    """The missions of the theme that hold today, in their order."""
    missions = [r for r in records if isinstance(r, Mission) and r.theme_id == theme]
    current = [m for m in missions if is_current(m)]
    return sorted(current, key=lambda mission: mission.order)


def is_current(mission):
    over = mission.withdrawn_on or mission.merged_into_id
    return bool(mission.published_at) and not over


def _read(querysets):
    return read_json([as_json(found, found.model) for found in querysets])


def _ends_of(rows, theme):
    """What the rows point to, and every mission of the theme."""
    wanted = defaultdict(set)
    for row in rows:
        for relation in _relations(row):
            wanted[relation.related_model].add(getattr(row, relation.attname))
    for model in ENDS:
        found = Q(pk__in=wanted[model] - {None})
        found |= Q(theme=theme) if model is Mission and theme else Q()
        yield model.objects.filter(found)


def _relations(row):
    return [f for f in row._meta.concrete_fields if f.related_model in ENDS]


def _join(row, ends):
    for relation in _relations(row):
        end = ends.get((relation.related_model, getattr(row, relation.attname)))
        if end:
            relation.set_cached_value(row, end)


def _fetch_replies(requests, user):
    """The last answer to each request that this person may see."""
    replies = RequestReply.objects.visible_to(user).filter(
        request__lineage__in=[request.lineage for request in requests]
    )
    found = replies.annotate(lineage=F("request__lineage")).order_by("at", "pk")
    last = {reply.lineage: reply for reply in found}
    for request in requests:
        request.reply = last.get(request.lineage)
