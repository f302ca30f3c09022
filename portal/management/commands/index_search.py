from django.core.management.base import BaseCommand

from portal.search_index import SOURCES
from search import index


class Command(BaseCommand):
    help = "Werkt de zoekindex bij; met --all wordt alles opnieuw opgenomen."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="begin opnieuw")

    def handle(self, *, all, verbosity, **options):
        if all:
            index.forget()
        index.queue_all(SOURCES)
        while index.refresh(SOURCES):
            pass
        if verbosity:
            self.stdout.write("De zoekindex is bij.")
