"""The KIC table of a year: agendas against kinds of party, money and effort apart."""

from dataclasses import dataclass

from kia.contract.totals import Total, kinds_in
from kia.models import Form, PartyKind
from kia.money import millions

NOTHING = "–"
PRIVATE, PUBLIC, ALL, SHARE = "privaat", "publiek", "totaal", "privaat deel"


@dataclass(frozen=True)
class Column:
    """One kind of party, or the sum of several; `same` says which parts."""

    name: str
    same: dict
    is_sum: bool = False

    def of(self, total):
        return total.of(**self.same).euros


@dataclass(frozen=True)
class Row:
    """An agenda, or all of them together."""

    name: str
    total: Total
    agenda: object = None


@dataclass(frozen=True)
class Section:
    name: str
    rows: tuple
    sum: Row


@dataclass(frozen=True)
class YearTable:
    total: Total
    columns: tuple
    sections: tuple

    @property
    def head(self):
        return [column.name for column in self.columns] + [SHARE]

    @property
    def body(self):
        """Per section its name, and per row: the row and its (heading, text, is sum)."""
        for section in self.sections:
            rows = [(row, self.cells(row.total)) for row in section.rows]
            yield section.name, rows, (section.sum, self.cells(section.sum.total))

    def cells(self, total):
        shown = [
            (column.name, millions(euros) if euros else NOTHING, column.is_sum)
            for column in self.columns
            for euros in [column.of(total)]
        ]
        return [*shown, (SHARE, total.private_share or NOTHING, False)]


def year_table(total, agendas):
    """The table for this total; `agendas` in the order of its rows."""
    held = {part.agenda for part in total.parts}
    agendas = [agenda for agenda in agendas if agenda.pk in held]
    sections = [
        _section("In cash", total.of(form=Form.CASH), agendas),
        _section("In kind", total.of(form=Form.KIND), agendas),
    ]
    # What corrections took away altogether is no panel of zeros: a sentence says it.
    sections = [section for section in sections if section.sum.total.euros]
    if len(sections) > 1:
        sections.append(_section("In cash en in kind samen", total, agendas))
    return YearTable(total, columns_of(total), tuple(sections))


def columns_of(total):
    """The kinds of party that have money, each group followed by its sum."""
    columns = []
    for is_private, name in ((True, PRIVATE), (False, PUBLIC)):
        kinds = [kind for private, kind in kinds_in(total) if private == is_private]
        columns += [
            Column(
                PartyKind(kind).label, {"party_kind": kind, "is_private": is_private}
            )
            for kind in kinds
        ]
        columns.append(Column(name, {"is_private": is_private}, is_sum=True))
    return (*columns, Column(ALL, {}, is_sum=True))


def _section(name, total, agendas):
    own = ((agenda, total.of(agenda=agenda.pk)) for agenda in agendas)
    rows = tuple(Row(agenda.title, part, agenda) for agenda, part in own if part)
    return Section(name, rows, Row(f"{name}, alle agenda’s", total))
