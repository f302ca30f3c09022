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
        "amounts": amount_counts(),
        "sentences": coverage(text).counts if text else {},
    }
    context["all_sentences"] = sum(context["sentences"].values())
    return render(request, "portal/counting.html", context)


def mission_counts():
    """(number, rule, source outside the letter): a total never stands without its rule."""
    missions = Mission.objects.current()
    return [
        (
            missions.top_level().count(),
            "punten op het hoogste niveau, met de centrale missie als één",
            "",
        ),
        (
            missions.in_the_letters_words().count(),
            "missies in de woorden van de brief; zo telt dit register",
            "",
        ),
        (
            missions.as_the_press_counts().count(),
            "missies in de pers: de vijf subdoelen tellen mee, hun missie ED-1 niet",
            # anchors-and-inventory 2, "How many missions?"
            "rijksoverheid.nl, pagina van 26 april 2019",
        ),
        (
            missions.count(),
            "punten in de brief als elk punt meetelt, ook elk subdoel",
            "",
        ),
    ]


def amount_counts():
    found = in_force(Amount.objects).with_place()
    in_letter = list(found.values_list("is_in_letter", flat=True))
    return {"letter": in_letter.count(True), "later": in_letter.count(False)}


def target_counts():
    targets = Target.objects.current()
    ranks = targets.filter(direction=Target.Direction.RANK).count()
    return {
        "all": targets.count(),
        "with_number": targets.with_number().count(),
        "ranks": ranks,
        "without_number": targets.filter(value=None).count(),
        "without_year": targets.filter(target_year=None).count(),
    }
