"""The chart of a year: what each agenda gets, private beside public."""

from charts.build import stack
from charts.vocabulary import Cell, Stacks, Table
from kia.models import Form
from kia.money import millions

SOLID, OPEN = "vol", "open"
PRIVATE, PUBLIC = "Privaat", "Publiek"
PANELS = ((Form.CASH, "In cash"), (Form.KIND, "In kind"))


def year_chart(table, name):
    """Bars per agenda, money and effort in panels of their own, on one scale."""
    agendas = [row for section in table.sections[-1:] for row in section.rows]
    panels = [(words, table.total.of(form=form)) for form, words in PANELS]
    panels = [(words, total) for words, total in panels if total.euros]
    sums = [
        total.of(agenda=row.agenda.pk).euros for _, total in panels for row in agendas
    ]
    most = max(sums, default=0)
    return Stacks(
        name=name,
        panels=tuple(
            (f"{words} (mln euro)", tuple(_bars(total, agendas, most)))
            for words, total in panels
        ),
        legend=((SOLID, PRIVATE), (OPEN, PUBLIC)),
        table=_twin(name, panels, agendas),
    )


def _bars(total, agendas, most):
    for row in agendas:
        own = total.of(agenda=row.agenda.pk)
        if not own:
            continue
        parts = [
            (SOLID, own.private.euros, PRIVATE),
            (OPEN, own.public.euros, PUBLIC),
        ]
        yield stack(row.name, parts, most, millions)


def _twin(name, panels, agendas):
    head = ["Agenda"]
    for words, _ in panels:
        head += [f"{PRIVATE}, {words.lower()}", f"{PUBLIC}, {words.lower()}"]
    rows = []
    for row in agendas:
        cells = [Cell(row.name)]
        for _, total in panels:
            own = total.of(agenda=row.agenda.pk)
            cells += [
                Cell(millions(own.private.euros)),
                Cell(millions(own.public.euros)),
            ]
        rows.append(tuple(cells))
    return Table(f"{name}, in mln euro", tuple(head), tuple(rows))
