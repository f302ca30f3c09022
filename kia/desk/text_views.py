"""Writing the sections of an agenda, and letting an entry in force end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from instance.methods import reads_and_posts
from kia import endings
from kia.desk import sections
from kia.desk.agenda_views import get_version
from kia.desk.forms import ReasonForm, SectionForm, add_problems, look_again
from kia.desk.told import why_fixed
from kia.models import Entry, SectionKind
from kia.permissions import may
from kia.problems import StepRefused

# A text is at most some 6,000 characters.
TEXTS_PER_PAGE = 20


@login_required
@reads_and_posts
def section(request, slug, number, code):
    version = get_version(request, slug, number)
    kinds = SectionKind.objects.filter(has_text=True)
    kind = get_object_or_404(kinds.prefetch_related("grounds__passage"), code=code)
    may_write = may("write_sections", request.user, version)
    if request.method == "POST" and not may_write:
        raise PermissionDenied(why_fixed(version, request.user))
    found = sections.section_of(version, kind)
    form = SectionForm(request.POST or None, section=found)
    context = {"version": version, "section": found, "form": form}
    if form.is_valid():
        context["overtaken"] = save(form, version, kind, request.user)
        if context["overtaken"] is None:
            messages.success(request, f"{kind} is bewaard.")
            return redirect("desk:agenda", slug)
    context |= {"may_write": may_write, "kind": kind}
    return render(request, "kia/desk/section.html", context)


@login_required
@require_safe
def section_before(request, slug, number, code):
    """For whose desk it is: what the section said earlier, also what was emptied."""
    version = get_version(request, slug, number)
    kind = get_object_or_404(SectionKind.objects.filter(has_text=True), code=code)
    found = sections.section_of(version, kind)
    page = Paginator(sections.before(found), TEXTS_PER_PAGE)
    context = {"version": version, "kind": kind, "section": found}
    context["page"] = page.get_page(request.GET.get("pagina"))
    return render(request, "kia/desk/section_before.html", context)


def save(form, version, kind, user):
    """None when it was kept; otherwise the text that somebody saved meanwhile."""
    seen = form.cleaned_data["seen"] or 0
    try:
        sections.save(version, kind, form.cleaned_data["text"], seen=seen, by=user)
    except sections.Overtaken as refusal:
        look_again(form, seen=refusal.section.revision)
        return refusal.section
    except StepRefused as refusal:
        version.refresh_from_db(fields=["state"])
        raise PermissionDenied(why_fixed(version, user)) from refusal
    return None


@login_required
@reads_and_posts
def end_entry(request, slug, number, entry):
    version = get_version(request, slug, number)
    found = get_object_or_404(
        Entry.objects.visible_to(request.user), agenda=version.agenda, slug=entry
    )
    if not may("end_entry", request.user, version):
        raise PermissionDenied(why_fixed(version, request.user))
    form = ReasonForm(request.POST or None)
    if form.is_valid() and end_or_keep(form, found, version, request.user):
        messages.success(request, "Bewaard.")
        return redirect("desk:agenda", slug)
    found.refresh_from_db(fields=["ended_in", "ended_because"])
    context = {"version": version, "entry": found, "form": form}
    context["in_force"] = found.versions.in_force().first()
    context["cannot_end"] = endings.cannot_end(found)
    return render(request, "kia/desk/end_entry.html", context)


def end_or_keep(form, entry, version, user):
    """Whether it was kept; if not, the form says why."""
    try:
        if "keep" in form.data:
            endings.keep_entry(entry, version, by=user)
        else:
            reason = form.cleaned_data["note"]
            endings.end_entry(entry, version, by=user, reason=reason)
    except StepRefused as refusal:
        add_problems(form, refusal.problems)
        return False
    return True
