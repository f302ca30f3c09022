import pgtrigger
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import flush


class Command(flush.Command):
    help = "Maakt de database leeg. Alleen om te oefenen en te testen."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("De database van echt gebruik wordt niet geleegd.")
        # Trails and history refuse TRUNCATE; a practice database may start anew.
        with pgtrigger.ignore():
            super().handle(**options)
