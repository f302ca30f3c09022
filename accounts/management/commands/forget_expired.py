from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from accounts.models import Invitation


class Command(BaseCommand):
    help = "Wist verlopen sessies, tellingen en uitnodigingen."

    def handle(self, **options):
        now = timezone.now()
        Session.objects.filter(expire_date__lt=now).delete()
        UserSession.objects.exclude(
            session_key__in=Session.objects.values("session_key")
        ).delete()
        Invitation.objects.filter(accepted_by=None, valid_until__lt=now).delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_cache WHERE expires < now()")
