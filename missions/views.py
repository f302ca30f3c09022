from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.download import take_away
from facets.listing import DOWNLOAD, Listing
from missions.charts import mission_chart, spark, spark_axis
from missions.filters import MissionFilter
from missions.kinds import MISSIONS
from missions.models import Mission
from sources.entries import mission_gaps, serving
from themes.links import sections, ties


@require_safe
def mission_list(request):
    listing = Listing(MissionFilter(request.GET, Mission.objects.for_list()))
    if DOWNLOAD in request.GET:
        return take_away(request, MISSIONS, listing)
    context = {
        "listing": listing,
        "downloads": True,
        "rows": rows(listing.page),
        "axis": spark_axis(),
        "view": listing.filterset.view,
        "gaps": mission_gaps(listing.filterset.served),
    }
    return render(request, "missions/mission_list.html", context)


def rows(entries):
    """Of each mission on a page: the mission, its spark and links, how many entries serve it."""
    missions = Mission.objects.for_list().in_bulk([entry.pk for entry in entries])
    return [
        (
            missions[entry.pk],
            spark(missions[entry.pk]),
            entry.linked("topsector"),
            entry.linked("technology"),
            entry.served,
        )
        for entry in entries
    ]


@require_safe
def mission_detail(request, slug):
    tree = list(Mission.objects.tree_of(slug))
    mission = next((m for m in tree if m.slug == slug), None)
    if not mission:
        raise Http404
    if mission.merged_into:
        return HttpResponsePermanentRedirect(mission.merged_into.get_absolute_url())
    others = [m for m in tree if m != mission]
    context = {
        "mission": mission,
        "chart": mission_chart(mission),
        "parent": next((m for m in others if m.pk == mission.parent_id), None),
        "children": [m for m in others if m.parent_id == mission.pk],
        "siblings": [
            m for m in others if m.parent_id and m.parent_id == mission.parent_id
        ],
        "same": mission.same,
        "links": sections(ties(mission, mission.theme), mission),
        "withdrawn": mission.withdrawn_on,
        "serving": serving(mission),
    }
    status = 410 if mission.withdrawn_on else 200
    return render(request, "missions/mission_detail.html", context, status=status)
