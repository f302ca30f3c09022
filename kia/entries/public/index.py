"""Entries in force as lists show, filter and sort them, in one query.

The rows of four tables come in one UNION, each as a JSON object, and without the
texts: it must also hold for a register of thousands of entries.
"""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import JSONObject
from django.urls import reverse

from facets.facet import plain
from kia.entries import totals
from kia.models import (
    BudgetLine,
    EntryMission,
    EntryPhase,
    EntryTechnology,
    EntryTopsector,
    EntryVersion,
    Form,
)
from organisations.models import Organisation

Part = EntryMission.Part
# Where an entry counts, as for the gaps; a secondary mission it only touches.
SERVED = (Part.MAIN, Part.SUB)
NOT_YET, RUNNING, OVER = "nog-niet", "loopt", "afgelopen"


@dataclass(frozen=True)
class End:
    """A mission or technology of an entry, and as what: a part, or a role."""

    pk: int
    slug: str
    label: str
    code: str = ""
    part: str = ""
    parent: int | None = None
    is_main: bool = False

    @property
    def is_served(self):
        return self.part in SERVED


@dataclass
class Listed:
    """An entry in force, as far as a list needs it to choose, count and sort."""

    pk: int
    slug: str
    title: str
    agenda: dict
    theme: dict
    lead: dict
    kind: str
    priority: str
    cash: int
    in_kind: int
    is_practice: bool
    missions: list = field(default_factory=list)
    technologies: list = field(default_factory=list)
    partners: list = field(default_factory=list)
    years: set = field(default_factory=set)
    # Set by a list that knows which day it is: see `term_in`.
    term: str = ""

    def get_absolute_url(self):
        return reverse("kia:entry", args=[self.slug])

    @property
    def lead_url(self):
        return Organisation(**self.lead).get_absolute_url()

    @property
    def hue(self):
        """The value of data-thema; empty for an agenda without a theme."""
        return (self.theme["code"] or "").lower()

    @property
    def kind_words(self):
        return EntryVersion.Kind(self.kind).label

    @property
    def euros(self):
        return {Form.CASH.value: self.cash, Form.KIND.value: self.in_kind}

    @property
    def total(self):
        return self.cash + self.in_kind

    @property
    def mission(self):
        return next((end for end in self.missions if end.is_main), None)

    @property
    def technology(self):
        return next((end for end in self.technologies if end.is_main), None)

    def term_in(self, year):
        """Whether the phases lie before, around or after this year; empty without."""
        if not self.years:
            return ""
        if year < min(self.years):
            return NOT_YET
        return OVER if year > max(self.years) else RUNNING


def shown():
    """The versions that public pages count: of every entry the one in force."""
    return totals.versions().filter(entry__agenda__published_at__isnull=False)


def listed(versions=None) -> list[Listed]:
    """Entries in force by agenda and title: all, or these of `shown()`."""
    versions = (shown() if versions is None else versions).order_by()
    entries, missions, technologies, partners, phases = _read(versions)
    found = {row["pk"]: Listed(**row) for row in entries}
    for row in missions:
        is_main = row["part"] == Part.MAIN
        found[row.pop("of")].missions.append(End(**row, is_main=is_main))
    for row in technologies:
        found[row.pop("of")].technologies.append(End(**row))
    for row in partners:
        found[row["of"]].partners.append(row["slug"])
    for row in phases:
        found[row["of"]].years.update(range(row["first"], row["last"] + 1))
    return sorted(
        found.values(), key=lambda e: (e.agenda["order"], plain(e.title), e.slug)
    )


def _of(record, *names):
    return JSONObject(**{name: f"{record}__{name}" for name in names})


def _euros(form):
    lines = BudgetLine.objects.filter(version=OuterRef("pk"), form=form).order_by()
    sums = lines.values("version").annotate(sum=Sum("amount")).values("sum")
    return Subquery(sums)


ENTRY = {
    "pk": "pk",
    "slug": "entry__slug",
    "title": "title",
    "agenda": _of("entry__agenda", "pk", "slug", "title", "code", "order"),
    "theme": _of("entry__agenda__theme", "slug", "title", "code", "order"),
    "lead": _of("lead", "slug", "name", "kind"),
    "kind": "kind",
    "priority": "priority",
    "cash": "of_cash",
    "in_kind": "of_kind",
    "is_practice": "entry__is_practice",
}
ROWS = (
    (
        EntryMission,
        {
            "pk": "mission_id",
            "slug": "mission__slug",
            "label": "mission__short_label",
            "code": "mission__code",
            "parent": "mission__parent_id",
            "part": "part",
        },
    ),
    (
        EntryTechnology,
        {
            "pk": "technology_id",
            "slug": "technology__slug",
            "label": "technology__name",
            "part": "role",
            "is_main": "is_main",
        },
    ),
    (EntryTopsector, {"slug": "topsector__slug"}),
    (EntryPhase, {"first": "first_year", "last": "last_year"}),
)


def _read(versions):
    """The rows of each table."""
    entries = versions.annotate(of_cash=_euros(Form.CASH), of_kind=_euros(Form.KIND))
    parts = [(entries, ENTRY)]
    for model, columns in ROWS:
        rows = model.objects.filter(version__in=versions.values("pk"))
        if model is EntryPhase:
            rows = rows.filter(Q(first_year__isnull=False, last_year__isnull=False))
        parts.append((rows, {"of": "version_id"} | columns))
    first, *others = (
        rows.order_by().values_list(Value(number), JSONObject(**columns))
        for number, (rows, columns) in enumerate(parts)
    )
    found = [[] for _ in parts]
    for number, row in first.union(*others, all=True).order_by():
        found[number].append(row)
    for row in found[0]:
        row |= {name: row[name] or 0 for name in ("cash", "in_kind")}
    return found
