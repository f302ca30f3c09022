"""The clock of background work: what is due is put in the queue, once."""

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from instance import clock
from kia.drafting import pins
from kia.mailing import tasks
from kia.mailing.sending import who_wait_for_urgent
from kia.models import DailyRound

# People read it when their working day begins.
HOUR_OF_ROUND = 7


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
    waiting = DBTaskResult.objects.ready().filter(task_path=task.module_path)
    if not waiting.exists():
        task.enqueue()
