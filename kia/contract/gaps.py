"""The contract against the plan: commitments minus the budgets of the entries.

Counting basis *geldend*: the entries in the versions of agendas that are in force.
"""

from dataclasses import dataclass

from django.db.models import Sum

from kia.contract.totals import Part, Total, share_text
from kia.models import BudgetLine, PartyKind
from kia.steps import AgendaState

MOST_TIMES = 10
SAYS_NOTHING = "n.v.t."


@dataclass(frozen=True)
class Gap:
    """Of one agenda, or of all; `kinds` are the gaps per kind of party."""

    name: str
    contract: int
    plan: int
    kinds: tuple = ()
    agenda: object = None

    @property
    def difference(self):
        return self.contract - self.plan

    @property
    def coverage(self):
        """In per cent; a part of no plan, or of next to none, says nothing."""
        if self.contract > MOST_TIMES * self.plan:
            return SAYS_NOTHING
        return share_text(self.contract, self.plan)


def plan_of(year):
    """What the entries in force plan for this year, in one query."""
    lines = BudgetLine.objects.filter(
        year=year, version__inclusions__agenda_version__state=AgendaState.ADOPTED
    )
    names = {
        "agenda": "version__entry__agenda_id",
        "party_kind": "source__party_kind",
        "is_private": "source__is_private",
        "form": "form",
        "is_practice": "version__entry__is_practice",
    }
    grouped = lines.order_by().values_list(*names.values()).annotate(Sum("amount"))
    return Total(
        Part(**dict(zip(names, values, strict=True)), euros=int(euros))
        for *values, euros in grouped
    )


def gaps(contract, plan, agendas):
    """A gap for each agenda that has either, and one for all together."""
    held = {part.agenda for part in contract.parts + plan.parts}
    rows = [
        _gap(contract.of(agenda=agenda.pk), plan.of(agenda=agenda.pk), agenda)
        for agenda in agendas
        if agenda.pk in held
    ]
    return rows, _gap(contract, plan)


def _gap(contract, plan, agenda=None):
    kinds = []
    for kind in PartyKind:
        sums = contract.of(party_kind=kind).euros, plan.of(party_kind=kind).euros
        if any(sums):
            kinds.append(Gap(kind.label, *sums))
    name = agenda.title if agenda else "Alle agenda’s"
    return Gap(name, contract.euros, plan.euros, tuple(kinds), agenda)
