"""Inviting somebody with a role."""

from django.db import transaction

from accounts import invitations
from accounts.models import Invitation
from kia.models import InvitedRole
from kia.permissions import may

NOT_YOURS = "U mag deze rol niet geven."


class CannotInvite(Exception):
    """With a sentence in Dutch."""


@transaction.atomic
def invite(email, *, by, role, organisation=None, agenda=None, name="") -> InvitedRole:
    """Offer a role, which is had when the link in the message is used.

    It makes no difference whether there is an account with this address: nobody gets
    a role without saying yes, and who invites does not learn who has an account.
    """
    what = {"role": role, "organisation": organisation, "agenda": agenda}
    if not may("offer", by, InvitedRole(**what)):
        raise CannotInvite(NOT_YOURS)
    invitation, token = invitations.prepare(email, by, name)
    offer, _ = InvitedRole.objects.update_or_create(
        invitation=invitation, **what, defaults={"offered_by": by}
    )
    # After all else: a message cannot be taken back.
    invitations.send(invitation, token)
    return offer


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
