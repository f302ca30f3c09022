"""Atom feeds of what changed: everything, one theme, or one mission."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from kia.models import Agenda
from missions.models import Mission, Target
from portal.history import History, Moment
from themes.models import Theme

MOST_ENTRIES = 50


@require_safe
def all_changes(request):
    return feed(
        request, "Missieregister: wat is er gewijzigd", reverse("portal:changes")
    )


@require_safe
def theme_changes(request, slug):
    """The theme, its agenda, missions and targets, and what hangs on them."""
    theme = get_object_or_404(Theme.objects.public(), slug=slug)
    missions = Mission.objects.filter(theme=theme)
    agendas = list(Agenda.objects.filter(theme=theme).values_list("pk", flat=True))
    scope = {Theme: [theme.pk], Agenda: agendas} | _scope(missions)
    return feed(request, f"Missieregister: {theme}", theme.get_absolute_url(), scope)


@require_safe
def mission_changes(request, slug):
    """The mission with the missions right below it, and their targets."""
    mission = get_object_or_404(Mission.objects.public(), slug=slug)
    missions = Mission.objects.filter(Q(pk=mission.pk) | Q(parent=mission))
    title, page = f"Missieregister: {mission}", mission.get_absolute_url()
    return feed(request, title, page, _scope(missions))


def _scope(missions):
    pks = list(missions.values_list("pk", flat=True))
    targets = Target.objects.filter(mission__in=pks)
    return {Mission: pks, Target: list(targets.values_list("pk", flat=True))}


def feed(request, title, page, scope=None):
    history = History(scope=scope)
    atom = Atom1Feed(
        title=title,
        link=settings.INSTANCE.absolute(page),
        description="",
        language="nl",
        feed_url=settings.INSTANCE.absolute(request.path),
        author_name=settings.INSTANCE.organisation,
    )
    for entry in history.newest(MOST_ENTRIES):
        _add(atom, entry)
    kind = "application/atom+xml; charset=utf-8"
    return HttpResponse(atom.writeString("utf-8"), content_type=kind)


def _add(atom, entry):
    page = reverse("portal:changes")
    if isinstance(entry, Moment):
        title = "Veel gegevens in één keer verwerkt"
        link = f"{page}?moment={entry.number}"
    else:
        record = entry.record
        title, link = (
            f"{record._meta.verbose_name}: {record}",
            record.get_absolute_url(),
        )
    context = {"entry": entry, "page": settings.INSTANCE.absolute(link)}
    atom.add_item(
        title=title,
        link=settings.INSTANCE.absolute(link),
        description=render_to_string("portal/_change_feed.html", context),
        unique_id=settings.INSTANCE.absolute(f"{page}#{entry.number}"),
        pubdate=entry.at,
        updateddate=entry.at,
    )
