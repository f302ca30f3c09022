from itertools import groupby

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from charts.build import year_counts
from sources.entries import serving
from themes.links import section, sections, ties
from themes.models import Theme


@require_safe
def theme_list(request):
    themes = Theme.objects.for_list()
    return render(
        request,
        "themes/theme_list.html",
        {"themes": [(theme, overview(theme.missions.all())) for theme in themes]},
    )


@require_safe
def theme_detail(request, slug):
    theme = get_object_or_404(Theme.objects.for_page(), slug=slug)
    if theme.merged_into:
        return HttpResponsePermanentRedirect(theme.merged_into.get_absolute_url())
    missions = list(theme.missions.all())
    root = next((m for m in missions if m.kind == m.Kind.CENTRAL), None)
    found = ties(theme, *missions)
    serving_theme = serving(theme)
    context = {
        "theme": theme,
        "missions": missions,
        "overview": overview(missions),
        "links": sections([tie for tie in found if tie.owner == theme], theme),
        "contributions": contributions(missions, found),
        "root": root,
        "branches": branches(missions, root) if root else [],
        "branch_count": sum(m.parent_id == root.pk for m in missions) if root else 0,
        "beside": beside(missions, root) if root else [],
        "withdrawn": theme.withdrawn_on,
        "serving": serving_theme,
        "unserved": unserved(missions, serving_theme.missions),
    }
    status = 410 if theme.withdrawn_on else 200
    return render(request, "themes/theme_detail.html", context, status=status)


def overview(missions):
    """How many missions and sub-targets, and per target year how many missions.

    A mission counts once for each year that it has a target in.
    """
    counted = [m for m in missions if not m.is_sub_target]
    years = year_counts(mission.year_words for mission in counted)
    return {
        "missions": len(counted),
        "sub_targets": len(missions) - len(counted),
        "years": [(text, count) for (_, text), count in years.items()],
        "without_year": sum(not mission.year_words for mission in counted),
    }


def unserved(missions, served):
    """The missions that no adopted entry serves, themselves or by a sub-target."""
    whole = {m.parent_id for m in missions if m.is_sub_target and m.pk in served}
    mains = [m for m in missions if not m.is_sub_target]
    return [m for m in mains if m.pk not in served and m.pk not in whole]


def contributions(missions, found):
    """Each mission with its own topsectors and technologies, not those of its theme."""
    rows = []
    for mission in missions:
        own = [tie for tie in found if tie.owner == mission]
        topsectors = section(own, mission, "organisation", page="topsector").rows
        rows.append((mission, topsectors, section(own, mission, "technology").rows))
    return rows


def branches(missions, root):
    """The missions below the central one, as (last year, missions), far to near."""
    below = [m for m in missions if m.parent_id == root.pk]
    far_to_near = sorted(below, key=lambda m: (-last_year(m)[0], m.order))
    return [(until(*year), [*m]) for year, m in groupby(far_to_near, last_year)]


def last_year(mission):
    """The last year that a mission names, and how the page says it."""
    return max(mission.year_words, default=(0, ""))


def until(year, text):
    if not year:
        return "geen streefjaar"
    return f"tot {text}" if text.startswith(str(year)) else text


def beside(missions, root):
    """What stands under the theme, but neither is the central mission nor below it."""
    return [m for m in missions if root.pk not in (m.pk, m.parent_id)]
