from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exchange.download import take_away
from facets.listing import DOWNLOAD, Listing
from organisations.along import AGENDAS, EXAMPLES, MILESTONES
from organisations.filters import TopsectorFilter
from organisations.kinds import ORGANISATIONS
from organisations.models import Kind, Organisation
from sources.entries import serving
from sources.links import by_other, by_record, passages, with_links
from sources.mentions import (
    doubtful_of,
    mentions,
    names_of,
    read_lines,
    spellings_of,
)

LINKS = {
    "theme_links": "theme",
    "mission_links": "mission__theme",
    "technology_links": "technology",
    "policy_links": ("instrument", "document"),
}
LISTED_ELSEWHERE = [Kind.TOPSECTOR, Kind.TEAM, Kind.DEPARTMENT]


@require_safe
def topsector_list(request):
    listing = Listing(TopsectorFilter(request.GET, _for_list().topsectors()))
    if DOWNLOAD in request.GET:
        return take_away(request, ORGANISATIONS, listing, title="topsectoren")
    records = listing.filterset.records
    sectors = [record for record in records if record.kind == Kind.TOPSECTOR]
    context = {
        "listing": listing,
        "downloads": True,
        "sectors": len(sectors),
        "stated": sum(record.is_stated for record in sectors),
        "teams": [record for record in records if record.kind == Kind.TEAM],
    }
    return render(request, "organisations/topsector_list.html", context)


@require_safe
def department_list(request):
    records = list(_for_list().departments())
    context = {
        "records": records,
        "stated": sum(record.is_stated for record in records),
    }
    return render(request, "organisations/department_list.html", context)


@require_safe
def organisation_list(request):
    records = list(_for_list().exclude(kind__in=LISTED_ELSEWHERE))
    context = {
        "named": [record for record in records if not record.is_group],
        "groups": [record for record in records if record.is_group],
        "with_links": any(
            [*record.theme_links.all(), *record.mission_links.all()]
            for record in records
        ),
    }
    return render(request, "organisations/organisation_list.html", context)


@require_safe
def topsector_detail(request, slug):
    return _detail(request, slug, "topsector")


@require_safe
def department_detail(request, slug):
    return _detail(request, slug, "department")


@require_safe
def organisation_detail(request, slug):
    return _detail(request, slug, "organisation")


def _detail(request, slug, page):
    """The page of an organisation; its kind has one address, the others lead there."""
    record = get_object_or_404(for_page(), slug=slug)
    if record.page != page:
        return HttpResponsePermanentRedirect(record.get_absolute_url())
    status = 410 if record.withdrawn_on else 200
    template = "organisations/organisation_detail.html"
    return render(request, template, page_context(record), status=status)


def page_context(record):
    """All that is known of an organisation from `for_page()`."""
    lines = read_lines()
    record.milestone_ties = MILESTONES.of(record)
    record.agenda_ties = AGENDAS.of(record)
    record.example_ties = EXAMPLES.of(record)
    return {
        "record": record,
        "mentions": _mentions(record, lines),
        "spellings": spellings_of(record, lines),
        "themes": by_record(record.theme_links.all(), "theme"),
        "missions": by_record(record.mission_links.all(), "mission"),
        "technologies": by_record(record.technology_links.all(), "technology"),
        "examples": by_record(record.example_ties, "example"),
        "milestones": by_record(record.milestone_ties, "milestone"),
        "joined": by_other(record.policy_links.all(), record),
        "agendas": by_record(record.agenda_ties, "agenda"),
        "serving": serving(record),
    }


def _mentions(record, lines):
    cited = passages(record.grounds.all()) + passages(record.roles.all())
    for links in LINKS:
        cited += passages(getattr(record, links).all())
    cited += passages(
        [*record.milestone_ties, *record.agenda_ties, *record.example_ties]
    )
    return mentions(lines, names_of(record), cited, doubtful_of(record))


def _for_list():
    found = Organisation.objects.public().with_stated()
    return with_links(
        found, roles=None, theme_links="theme", mission_links="mission__theme"
    )


def for_page():
    found = Organisation.objects.public().with_grounds()
    for along in (AGENDAS, EXAMPLES, MILESTONES):
        found = along.fetched(found)
    found = found.prefetch_related("aliases", "names")
    return with_links(found, roles=None, **LINKS)
