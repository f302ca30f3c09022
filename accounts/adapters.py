"""Where django-allauth asks how it is done here."""

import base64
import hashlib
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.shortcuts import render
from qrcode import make
from qrcode.image.svg import SvgPathImage

from accounts import second_factor

WRONG_CODE = (
    "Deze code klopt niet. Kijk of u de nieuwste code typte en of de klok van uw "
    "telefoon goed staat."
)
TOO_OFTEN = "Dat ging te vaak mis. Wacht vijf minuten en probeer het dan nog eens."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Dit account is uitgezet. Vraag een beheerder om hulp.",
        "duplicate_email": "Dit is al het adres van uw account.",
        "email_password_mismatch": (
            "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk of u goed "
            "typte. Let bij het wachtwoord op hoofdletters."
        ),
        "email_taken": "Dit e-mailadres is al in gebruik.",
        "enter_current_password": "Dit is niet uw wachtwoord van nu.",
        "incorrect_code": WRONG_CODE,
        "incorrect_password": "Dit is niet uw wachtwoord. Kijk of u goed typte.",
        "invalid_password_reset": "Deze link werkt niet meer. Vraag een nieuwe aan.",
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def is_open_for_signup(self, request):
        """An account begins with an invitation, see invitations.py."""
        return False

    def post_login(self, request, user, **details):
        response = super().post_login(request, user, **details)
        # Who signed in just now need not do so again to set up a second step.
        record_authentication(request, user, method="sign_in", reauthenticated=True)
        # The list of sessions names a browser and a moment, no network address.
        UserSession.objects.filter(user=user).update(ip="0.0.0.0")  # noqa: S104
        return response

    def send_mail(self, template_prefix, email, context):
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            answer = render(self.request, "account/mail_failed.html", status=503)
            raise ImmediateHttpResponse(answer) from error


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": (
            "Met uw rol logt u altijd in twee stappen in. Stel eerst een andere tweede "
            "stap in; daarna kunt u deze weghalen."
        ),
        "cannot_generate_recovery_codes": "Stel eerst een tweede stap in.",
        "incorrect_code": WRONG_CODE,
    }

    def can_delete_authenticator(self, authenticator):
        return second_factor.may_drop(authenticator)

    def build_totp_svg(self, url):
        return make(url, image_factory=SvgPathImage, border=2).to_string().decode()

    def generate_authenticator_name(self, user, type):
        count = user.authenticator_set.filter(type=type).count()
        return f"Sleutel {count + 1}"

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()


class OpenIDAdapter(DefaultSocialAccountAdapter):
    """Signs in who has an account here; makes no accounts (see AccountAdapter)."""


def _cipher():
    """Whoever reads a dump of the database without the secret key reads no secrets."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [hashlib.sha256(f"second factor {s}".encode()).digest() for s in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])
