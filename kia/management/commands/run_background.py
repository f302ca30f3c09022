import logging
import signal
import sys
import time

from django.core.management.base import BaseCommand
from django.db import connection
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from kia.mailing.ticking import tick

log = logging.getLogger(__name__)
# Between two looks at the clock; and after a failure, so that a database that is
# down is not asked without end.
SECONDS, SECONDS_AFTER_FAILURE = 5, 30


class Command(BaseCommand):
    help = "Doet het werk op de achtergrond: de klok en de rij met taken. `serve` start dit."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="Eén keer, en dan klaar."
        )

    def handle(self, *, once, **options):
        self.worker = make_worker()
        signal.signal(signal.SIGTERM, self.stop)
        while self.worker.running:
            went_well = attempt(self.worker)
            if once:
                return
            time.sleep(SECONDS if went_well else SECONDS_AFTER_FAILURE)

    def stop(self, *_):
        """What is being done is finished; the rest stays in the queue."""
        self.worker.running = False
        if not self.worker.running_task:
            sys.exit(0)


def make_worker():
    """One that works off the queue and comes back."""
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def attempt(worker):
    """Whether a look at the clock, and at the queue, went well.

    Whatever goes wrong, the database may be away, is tried again: nobody watches this
    process.
    """
    try:
        tick()
        worker.run()
    except Exception:
        log.exception("Het werk op de achtergrond ging mis")
        connection.close()
        return False
    return True
