"""Messages for one person, of every kind, as lines."""

from dataclasses import dataclass

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils import timezone

from kia.access import Access
from kia.desk import told
from kia.entries.fields import BY_NAME
from kia.models import (
    AgendaVersion,
    ContractYear,
    EntryVersion,
    Notification,
    RemarkThread,
    RequestReply,
)

RELATED = (
    *(f"step__{name}" for name in told.RELATED),
    "term__entry_version__entry__agenda",
    "term__agenda_version__agenda",
    "pin__version__entry__agenda",
    "pin__mission",
    "reply__request__version__entry__agenda",
    "reply__by",
    "reminder__entry_version__entry__agenda",
    "reminder__by",
    "handover__giver",
    "handover__taker",
    "handover__by",
    "mention__remark__by",
    "mention__remark__thread__version__entry__agenda__period",
)


def messages_of(user):
    """Only about what this person may still see: roles end, messages stay."""
    versions = _worked_on(user)
    replies = RequestReply.objects.visible_to(user)
    agendas = AgendaVersion.objects.visible_to(user)
    years = ContractYear.objects.visible_to(user)
    threads = RemarkThread.objects.visible_to(user)
    seen = (
        Q(handover__isnull=False)
        | Q(mention__remark__thread__in=threads.order_by().values("pk"))
        | Q(step__entry_version__in=versions.values("pk"))
        | Q(step__agenda_version__in=agendas.values("pk"))
        | Q(step__contract_year__in=years.values("pk"))
        | Q(term__entry_version__in=versions.values("pk"))
        | Q(term__agenda_version__in=agendas.values("pk"))
        | Q(pin__version__in=versions.values("pk"))
        | Q(reply__in=replies.order_by().values("pk"))
        | Q(reminder__entry_version__in=versions.values("pk"))
    )
    mine = Notification.objects.filter(seen, person=user)
    return mine.select_related(*RELATED).order_by("-pk")


def _worked_on(user):
    """What a message may tell of: not all that everybody reads once it is adopted, as
    a message says more than that page does."""
    versions, access = EntryVersion.objects.visible_to(user), Access.of(user)
    if access.is_admin:
        return versions
    return versions.filter(
        Q(lead__in=access.teams)
        | Q(entry__agenda__in=access.concerned_agendas)
        | Q(topsector_rows__topsector__in=access.teams)
    )


def newest(user, count):
    """The last so many; each knows as `all_unread` how many are new in all."""
    new = Window(Count("pk", filter=Q(read_at=None)))
    return list(messages_of(user).annotate(all_unread=new)[:count])


def unread(user):
    return messages_of(user).filter(read_at=None)


def read(messages):
    messages.filter(read_at=None).update(read_at=timezone.now())


@dataclass(frozen=True)
class Reader:
    """Whose messages these are; `desks` are the agendas that they have a page for."""

    access: Access
    desks: set


def lines(messages, user, desks):
    """Each message with its words and the page to go on."""
    reader = Reader(Access.of(user), desks)
    return [_line(message, reader) for message in messages]


def _line(message, reader):
    return {"message": message, **LINES[message.kind](message.subject, reader)}


def _of_step(step, reader):
    """Who only follows an agenda, and has no part in the work, hears what everybody
    can read."""
    tells_all = reader.access.takes_part
    return {
        "day": step.day,
        "subject": told.subject(step),
        "what": told.what_happened(step),
        "by": step.by.get_full_name() if tells_all else "",
        "note": step.note if tells_all else "",
        "url": told.address(step, reader.desks),
    }


def _of_roles(handover, reader):
    giver, taker = handover.giver.get_full_name(), handover.taker.get_full_name()
    return {
        "day": handover.day,
        "subject": "Rollen",
        "what": f"overgedragen van {giver} aan {taker}",
        "by": handover.by.get_full_name(),
        "note": handover.note,
        "url": "",
    }


def _of_term(term, reader):
    return {
        "day": term.day,
        "subject": told.subject(term),
        "what": told.what_is_near(term),
        "by": "",
        "note": "",
        "url": told.address(term, reader.desks),
    }


def _of_pin(pin, reader):
    return {
        "day": pin.day,
        "subject": told.subject(pin),
        "what": f"te herbevestigen, want missie {pin.mission.code} is gewijzigd",
        "by": "",
        "note": "",
        "url": reverse("drafting:entry", args=[pin.version.entry.slug]),
    }


def _of_mention(mention, reader):
    """Words that were withdrawn are not told here either."""
    remark = mention.remark
    thread, entry = remark.thread, remark.thread.version.entry
    label = BY_NAME[thread.field].label_in(entry.agenda.period)
    address = reverse("review:read", args=[entry.slug])
    return {
        "day": remark.day,
        "subject": told.subject_of(thread.version),
        "what": f"u genoemd in een opmerking bij {label},",
        "by": remark.by.get_full_name(),
        "note": "" if remark.withdrawn_at else remark.text,
        "url": f"{address}#opmerking-{thread.pk}",
    }


def _of_reply(reply, reader):
    return {
        "day": reply.day,
        "subject": told.subject_of(reply.request.version),
        "what": told.what_was_answered(reply),
        "by": reply.by.get_full_name(),
        "note": reply.text,
        "url": reverse("requests:one", args=[reply.request.lineage]),
    }


def _of_reminder(reminder, reader):
    version = reminder.entry_version
    return {
        "day": reminder.day,
        "subject": told.subject_of(version),
        "what": "herinnering",
        "by": reminder.by.get_full_name(),
        "note": reminder.text,
        "url": reverse("drafting:entry", args=[version.entry.slug]),
    }


LINES = {
    "step": _of_step,
    "handover": _of_roles,
    "term": _of_term,
    "pin": _of_pin,
    "mention": _of_mention,
    "reply": _of_reply,
    "reminder": _of_reminder,
}
