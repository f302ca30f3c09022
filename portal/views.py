from django.db.models import CharField
from django.db.models.functions import Cast
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from facets.listing import Listing
from instance import clock
from keytech.models import KeyTechnology
from kia.models import Agenda, ContractYear, Entry, SectionKind
from missions.filters import HorizonFilter, axis_missions
from missions.models import Mission, Target
from organisations.models import Organisation
from policy.boxes import with_subjects
from policy.models import Amount, Example, Instrument, ProcessMilestone, Rule, Term
from policy.timeline import for_home
from portal.letter import contents, read_letter
from portal.overview import boxes, gaps, home_figures, link_gaps
from sources.models import Document, DocumentText
from sources.numbers import read_number
from sources.pages import in_force
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
    "agenda": Agenda,
    "sectie": SectionKind,
}


# As these are no records of the letter, each says what a visitor may see of it, and
# by which of its fields it is named.
OTHER_KINDS = {
    "bijdrage": (Entry.objects.adopted, "slug"),
    "kic-tabel": (ContractYear.objects.public, "year"),
}


@require_safe
def home(request):
    listing = Listing(HorizonFilter(request.GET, Mission.objects.current()))
    missions, chart = axis_missions(listing.filterset)
    milestones = in_force(ProcessMilestone.objects).with_grounds()
    context = {
        "listing": listing,
        "horizon": chart,
        "figures": home_figures(missions),
        "gaps": gaps(missions) + link_gaps(missions, listing.filterset.records),
        "total": sum(not mission.is_sub_target for mission in missions),
        "moments": for_home(milestones, clock.today()),
        "boxes": boxes(with_subjects(in_force(Example.objects))),
    }
    return render(request, "portal/home.html", context)


@require_safe
def letter(request):
    texts = DocumentText.objects.select_related("document")
    text = get_object_or_404(texts.prefetch_related("document__numbers"), slug=LETTER)
    # The notes are some 1,500 links, which the keyboard passes one by one.
    bare = request.GET.get("aantekeningen") == "zonder"
    parts = read_letter(text, with_remarks=not bare)
    context = {"text": text, "parts": parts, "contents": contents(parts), "bare": bare}
    return render(request, "portal/letter.html", context)


@require_safe
def identified(request, kind, slug):
    """The lasting address of a record leads to its page."""
    if kind in OTHER_KINDS:
        found, name = OTHER_KINDS[kind]
        record = get_object_or_404(found().annotate(name=_text(name)), name=slug)
    elif kind in KINDS:
        record = get_object_or_404(KINDS[kind].objects.public(), slug=slug)
    else:
        raise Http404
    return HttpResponseRedirect(record.get_absolute_url(), status=303)


def _text(name):
    return Cast(name, CharField())


@require_safe
def identified_paper(request, number):
    """A paper by its number in parliament, as in kst-32637-343."""
    wanted = read_number(number)
    if not wanted or not wanted.number:
        raise Http404
    found = Document.objects.public().filter(wanted.condition)
    record = get_object_or_404(found.distinct())
    return HttpResponseRedirect(record.get_absolute_url(), status=303)


@require_safe
def about(request):
    return render(request, "portal/about.html")


@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html")


@require_safe
def privacy(request):
    return render(request, "portal/privacy.html")


@require_safe
def contact(request):
    return render(request, "portal/contact.html")
