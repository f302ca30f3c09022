"""A message as the mail has it: what its subject names, and its text."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator

# The fields of MailChoice that a link in a mail can switch off.
DIGEST, AT_ONCE = "digest", "at_once"
SUBJECT_LENGTH = 150
_signer = Signer(salt="kia.mailing")


def make(person, kind, lines, changes=(), more=0) -> EmailMessage:
    """For one person. `lines` are of the inbox, and so many `more` stand only there;
    `changes` are of public records."""
    link = settings.INSTANCE.absolute(
        reverse("mailing:unsubscribe", args=[token_of(person, kind)])
    )
    context = {
        "person": person,
        "kind": kind,
        "lines": lines,
        "more": more,
        "changes": changes,
        "site": settings.INSTANCE.site_url.rstrip("/"),
        "inbox": settings.INSTANCE.absolute(reverse("desk:messages")),
        "choices": settings.INSTANCE.absolute(reverse("mailing:choices")),
        "unsubscribe": link,
    }
    text = render_to_string("kia/mailing/message.txt", context)
    headers = {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        # No answers from a holiday reply.
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(
        subject(lines, changes, more), text, to=[person.email], headers=headers
    )


def subject(lines, changes, more=0) -> str:
    """Names record, act and actor of the first; says how many more there are."""
    if lines:
        first = lines[0]
        said = f"{first['subject']}: {first['what']}"
        said += f" door {first['by']}" if first["by"] else ""
        more += len(lines) - 1 + len(changes)
    else:
        said, more = f"{changes[0].record}: gewijzigd in het register", len(changes) - 1
    rest = f" en nog {more}" if more else ""
    start = "" if settings.PRODUCTION else "[oefening] "
    # A line break would end the header.
    said = " ".join(said.split())
    return start + Truncator(said).chars(SUBJECT_LENGTH) + rest


def token_of(person, kind) -> str:
    return _signer.sign(f"{person.pk}.{kind}")


def read_token(token):
    """(pk of the person, kind), or None when this link was not made here."""
    try:
        pk, kind = _signer.unsign(token).split(".")
    except (BadSignature, ValueError):
        return None
    return int(pk), kind
