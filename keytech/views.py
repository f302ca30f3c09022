from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exchange.download import export_response
from keytech.kinds import TECHNOLOGIES
from keytech.models import KeyTechnology, KeyTechnologyGround
from sources.links import by_record, passages, with_links
from sources.mentions import mentions, names_of, read_lines

LINKS = {
    "theme_links": "theme",
    "mission_links": "mission__theme",
    "topsector_links": "topsector",
}


@require_safe
def technology_list(request):
    if "formaat" in request.GET:
        return export_response(request, TECHNOLOGIES, TECHNOLOGIES.public())
    grounds = KeyTechnologyGround.objects.filter(record=OuterRef("pk"))
    stated = Exists(grounds.filter(passage__isnull=False))
    found = KeyTechnology.objects.public().annotate(is_stated=stated)
    records = list(with_links(found, **LINKS))
    levels = [
        (level, [record for record in records if record.level == level])
        for level in KeyTechnology.Level
    ]
    context = {
        "levels": [(level, rows(own, records)) for level, own in levels if own],
        "total": len(records),
    }
    return render(request, "keytech/technology_list.html", context)


def rows(own, records):
    """Each technology with its group and, of a group, its members; groups first."""
    by_pk = {record.pk: record for record in records}
    return [
        (
            record,
            by_pk.get(record.group_id),
            [member for member in records if member.group_id == record.pk],
        )
        for record in sorted(own, key=lambda record: not record.is_group)
    ]


@require_safe
def technology_detail(request, slug):
    record = get_object_or_404(_for_page(), slug=slug)
    context = {
        "record": record,
        "group": record.group if record.group and record.group.published_at else None,
        "themes": by_record(record.theme_links.all(), "theme"),
        "missions": by_record(record.mission_links.all(), "mission"),
        "topsectors": by_record(record.topsector_links.all(), "topsector"),
        "examples": by_record(record.example_links.all(), "example"),
        "mentions": _mentions(record),
    }
    status = 410 if record.withdrawn_on else 200
    return render(request, "keytech/technology_detail.html", context, status=status)


def _mentions(record):
    cited = passages(record.grounds.all()) + passages(record.example_links.all())
    for links in LINKS:
        cited += passages(getattr(record, links).all())
    return mentions(read_lines(), names_of(record), cited)


def _for_page():
    found = KeyTechnology.objects.public().with_grounds().select_related("group")
    members = Prefetch("members", KeyTechnology.objects.public())
    return with_links(
        found.prefetch_related("aliases", members), example_links="example", **LINKS
    )
