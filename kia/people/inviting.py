"""Inviting somebody with a role."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from accounts import invitations
from accounts.models import Invitation, User
from kia.models import InvitedRole, in_words
from kia.people import roles

CLOSED = (
    "Het account met dit e-mailadres is uitgezet. Vraag een beheerder om het weer aan "
    "te zetten."
)


class CannotInvite(Exception):
    """With a sentence in Dutch."""


@transaction.atomic
def invite(email, *, by, role, organisation=None, agenda=None, name=""):
    """Offer a role. Who has an account has the role at once, and a message of it.

    Gives the `InvitedRole` that waits for its link to be used, or the `RoleGrant`.
    """
    what = {"role": role, "organisation": organisation, "agenda": agenda}
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        return _offer(email, by, name, what)
    if not person.is_active:
        raise CannotInvite(CLOSED)
    grant = roles.give(person, by=by, **what)
    # After all else: a message cannot be taken back.
    _tell(person, in_words(**what), by)
    return grant


@transaction.atomic
def take_back(offer):
    """The invitation goes too when nothing else hangs on it."""
    # Whoever is using the link at this moment goes first.
    invitation = Invitation.objects.select_for_update().get(pk=offer.invitation_id)
    offer.delete()
    if (
        not invitation.roles.exists()
        and invitation.invited_by_id == offer.offered_by_id
    ):
        Invitation.objects.filter(pk=invitation.pk, accepted_by=None).delete()


def _offer(email, by, name, what):
    invitation, token = invitations.prepare(email, by, name)
    offer, _ = InvitedRole.objects.get_or_create(
        invitation=invitation, **what, defaults={"offered_by": by}
    )
    offered = invitation.roles.select_related("organisation", "agenda")
    invitations.send(invitation, token, [str(offer) for offer in offered])
    return offer


def _tell(person, role, by):
    context = {"role": role, "by": by, "INSTANCE": settings.INSTANCE}
    text = render_to_string("kia/people/email/role_given.txt", context)
    send_mail("Missieregister: u hebt een rol", text, None, [person.email])
