"""Who must sign in in two steps, and who does.

That somebody used a second step is kept in the session, so that a page of somebody
who signed in well costs no query. `Guard` in middleware.py asks it at each page.
"""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from accounts import roles

SESSION_KEY = "second_factor"
KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def needs_second_factor(user) -> bool:
    """Admins, and who has a role that decides."""
    return user.is_superuser or user.is_staff or roles.need_second_factor(user)


def has_second_factor(user) -> bool:
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def may_drop(authenticator) -> bool:
    """Whether enough is left for this person without it."""
    others = Authenticator.objects.filter(user=authenticator.user, type__in=KINDS)
    return (
        others.exclude(pk=authenticator.pk).exists()
        or authenticator.type not in KINDS
        or not needs_second_factor(authenticator.user)
    )


def reset(user):
    """For who lost the phone and the recovery codes: all of it goes, and they go out."""
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()


def is_missing(request) -> bool:
    """Whether this person must set up a second step before going on."""
    # The session first: it costs no query, a role does.
    if request.session.get(SESSION_KEY) or not needs_second_factor(request.user):
        return False
    if not has_second_factor(request.user):
        return True
    # Signing in asked for it: nobody who has one gets a session without.
    request.session[SESSION_KEY] = True
    return False
