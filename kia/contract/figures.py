"""What the page of a year shows, made of the rows that its reader may see."""

from dataclasses import dataclass
from functools import cached_property

from kia.contract.charts import year_chart
from kia.contract.gaps import SAYS_NOTHING, gaps, plan_of
from kia.contract.quoted import beside, quoted
from kia.contract.table import year_table
from kia.contract.totals import Total, total_of
from kia.models import Agenda, ContractYear


@dataclass(frozen=True)
class YearFigures:
    """Figures of these commitments, against the plan of these agendas."""

    year: ContractYear
    total: Total
    plan: Total
    agendas: tuple

    @classmethod
    def of(cls, year, commitments, agendas=None):
        """Three queries. `agendas`: those that the figures are about, or all."""
        agendas = tuple(Agenda.objects.all() if agendas is None else agendas)
        held = {agenda.pk for agenda in agendas}
        plan = Total(part for part in plan_of(year.year).parts if part.agenda in held)
        return cls(year, total_of(commitments), plan, agendas)

    @cached_property
    def table(self):
        return year_table(self.total, self.agendas)

    @cached_property
    def chart(self):
        what = "Inzet per agenda"
        return year_chart(self.table, f"{self.sample}{what} in {self.year.year}")

    @cached_property
    def gaps(self):
        return gaps(self.total, self.plan, self.agendas)

    @property
    def lacks_coverage(self):
        """Whether of some agenda no part of a plan can be told."""
        rows, total = self.gaps
        return any(gap.coverage == SAYS_NOTHING for gap in (*rows, total))

    def agenda_called(self, slug):
        return next((agenda for agenda in self.agendas if agenda.slug == slug), None)

    @property
    def is_practice(self):
        return self.total.is_practice or self.year.is_practice

    @property
    def gap_is_practice(self):
        return self.is_practice or self.plan.is_practice

    @property
    def sample(self):
        return "VOORBEELD " if self.is_practice else ""

    @cached_property
    def quotes(self):
        """Quoted totals of this year, each beside the sum of all its rows."""
        return beside(quoted([self.year.year]), {self.year.year: self.total})
