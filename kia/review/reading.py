"""What somebody may read of an entry: its versions, and one of them whole."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, OuterRef, Subquery
from django.http import Http404

from kia.desk.told import what_happened
from kia.entries.fields import TABS
from kia.entries.public.content import read_content
from kia.models import INSIDE, BudgetLine, EntryVersion, Look, Step
from kia.permissions import may
from kia.review.difference_page import Difference
from kia.review.difference_since import Since, choices
from kia.review.reading_parts import is_told, parts_of
from kia.review.remarks_beside import Besides
from kia.review.standing import Standing

COMMITTED = BudgetLine.Certainty.COMMITTED
ALONG = (
    "agenda_version__agenda__period",
    "agenda_version__agenda__theme",
    "entry__agenda",
    "lead",
    "contact",
    "submitted_by",
)


def versions_of(slug, user) -> list:
    """All of this entry that this person may see, the first one first.

    `number` counts every version, seen or not: so all name a version alike.
    """
    before = EntryVersion.objects.filter(
        entry=OuterRef("entry"), pk__lte=OuterRef("pk")
    )
    number = before.order_by().values("entry").annotate(n=Count("pk")).values("n")
    looks = Look.objects.filter(person=user, version=OuterRef("pk"))
    submitted = Step.objects.filter(entry_version=OuterRef("pk"), action="submit")
    seen = EntryVersion.objects.visible_to(user).filter(entry__slug=slug)
    return list(
        seen.annotate(
            number=Subquery(number),
            submitted_on=Subquery(submitted.order_by("-pk").values("day")[:1]),
            opened_at=Subquery(looks.values("opened_at")),
            read_at=Subquery(looks.values("read_at")),
        )
        .select_related(*ALONG)
        .order_by("pk")
    )


def find(slug, user, number=None):
    """The versions, and the one with this number or else the last."""
    versions = versions_of(slug, user)
    fits = [v for v in versions if number in (None, v.number)]
    if not fits:
        raise Http404
    return versions, fits[-1]


@dataclass(frozen=True)
class Reading:
    """One version as this person reads it; `versions` are all that they may see.

    `since` says since when they want to know what changed; `failed` is a form of a
    remark with which something is wrong.
    """

    user: object
    versions: list
    version: EntryVersion
    since: Since | None = None
    failed: object = None

    @property
    def inside(self):
        return INSIDE

    @property
    def entry(self):
        return self.version.entry

    @property
    def agenda(self):
        return self.version.agenda_version.agenda

    @property
    def is_last(self):
        return self.version == self.versions[-1]

    @cached_property
    def standing(self):
        return Standing(self.version, self.user)

    @cached_property
    def ways(self):
        """What this reader can do, now that it is read."""
        return self.standing.after_reading if self.is_last else []

    @cached_property
    def choices(self):
        return choices(self.versions, self.version)

    @property
    def has_earlier(self):
        return any(choice.version for choice in self.choices)

    @cached_property
    def _held(self):
        older = [self.since.version] if self.since and self.since.version else []
        return read_content([*older, self.version], self.user)

    @property
    def held(self):
        return self._held[self.version.pk]

    @cached_property
    def difference(self):
        """What changed, if that was asked and there is something to compare with."""
        if not (self.since and self.since.version):
            return None
        old = self._held[self.since.version.pk]
        return Difference(self.since, old, self.held, self.user)

    @property
    def committed(self):
        """What of the budget is promised, in whole euros."""
        lines = self.held.rows[BudgetLine]
        return sum(row.amount for row in lines if row.certainty == COMMITTED)

    @cached_property
    def besides(self):
        return Besides(self.user, self.versions, self.held, self.failed)

    @cached_property
    def _all_parts(self):
        """(field, what stands beside it)"""
        return [
            (part, self.besides.at(part)) for part in parts_of(self.held, self.user)
        ]

    @property
    def parts(self):
        """Of each field that says something, or is talked of."""
        return [(p, b) for p, b in self._all_parts if is_told(p) or b.talks or b.form]

    @property
    def sections(self):
        """(anchor, heading, parts) of each tab that says something."""
        found = (
            (f"deel-{tab}", TABS[tab], [p for p in self.parts if p[0].field.tab == tab])
            for tab in TABS
        )
        return [section for section in found if section[2]]

    @property
    def changed(self):
        """(what became of a field, what stands beside it), of those that changed."""
        beside = {part.field.name: beside for part, beside in self._all_parts}
        return [(c, beside[c.name]) for c in self.difference.changed]

    @property
    def same(self):
        """The fields that stayed as they were."""
        names = {change.name for change in self.difference.same}
        return [pair for pair in self.parts if pair[0].field.name in names]

    @cached_property
    def steps(self):
        """(step, what it was) of this version, for who may see that."""
        if not may("see_trail", self.user, self.version):
            return []
        steps = self.version.steps.select_related("by")
        if not may("see_review", self.user, self.version):
            steps = steps.exclude(action="judge")
        return [(step, what_happened(step)) for step in steps]
