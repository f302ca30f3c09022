"""What the worker does for mail."""

from django.core.management import call_command
from django.tasks import task

from instance import clock
from kia.drafting import pins, unsaved
from kia.mailing import sending, terms
from kia.models import DailyRound

# What was done, and what failed, is kept this long to look into.
DAYS_KEPT = 14


class NotAllOut(Exception):
    """Some mail could not be sent; the log says which, and the clock tries again."""


@task()
def send_urgent():
    if not sending.send_urgent():
        raise NotAllOut


@task()
def tell_of_missions():
    pins.tell_teams()


@task()
def daily_round():
    """Reminders of what is near, then the digests. Done again until all are out."""
    today = clock.today()
    unsaved.forget_old()
    terms.remind()
    call_command("prune_db_task_results", min_age_days=DAYS_KEPT, verbosity=0)
    if not sending.send_digests():
        raise NotAllOut
    DailyRound.objects.get_or_create(day=today)
