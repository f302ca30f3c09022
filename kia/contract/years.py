"""A year on the desk: who may do what with it and with its rows."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from instance.admin_history import version, with_version
from kia import workflow
from kia.access import Access
from kia.contract.figures import YearFigures
from kia.contract.importing import may_import
from kia.contract.rules import warnings
from kia.contract.views import corrections, listed
from kia.models import Agenda, Commitment, ContractYear, Entry, EntryVersion
from kia.permissions import may

Certainty = Commitment.Certainty


def get_year(user, year):
    return get_object_or_404(ContractYear.objects.visible_to(user), year=year)


def locked_year(user, year):
    """Until the end of the transaction nobody else takes a step with it."""
    found = ContractYear.objects.visible_to(user).select_for_update(no_key=True)
    return get_object_or_404(found, year=year)


def year_for(request, year):
    """Locked once something is sent; a page that is only looked at waits for nobody."""
    get = locked_year if request.method == "POST" else get_year
    return get(request.user, year)


def rows_of(user, year):
    return Commitment.objects.visible_to(user).filter(year=year)


def may_change(user, row):
    return row.year.is_collecting and may("enter_commitment", user, row)


def may_confirm(user, row):
    return (
        row.year.is_collecting
        and row.certainty == Certainty.STATED
        and may("confirm_commitment", user, row)
    )


@dataclass(frozen=True)
class DeskRow:
    """A row with what its reader may do with it, and what may be wrong with it."""

    row: Commitment
    entry: Entry | None
    may_change: bool
    may_confirm: bool
    warnings: tuple = ()

    @property
    def version(self):
        return version(self.row)


@dataclass(frozen=True)
class Desk:
    user: object
    year: ContractYear

    @property
    def access(self):
        return Access.of(self.user)

    @property
    def visible(self):
        return rows_of(self.user, self.year)

    def figures(self):
        """Of agendas of which this person sees every row, so that sums are whole."""
        rows = self.visible.counted()
        if self.sees_all:
            return YearFigures.of(self.year, rows)
        agendas = Agenda.objects.filter(pk__in=self.access.concerned_agendas)
        return YearFigures.of(self.year, rows.filter(agenda__in=agendas), agendas)

    def rows(self):
        leads = EntryVersion.objects.only("entry", "lead")
        rows = list(
            with_version(listed(self.visible.counted()))
            .select_related("agenda", "year", "entry")
            .prefetch_related(Prefetch("entry__versions", leads))
        )
        said, entries = warnings(rows, self.user), self._entries(rows)
        return [
            DeskRow(
                row,
                entries.get(row.entry_id),
                may_change(self.user, row),
                may_confirm(self.user, row),
                tuple(said.get(row, ())),
            )
            for row in rows
        ]

    def _entries(self, rows):
        """Those of the rows that this person may see."""
        pks = {row.entry_id for row in rows if row.entry_id}
        entries = Entry.objects.visible_to(self.user).titled_for(self.user)
        return entries.in_bulk(pks) if pks else {}

    def corrections(self):
        return list(corrections(self.visible.counted()))

    def proposals(self):
        """Corrections that wait for another admin."""
        if not self.access.is_admin:
            return []
        waiting = corrections(self.visible).filter(confirmed_by=None)
        return list(waiting.select_related("agenda", "year", "entered_by"))

    def steps(self):
        return workflow.available(self.year, self.user)

    @property
    def sees_all(self):
        return self.access.is_admin or self.year.is_adopted

    @property
    def may_enter(self):
        concerned = self.access.concerned_agendas or self.access.teams
        return self.year.is_collecting and bool(concerned)

    @property
    def may_import(self):
        return may_import(self.user, self.year)

    @property
    def may_correct(self):
        return self.year.is_adopted and may("admin", self.user)
