from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exchange.download import take_away
from facets.listing import DOWNLOAD, Listing
from keytech.filters import TechnologyFilter
from keytech.kinds import TECHNOLOGIES
from keytech.models import KeyTechnology, KeyTechnologyGround, TechnologyGroup
from sources.entries import serving
from sources.links import (
    between_public,
    by_other,
    by_record,
    passages,
    with_links,
)
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
    "topsector_links": "topsector",
}
POLICY_LINKS = {"policy_links": ("instrument", "document")}


@require_safe
def technology_list(request):
    grounds = KeyTechnologyGround.objects.filter(record=OuterRef("pk"))
    stated = Exists(grounds.filter(passage__isnull=False))
    found = KeyTechnology.objects.public().annotate(is_stated=stated)
    found = with_links(found, group_links="group", **LINKS)
    listing = Listing(TechnologyFilter(request.GET, found))
    if DOWNLOAD in request.GET:
        return take_away(request, TECHNOLOGIES, listing)
    groups = by_level(listing.page, listing.filterset)
    records = listing.filterset.records
    context = {
        "listing": listing,
        "downloads": True,
        "levels": [(level, rows(own, records)) for level, own in groups],
    }
    return render(request, "keytech/technology_list.html", context)


def by_level(page, filterset):
    """The technologies of a page by level; sorted otherwise, they are one group."""
    if filterset.sort:
        return [(None, list(page))] if page else []
    levels = [(v, [r for r in page if r.level == v]) for v in KeyTechnology.Level]
    return [
        (level, sorted(own, key=lambda record: not record.is_group))
        for level, own in levels
        if own
    ]


def rows(own, records):
    """Each technology with its groups and, of a group, its members."""
    groups = {record: at_end(record.group_links, "group") for record in records}
    return [
        (
            record,
            groups[record],
            [member for member in records if record in groups[member]],
        )
        for record in own
    ]


def at_end(links, end):
    return [getattr(link, end) for link in links.all()]


@require_safe
def technology_detail(request, slug):
    record = get_object_or_404(for_page(), slug=slug)
    status = 410 if record.withdrawn_on else 200
    context = page_context(record)
    return render(request, "keytech/technology_detail.html", context, status=status)


def page_context(record):
    """All that is known of a technology from `for_page()`."""
    lines = read_lines()
    grouped = list(_grouped(record))
    return {
        "record": record,
        "spellings": spellings_of(record, lines),
        "groups": [link.group for link in grouped if link.member_id == record.pk],
        "members": [link.member for link in grouped if link.group_id == record.pk],
        "themes": by_record(record.theme_links.all(), "theme"),
        "missions": by_record(record.mission_links.all(), "mission"),
        "topsectors": by_record(record.topsector_links.all(), "topsector"),
        "examples": by_record(record.example_links.all(), "example"),
        "joined": by_other(record.policy_links.all(), record),
        "mentions": _mentions(record, lines, grouped),
        "serving": serving(record),
    }


def _grouped(record):
    """Its links with groups, and when it is one, with its members."""
    own = Q(group=record) | Q(member=record)
    links = TechnologyGroup.objects.filter(own)
    return between_public(links.select_related("passage", "group", "member"))


def _mentions(record, lines, grouped):
    cited = passages(record.grounds.all()) + passages(record.example_links.all())
    cited += passages(grouped)
    for links in [*LINKS, *POLICY_LINKS]:
        cited += passages(getattr(record, links).all())
    return mentions(lines, names_of(record), cited, doubtful_of(record))


def for_page():
    found = KeyTechnology.objects.public().with_grounds().prefetch_related("aliases")
    return with_links(found, example_links="example", **LINKS, **POLICY_LINKS)
