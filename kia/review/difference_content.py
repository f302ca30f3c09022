"""What a version says in one field, as kia/review/difference.py compares it."""

from collections import defaultdict

from kia.agendas.held import Held
from kia.entries.public.tables import TABLES
from kia.models import (
    BudgetLine,
    EntryConsultation,
    EntryIndicator,
    EntryMilestone,
    EntryMission,
    EntryParty,
    EntryPhase,
    EntryRegion,
    EntryRelation,
    EntryRequest,
    EntryTarget,
    EntryTechnology,
    EntryTopsector,
    EntryValue,
)
from kia.money import thousands
from kia.review.difference import Cell, Content, Row

# The rows of each field; those of `BY_HAND` stand as somebody put them.
ROWS = {
    "topsectors": (EntryTopsector,),
    "main_mission": (EntryMission, EntryTarget),
    "technologies": (EntryTechnology,),
    "values": (EntryValue,),
    "phases": (EntryPhase,),
    "milestones": (EntryMilestone,),
    "parties": (EntryParty,),
    "region": (EntryRegion,),
    "consultations": (EntryConsultation,),
    "requests": (EntryRequest,),
    "budget": (BudgetLine,),
    "indicators": (EntryIndicator,),
    "relations": (EntryRelation,),
}
BY_HAND = {"parties", "consultations", "requests", "indicators", "relations"}


def rows_of(name, held):
    """The records of a field, as they stand."""
    return [row for model in ROWS.get(name, ()) for row in held.rows[model]]


def content_of(part, held) -> Content:
    """Of an answer of kia/review/reading_parts.py."""
    name = part.field.name
    rows = MAKERS.get(name, _by_table)(name, held)
    # The words of these are their rows.
    chosen = "" if name in ("topsectors", "region") and rows else part.chosen
    return Content(chosen, part.text, tuple(rows), in_order=name in BY_HAND)


def _by_table(name, held):
    """As the tables of the public page tell each row."""
    return [_row(name, row, held.entry_version) for row in rows_of(name, held)]


def _row(name, row, version):
    alone = Held(version, defaultdict(list, {type(row): [row]}))
    table = TABLES[name](alone)
    heading, cells = table.rows[0]
    found = [(table.head[0], _text(heading)), *((n, cell.text) for n, cell in cells)]
    return Row(str(row.lineage), tuple(Cell(n, text) for n, text in found))


def _text(cell):
    return f"{cell.code} {cell.text}".strip()


def _topsectors(name, held):
    return [_named(row, row.topsector) for row in rows_of(name, held)]


def _regions(name, held):
    return [_named(row, row) for row in rows_of(name, held)]


def _named(row, what):
    return Row(str(row.lineage), (Cell("Naam", str(what)),))


def _requests(name, held):
    return [
        Row(
            str(row.lineage),
            (
                Cell("Verzoek", row.text),
                Cell("Instrument", row.get_instrument_display()),
                Cell("Gericht aan", str(row.addressee or row.addressee_text)),
                Cell("Gewenst jaar", str(row.wanted_year or "")),
            ),
        )
        for row in rows_of(name, held)
    ]


def _budget(name, held):
    """A row for each source and form, with a cell for each year and their sum."""
    found = defaultdict(list)
    for line in rows_of(name, held):
        found[line.source.order, line.source_id, line.form].append(line)
    return [_money_row(found[key]) for key in sorted(found)]


def _money_row(lines):
    first, total = lines[0], sum(line.amount for line in lines)
    years = sorted(lines, key=lambda line: line.year)
    cells = [Cell("Bron", f"{first.source}, {first.get_form_display()}")]
    cells += [Cell(str(line.year), _amount(line), line.amount) for line in years]
    cells.append(Cell("Samen", thousands(total), total))
    return Row(f"{first.form}-{first.source_id}", tuple(cells))


def _amount(line):
    is_promised = line.certainty == BudgetLine.Certainty.COMMITTED
    return thousands(line.amount) + (" toegezegd" if is_promised else "")


MAKERS = {
    "topsectors": _topsectors,
    "region": _regions,
    "requests": _requests,
    "budget": _budget,
}
