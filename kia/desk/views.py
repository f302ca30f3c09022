"""«Mijn werk»: what waits, messages, deadlines, own agendas."""

from itertools import groupby

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from instance import clock
from instance.methods import reads_and_posts
from kia.access import Access
from kia.desk import inbox
from kia.desk.agendas import desks_of
from kia.desk.asked import asked_of
from kia.desk.deadlines import deadlines
from kia.desk.waiting import waiting_for
from kia.models import Agenda, AgendaVersion
from kia.roles import Role
from kia.steps import AgendaState

MESSAGES_PER_PAGE = 50
NEWEST = 5
# The one role that is for the whole register.
REGISTER = Role.REGISTER_EDITOR


@login_required
@require_safe
def home(request):
    user, access = request.user, Access.of(request.user)
    agendas = my_agendas(user)
    own = {agenda.pk for agenda in agendas if agenda.is_desk}
    newest = inbox.newest(user, NEWEST)
    context = {
        "access": access,
        "roles": roles_of(user),
        "now": clock.today(),
        "waiting": waiting_for(user),
        "asked": asked_of(user, agendas),
        "deadlines": deadlines(agendas),
        "agendas": agendas,
        "messages_in_lines": inbox.lines(newest, user, own),
        "unread": newest[0].all_unread if newest else 0,
    }
    return render(request, "kia/desk/home.html", context)


def roles_of(user):
    """Each role with the names of what it is for."""
    grants = user.grants.current(clock.today()).select_related("organisation", "agenda")
    by_role = groupby(
        grants.order_by("role", "organisation__sort_key", "agenda__order"),
        key=lambda grant: grant.get_role_display(),
    )
    return [
        (role, [str(g.organisation or g.agenda) for g in found if g.role != REGISTER])
        for role, found in by_role
    ]


def my_agendas(user):
    """What somebody's roles concern, each with its versions in work and in force."""
    access = Access.of(user)
    found = Agenda.objects.all()
    if not access.is_admin:
        found = found.filter(pk__in=access.concerned_agendas)
    versions = AgendaVersion.objects.visible_to(user).exclude(
        state=AgendaState.REPLACED
    )
    agendas = list(found.prefetch_related(Prefetch("versions", versions)))
    for agenda in agendas:
        agenda.is_desk = access.is_admin or agenda.pk in access.agendas | access.leads
    return agendas


@login_required
@reads_and_posts
def messages(request):
    mine = inbox.messages_of(request.user)
    if request.method == "POST":
        return mark_as_read(request, mine)
    page = Paginator(mine, MESSAGES_PER_PAGE).get_page(request.GET.get("pagina"))
    desks = set(desks_of(request.user).values_list("pk", flat=True))
    context = {
        "page": page,
        "messages_in_lines": inbox.lines(page, request.user, desks),
        "unread": inbox.unread(request.user).count(),
    }
    return render(request, "kia/desk/messages.html", context)


def mark_as_read(request, mine):
    """One of them, or all."""
    chosen = request.POST.get("message", "")
    if chosen.isascii() and chosen.isdigit():
        mine = mine.filter(pk=min(int(chosen[:19]), 2**62))
    inbox.read(mine)
    notices.success(request, "Als gelezen gemarkeerd.")
    return redirect("desk:messages")
