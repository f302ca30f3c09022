"""The rules of the letter at the desk of an agenda, and answering one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from kia.agendas.checklist import tally
from kia.desk import findings
from kia.desk.agenda_views import reads_and_posts
from kia.desk.agendas import desks_of
from kia.desk.forms import FindingForm, look_again
from kia.desk.told import why_fixed
from kia.models import AgendaVersion
from kia.permissions import may
from kia.problems import StepRefused


def get_version(request, slug, number):
    """As at the desk, in one query: this page has many of its own."""
    mine = AgendaVersion.objects.filter(agenda__in=desks_of(request.user))
    found = mine.select_related("agenda__period")
    return get_object_or_404(found, agenda__slug=slug, number=number)


@login_required
@require_safe
def rules(request, slug, number):
    version = get_version(request, slug, number)
    lines = findings.lines_of(version, request.user)
    context = {"version": version, "groups": tally(lines)}
    context["may_answer"] = may("answer_rules", request.user, version)
    return render(request, "kia/desk/rules.html", context)


@login_required
@reads_and_posts
def answer(request, slug, number, code):
    version = get_version(request, slug, number)
    line = line_of(version, request.user, code)
    if not may("answer_rules", request.user, version):
        raise PermissionDenied(why_fixed(version, request.user))
    form = FindingForm(request.POST or None, finding=line.finding)
    context = {"version": version, "line": line, "form": form}
    if form.is_valid():
        context["overtaken"] = save(form, version, line.rule, request.user)
        if context["overtaken"] is None:
            messages.success(request, f"Het oordeel over {line.rule} is bewaard.")
            return redirect("desk:rules", slug, number)
    return render(request, "kia/desk/rule.html", context)


def line_of(version, user, code):
    """Of a rule that is left to a person; others are not answered here."""
    for line in findings.lines_of(version, user):
        if line.rule.code == code and line.for_person:
            return line
    raise Http404


def save(form, version, rule, user):
    """None when it was kept; otherwise the answer that another gave meanwhile."""
    try:
        findings.answer(version, rule, by=user, **form.cleaned_data)
    except findings.Overtaken as refusal:
        look_again(form, seen=findings.seen_of(refusal.finding))
        return refusal.finding
    except StepRefused as refusal:
        version.refresh_from_db(fields=["state"])
        raise PermissionDenied(why_fixed(version, user)) from refusal
    return None
