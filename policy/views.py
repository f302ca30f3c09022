import re

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from exchange.download import take_away
from facets.listing import DOWNLOAD, Listing
from instance import clock
from policy.boxes import pages_of, with_subjects, words_of
from policy.filters import MilestoneFilter
from policy.ical import calendar
from policy.kinds import MILESTONES
from policy.models import (
    Amount,
    Example,
    Instrument,
    MilestoneLink,
    ProcessMilestone,
    Rule,
    Term,
)
from policy.timeline import timeline
from sources.links import between_public, by_other, passages, with_links
from sources.mentions import mentions, names_of, read_lines
from sources.pages import begins, by_choice, in_force, more_of, passages_of, show

AMOUNTS = Prefetch("amounts", in_force(Amount.objects).with_place().with_grounds())
LINKS = MilestoneLink.objects.select_related("theme", "organisation", "passage")
# All milestones stand on one line: more than any letter will name.
LINE = 500
OTHERS = ("document", "organisation", "technology", "term")
# The headings of the list: more than one of a kind.
KINDS = {
    Instrument.Kind.REGULATION: "Regelgeving",
    Instrument.Kind.PROCUREMENT: "Inkoop",
    Instrument.Kind.FINANCE: "Geld en belasting",
    Instrument.Kind.FUND: "Fondsen",
    Instrument.Kind.SCHEME: "Regelingen en oproepen",
    Instrument.Kind.PROGRAMME: "Programma’s en initiatieven",
    Instrument.Kind.NETWORK: "Proeftuinen en netwerken",
}
ABOUTS = {
    Rule.About.AGENDA: "Voor de kennis- en innovatieagenda’s",
    Rule.About.CONTRACT: "Voor het kennis- en innovatiecontract",
    Rule.About.TOPSECTOR: "Voor de topsectoren",
    Rule.About.CALL: "Voor een oproep van NWO",
}


@require_safe
def instrument_list(request):
    found = in_force(Instrument.objects).with_grounds()
    kinds = by_choice(found, "kind", KINDS)
    return render(request, "policy/instrument_list.html", {"kinds": kinds})


@require_safe
def instrument_detail(request, slug):
    found = Instrument.objects.public().with_grounds()
    parts = Prefetch("parts", in_force(Instrument.objects))
    found = with_links(found, example_links="example", policy_links=OTHERS)
    found = found.select_related("part_of").prefetch_related("aliases", parts, AMOUNTS)
    record = get_object_or_404(found, slug=slug)
    joined = record.policy_links.all()
    quoted = passages_of(record) + passages([*record.example_links.all(), *joined])
    context = {
        "lines": mentions(read_lines(), names_of(record), quoted),
        "joined": by_other(joined, record),
    }
    return show(request, "policy/instrument_detail.html", record, **context)


@require_safe
def example_list(request):
    found = in_force(Example.objects).with_grounds()
    records = with_subjects(found)
    return render(request, "policy/example_list.html", {"records": records})


@require_safe
def example_detail(request, slug):
    found = Example.objects.public().with_grounds()
    found = with_subjects(found).prefetch_related(AMOUNTS)
    record = get_object_or_404(found, slug=slug)
    words = words_of(record)
    passage = words and (begins(record, words[0]) or passages_of(record)[0])
    context = {"words": words, "passage": passage, "pages": pages_of(record, words)}
    return show(request, "policy/example_detail.html", record, **context)


@require_safe
def rule_list(request):
    found = in_force(Rule.objects).with_grounds()
    abouts = by_choice(found, "about", ABOUTS)
    return render(request, "policy/rule_list.html", {"abouts": abouts})


@require_safe
def rule_detail(request, slug):
    record = get_object_or_404(Rule.objects.public().with_grounds(), slug=slug)
    # A new line begins what stands in another place of the letter.
    lines = record.statement.splitlines()
    context = {
        "lines": [(line, begins(record, line)) for line in lines],
        "more": more_of(record, record.statement),
    }
    return show(request, "policy/rule_detail.html", record, **context)


@require_safe
def term_list(request):
    records = in_force(Term.objects).with_grounds()
    return render(request, "policy/term_list.html", {"records": records})


@require_safe
def term_detail(request, slug):
    found = Term.objects.public().with_grounds().prefetch_related("aliases")
    found = with_links(found, policy_links=("instrument", "document"))
    record = get_object_or_404(found, slug=slug)
    words = record.definition
    context = {"passage": begins(record, words), "more": more_of(record, words)}
    context["joined"] = by_other(record.policy_links.all(), record)
    return show(request, "policy/term_detail.html", record, **context)


@require_safe
def amount_list(request):
    found = in_force(Amount.objects).with_place().with_grounds()
    records = list(found.select_related("example", "instrument"))
    context = {
        "stated": [record for record in records if record.is_in_letter],
        "later": [record for record in records if not record.is_in_letter],
    }
    return render(request, "policy/amount_list.html", context)


@require_safe
def milestone_list(request):
    today = clock.today()
    found = in_force(ProcessMilestone.objects).with_grounds()
    listing = Listing(filtered(request, found), per_page=LINE)
    if DOWNLOAD in request.GET:
        return take_away(request, MILESTONES, listing)
    path = reverse("policy:calendar") + listing.query
    context = {
        "listing": listing,
        "downloads": True,
        "line": timeline(listing.page, today),
        "today": today,
        "calendar": path,
        "subscription": re.sub("^https?", "webcal", absolute(request)(path)),
    }
    return render(request, "policy/milestone_list.html", context)


@require_safe
def milestone_calendar(request):
    found = filtered(request, in_force(ProcessMilestone.objects).with_grounds())
    chosen = [c.label for own in found.chosen.values() for c in own.values()]
    body = calendar(found.found, clock.today(), absolute(request), chosen)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def filtered(request, milestones):
    links = Prefetch("links", between_public(LINKS))
    return MilestoneFilter(
        request.GET, milestones.prefetch_related(links), clock.today()
    )


def absolute(request):
    """Makes a full address of a path."""
    site = settings.INSTANCE.site_url or request.build_absolute_uri("/")
    return lambda path: site.rstrip("/") + path
