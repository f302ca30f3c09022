"""Inviting somebody, and what happens when the link is used."""

import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.models import Invitation, User

VALID_FOR = timedelta(days=7)
OPEN_ONCE = "accounts_invitation_open_once"


def digest(token) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(email, invited_by, name="") -> Invitation:
    """Send a link. Whoever was invited before gets a new one; the old one ends."""
    invitation, token = prepare(email, invited_by, name)
    # After all else: a message cannot be taken back.
    send(invitation, token)
    return invitation


def prepare(email, invited_by, name="") -> tuple[Invitation, str]:
    """The invitation and the secret of its link, which still has to be sent."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    fields = {
        "name": name,
        "invited_by": invited_by,
        "token_hash": digest(token),
        "sent_at": now,
        "valid_until": now + VALID_FOR,
    }
    waiting = Invitation.objects.filter(accepted_by=None, email__iexact=email)
    if not (waiting.update(**fields) or _made(email, fields)):
        # Somebody else invited the same person at this moment, and was first.
        waiting.update(**fields)
    return waiting.get(), token


def _made(email, fields) -> bool:
    """Whether it was; not when this address was invited meanwhile."""
    address = User.objects.normalize_email(email)
    try:
        with transaction.atomic():
            Invitation.objects.create(email=address, **fields)
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != OPEN_ONCE:
            raise
        return False
    return True


def send(invitation, token):
    offered, _ = roles.offered(invitation)
    path = reverse("accounts:invitation", args=[token])
    context = {
        "invitation": invitation,
        "offered": offered,
        "link": settings.INSTANCE.absolute(path),
        "INSTANCE": settings.INSTANCE,
    }
    text = render_to_string("account/email/invitation_message.txt", context)
    subject = "Missieregister: u bent uitgenodigd"
    send_mail(subject, text, None, [invitation.email])


def find(token) -> Invitation | None:
    """The open invitation of this link, locked: it can be used only once."""
    return (
        Invitation.objects.select_for_update(of=["self"])
        .open()
        .filter(token_hash=digest(token))
        .first()
    )


def user_of(token) -> User | None:
    """Who used this link."""
    used = User.objects.filter(accepted_invitations__token_hash=digest(token))
    return used.first()


def account_of(invitation) -> User | None:
    """Who has this address already."""
    return User.objects.filter(email__iexact=invitation.email).first()


def accept(invitation, name, password) -> User:
    """With a new account."""
    user = User.objects.create_user(invitation.email, password, name=name)
    EmailAddress.objects.create(
        user=user, email=user.email, primary=True, verified=True
    )
    take_on(invitation, user)
    return user


def take_on(invitation, user):
    """With an account that there is."""
    invitation.accepted_by = user
    invitation.accepted_at = timezone.now()
    invitation.save()
    roles.give_to_invited(invitation)
