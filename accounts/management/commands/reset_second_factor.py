from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.second_factor import reset


class Command(BaseCommand):
    help = "Haalt de tweede stap weg van wie telefoon en herstelcodes kwijt is."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Bij {email} hoort geen account.")
        reset(user)
        self.stdout.write(f"{user} stelt bij het inloggen een nieuwe tweede stap in.")
