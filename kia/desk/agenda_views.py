"""The desk of one agenda: where it stands, its steps and its planning."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from instance.methods import reads_and_posts
from kia import trail, workflow
from kia.desk import planning, sections
from kia.desk.agendas import desk_of, desks_of, entries_of, in_the_way, trail_of
from kia.desk.forms import FORMS, PlanningForm, add_problems, look_again
from kia.desk.stepping import step_form, take
from kia.permissions import may
from kia.problems import StepRefused
from kia.steps import AGENDA


def get_desk(request, slug):
    mine = desks_of(request.user).select_related("period")
    return desk_of(get_object_or_404(mine, slug=slug))


def get_version(request, slug, number):
    """The version that the page was about, also when there is a newer one now."""
    desk = get_desk(request, slug)
    version = next((v for v in desk.versions if v.number == number), None)
    if version is None:
        raise Http404
    return version


@login_required
@require_safe
def agenda(request, slug):
    desk, user = get_desk(request, slug), request.user
    version = desk.version
    context = {
        "desk": desk,
        "version": version,
        "steps": desk.steps(user),
        "may_open": not desk.in_work and desk.may_open(user),
        "may_plan": bool(desk.in_work) and may("plan", user, desk.in_work),
        "may_oversee": may("oversee", user, desk.agenda),
        "may_write": bool(version) and may("write_sections", user, version),
        "sections": sections.rows(version),
        "entries": list(entries_of(desk, user)),
        "trail": trail_of(desk.agenda),
    }
    return render(request, "kia/desk/agenda.html", context)


@login_required
@reads_and_posts
def open_version(request, slug):
    desk = get_desk(request, slug)
    if not desk.may_open(request.user):
        raise PermissionDenied
    if desk.in_work:
        return already_open(request, desk)
    problems = []
    if request.method == "POST":
        try:
            version = workflow.open_version(desk.agenda, request.user)
        except StepRefused as refusal:
            problems = refusal.problems
        else:
            messages.success(request, f"Versie {version.label} is geopend.")
            return redirect("desk:agenda", slug)
    context = {"desk": desk, "problems": problems}
    return render(request, "kia/desk/open_version.html", context)


def already_open(request, desk):
    """Whoever opened it, and if by pressing twice: here is the result."""
    opened = desk.in_work.steps.select_related("by").get(action="open")
    by_whom = trail.by_whom(opened, request.user)
    messages.info(request, f"Versie {desk.in_work.label} is al geopend, {by_whom}.")
    return redirect("desk:agenda", desk.agenda.slug)


@login_required
@reads_and_posts
def step(request, slug, number, action):
    version = get_version(request, slug, number)
    form = step_form(request, AGENDA, version, action, FORMS)
    if form.is_valid() and take(form, request):
        return redirect("desk:agenda", slug)
    context = {"version": version, "step": form.step, "form": form}
    context["in_the_way"] = in_the_way(form.step, version)
    return render(request, "kia/desk/step.html", context)


@login_required
@reads_and_posts
def plan(request, slug, number):
    version = get_version(request, slug, number)
    if not may("plan", request.user, version):
        raise PermissionDenied
    if request.method != "POST" and not version.is_in_work:
        messages.info(request, planning.OVER)
        return redirect("desk:agenda", slug)
    form = PlanningForm(request.POST or None, version=version)
    if form.is_valid() and change_planning(form, version, request.user):
        messages.success(request, "De planning is bewaard.")
        return redirect("desk:agenda", slug)
    context = {"version": version, "form": form, "told": planning.who_hears(version)}
    return render(request, "kia/desk/planning.html", context)


def change_planning(form, version, user):
    """Whether it was kept; if not, the form says why."""
    given = {"reason": form.cleaned_data["note"], "seen": form.cleaned_data["seen"]}
    try:
        planning.change(version, form.values(), by=user, **given)
    except StepRefused as refusal:
        add_problems(form, refusal.problems)
        version.refresh_from_db()
        look_again(form, seen=planning.seen_of(version))
        return False
    return True
