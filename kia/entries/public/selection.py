"""What the entries that a list shows add up to: money by agenda and by year.

Counting basis *geldend*, by the one rule of kia/entries/totals.py.
"""

from dataclasses import dataclass, field

from kia.contract.totals import share_text
from kia.entries import totals
from kia.entries.public.index import shown


@dataclass
class Sums:
    """Whole euros; `years` are those of cash and in kind together."""

    total: int = 0
    private: int = 0
    kind: int = 0
    years: dict = field(default_factory=dict)

    def add(self, row):
        self.total += row["total"]
        self.private += row["private"]
        self.kind += row["kind"]
        self.years[row["year"]] = self.years.get(row["year"], 0) + row["total"]

    @property
    def cash(self):
        return self.total - self.kind

    @property
    def private_share(self):
        return share_text(self.private, self.total)

    @property
    def kind_share(self):
        return share_text(self.kind, self.total)


@dataclass(frozen=True)
class Selection:
    entries: list
    sums: Sums
    # (agenda, number of entries, Sums) in the order of the agendas.
    agendas: list
    years: list

    @property
    def is_practice(self):
        return any(entry.is_practice for entry in self.entries)

    @property
    def cells(self):
        """Per agenda: its name, how many entries, its sums, the euros of each year."""
        return [(*row, self.by_year(row[-1])) for row in self.agendas]

    @property
    def all_years(self):
        return self.by_year(self.sums)

    def by_year(self, sums):
        return [sums.years.get(year, 0) for year in self.years]


def selection(entries, is_whole) -> Selection:
    """In one query; `is_whole`: these are all there are."""
    keys = shown().order_by().values("pk") if is_whole else [e.pk for e in entries]
    lines = totals.budget().filter(version__in=keys)
    whole, own = Sums(), {}
    for row in totals.money(lines, "agenda", "year"):
        whole.add(row)
        own.setdefault(row["version__entry__agenda"], Sums()).add(row)
    return Selection(entries, whole, _by_agenda(entries, own), sorted(whole.years))


def _by_agenda(entries, own):
    found = {}
    for entry in sorted(entries, key=lambda entry: entry.agenda["order"]):
        found.setdefault(entry.agenda["pk"], []).append(entry)
    return [
        (same[0].agenda, len(same), own.get(pk, Sums())) for pk, same in found.items()
    ]
