"""The steps of an entry, and beginning its revision."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render

from instance.methods import reads_and_posts
from kia import workflow
from kia.desk.stepping import take
from kia.drafting.views import get_version
from kia.permissions import may
from kia.problems import StepRefused
from kia.review.revising import agenda_version_for
from kia.review.stepping import SAID, in_the_way, look_again, step_form


@login_required
@reads_and_posts
def step(request, slug, action):
    version = get_version(request.user, slug)
    form = step_form(request, version, action)
    if form.is_bound and form.is_valid() and take(form, request, SAID[action]):
        return redirect("drafting:entry", slug)
    if form.is_bound:
        look_again(form)
    context = {"version": version, "step": form.step, "form": form}
    context["in_the_way"] = in_the_way(form.step, version, request.user)
    return render(request, "kia/review/step.html", context)


@login_required
@reads_and_posts
def revise(request, slug):
    """A draft that follows what is in force; that stays in force meanwhile."""
    version = get_version(request.user, slug)
    agenda_version = agenda_version_for(version)
    if agenda_version is None or not may("coordinator", request.user, version):
        raise PermissionDenied
    problems = []
    if request.method == "POST":
        try:
            workflow.revise_entry(version.entry, agenda_version, request.user)
        except StepRefused as refusal:
            problems = refusal.problems
        else:
            messages.success(request, "De herziening is begonnen.")
            return redirect("drafting:entry", slug)
    context = {"version": version, "agenda_version": agenda_version}
    context["problems"] = problems
    return render(request, "kia/review/revise.html", context)
