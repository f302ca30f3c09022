"""The clock of background work: what is due is put in the queue, once."""

from datetime import timedelta

from django.db.models import Q
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from instance import clock
from kia.drafting import pins
from kia.mailing import tasks
from kia.mailing.sending import who_wait_for_urgent
from kia.models import DailyRound

# People read it when their working day begins.
HOUR_OF_ROUND = 7
# A mail server that is down is not asked all the time.
PAUSE = timedelta(minutes=5)


def tick():
    """Cheap enough to ask every few seconds."""
    if who_wait_for_urgent().exists():
        _enqueue(tasks.send_urgent)
    if pins.untold().exists():
        _enqueue(tasks.tell_of_missions)
    now = timezone.localtime(clock.now())
    is_done = DailyRound.objects.filter(day=now.date())
    if now.hour >= HOUR_OF_ROUND and not is_done.exists():
        _enqueue(tasks.daily_round)


def _enqueue(task):
    """Not while it waits already, and not soon after it failed."""
    since = timezone.now() - PAUSE
    waits = Q(status=TaskResultStatus.READY)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__gt=since)
    before = DBTaskResult.objects.filter(waits | failed, task_path=task.module_path)
    if not before.exists():
        task.enqueue()
