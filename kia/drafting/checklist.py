"""What is still missing, each with the way to its field: the rules, once."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.urls import reverse

from kia.drafting.budget import budget_input
from kia.drafting.columns import is_radio
from kia.drafting.compared import empty_tabs
from kia.drafting.row_kinds import KINDS
from kia.entries import rules
from kia.entries.fields import BY_NAME, TABS, needed


@dataclass(frozen=True)
class Line:
    """One thing to do: the words, and the address with the cursor in the field."""

    problem: object
    label: str
    url: str


class Checklist:
    def __init__(self, version, user):
        self.version, self.user = version, user

    @cached_property
    def problems(self):
        return rules.missing(self.version)

    @cached_property
    def lines(self):
        return [self.line(problem) for problem in self.problems]

    @cached_property
    def warnings(self):
        return [self.line(p) for p in rules.warnings(self.version, self.user)]

    @property
    def percent(self):
        return rules.share_in_order(self.version, self.problems)

    @property
    def done(self):
        """The names of the fields that are needed and in order."""
        wrong = {problem.field for problem in self.problems}
        period = self.version.agenda_version.agenda.period
        fields = [f for f in needed(self.version) if f.name not in wrong]
        return [field.label_in(period) for field in fields]

    @property
    def tabs(self):
        """Number, name, address, how much is left to do and whether all is empty."""
        tabs, empty = {n: 0 for n in TABS}, empty_tabs(self.version)
        for problem in self.problems:
            tabs[BY_NAME[problem.field].tab] += 1
        for number, left in tabs.items():
            yield number, TABS[number], self._url(number), left, number in empty

    @property
    def by_tab(self):
        """The lines under the name of their tab."""

        def key(line):
            return BY_NAME[line.problem.field].tab

        for number, lines in groupby(sorted(self.lines, key=key), key=key):
            yield TABS[number], list(lines)

    def line(self, problem):
        field = BY_NAME[problem.field]
        period = self.version.agenda_version.agenda.period
        anchor = place(self.version, problem)
        return Line(problem, field.label_in(period), f"{self._url(field.tab)}#{anchor}")

    def _url(self, number):
        return reverse("drafting:tab", args=[self.version.entry.slug, number])


def place(version, problem):
    """The id of the input that a problem is about, or of its field."""
    field, part = BY_NAME[problem.field], problem.part
    if field.name == "values" and part:
        return f"id_values-{part}-applies_0"
    if field.name == "budget" and part.isdigit():
        return budget_input(version, int(part))
    if part in field.places:
        return f"id_{part}_0" if is_radio(part) else f"id_{part}"
    if field.name in KINDS:
        if part and not part.isdigit() and len(part) == 36:
            return f"id_{field.name}-{part}-{KINDS[field.name].columns[0]}"
        return f"veld-{field.name}"
    own = [name for name in field.places if not name.endswith("_rows")]
    if not own or field.name == "agenda":
        return f"veld-{field.name}"
    return f"id_{own[0]}_0" if is_radio(own[0]) else f"id_{own[0]}"
