from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.practice import make_people


class Command(BaseCommand):
    help = "Maakt de personen om mee te oefenen. Alleen in een oefenomgeving."

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("In echt gebruik zijn er geen oefenpersonen.")
        make_people()
