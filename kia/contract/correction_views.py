"""Corrections of an adopted year: one admin draws them up, another confirms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from instance import clock
from instance.methods import reads_and_posts
from kia.contract.forms import BELOW_NOTHING, CorrectionForm, MissingRowForm
from kia.contract.row_views import saved
from kia.contract.views import listed
from kia.contract.years import Desk, get_year, rows_of, year_for
from kia.models import Commitment

# What a correction has in common with the row that it is about.
SAME = ("year", "agenda", "party", "party_kind", "is_private", "form", "purpose")
SAME += ("entry", "stated_in", "stated_on", "is_practice")
PROPOSED = (
    "De correctie is opgesteld. Ze telt zodra een andere beheerder haar bevestigt."
)
ALREADY = "Een andere beheerder heeft deze correctie al bevestigd."
NOT_YOUR_OWN = "Een andere beheerder bevestigt de correctie die u opstelde."


@login_required
@reads_and_posts
@transaction.atomic
def correct(request, year, pk):
    table = correctable(request, year)
    rows = listed(rows_of(request.user, table).counted())
    row = get_object_or_404(rows, pk=min(pk, 2**62))
    initial = {"corrected_on": clock.today()}
    form = CorrectionForm(request.POST or None, row=row, initial=initial)
    if form.is_bound and proposed(form, request.user):
        messages.success(request, PROPOSED)
        return redirect("contract:year", year)
    context = {"year": table, "row": row, "form": form}
    return render(request, "kia/contract/correction.html", context)


@login_required
@reads_and_posts
@transaction.atomic
def add_missing(request, year):
    table = correctable(request, year)
    row = Commitment(year=table, is_practice=table.is_practice, entered_by=request.user)
    form = MissingRowForm(
        request.POST or None,
        instance=row,
        user=request.user,
        initial={"corrected_on": clock.today()},
    )
    if form.is_bound and (saved(form) or form.sent_before()):
        messages.success(request, PROPOSED)
        return redirect("contract:year", year)
    context = {"year": table, "form": form}
    return render(request, "kia/contract/correction.html", context)


@login_required
@require_POST
@transaction.atomic
def confirm(request, year, pk):
    proposal = get_correction(request, year, pk)
    if proposal.confirmed_by_id == request.user.pk:
        # A button pressed twice.
        return redirect("contract:year", year)
    if problem := in_the_way(proposal, request.user):
        messages.error(request, problem)
        return redirect("contract:year", year)
    proposal.confirmed_by = request.user
    proposal.save(update_fields=["confirmed_by"])
    messages.success(request, "De correctie is bevestigd en telt nu mee.")
    return redirect("contract:year", year)


@login_required
@require_POST
@transaction.atomic
def withdraw(request, year, pk):
    """What was never confirmed; the history keeps what it was."""
    get_correction(request, year, pk, confirmed_by=None).delete()
    messages.success(request, "De correctie is ingetrokken. Ze heeft nooit geteld.")
    return redirect("contract:year", year)


def correctable(request, year):
    """An adopted year; for a change locked: two corrections at once see each other."""
    if not Desk(request.user, get_year(request.user, year)).may_correct:
        raise PermissionDenied
    return year_for(request, year)


def get_correction(request, year, pk, **same):
    table = correctable(request, year)
    found = rows_of(request.user, table).exclude(correction_reason="")
    return get_object_or_404(found, pk=min(pk, 2**62), **same)


def proposed(form, by):
    """Whether it is drawn up, now or when the button was pressed before."""
    if form.is_valid() and form.sent_before(by):
        return True
    return saved(form, lambda: propose(form.row, by=by, **form.cleaned_data))


def propose(row, *, by, **given):
    fields = {name: getattr(row, name) for name in SAME}
    return Commitment.objects.create(
        **fields,
        certainty=Commitment.Certainty.ADOPTED,
        corrects=row,
        entered_by=by,
        **given,
    )


def in_the_way(proposal, user):
    """Why this person cannot confirm it, as a sentence; empty when nothing is."""
    if proposal.confirmed_by_id:
        return ALREADY
    if proposal.entered_by_id == user.pk:
        return NOT_YOUR_OWN
    if proposal.corrects_id:
        row = listed(Commitment.objects.filter(pk=proposal.corrects_id)).get()
        if row.now + proposal.amount < 0:
            return BELOW_NOTHING
    return ""
