"""The desk of the contract: the years, one year, and its steps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kia import workflow
from kia.contract.files import FORMS as FIGURE_FORMS
from kia.contract.forms import AdoptYearForm, OpenYearForm
from kia.contract.totals import Total, totals_by_year
from kia.contract.views import ROW_FORMS, ROWS_FILE, figures_file, rows_file
from kia.contract.years import Desk, get_year
from kia.desk.agenda_views import reads_and_posts
from kia.desk.forms import StepForm, add_problems
from kia.models import Commitment, ContractYear
from kia.permissions import may
from kia.problems import StepRefused
from kia.steps import YEAR

STEP_FORMS = {"adopt": AdoptYearForm}


@login_required
@reads_and_posts
def years(request):
    form = OpenYearForm(request.POST or None)
    if request.method == "POST" and not may("admin", request.user):
        raise PermissionDenied
    if form.is_valid() and open_year(form, request.user):
        return redirect("contract:year", form.cleaned_data["year"])
    rows = Commitment.objects.visible_to(request.user).counted()
    totals = totals_by_year(rows)
    tables = list(ContractYear.objects.visible_to(request.user))
    total = Total(part for own in totals.values() for part in own.parts)
    context = {
        "years": [(table, totals.get(table.year, Total())) for table in tables],
        "total": total,
        "form": form if may("admin", request.user) else None,
    }
    return render(request, "kia/contract/years.html", context)


def open_year(form, user):
    """Whether it was opened; if not, the form says why."""
    year = form.cleaned_data["year"]
    try:
        workflow.open_year(form.periods[year], year, user)
    except StepRefused as refusal:
        add_problems(form, refusal.problems)
        return False
    return True


@login_required
@require_safe
def year(request, year):
    desk = Desk(request.user, get_year(request.user, year))
    context = {
        "desk": desk,
        "year": desk.year,
        "figures": desk.figures(),
        "rows": desk.rows(),
        "corrections": desk.corrections(),
        "proposals": desk.proposals(),
        "steps": desk.steps(),
        "figure_forms": tuple(FIGURE_FORMS),
        "row_forms": ROW_FORMS,
    }
    return render(request, "kia/contract/year.html", context)


@login_required
@require_safe
def year_file(request, year, which, form):
    """What this person may see of a year, as a file. Never kept by a cache."""
    desk = Desk(request.user, get_year(request.user, year))
    if which == ROWS_FILE:
        return rows_file(desk.year, desk.visible.counted(), form)
    return figures_file(desk.figures(), which, form)


@login_required
@reads_and_posts
def step(request, year, action):
    table = get_year(request.user, year)
    found = YEAR.of(action, request.POST.get("seen", table.state))
    if found is None:
        raise Http404
    if not may(found.who, request.user, table):
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = STEP_FORMS.get(action, StepForm)(*sent, step=found, version=table)
    if form.is_valid() and take(form, request):
        return redirect("contract:year", year)
    context = {"year": table, "step": found, "form": form}
    return render(request, "kia/contract/step.html", context)


def take(form, request):
    """Whether the step was taken; if not, the form says why."""
    table, state = form.version, form.version.state
    # It is asked of the state that the page showed, whatever happened since.
    table.state = form.step.source
    note = form.cleaned_data["note"]
    try:
        with transaction.atomic():
            given = form.given(request.user)
            workflow.perform(
                form.step.action, table, by=request.user, note=note, **given
            )
    except StepRefused as refusal:
        table.state = state
        add_problems(form, refusal.problems)
        return False
    messages.success(request, f"{table}: {form.step.label.lower()} is gelukt.")
    return True
