"""The matrix as a page and as a file."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.download import WRITERS, file_response, spooled
from instance.requests import refuse
from missions.matrix.choice import read_choice, segments
from missions.matrix.columns import groups
from missions.matrix.file import Sheet
from missions.matrix.findings import findings, gaps
from missions.matrix.page import Page
from missions.matrix.table import SIGNS, matrix
from missions.models import Mission
from sources.pages import in_force
from themes.models import Theme

HOLES = {"missies": "only_rows_without", "kolommen": "only_columns_without"}


@require_safe
def matrix_page(request):
    themes = list(in_force(Theme.objects))
    choice = read_choice(request.GET, [theme.slug for theme in themes])
    whole = read(choice)
    shown = getattr(whole, HOLES[choice.gaten])() if choice.gaten else whole
    if "formaat" in request.GET:
        return download(request, shown, choice)
    page = Page(shown, choice.pagina)
    context = {
        "choice": choice,
        "segments": segments(choice, themes),
        "findings": findings(whole, choice),
        "gaps": gaps(whole, choice),
        "page": page,
        "page_links": [n and choice.address(pagina=n) for n in page.neighbours],
        "tallies": tallies(shown),
    }
    return render(request, "missions/matrix.html", context)


def read(choice):
    missions = in_force(Mission.objects).select_related("theme")
    if choice.thema:
        missions = missions.filter(theme__slug=choice.thema)
    found = matrix(missions, groups(choice.kolommen))
    return found.stated() if choice.grondslag else found


def tallies(shown):
    """Per group: per basis how many boxes, and how many boxes in all."""
    return [
        (group, [(SIGNS[sign], sign, count) for sign, count in counts], boxes)
        for group in shown.groups
        for counts, boxes in [shown.tally(group)]
    ]


def download(request, shown, choice):
    form = request.GET["formaat"]
    if form not in ("csv", "xlsx"):
        words = "U kunt de matrix meenemen als csv of xlsx."
        return refuse(request, 400, "Dit formaat is er niet", words)
    sheet = Sheet(shown)
    with spooled() as file:
        WRITERS[form](sheet, sheet.rows(), file)
        return file_response(file, form, sheet.code, choice.words)
