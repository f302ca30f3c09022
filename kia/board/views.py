"""What a coordinator sees of the whole agenda, and a department of its missions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from facets.listing import DOWNLOAD
from instance import clock
from kia.access import Access
from kia.board.files import gaps_file, money_file
from kia.board.forms import ReminderForm
from kia.board.gaps import Money, chosen_basis, gaps_of
from kia.board.overlap import pairs_of
from kia.board.overview import board_of
from kia.board.reminding import remind as send_reminders
from kia.models import Agenda
from kia.permissions import may
from organisations.models import Organisation


def get_agenda(request, slug):
    """Who may not oversee it is told the same of one that is not there."""
    found = Agenda.objects.select_related("theme", "period")
    agenda = get_object_or_404(found, slug=slug)
    if not may("oversee", request.user, agenda):
        raise Http404
    return agenda


@login_required
@require_safe
def board(request, slug):
    agenda = get_agenda(request, slug)
    found = board_of(agenda, request.user, request.GET)
    return show(request, agenda, found, ReminderForm(cards=found.cards))


def show(request, agenda, found, form):
    context = {
        "agenda": agenda,
        "board": found,
        "form": form,
        "chosen": set(form.data.getlist("entries")) if form.is_bound else set(),
        "may_remind": may("coordinator", request.user, agenda),
    }
    return render(request, "kia/board/board.html", context)


@login_required
@require_POST
def remind(request, slug):
    agenda = get_agenda(request, slug)
    if not may("coordinator", request.user, agenda):
        raise PermissionDenied
    found = board_of(agenda, request.user, request.GET)
    form = ReminderForm(request.POST, cards=found.cards)
    if not form.is_valid():
        return show(request, agenda, found, form)
    given = form.cleaned_data
    outcome = send_reminders(agenda, given["entries"], given["text"], by=request.user)
    for words in outcome.words:
        messages.success(request, words)
    return redirect("board:board", slug)


@login_required
@require_safe
def gaps(request, slug):
    agenda = get_agenda(request, slug)
    found = gaps_of(agenda, request.GET)
    if DOWNLOAD in request.GET:
        return gaps_file(found, agenda)
    return render(request, "kia/board/gaps.html", {"agenda": agenda, "gaps": found})


@login_required
@require_safe
def overlap(request, slug):
    agenda = get_agenda(request, slug)
    context = {"agenda": agenda, "pairs": pairs_of(agenda, request.user)}
    return render(request, "kia/board/overlap.html", context)


@login_required
@require_safe
def department(request):
    own = departments_for(request.user)
    if not own:
        raise Http404
    asked = request.GET.get("departement", "")
    chosen = next((one for one in own if one.slug == asked), own[0])
    money = Money(chosen, chosen_basis(request.GET), clock.today())
    if DOWNLOAD in request.GET:
        return money_file(money)
    context = {"money": money, "departments": own}
    return render(request, "kia/board/department.html", context)


def departments_for(user):
    """The own ones; of an admin each that has a theme."""
    access = Access.of(user)
    found = Organisation.objects.departments().order_by("sort_key")
    if access.is_admin:
        found = found.filter(theme_links__passage=None, theme_links__isnull=False)
        return list(found.distinct())
    return list(found.filter(pk__in=access.departments))
