"""What the worker does for mail."""

from django.core.management import call_command
from django.tasks import task

from instance import clock
from kia.drafting import pins, unsaved
from kia.mailing import sending, terms
from kia.models import DailyRound

# What was done is kept this long, to look into; see the list of tasks in Beheer.
DAYS_KEPT = 14


@task()
def send_urgent():
    sending.send_urgent()


@task()
def tell_of_missions():
    pins.tell_teams()


@task()
def daily_round():
    """Reminders of what is near, then the digests. Done again until all are out."""
    today = clock.today()
    unsaved.forget_old()
    terms.remind()
    if sending.send_digests():
        DailyRound.objects.get_or_create(day=today)
    call_command("prune_db_task_results", min_age_days=DAYS_KEPT, verbosity=0)
