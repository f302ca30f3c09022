"""The page on which an entry is read as a whole, also against an earlier version."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kia.review import reading, reading_looks
from kia.review.difference_since import LABELS, choices

# The two ways to show a difference: side by side is what one gets unasked.
IN_TEXT = "tekst"


@login_required
@require_safe
def read(request, slug, number=None):
    """The last version that this person may see, or the one with this number."""
    versions, version = reading.find(slug, request.user, number)
    if request.method == "GET":
        reading_looks.opened(version, request.user)
    return show(request, versions, version)


def show(request, versions, version, failed=None):
    """As the address asks; `failed` is a form with which something is wrong."""
    asked = request.GET.get("sinds", "")
    since = next((s for s in choices(versions, version) if s.key == asked), None)
    page = reading.Reading(request.user, versions, version, since, failed)
    context = {
        "page": page,
        "in_text": request.GET.get("weergave") == IN_TEXT,
        "manner": manner(request),
    }
    return render(request, "kia/review/reading.html", context)


def manner(request):
    """How one reads, for an address that leads back: «?sinds=mij&weergave=tekst»."""
    known = {"sinds": LABELS, "weergave": [IN_TEXT]}
    kept = {
        name: request.GET[name]
        for name, values in known.items()
        if request.GET.get(name) in values
    }
    return f"?{urlencode(kept)}" if kept else ""


@login_required
@require_POST
def looked(request, slug, number):
    """«Ik heb dit gelezen»: the next difference is told from this version on."""
    _, version = reading.find(slug, request.user, number)
    if version.is_open:
        raise Http404
    reading_looks.read(version, request.user)
    messages.success(
        request,
        f"Versie {version.number} staat als gelezen. Bij een volgende versie ziet u "
        "onder «Sinds u keek» wat er sindsdien anders is.",
    )
    return redirect("review:read_version", slug, number)
