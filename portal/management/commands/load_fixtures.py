from django.core.management.base import BaseCommand, CommandError
from django.db import Error

from portal import fixtures
from sources.models import PassageNotFound


class Command(BaseCommand):
    help = (
        "Laadt de gegevens uit fixtures/ in een leeg register. Met namen erbij "
        "(bijvoorbeeld 30_missions 32_mission_grounds): laat zien wat opnieuw laden "
        "zou veranderen; met --apply ook echt. Wat bij elkaar hoort, zoals gegevens "
        "en hun gronden, laadt u samen: dan lukt alles, of niets."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "names", nargs="*", metavar="naam", help=", ".join(fixtures.names())
        )
        parser.add_argument("--apply", action="store_true", help="schrijf het echt")
        parser.add_argument(
            "--only-if-empty", action="store_true", help="doe anders niets"
        )

    def handle(self, *, names, apply, only_if_empty, **options):
        unknown = sorted({*names} - {*fixtures.names()})
        if unknown:
            raise CommandError(
                f"Er is geen fixture {', '.join(unknown)}. Er zijn: "
                + ", ".join(fixtures.names())
            )
        try:
            if names:
                self.reload(names, apply)
            elif fixtures.is_empty():
                fixtures.load_all()
                self.stdout.write("De gegevens uit de brief zijn geladen.")
            elif not only_if_empty:
                raise CommandError(
                    "Het register is niet leeg; wat er staat blijft staan. Noem een "
                    "of meer fixtures om te zien wat opnieuw laden zou veranderen: "
                    + ", ".join(fixtures.names())
                )
        except (fixtures.FixtureError, PassageNotFound, ValueError, Error) as error:
            raise CommandError(f"Er is niets geladen. {error}") from error

    def reload(self, names, apply):
        changes, extras = (fixtures.load if apply else fixtures.preview)(*names)
        for change in changes:
            self.stdout.write(
                f"{'nieuw' if change.is_new else 'anders'}  {change.label}"
            )
            for field, (old, new) in change.fields.items():
                self.stdout.write(f"    {field}: {old!r} → {new!r}")
        for extra in extras:
            self.stdout.write(f"alleen in het register (blijft staan)  {extra}")
        if not changes:
            self.stdout.write("Niets te veranderen.")
        elif apply:
            self.stdout.write(f"{len(changes)} rijen geschreven.")
        else:
            self.stdout.write(
                f"Er zouden {len(changes)} rijen veranderen. Voeg --apply toe om dit "
                "te doen."
            )
