"""Writing remarks: a thread, a turn in it, and taking words back."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from instance import clock
from kia.models import Notification, Remark, RemarkMention, RemarkThread

JUST_NOW = timedelta(minutes=1)


@transaction.atomic
def begin(version, field, said, by):
    """A thread with its first remark; `said` is what RemarkForm cleaned."""
    row = said["row"]
    if before := _just_said(
        said["text"], by, thread__version=version, thread__field=field
    ):
        return before.thread
    thread = RemarkThread.objects.create(
        version=version,
        field=field,
        lineage=row.lineage if row else None,
        quote=str(row)[:1000] if row else said["quote"],
    )
    add(thread, said | {"turn": ""}, by)
    return thread


@transaction.atomic
def add(thread, said, by):
    if before := _just_said(said["text"], by, thread=thread):
        return before
    remark = Remark.objects.create(
        thread=thread,
        text=said["text"],
        turn=said["turn"],
        by=by,
        day=clock.today(),
    )
    if said["mention"]:
        mention = RemarkMention.objects.create(remark=remark, person=said["mention"])
        Notification.objects.create(person=said["mention"], mention=mention)
    return remark


def _just_said(text, by, **where):
    """The same words of the same person, of a button that was pressed twice."""
    # One at a time for each person.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    since = timezone.now() - JUST_NOW
    said = Remark.objects.filter(by=by, text=text, at__gt=since, **where)
    return said.exclude(text="").last()


def withdraw(remark):
    """Nobody but its writer reads it any more. A second time changes nothing."""
    still = Remark.objects.filter(pk=remark.pk, withdrawn_at=None).exclude(text="")
    still.update(withdrawn_at=timezone.now())
