"""Sending: what is due for somebody goes out, and is marked so in one transaction.

Who is locked, so that two workers never send the same. A worker that is killed
between the mail server's answer and the end of the transaction sends it once more:
twice is better than never.
"""

import logging
from smtplib import SMTPRecipientsRefused

from django.db import DatabaseError, InterfaceError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from instance import clock
from kia.desk import inbox
from kia.desk.agendas import desks_of
from kia.mailing import changed, words
from kia.models import MailChoice, Notification

log = logging.getLogger(__name__)

# Changes are asked of a team, and an agenda is adopted: not to be found a day later.
URGENT = Q(step__action="request_changes", step__entry_version__isnull=False)
URGENT |= Q(step__action="adopt", step__agenda_version__isnull=False)
# More than this is said as a number, with the way to the inbox.
MOST_LINES = 50


def unsettled():
    return Notification.objects.filter(mail_settled_at=None)


def who_wait_for_urgent():
    """People with urgent messages that are not out yet, as their keys."""
    urgent = unsettled().filter(URGENT, read_at=None, person__is_active=True)
    refused = Q(person__mail_choice__at_once=False)
    return urgent.exclude(refused).order_by().values_list("person", flat=True)


def send_urgent():
    """Whether everything urgent is out."""
    return all([_attempt(_urgent, person) for person in set(who_wait_for_urgent())])


def send_digests():
    """Whether everybody had what they should today."""
    people = User.objects.filter(is_active=True).order_by("pk")
    people = people.filter(
        Q(notifications__in=unsettled()) | Q(subscriptions__isnull=False)
    )
    keys = people.exclude(mail_choice__last_digest_on=clock.today())
    return all(
        [
            _attempt(_digest, pk)
            for pk in list(keys.values_list("pk", flat=True).distinct())
        ]
    )


def _attempt(send, person):
    """One whose mail fails does not keep the others from theirs."""
    try:
        with transaction.atomic():
            send(_choice(person))
    except (DatabaseError, InterfaceError):
        raise
    except Exception:
        # A mail server that is away, a full disk, an address that no mail can have.
        log.warning("E-mail aan persoon %s is niet verstuurd", person, exc_info=True)
        return False
    return True


def _choice(person):
    MailChoice.objects.get_or_create(person_id=person)
    found = MailChoice.objects.select_for_update(of=["self"])
    return found.select_related("person").get(person=person)


def _urgent(choice):
    if not choice.at_once:
        return
    lines, more, messages = _lines(choice.person, URGENT)
    if lines:
        _send(words.make(choice.person, words.AT_ONCE, lines, more=more))
    _settle(messages)


def _digest(choice):
    """Of one day, at most once; who has turned it off is spared the old ones too."""
    today = clock.today()
    if choice.last_digest_on == today:
        return
    person, now = choice.person, timezone.now()
    messages = unsettled().filter(person=person)
    if choice.digest:
        lines, more, messages = _lines(person, Q())
        changes = changed.since(choice, now)
        if lines or changes:
            _send(words.make(person, words.DIGEST, lines, changes, more))
    _settle(messages)
    choice.last_digest_on, choice.told_until = today, now
    choice.save(update_fields=["last_digest_on", "told_until"])


def _lines(person, which):
    """Lines of what is unread and still visible, how many more there are, and all
    messages that are settled so."""
    waiting = unsettled().filter(which, person=person)
    keys = list(waiting.values_list("pk", flat=True))
    mine = inbox.messages_of(person).filter(pk__in=keys, read_at=None)
    desks = set(desks_of(person).values_list("pk", flat=True))
    lines = inbox.lines(mine[:MOST_LINES], person, desks)
    more = mine.count() - len(lines)
    return lines, more, Notification.objects.filter(pk__in=keys)


def _send(message):
    try:
        message.send(using="work")
    except SMTPRecipientsRefused:
        # The server knows no such address, now and tomorrow: the inbox has it.
        log.warning("Het adres van %s is geweigerd", message.to)


def _settle(messages):
    messages.update(mail_settled_at=timezone.now())
