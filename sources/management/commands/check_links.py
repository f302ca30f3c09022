from django.core.management.base import BaseCommand

from sources.link_checks import SECONDS, check_all


class Command(BaseCommand):
    help = "Vraagt elk adres van een bron of het nog antwoordt. Beheer toont de lijst."

    def add_arguments(self, parser):
        parser.add_argument(
            "--seconds",
            type=float,
            default=SECONDS,
            help="Hoe lang een adres mag doen over zijn antwoord.",
        )

    def handle(self, seconds, **options):
        checks = list(check_all(seconds))
        failed = [check for check in checks if check.problem]
        for check in failed:
            self.stdout.write(f"{check.url}: {check.problem}")
        self.stdout.write(f"Nagevraagd: {len(checks)}. Mis: {len(failed)}.")
