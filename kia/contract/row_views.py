"""Rows of a year that is still open: enter, change, confirm, remove."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from instance.admin_refusals import check_now, sentence
from instance.methods import reads_and_posts
from kia.contract.forms import CommitmentForm, SeenForm
from kia.contract.rules import warnings
from kia.contract.years import (
    Desk,
    may_change,
    may_confirm,
    rows_of,
    year_for,
)
from kia.models import Commitment

Certainty = Commitment.Certainty
LOOK_AGAIN = (
    "Er is niets gedaan: de regel van {party} is gewijzigd nadat u deze pagina opende. "
    "Kijk hem na, en kies dan opnieuw."
)


@login_required
@reads_and_posts
@transaction.atomic
def new(request, year):
    table = year_for(request, year)
    if not Desk(request.user, table).may_enter:
        raise PermissionDenied
    row = Commitment(year=table, is_practice=table.is_practice, entered_by=request.user)
    form = CommitmentForm(request.POST or None, instance=row, user=request.user)
    if form.is_bound and (done := row if saved(form) else form.sent_before()):
        tell(request, done, "toegevoegd")
        return redirect("contract:year", year)
    return render(request, "kia/contract/row.html", {"year": table, "form": form})


@login_required
@reads_and_posts
@transaction.atomic
def change(request, year, pk):
    row = get_row(request, year, pk)
    if not may_change(request.user, row):
        raise PermissionDenied
    form = CommitmentForm(request.POST or None, instance=row, user=request.user)
    if form.is_bound and saved(form):
        tell(request, row, "bewaard")
        return redirect("contract:year", year)
    context = {"year": row.year, "row": Commitment.objects.get(pk=pk), "form": form}
    return render(request, "kia/contract/row.html", context)


@login_required
@require_POST
@transaction.atomic
def confirm(request, year, pk):
    row = get_row(request, year, pk)
    if row.confirmed_by_id == request.user.pk:
        # A button pressed twice.
        return redirect("contract:year", year)
    if not may_confirm(request.user, row):
        raise PermissionDenied
    if not SeenForm(request.POST).is_about(row):
        return look_again(request, row)
    row.certainty, row.confirmed_by = Certainty.CONFIRMED, request.user
    row.save(update_fields=["certainty", "confirmed_by"])
    tell(request, row, "bevestigd")
    return redirect("contract:year", year)


@login_required
@require_POST
@transaction.atomic
def remove(request, year, pk):
    """The history keeps what it was."""
    row = get_row(request, year, pk)
    if not (may_change(request.user, row) and row.certainty == Certainty.STATED):
        raise PermissionDenied
    if not SeenForm(request.POST).is_about(row):
        return look_again(request, row)
    row.delete()
    messages.success(request, f"De regel van {row.party} is verwijderd.")
    return redirect("contract:year", year)


def look_again(request, row):
    messages.warning(request, LOOK_AGAIN.format(party=row.party))
    return redirect("contract:year", row.year.year)


def get_row(request, year, pk):
    """The row; for a change locked, after its year: so nobody adopts it meanwhile."""
    table = year_for(request, year)
    found = rows_of(request.user, table).select_related("year", "entry")
    if request.method == "POST":
        found = found.select_for_update(of=["self"])
    return get_object_or_404(found, pk=min(pk, 2**62))


def saved(form, save=None):
    """Whether the database took it; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            (save or form.save)()
            check_now()
    except DatabaseError as error:
        form.add_error(None, sentence(error, Commitment))
        return False
    return True


def tell(request, row, done):
    """What was done, and what may be wrong with it beside the rows that they see."""
    messages.success(request, f"De regel van {row.party} is {done}.")
    beside = rows_of(request.user, row.year).filter(
        agenda=row.agenda_id, form=row.form, correction_reason=""
    )
    rows = [*beside.exclude(pk=row.pk).select_related("year"), row]
    for said in warnings(rows, request.user).get(row, []):
        messages.warning(request, said)
