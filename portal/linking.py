"""How links are made, with how many there are of each basis."""

from collections import Counter

from django.apps import apps
from django.db.models import Count, Q, Value
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sources.links import between_public
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
    kinds = [model for model in apps.get_models() if issubclass(model, Link)]
    first, *others = (counted(number, model) for number, model in enumerate(kinds))
    found = first.union(*others, all=True).order_by()
    return [
        (
            kinds[number]._meta.verbose_name_plural,
            {"m": stated - for_theme, "t": for_theme, "r": links - stated},
        )
        for number, links, stated, for_theme in found
    ]


def counted(number, model):
    """All links of a kind, those that a source states, and of these for a theme."""
    has_theme = any(field.name == "theme" for field in model._meta.fields)
    for_theme = (
        Q(passage__isnull=False, theme__isnull=False) if has_theme else Q(pk=None)
    )
    return (
        between_public(model.objects.order_by())
        .values_list(Value(number))
        .annotate(Count("pk"), Count("passage"), themes=Count("pk", filter=for_theme))
    )
