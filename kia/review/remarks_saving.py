"""Writing remarks: a thread, a turn in it, and taking words back."""

from django.db import transaction
from django.utils import timezone

from instance import clock
from kia.models import Notification, Remark, RemarkMention, RemarkThread


@transaction.atomic
def begin(version, field, said, by):
    """A thread with its first remark; `said` is what RemarkForm cleaned."""
    row = said["row"]
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


def withdraw(remark):
    """Nobody but its writer reads it any more. A second time changes nothing."""
    still = Remark.objects.filter(pk=remark.pk, withdrawn_at=None).exclude(text="")
    still.update(withdrawn_at=timezone.now())
