"""The own team: who is in it, inviting, ending a role."""

from smtplib import SMTPException

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render

from instance.methods import reads_and_posts
from kia.models import InvitedRole, RoleGrant
from kia.people import inviting, roles
from kia.people.forms import TeamInvitationForm
from kia.people.teams import edited_by, teams_with_people
from kia.permissions import may

NOT_SENT = (
    "Het bericht kon niet worden verstuurd. Er is niets bewaard. Probeer het later."
)


@login_required
@reads_and_posts
def team(request):
    teams = edited_by(request.user)
    if not teams:
        raise PermissionDenied
    form = TeamInvitationForm(request.POST or None, teams=teams)
    if form.is_valid() and invite(form, request):
        return redirect("people:team")
    context = {"form": form, "teams": teams_with_people(teams)}
    return render(request, "kia/people/team.html", context)


def invite(form, request):
    """Whether it went well; if not, the form says why."""
    try:
        inviting.invite(by=request.user, **form.cleaned_data)
    except inviting.CannotInvite as refusal:
        form.add_error("email", str(refusal))
        return False
    except (OSError, SMTPException):
        form.add_error(None, NOT_SENT)
        return False
    who = form.cleaned_data["email"]
    messages.success(request, f"De uitnodiging aan {who} is verstuurd.")
    return True


@login_required
@reads_and_posts
@transaction.atomic
def end_role(request, pk):
    found = RoleGrant.objects.of_teams(edited_by(request.user))
    grant = get_object_or_404(found, pk=pk)
    if not may("invite", request.user, grant.organisation):
        raise PermissionDenied
    if request.method == "POST":
        roles.end(RoleGrant.objects.filter(pk=grant.pk))
        messages.success(
            request, f"Beëindigd: {grant.person.get_full_name()}, {grant}."
        )
        return redirect("desk:home" if grant.person == request.user else "people:team")
    return render(request, "kia/people/end_role.html", {"grant": grant})


@login_required
@reads_and_posts
@transaction.atomic
def take_back(request, pk):
    offers = InvitedRole.objects.filter(organisation__in=edited_by(request.user))
    waiting = offers.filter(invitation__accepted_by=None)
    offer = get_object_or_404(
        waiting.select_related("invitation", "organisation"), pk=pk
    )
    if request.method == "POST":
        inviting.take_back(offer)
        messages.success(
            request, f"De uitnodiging aan {offer.invitation} is ingetrokken."
        )
        return redirect("people:team")
    return render(request, "kia/people/take_back.html", {"offer": offer})
