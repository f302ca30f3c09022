"""Take in a year of the contract from a file: offer, look at the trial, take in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from exchange.models import ImportFile
from instance.methods import reads_and_posts
from kia.contract.files import example_answer
from kia.contract.importing import YearFileForm, kind_for, may_import, offer, take_in
from kia.contract.years import get_year, locked_year

# What a page can hold; the rest is counted.
MOST_SHOWN = 1000
CHANGED_MEANWHILE = (
    "Er is niets overgenomen: de tabel is intussen gewijzigd. Hieronder staat wat er nu "
    "zou veranderen. Kijk het na en neem het dan over."
)


@login_required
@reads_and_posts
def upload(request, year):
    table = importable(request.user, year)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = YearFileForm(*sent, kind=kind_for(table, request.user))
    if form.is_valid():
        return trial_page(request, table, *offer(form, request.user))
    return render(request, "kia/contract/import.html", {"year": table, "form": form})


@login_required
@require_POST
@transaction.atomic
def accept(request, year, pk):
    """Take in what the trial showed, all or nothing, while the year stays as it is."""
    table = importable(request.user, year, locked_year)
    mine = ImportFile.objects.filter(offered_by=request.user, applied_at=None)
    code = kind_for(table, request.user).code
    kept = get_object_or_404(mine, pk=min(pk, 2**62), kind=code)
    digest = request.POST.get("digest", "")
    outcome = take_in(kept, table, request.user, digest)
    if outcome.problems or outcome.digest != digest:
        messages.warning(request, CHANGED_MEANWHILE)
        return trial_page(request, table, kept, outcome)
    words = f"Overgenomen: {outcome.added} nieuw, {outcome.changed} gewijzigd."
    messages.success(request, words)
    return redirect("contract:year", year)


@login_required
@require_safe
def example(request, year, form):
    """The rows of now, in the columns that the import takes."""
    table = importable(request.user, year)
    return example_answer(kind_for(table, request.user), table, form)


def importable(user, year, get=get_year):
    table = get(user, year)
    if not may_import(user, table):
        raise PermissionDenied
    return table


def trial_page(request, table, kept, outcome):
    context = {
        "year": table,
        "kept": kept,
        "outcome": outcome,
        "problems": outcome.problems[:MOST_SHOWN],
        "remarks": outcome.remarks[:MOST_SHOWN],
        "changes": outcome.changes[:MOST_SHOWN],
        "most": MOST_SHOWN,
    }
    return render(request, "kia/contract/trial.html", context)
