from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from keytech.models import KeyTechnology
from missions.charts import horizon
from missions.models import Mission, Target
from organisations.models import Organisation
from policy.models import Amount, Example, Instrument, ProcessMilestone, Rule, Term
from portal.letter import contents, read_letter
from portal.overview import gaps, home_figures
from sources.models import Document, DocumentText
from themes.models import Theme

LETTER = "kst-33009-70"

# What stands behind /id/<kind>/<slug>; an address never changes its meaning.
KINDS = {
    "thema": Theme,
    "missie": Mission,
    "doel": Target,
    "bron": Document,
    "organisatie": Organisation,
    "technologie": KeyTechnology,
    "instrument": Instrument,
    "voorbeeld": Example,
    "regel": Rule,
    "begrip": Term,
    "bedrag": Amount,
    "termijn": ProcessMilestone,
}


@require_safe
def home(request):
    missions = list(Mission.objects.for_list())
    context = {
        "horizon": horizon(missions),
        "figures": home_figures(missions),
        "gaps": gaps(missions),
        "total": sum(not mission.is_sub_target for mission in missions),
    }
    return render(request, "portal/home.html", context)


@require_safe
def letter(request):
    texts = DocumentText.objects.select_related("document")
    text = get_object_or_404(texts.prefetch_related("document__numbers"), slug=LETTER)
    parts = read_letter(text)
    context = {"text": text, "parts": parts, "contents": contents(parts)}
    return render(request, "portal/letter.html", context)


@require_safe
def identified(request, kind, slug):
    """The lasting address of a record leads to its page."""
    if kind not in KINDS:
        raise Http404
    record = get_object_or_404(KINDS[kind].objects.public(), slug=slug)
    return HttpResponseRedirect(record.get_absolute_url(), status=303)


@require_safe
def about(request):
    missions = Mission.objects.public()
    # The letter is counted in four ways; a total never stands without its rule.
    counts = [
        (
            missions.top_level().count(),
            "punten op het hoogste niveau, met de centrale missie als één",
        ),
        (
            missions.in_the_letters_words().count(),
            "missies in de woorden van de brief; zo telt dit register",
        ),
        (
            missions.as_the_press_counts().count(),
            "missies in de pers: de vijf subdoelen tellen mee, hun missie ED-1 niet",
        ),
        (missions.count(), "punten in de brief als elk punt meetelt, ook elk subdoel"),
    ]
    targets = Target.objects.public().count()
    return render(request, "portal/about.html", {"counts": counts, "targets": targets})


@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html")


@require_safe
def privacy(request):
    return render(request, "portal/privacy.html")


@require_safe
def contact(request):
    return render(request, "portal/contact.html")
