"""The contract for everybody: years that are adopted, and nothing else."""

from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exchange.download import SAMPLE
from kia.contract.figures import YearFigures
from kia.contract.files import (
    FORMS,
    figures_answer,
    gap_figures,
    rows_answer,
    table_figures,
)
from kia.contract.quoted import beside, quoted
from kia.contract.totals import Total, totals_by_year
from kia.models import Agenda, Commitment, ContractYear, Period

# More rows than this go on to another page.
ROWS = 250
ROW_FORMS = ("csv", "xlsx", "json")
ROWS_FILE = "inzet"
FIGURE_FILES = ("tabel", "plan")


@require_safe
def contract(request):
    totals = totals_by_year(Commitment.objects.public())
    tables = {table.year: table for table in ContractYear.objects.public()}
    years = sorted({y for period in Period.objects.all() for y in period.years})
    adopted = [part for total in totals.values() for part in total.parts]
    context = {
        "years": [(y, tables.get(y), totals.get(y, Total())) for y in years],
        "adopted": list(tables.values()),
        "all_years": Total(adopted),
        "quotes": beside(quoted(years), totals),
        "references": quoted(),
    }
    return render(request, "kia/contract_list.html", context)


@require_safe
def contract_year(request, year):
    table = public_year(year)
    rows = Commitment.objects.public().filter(year=table)
    figures = YearFigures.of(table, rows)
    agenda = figures.agenda_called(request.GET.get("agenda"))
    shown = listed(rows.filter(agenda=agenda) if agenda else rows)
    context = {
        "year": table,
        "figures": figures,
        "page": Paginator(shown, ROWS).get_page(request.GET.get("pagina")),
        "agenda": agenda,
        "corrections": corrections(rows),
        "figure_forms": tuple(FORMS),
        "row_forms": ROW_FORMS,
    }
    return render(request, "kia/contract_year.html", context)


@require_safe
def year_file(request, year, which, form):
    table = public_year(year)
    rows = Commitment.objects.public().filter(year=table)
    if which == ROWS_FILE:
        return rows_file(table, rows, form)
    return figures_file(YearFigures.of(table, rows), which, form)


def rows_file(table, rows, form):
    if form not in ROW_FORMS:
        raise Http404
    words = ("kic", str(table.year), ROWS_FILE)
    return rows_answer(rows, Agenda.objects.all(), form, *words)


def figures_file(figures, which, form):
    """The KIC table, or the plan beside it."""
    if which not in FIGURE_FILES or form not in FORMS:
        raise Http404
    words = ("kic", str(figures.year.year), which)
    if which == "tabel":
        made, is_sample = table_figures(figures.table), figures.is_practice
    else:
        made, is_sample = gap_figures(*figures.gaps), figures.gap_is_practice
    return figures_answer(made, form, *words, is_sample=is_sample)


@require_safe
def signed_document(request, year):
    """What was signed. Never opened by the browser: anything may be in it."""
    table = public_year(year)
    stored = table.document
    stem = f"{SAMPLE}-" if table.is_practice else ""
    ending = stored.name.rpartition(".")[2].lower()
    ending = f".{ending}" if ending in ("pdf", "docx", "odt") else ""
    name = f'attachment; filename="{stem}kic-{table.year}{ending}"'
    headers = {"Content-Disposition": name}
    kind = "application/octet-stream"
    return HttpResponse(bytes(stored.content), content_type=kind, headers=headers)


def public_year(year):
    found = ContractYear.objects.public().select_related("document")
    return get_object_or_404(found.defer("document__content"), year=year)


def listed(rows):
    """The rows themselves, each with what corrections made of it."""
    confirmed = Q(corrections__confirmed_by__isnull=False)
    found = rows.filter(corrects=None).select_related("agenda", "year")
    found = found.annotate(corrected=Sum("corrections__amount", filter=confirmed))
    return found.order_by("agenda__order", "party", "form", "pk")


def corrections(rows):
    found = rows.exclude(correction_reason="").select_related("agenda", "year")
    return found.order_by("corrected_on", "pk")
