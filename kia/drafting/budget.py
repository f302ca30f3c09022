"""The budget as a grid: sources by years, in cash and in kind, each amount a cell."""

from dataclasses import dataclass

from kia.drafting.cells import Cell
from kia.models import BudgetLine, Form, MoneySource
from kia.money import OddAmount, read, thousands, typed

# Of a source whose years are not all as certain.
DIFFERS = "differs"


@dataclass
class GridCell:
    name: str
    year: int
    typed: str
    label: str
    error: str = ""
    # Outside the period only what is there can be changed.
    is_closed: bool = False


@dataclass
class GridRow:
    source: MoneySource
    form: str
    cells: list
    certainty_name: str
    certainty: str
    total: int

    @property
    def choices(self):
        """The certainties to choose from, each with whether it is chosen."""
        found = [(v, w, v == self.certainty) for v, w in BudgetLine.Certainty.choices]
        if self.certainty == DIFFERS:
            found.append((DIFFERS, "verschilt per jaar", True))
        return found


class Grid:
    """`saved` has an amount in euros and its certainty by (source, form, year)."""

    can_be_refused = True

    def __init__(self, version, *, label, data=None):
        self.version, self.label, self.data = version, label, data
        self.period = set(version.agenda_version.agenda.period.years)
        self.sources = list(MoneySource.objects.all())
        self.lines = {
            (line.source_id, line.form, line.year): line
            for line in version.budget_rows.all()
        }
        # A line outside the period has a place too, to be emptied.
        self.other_years = sorted({year for _, _, year in self.lines} - self.period)
        self.years = sorted({*self.period, *self.other_years})
        self.problems = {}

    @property
    def heads(self):
        """Each year, and whether it lies outside the period."""
        return [(year, year not in self.period) for year in self.years]

    def rows(self, form):
        return [self._row(source, form) for source in self.sources]

    @property
    def parts(self):
        """The table of each form: its rows, and the totals that the database adds up."""
        for form in Form:
            rows = self.rows(form)
            sums = [self._sum(form, year=year) for year in self.years]
            yield form, rows, sums, self._sum(form)

    def lines_of_file(self):
        for form, rows, _, _ in self.parts:
            for row in rows:
                amounts = (cell.typed for cell in row.cells)
                certainty = next(words for _, words, chosen in row.choices if chosen)
                yield form.label, row.source, *amounts, typed(row.total), certainty

    @property
    def names(self):
        return {self._name(*key) for key in self._keys()}

    def held(self):
        return {self._name(*key): self._cell(key) for key in self.lines}

    def wanted(self):
        found = {}
        for key in self._keys():
            name = self._name(*key)
            if f"seen-{name}" not in self.data:
                continue
            try:
                amount = self._read(name)
            except OddAmount as error:
                self.problems[name] = str(error)
                continue
            found[name] = self._cell(key, amount, self._certainty(key))
        return found

    def gone(self, wanted):
        return Cell(wanted.name, "budget", wanted.part, wanted.label, None, "")

    def write(self, pairs):
        keys = {self._name(*key): key for key in self._keys()}
        for _, wanted in pairs:
            source, form, year = keys[wanted.name]
            where = {"source_id": source, "form": form, "year": year}
            if wanted.value is None:
                BudgetLine.objects.filter(version=self.version, **where).delete()
                continue
            amount, certainty = wanted.value
            BudgetLine.objects.update_or_create(
                version=self.version,
                **where,
                defaults={"amount": amount, "certainty": certainty},
            )

    def errors(self):
        return {name: [text] for name, text in self.problems.items()}

    def _keys(self):
        return [
            (source.pk, form.value, year)
            for form in Form
            for source in self.sources
            for year in self.years
            if year in self.period or (source.pk, form.value, year) in self.lines
        ]

    def _read(self, name):
        """Euros, or None for an empty cell; a nought is nothing too."""
        text = self.data.get(name, "").strip()
        if not text or text.strip("0,") == "":
            return None
        return read(text)

    def _certainty(self, key):
        source, form, _ = key
        chosen = self.data.get(f"certainty-{source}-{form}", "")
        if chosen in BudgetLine.Certainty.values:
            return chosen
        line = self.lines.get(key)
        return line.certainty if line else BudgetLine.Certainty.INDICATIVE

    def _row(self, source, form):
        cells = [
            self._grid_cell((source.pk, form.value, year), source, form)
            for year in self.years
        ]
        return GridRow(
            source,
            form,
            cells,
            f"certainty-{source.pk}-{form.value}",
            self._shown_certainty(source, form),
            self._sum(form, source=source.pk),
        )

    def _grid_cell(self, key, source, form):
        name, line = self._name(*key), self.lines.get(key)
        shown = typed(line.amount) if line else ""
        if self.data is not None and name in self.data:
            shown = self.data[name]
        label = f"{source}, {key[2]}, {form.label}"
        is_closed = key[2] not in self.period and not line
        return GridCell(
            name, key[2], shown, label, self.problems.get(name, ""), is_closed
        )

    def _shown_certainty(self, source, form):
        """As typed, or else as saved."""
        name = f"certainty-{source.pk}-{form.value}"
        typed = self.data.get(name, "") if self.data is not None else ""
        return typed or self._certainty_of(source, form)

    def _certainty_of(self, source, form):
        found = {
            line.certainty
            for (s, f, _), line in self.lines.items()
            if s == source.pk and f == form
        }
        if len(found) > 1:
            return DIFFERS
        return next(iter(found), BudgetLine.Certainty.INDICATIVE)

    def _sum(self, form, *, source=None, year=None):
        return sum(
            line.amount
            for (s, f, y), line in self.lines.items()
            if f == form and source in (None, s) and year in (None, y)
        )

    def _name(self, source, form, year):
        return f"budget-{source}-{form}-{year}"

    def _cell(self, key, amount=0, certainty=""):
        source, form, year = key
        line = self.lines.get(key)
        if amount == 0 and line:
            amount, certainty = line.amount, line.certainty
        name, money = self._name(*key), next(s for s in self.sources if s.pk == source)
        label = f"{self.label}: {money}, {year}, {Form(form).label}"
        if not amount:
            return Cell(name, "budget", name, label, None, "")
        words = (
            f"€ {thousands(amount)} × 1.000, {BudgetLine.Certainty(certainty).label}"
        )
        return Cell(name, "budget", name, label, (amount, certainty), words)


def budget_input(version, year):
    """The id of the first input of a year of the grid, of a line if there is one."""
    first = min(
        version.budget_rows.all(),
        key=lambda line: (line.year != year, line.source.order),
        default=None,
    )
    if first is None:
        return "veld-budget"
    return f"id_budget-{first.source_id}-{first.form}-{year}"
