from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from instance.models import Environment, ErrorReport, InstanceState, Remarking


class Command(BaseCommand):
    help = (
        "Merkt een teruggezette kopie van echt gebruik als oefendatabase"
        " en maakt de personen erin onherkenbaar."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--yes", action="store_true", help="Vraag niets.")

    def handle(self, yes, **options):
        if settings.PRODUCTION:
            raise CommandError("Doe dit met ENVIRONMENT=practice, op een kopie.")
        connection.checks_mark = False
        state = InstanceState.objects.get(pk=1)
        if state.environment == Environment.PRACTICE:
            raise CommandError("Deze database is al gemerkt om te oefenen.")
        if not yes and not self._confirmed():
            raise CommandError("Er is niets veranderd.")
        people = remark()
        self.stdout.write(
            f"De database is nu om te oefenen; {people} personen zijn onherkenbaar.\n"
            "Maak een beheerder met: python manage.py createsuperuser"
        )

    def _confirmed(self):
        name = connection.settings_dict["NAME"]
        answer = input(
            f"Alle personen in de database ‘{name}’ worden voorgoed onherkenbaar."
            " Is dit een kopie? Typ ja: "
        )
        return answer.strip().lower() == "ja"


@transaction.atomic
def remark() -> int:
    """Returns the number of people made anonymous."""
    users = get_user_model().objects.order_by("pk")
    for user in users.select_for_update():
        user.email = f"persoon-{user.pk}@voorbeeld.example"
        user.name = f"Persoon {user.pk}"
        user.set_unusable_password()
        user.save()
        user.invitations.all().delete()
    # These hold names, addresses and secrets as well.
    for model in (Session, EmailAddress, Authenticator, SocialAccount, UserSession):
        model.objects.all().delete()
    user_type = ContentType.objects.get_for_model(users.model)
    LogEntry.objects.filter(content_type=user_type).update(object_repr="persoon")
    # A visitor may have typed anything, about anybody.
    ErrorReport.objects.all().delete()
    InstanceState.objects.update(environment=Environment.PRACTICE)
    return Remarking.objects.create(people=users.count()).people
