"""The matrix as a page and as a file."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.download import WRITERS, file_response, spooled
from instance.requests import refuse
from missions.matrix.activity import activity_matrix
from missions.matrix.choice import Choice
from missions.matrix.columns import groups
from missions.matrix.file import Sheet
from missions.matrix.findings import findings, gaps
from missions.matrix.page import Table, tree
from missions.matrix.table import matrix

HOLES = {
    "missies": "only_rows_without",
    "redactie": "only_editorial_rows",
    "kolommen": "only_columns_without",
    "subdoelen": "only_columns_of_sub_targets",
}


@require_safe
def matrix_page(request):
    choice = Choice(request.GET)
    whole = read(choice)
    shown = getattr(whole, HOLES[choice.gaps])() if choice.gaps else whole
    if "formaat" in request.GET:
        return download(request, shown, choice)
    context = {
        "listing": choice,
        "findings": findings(whole, choice),
        "gaps": gaps(whole, choice),
        "table": Table(shown, choice.show(tree(shown)).object_list),
        "tallies": tallies(shown),
    }
    return render(request, "missions/matrix.html", context)


def read(choice):
    if choice.is_activity:
        return activity_matrix(choice.missions, groups(choice.columns))
    found = matrix(choice.missions, groups(choice.columns))
    return found.stated if choice.is_stated else found


def tallies(shown):
    """Per group: per basis how many boxes, and how many boxes in all."""
    return [
        (group, [(shown.signs[sign], sign, count) for sign, count in counts], boxes)
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
        words = (sheet.code, choice.words)
        return file_response(file, form, *words, is_sample=shown.is_sample)
