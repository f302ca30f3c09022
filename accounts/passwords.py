"""What a password may not be, beside the rules that Django brings."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

# What people in the Netherlands add to the list of leaked passwords.
DUTCH = {
    "welkom", "wachtwoord", "geheim", "geheimwachtwoord", "inloggen", "toegang",
    "beheerder", "missieregister", "missie", "topsector", "innovatie", "ministerie",
    "rijksoverheid", "amsterdam", "rotterdam", "denhaag", "utrecht", "nederland",
    "januari", "februari", "maart", "april", "augustus", "september", "oktober",
    "november", "december", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
    "lente", "zomer", "herfst", "winter", "qwertyuiop", "qwertyuiopasdf",
}  # fmt: skip
AROUND = "0123456789!@#$%^&*()-_=+.,?/ "


class NotACommonPassword:
    """Refuses a leaked password that was made long enough.

    «Welkom2026!!» is a common word with something behind it; «geheimgeheim» is one
    written twice. Who guesses passwords tries these first.
    """

    def __init__(self):
        self.common = CommonPasswordValidator().passwords | DUTCH

    def validate(self, password, user=None):
        core = password.lower().strip(AROUND)
        once = re.sub(r"^(.+?)\1+$", r"\1", core)
        if len(once) < 4 or {core, once} & self.common:
            raise ValidationError(
                "Dit wachtwoord is makkelijk te raden. Kies bijvoorbeeld een paar "
                "woorden achter elkaar die u zelf bedenkt.",
                code="password_too_common",
            )

    def get_help_text(self):
        return "Een veel gebruikt woord met cijfers erachter is niet genoeg."
