"""How the register counts, with the rule beside every number."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from missions.models import Mission, Target
from policy.models import Amount
from portal.coverage import coverage
from portal.views import LETTER
from sources.models import DocumentText
from sources.pages import in_force


@require_safe
def counting(request):
    text = DocumentText.objects.filter(slug=LETTER).first()
    context = {
        "missions": mission_counts(),
        "targets": target_counts(),
        "amounts": in_force(Amount.objects).count(),
        "sentences": coverage(text).counts if text else {},
    }
    context["all_sentences"] = sum(context["sentences"].values())
    return render(request, "portal/counting.html", context)


def mission_counts():
    """The letter is counted in four ways; a total never stands without its rule."""
    missions = Mission.objects.current()
    return [
        (
            missions.top_level().count(),
            "punten op het hoogste niveau, met de centrale missie als één",
        ),
        (
            missions.in_the_letters_words().count(),
            "missies in de woorden van de brief; zo telt dit register",
        ),
        (
            missions.as_the_press_counts().count(),
            "missies in de pers: de vijf subdoelen tellen mee, hun missie ED-1 niet",
        ),
        (missions.count(), "punten in de brief als elk punt meetelt, ook elk subdoel"),
    ]


def target_counts():
    targets = Target.objects.current()
    ranks = targets.filter(direction=Target.Direction.RANK).count()
    with_number = targets.filter(value__isnull=False).count()
    return {
        "all": targets.count(),
        "with_number": with_number,
        "ranks": ranks,
        "without_number": targets.filter(value=None).count(),
        "without_year": targets.filter(target_year=None).count(),
    }
