"""How links are made, with how many there are of each basis."""

from collections import Counter

from django.apps import apps
from django.db.models import Count, Value
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sources.links import STATED_BY_OWNER, STATED_FOR_THEME, between_public
from sources.models import Link


@require_safe
def linking(request):
    rows = counts()
    total = Counter()
    for _, found in rows:
        total.update(found)
    return render(request, "portal/linking.html", {"rows": rows, "total": total})


def counts():
    """Each kind of link with how many rest on what, counted in one query."""
    kinds = [m for m in apps.get_models() if issubclass(m, Link)]
    first, *others = (
        between_public(model.objects.order_by())
        .values_list(Value(number))
        .annotate(Count("pk"), Count("passage"))
        for number, model in enumerate(kinds)
    )
    found = first.union(*others, all=True).order_by()
    return [
        (kinds[n]._meta.verbose_name_plural, split(kinds[n], *c)) for n, *c in found
    ]


def split(model, links, stated):
    """By sign: m stated for the record itself, t for its theme, r editorial."""
    for_theme = STATED_BY_OWNER.get(model.NATURAL_KEY[0]) == STATED_FOR_THEME
    return {"t" if for_theme else "m": stated, "r": links - stated}
