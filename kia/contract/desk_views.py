"""The desk of the contract: the years, one year, and its steps."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from instance.methods import reads_and_posts
from kia import workflow
from kia.contract.files import FORMS as FIGURE_FORMS
from kia.contract.forms import AdoptYearForm, OpenYearForm
from kia.contract.totals import Total, totals_by_year
from kia.contract.views import ROW_FORMS, ROWS_FILE, figures_file, rows_file
from kia.contract.years import Desk, get_year
from kia.desk.forms import add_problems
from kia.desk.stepping import step_form, take
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
    form = step_form(request, YEAR, table, action, STEP_FORMS)
    if form.is_valid() and take(form, request):
        return redirect("contract:year", year)
    context = {"year": table, "step": form.step, "form": form}
    return render(request, "kia/contract/step.html", context)
