from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from missions.charts import mission_chart, spark, spark_axis
from missions.models import Mission

VIEWS = {"tabel": "Tabel", "kaarten": "Kaarten"}


@require_safe
def mission_list(request):
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
    mission = get_object_or_404(Mission.objects.for_page(), slug=slug)
    if mission.merged_into:
        return HttpResponsePermanentRedirect(mission.merged_into.get_absolute_url())
    family = [m for m in Mission.objects.family(mission) if m.pk != mission.pk]
    context = {
        "mission": mission,
        "chart": mission_chart(mission),
        "parent": next((m for m in family if m.pk == mission.parent_id), None),
        "children": [m for m in family if m.parent_id == mission.pk],
        "siblings": [m for m in family if mission.parent_id == m.parent_id],
        "same": mission.same_as or next(iter(mission.same_from.all()), None),
        "withdrawn": mission.withdrawn_on,
    }
    status = 410 if mission.withdrawn_on else 200
    return render(request, "missions/mission_detail.html", context, status=status)
