"""Totals that documents quote, each beside the sum of the rows of the register."""

from dataclasses import dataclass

from django.db.models import Prefetch

from kia.models import ContractAmount
from policy.models import Amount
from sources.pages import in_force

Part = ContractAmount.Part
# Which of the rows a quoted part is about.
ROWS = {Part.TOTAL: {}, Part.PRIVATE: {"is_private": True}}
ROWS[Part.PUBLIC] = {"is_private": False}


@dataclass(frozen=True)
class Beside:
    """A quoted total with the sum of our rows; None when there are no rows."""

    link: ContractAmount
    sum: int | None

    @property
    def quoted(self):
        """In whole euros."""
        return int(self.link.amount.value)

    @property
    def difference(self):
        return None if self.sum is None else self.sum - self.quoted


def quoted(years=None):
    """The links with their amounts and grounds; the reference figures when no years."""
    amounts = in_force(Amount.objects).with_place().with_grounds()
    found = ContractAmount.objects.filter(amount__in=in_force(Amount.objects))
    found = found.select_related("passage")
    found = found.filter(year=None) if years is None else found.filter(year__in=years)
    return found.prefetch_related(Prefetch("amount", amounts))


def beside(links, totals):
    """Each link with the sum of the rows of its year; `totals` is {year: total}."""
    sums = {
        (year, part): total.of(**same).euros
        for year, total in totals.items()
        for part, same in ROWS.items()
    }
    return [Beside(link, sums.get((link.year, link.part))) for link in links]
