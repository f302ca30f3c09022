from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exchange.download import export_response
from missions.charts import mission_chart, spark, spark_axis
from missions.kinds import MISSIONS
from missions.models import Mission
from themes.links import sections, ties

VIEWS = {"tabel": "Tabel", "kaarten": "Kaarten"}


@require_safe
def mission_list(request):
    if "formaat" in request.GET:
        return export_response(request, MISSIONS, MISSIONS.public())
    missions = list(Mission.objects.for_list())
    view = request.GET.get("weergave")
    context = {
        "missions": missions,
        "rows": [(mission, spark(mission)) for mission in missions],
        "axis": spark_axis(),
        "view": view if view in VIEWS else "tabel",
        "views": VIEWS,
        "total": sum(not mission.is_sub_target for mission in missions),
        "sub_targets": sum(mission.is_sub_target for mission in missions),
    }
    return render(request, "missions/mission_list.html", context)


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
    }
    status = 410 if mission.withdrawn_on else 200
    return render(request, "missions/mission_detail.html", context, status=status)
