"""The entries of the own teams and agendas: state, days, what is missing, money."""

import csv
from dataclasses import dataclass
from functools import cached_property
from io import StringIO

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.http import HttpResponse

from exchange.columns import harmless
from instance import clock
from kia.access import Access
from kia.drafting.reading import fetch
from kia.entries import rules
from kia.models import BudgetLine, EntryMission, EntryVersion, Step
from kia.money import typed
from kia.steps import EntryState

PER_PAGE = 50
PER_FILE_PART = 500
LONGEST_QUESTION = 200
ORDERS = {
    "stand": ("since", "pk"),
    "titel": ("sort_key", "pk"),
    "agenda": ("entry__agenda__order", "sort_key", "pk"),
    "begroting": (F("euros").desc(nulls_last=True), "pk"),
}
HEADINGS = (
    "bijdrage",
    "agenda",
    "trekkende topsector",
    "stand",
    "sinds",
    "dagen in deze stand",
    "nog te doen",
    "procent klaar",
    "begroting × € 1.000",
)


@dataclass
class Line:
    version: EntryVersion
    days: int
    left: int
    percent: int


class OwnEntries:
    """`asked` is the address: `q`, `stand`, `sorteer`, `pagina`, `formaat`."""

    def __init__(self, user, asked):
        self.user, self.asked = user, asked
        self.question = asked.get("q", "").replace("\0", "").strip()[:LONGEST_QUESTION]
        state = asked.get("stand", "")
        self.state = state if state in EntryState.values else ""
        order = asked.get("sorteer", "")
        self.order = order if order in ORDERS else "stand"
        self.wants_file = asked.get("formaat") == "csv"

    @property
    def states(self):
        return [(v, w, v == self.state) for v, w in EntryState.choices]

    @property
    def orders(self):
        return [(name, name, name == self.order) for name in ORDERS]

    @cached_property
    def found(self):
        access = Access.of(self.user)
        steps = Step.objects.filter(entry_version=OuterRef("pk")).order_by("-pk")
        lines = BudgetLine.objects.filter(version=OuterRef("pk")).values("version")
        outdated = EntryMission.objects.filter(
            version=OuterRef("pk"), revision__lt=F("mission__revision")
        )
        found = (
            EntryVersion.objects.visible_to(self.user)
            .current()
            .filter(entry__discarded_at=None)
            .filter(Q(lead__in=access.teams) | Q(entry__agenda__in=access.agendas))
            .annotate(
                since=Subquery(steps.values("day")[:1]),
                euros=Subquery(
                    lines.order_by().annotate(sum=Sum("amount")).values("sum")
                ),
                outdated=Subquery(outdated.values("pk")[:1]),
            )
            .select_related(
                "entry__agenda", "agenda_version__agenda__period", "lead", "parent"
            )
            .order_by(*ORDERS[self.order])
        )
        if self.question:
            found = found.filter(title__icontains=self.question)
        return found.filter(state=self.state) if self.state else found

    @cached_property
    def page(self):
        return Paginator(self.found, PER_PAGE).get_page(self.asked.get("pagina"))

    @cached_property
    def lines(self):
        return self._lines(list(self.page))

    def _lines(self, versions):
        """What is missing of each is reckoned from rows that are read at once."""
        fetch(versions)
        today, found = clock.today(), []
        for version in versions:
            problems = rules.missing(version) if version.is_open else []
            percent = rules.share_in_order(version, problems)
            days = (today - version.since).days if version.since else 0
            found.append(Line(version, days, len(problems), percent))
        return found

    def _every_line(self):
        """Of all pages, some at a time: each line holds its rows until it is told."""
        pages = Paginator(self.found, PER_FILE_PART)
        for number in pages.page_range:
            yield from self._lines(list(pages.page(number)))

    def as_file(self):
        """What the list shows, all its pages, as CSV that a spreadsheet opens."""
        text = StringIO()
        writer = csv.writer(text, delimiter=";")
        writer.writerow(HEADINGS)
        for line in self._every_line():
            version = line.version
            writer.writerow(
                [
                    harmless(str(version)),
                    version.entry.agenda,
                    version.lead,
                    version.get_state_display(),
                    version.since,
                    line.days,
                    line.left,
                    line.percent,
                    typed(version.euros) if version.euros else "",
                ]
            )
        answer = HttpResponse(
            "\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8"
        )
        name = "voorbeeld-bijdragen.csv" if self._is_sample else "bijdragen.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    @property
    def _is_sample(self):
        return any(version.entry.is_practice for version in self.found[:1])
