"""What the script of the form hears after it sent something."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from kia.drafting import presence, saving
from kia.drafting.cells import SEEN
from kia.drafting.checklist import Checklist
from kia.drafting.gone import GONE
from kia.drafting.preview import of_texts
from kia.drafting.reading import fetch

# A page that saves by itself says so, and gets an answer for its script.
BY_ITSELF = "X-Bewaart-Zelf"
# The names of texts to show as others will read them.
SHOW = "show"


def said(moment):
    return f"Opgeslagen om {timezone.localtime(moment):%H.%M} uur."


def answer(request, saved):
    """What the page goes on with, and what to show."""
    version = saved.tab.version
    asked = request.POST.getlist(SHOW)
    told = {
        "said": said(timezone.now()),
        "tokens": saved.tokens,
        "errors": saved.errors | {cell.name: [GONE] for cell in saved.gone},
        "conflicts": {
            c.now.name: _conflict(request, version, c) for c in saved.conflicts
        },
        # Another main mission brings other parts to choose from.
        "reload": saved.changes_main_mission,
        "previews": of_texts({name: request.POST.get(name, "") for name in asked}),
    }
    # A page that saves nothing asks how things are.
    if not asked and not any(name.startswith(SEEN) for name in request.POST):
        presence.tell(version, request.user, saved.tab.number)
        told |= state_of(version, saved.tab.number, request.user)
    return JsonResponse(told)


def state_of(version, number, user):
    """Who else is there, and what is left to do."""
    fetch([version])
    checklist = Checklist(version, user)
    context = {"checklist": checklist, "number": number, "version": version}
    context["others"] = presence.others(version, user)
    return {
        name: render_to_string(f"kia/drafting/_{name}.html", context)
        for name in ("others", "tabs", "checklist")
    }


def _conflict(request, version, conflict):
    context = {
        "conflict": conflict,
        "writer": saving.last_writer(version, conflict.now),
    }
    return render_to_string("kia/drafting/_conflict.html", context, request)
