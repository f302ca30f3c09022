from django.core.management.base import BaseCommand

from kia.mailing.ticking import tick


class Command(BaseCommand):
    help = (
        "Zet klaar wat de tijd vraagt: dringende berichten, herinneringen en "
        "overzichten. Voor een planner (cron), naast db_worker."
    )

    def handle(self, **options):
        tick()
