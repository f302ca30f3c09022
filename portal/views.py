from django.shortcuts import render

from missions.models import Mission


def about(request):
    missions = Mission.objects.public()
    # The letter is counted in four ways; a total never stands without its rule.
    counts = [
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
    return render(request, "portal/about.html", {"counts": counts})


def accessibility(request):
    return render(request, "portal/accessibility.html")


def privacy(request):
    return render(request, "portal/privacy.html")


def contact(request):
    return render(request, "portal/contact.html")
