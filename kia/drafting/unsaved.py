"""What was typed in a tab and sent after the session had ended: it waits for whoever
typed it, and for nobody else.

The page says, signed, who has which tab open. Only with that something is kept, and
only that person gets it back: nobody who is not signed in can fill the table, and
nobody reads what another typed. There is at most one per person and tab, of at most
`MOST` characters, for at most a day.
"""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner
from django.db.models import OuterRef, Subquery
from django.http import QueryDict
from django.utils import timezone

from kia.models import EntryVersion, Unsaved

# The names of the inputs: who has it open, and that it is such a page.
WRITER, IS_BACK = "writer", "is-back"
MOST = 500_000
KEPT_FOR = timedelta(days=1)
NOT_TYPED = ("csrfmiddlewaretoken", "act", WRITER, IS_BACK)
_signer = TimestampSigner(salt="kia.drafting.unsaved")


def sign(version, number, user):
    return _signer.sign(f"{version.pk}.{number}.{user.pk}")


def keep(data) -> bool:
    """Of somebody who is not signed in any more; whether it waits for them."""
    try:
        told = _signer.unsign(data.get(WRITER, ""), max_age=KEPT_FOR * 7)
    except BadSignature:
        return False
    version, number, person = (int(part) for part in told.split("."))
    typed = data.copy()
    for name in NOT_TYPED:
        typed.pop(name, None)
    text = typed.urlencode()
    if len(text) > MOST:
        return False
    forget_old()
    if not EntryVersion.objects.open().filter(pk=version).exists():
        return False
    kept, is_new = Unsaved.objects.get_or_create(
        version_id=version,
        person_id=person,
        tab=number,
        defaults={"typed": text, "kept_at": timezone.now()},
    )
    # Of two windows with the same tab the first is kept; the other is shown its text.
    return is_new or kept.typed == text


def forget_old():
    old = timezone.now() - KEPT_FOR
    Unsaved.objects.filter(kept_at__lt=old).delete()


def of(number, user):
    """What this person typed in a tab, to be read along with its version."""
    found = Unsaved.objects.filter(
        version=OuterRef("pk"),
        tab=number,
        person=user,
        kept_at__gte=timezone.now() - KEPT_FOR,
    )
    return Subquery(found.values("typed"))


def as_sent(typed):
    return QueryDict(typed, mutable=True) if typed else None


def forget(version, number, user):
    """It is on the page of its writer again, or saved."""
    Unsaved.objects.filter(version=version, tab=number, person=user).delete()
