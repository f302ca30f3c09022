"""Entries of the own work: the list, beginning one, and all of one but its tabs."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dossiers.serving import answer
from exchange.download import SAMPLE
from instance.methods import reads_and_posts
from kia.drafting import pins, presence, starting
from kia.drafting.budget import Grid
from kia.drafting.checklist import Checklist
from kia.drafting.forms import StartForm
from kia.drafting.listing import OwnEntries
from kia.drafting.preview import inside, sections_of
from kia.drafting.reading import fetch
from kia.drafting.saving import NotOpen
from kia.drafting.views import get_version
from kia.entries.dossier import dossier_of
from kia.entries.public.content import read_content
from kia.models import EntryVersion
from kia.permissions import may
from kia.problems import StepRefused
from kia.review.standing import Standing
from kia.spreadsheet import as_csv
from kia.steps import EntryState

CHANGES_PER_PAGE = 200


@login_required
@require_safe
def own_entries(request):
    found = OwnEntries(request.user, request.GET)
    if found.wants_file:
        return found.as_file()
    context = {"own": found, "may_start": starting.may_start(request.user)}
    return render(request, "kia/drafting/entries.html", context)


@login_required
@reads_and_posts
def start(request):
    if not starting.may_start(request.user):
        raise PermissionDenied
    form = StartForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            version = starting.start(by=request.user, **form.cleaned_data)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De bijdrage is begonnen en opgeslagen.")
            return redirect("drafting:tab", version.entry.slug, 1)
    return render(request, "kia/drafting/start.html", {"form": form})


@login_required
@require_safe
def overview(request, slug):
    user, version = request.user, get_version(request.user, slug)
    fetch([version])
    checklist = Checklist(version, user)
    context = {
        "version": version,
        "standing": Standing(version, user, checklist),
        "may_edit": may("edit", user, version),
        "may_see_writing": may("see_writing", user, version),
        "may_copy": starting.may_start(user),
        "checklist": checklist,
        "others": presence.others(version, user),
        "outdated": pins.outdated(version),
        "in_force": version.entry.versions.in_force().first(),
        "parts": parts_of(version, user),
    }
    return render(request, "kia/drafting/entry.html", context)


def parts_of(version, user):
    """The sub-programmes, each as its last version that this person may see."""
    found = EntryVersion.objects.visible_to(user).current()
    found = found.filter(parent=version.entry_id, entry__discarded_at=None)
    return found.select_related("entry").order_by("sort_key", "pk")


@login_required
@require_safe
def preview(request, slug):
    """As a visitor or as a reviewer will read it."""
    version = get_version(request.user, slug)
    as_visitor = request.GET.get("als") != "beoordelaar"
    context = {
        "version": version,
        "as_visitor": as_visitor,
        "sections": sections_of(version, request.user, as_visitor=as_visitor),
    }
    return render(request, "kia/drafting/preview.html", context)


@login_required
@require_safe
def dossier(request, slug, form):
    """The version in work or under review, for who may read that."""
    version = get_version(request.user, slug)
    if version.state == EntryState.ADOPTED:
        return redirect("kia:entry_dossier", slug, form)
    held = read_content([version])[version.pk]
    extra = inside(version, request.user)
    path = reverse("drafting:entry", args=[slug])
    name = f"CONCEPT-dossier-{slug}"
    return answer(
        request,
        form,
        f"{SAMPLE}-{name}" if version.entry.is_practice else name,
        lambda: dossier_of(held, path, extra=extra),
    )


@login_required
@require_safe
def budget(request, slug):
    """The grid as it is saved, in thousands as one types them."""
    version = get_version(request.user, slug)
    fetch([version])
    grid = Grid(version, label="")
    headings = ("vorm", "bron", *grid.years, "totaal", "zekerheid")
    words = ("begroting", slug, "× € 1.000")
    is_sample = version.entry.is_practice
    return as_csv(headings, grid.lines_of_file(), *words, is_sample=is_sample)


@login_required
@require_safe
def history(request, slug):
    version = get_version(request.user, slug)
    if not may("see_writing", request.user, version):
        raise PermissionDenied
    changes = version.changes.select_related("person")
    page = Paginator(changes, CHANGES_PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"version": version, "page": page}
    return render(request, "kia/drafting/history.html", context)


@login_required
@reads_and_posts
def copy(request, slug):
    """Another entry that begins with the content of this one."""
    version = get_version(request.user, slug)
    if not starting.may_start(request.user):
        raise PermissionDenied
    initial = {"title": f"{version.title} (kopie)"[:120]}
    form = StartForm(request.POST or None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            made = starting.copy_of(version, by=request.user, **form.cleaned_data)
        except StepRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "De kopie is gemaakt.")
            return redirect("drafting:entry", made.entry.slug)
    return render(request, "kia/drafting/copy.html", {"form": form, "version": version})


@login_required
@require_POST
def share(request, slug):
    """Let the departments of the theme read the draft along, or no longer."""
    version = get_version(request.user, slug)
    if not may("edit", request.user, version):
        raise PermissionDenied
    version.entry.is_shared = "share" in request.POST
    version.entry.save(update_fields=["is_shared"])
    said = "lezen nu mee" if version.entry.is_shared else "lezen niet meer mee"
    messages.success(request, f"Departementen van het thema {said}.")
    return redirect("drafting:entry", slug)


@login_required
@require_POST
def confirm_missions(request, slug):
    """Somebody read the missions as they are now, and the entry still holds."""
    version = get_version(request.user, slug)
    if not may("edit", request.user, version):
        raise PermissionDenied
    try:
        pins.confirm(version, request.user, request.POST.getlist("seen"))
    except (NotOpen, EntryVersion.DoesNotExist) as refusal:
        raise PermissionDenied from refusal
    messages.success(request, "De missies zijn herbevestigd.")
    return redirect("drafting:entry", slug)
