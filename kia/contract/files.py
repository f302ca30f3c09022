"""Figures of a year as files: the KIC table, its rows, and the plan beside it."""

from dataclasses import dataclass

from django.http import Http404

from exchange.columns import Column, Number
from exchange.download import WRITERS, file_response, snapshot, spooled
from exchange.formats import write_csv, write_workbook
from exchange.kinds import Look
from kia.contract.kinds import commitment_kind
from kia.contract.table import SHARE
from kia.money import in_thousands

FORMS = {"csv": write_csv, "xlsx": write_workbook}
IN_THOUSANDS = "In duizenden euro’s."
COVERAGE = (
    "In procent. N.v.t.: er is geen plan, of de inzet is meer dan tien keer zo groot."
)


@dataclass(frozen=True)
class Figures:
    """A table of figures, with what the writers of files ask of a kind."""

    code: str
    columns: tuple
    rows: tuple


def table_figures(table):
    """The KIC table as it stands on the page, exact, in thousands of euros."""
    names = [f"{column.name} (× € 1.000)" for column in table.columns]
    columns = [
        Column("form", "vorm", "Geld (in cash), of inzet in natura (in kind)."),
        Column("agenda", "agenda", "De agenda."),
        *(Number(f"sum_{n}", name, IN_THOUSANDS) for n, name in enumerate(names)),
        Column("share", SHARE, "Privaat gedeeld door het totaal."),
        Column("mix", "zekerheid", "Hoe vast de bedragen staan, in mln euro."),
    ]
    rows = [
        _figures_of(section.name, row, table.columns)
        for section in table.sections
        for row in (*section.rows, section.sum)
    ]
    return Figures("kic-tabel", tuple(columns), tuple(rows))


def _figures_of(form, row, columns):
    sums = [in_thousands(column.of(row.total)) for column in columns]
    certainty = row.total.certainty.replace("\u00a0", " ")
    return [form, row.name, *sums, row.total.private_share, certainty]


def gap_figures(rows, total):
    """Per agenda and kind of party, and per agenda together, what is missing."""
    columns = (
        Column("agenda", "agenda", "De agenda."),
        Column("party_kind", "soort partij", "Leeg: alle soorten samen."),
        Number("contract", "inzet (× € 1.000)", IN_THOUSANDS),
        Number("plan", "plan (× € 1.000)", IN_THOUSANDS),
        Number("difference", "inzet min plan (× € 1.000)", IN_THOUSANDS),
        Column("coverage", "inzet gedeeld door plan", COVERAGE),
    )
    found = [
        [agenda.name, "" if gap is agenda else gap.name, *_amounts(gap), gap.coverage]
        for agenda in (*rows, total)
        for gap in (agenda, *agenda.kinds)
    ]
    return Figures("plan-tegen-contract", columns, tuple(found))


def _amounts(gap):
    return [in_thousands(euros) for euros in (gap.contract, gap.plan, gap.difference)]


def figures_answer(figures, form, *words, is_sample):
    with spooled() as file:
        FORMS[form](figures, figures.rows, file)
        return file_response(file, form, *words, is_sample=is_sample)


def rows_answer(commitments, agendas, form, *words):
    """The rows themselves; one made-up row makes the whole file a sample.

    An entry that not everybody may see is not named.
    """
    kind = commitment_kind(agendas)
    with spooled() as file, snapshot():
        is_sample = commitments.filter(is_practice=True).exists()
        WRITERS[form](kind, kind.rows(commitments, Look(public=True)), file)
        return file_response(file, form, *words, is_sample=is_sample)


def example_answer(kind, year, form):
    """A file that the import of this year takes, with the rows that are there now."""
    if form not in FORMS:
        raise Http404
    with spooled() as file, snapshot():
        rows = kind.all()
        FORMS[form](kind, kind.rows(rows, Look(public=False)), file)
        words = ("kic", str(year.year), "invullen")
        is_sample = rows.filter(is_practice=True).exists()
        return file_response(file, form, *words, is_sample=is_sample)
