import logging
import signal
import sys
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, connection

from kia.mailing.ticking import tick

log = logging.getLogger(__name__)
# Between two looks at the clock; and after a failure, so that a mail server or a
# database that is down is not asked without end.
SECONDS, SECONDS_AFTER_FAILURE = 5, 30


class Command(BaseCommand):
    help = "Doet het werk op de achtergrond: de klok en de rij met taken. `serve` start dit."

    def add_arguments(self, parser):
        parser.add_argument(
            "--once", action="store_true", help="Eén keer, en dan klaar."
        )

    def handle(self, *, once, **options):
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        while True:
            went_well = attempt()
            if once:
                return
            time.sleep(SECONDS if went_well else SECONDS_AFTER_FAILURE)


def attempt():
    """One look at the clock, and what is in the queue. The database may be away."""
    try:
        tick()
        call_command(
            "db_worker", batch=True, startup_delay=False, reload=False, verbosity=0
        )
    except (DatabaseError, InterfaceError):
        log.warning("De database gaf geen antwoord", exc_info=True)
        connection.close()
        return False
    return True
