"""Messages about steps, terms, missions and handovers, for one person."""

from django.db.models import Count, Q, Window
from django.urls import reverse
from django.utils import timezone

from kia.desk import told
from kia.models import AgendaVersion, ContractYear, EntryVersion, Notification

RELATED = (
    *(f"step__{name}" for name in told.RELATED),
    "term__entry_version__entry__agenda",
    "term__agenda_version__agenda",
    "pin__version__entry__agenda",
    "pin__mission",
    "handover__giver",
    "handover__taker",
    "handover__by",
)


def messages_of(user):
    """Only about what this person may still see: roles end, messages stay."""
    versions = EntryVersion.objects.visible_to(user)
    agendas = AgendaVersion.objects.visible_to(user)
    years = ContractYear.objects.visible_to(user)
    seen = (
        Q(handover__isnull=False)
        | Q(step__entry_version__in=versions.values("pk"))
        | Q(step__agenda_version__in=agendas.values("pk"))
        | Q(step__contract_year__in=years.values("pk"))
        | Q(term__entry_version__in=versions.values("pk"))
        | Q(term__agenda_version__in=agendas.values("pk"))
        | Q(pin__version__in=versions.values("pk"))
    )
    mine = Notification.objects.filter(seen, person=user)
    return mine.select_related(*RELATED).order_by("-pk")


def newest(user, count):
    """The last so many; each knows as `all_unread` how many are new in all."""
    new = Window(Count("pk", filter=Q(read_at=None)))
    return list(messages_of(user).annotate(all_unread=new)[:count])


def unread(user):
    return messages_of(user).filter(read_at=None)


def read(messages):
    messages.filter(read_at=None).update(read_at=timezone.now())


def lines(messages, desks):
    """Each message with its words and the page to go on."""
    return [_line(message, desks) for message in messages]


def _line(message, desks):
    if message.handover:
        return {"message": message, "day": message.handover.day, **_of_roles(message)}
    if message.term:
        return {"message": message, **_of_term(message.term, desks)}
    if message.pin:
        return {"message": message, **_of_pin(message.pin)}
    step = message.step
    return {
        "message": message,
        "day": step.day,
        "subject": told.subject(step),
        "what": told.what_happened(step),
        "by": step.by.get_full_name(),
        "note": step.note,
        "url": told.address(step, desks),
    }


def _of_roles(message):
    handover = message.handover
    giver, taker = handover.giver.get_full_name(), handover.taker.get_full_name()
    return {
        "subject": "Rollen",
        "what": f"overgedragen van {giver} aan {taker}",
        "by": handover.by.get_full_name(),
        "note": handover.note,
        "url": "",
    }


def _of_term(term, desks):
    return {
        "day": term.day,
        "subject": told.subject(term),
        "what": told.what_is_near(term),
        "by": "",
        "note": "",
        "url": told.address(term, desks),
    }


def _of_pin(pin):
    return {
        "day": pin.day,
        "subject": told.subject(pin),
        "what": f"te herbevestigen, want missie {pin.mission.code} is gewijzigd",
        "by": "",
        "note": "",
        "url": reverse("drafting:entry", args=[pin.version.entry.slug]),
    }
