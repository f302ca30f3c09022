from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kia.entries.demo import NotReady, make_practice_agendas


class Command(BaseCommand):
    help = (
        "Maakt voorbeelden van agenda’s, bijdragen en het contract, met personen om "
        "als te oefenen, en zet de klok op de dag van de voorbeelden. Alleen in een "
        "oefenomgeving."
    )

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("In echt gebruik zijn er geen voorbeelden.")
        try:
            make_practice_agendas(with_clock=True)
        except NotReady as error:
            raise CommandError(str(error)) from error
