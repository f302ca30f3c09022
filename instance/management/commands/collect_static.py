from django.core.management.base import BaseCommand

from instance.static_files import collect_if_changed


class Command(BaseCommand):
    help = "Zet stijl, letters en beelden klaar als er iets is veranderd."

    def handle(self, **options):
        collect_if_changed()
