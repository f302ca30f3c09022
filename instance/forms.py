"""The form for a mistake on a page. It works without a cookie and without script.

What keeps robots out stands in the form itself: a signed note of when it was made
and for which page, and a field that a person never sees.
"""

import re
from datetime import timedelta

from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils import timezone

from instance.models import ErrorReport

LONGEST_REPORT = 5000
# Nobody reads the page, types a sentence and sends it faster than this.
SHORTEST_TIME = timedelta(seconds=3)
LONGEST_TIME = timedelta(hours=24)
MOST_PER_HOUR = 60
# What robots put in a form, and what nobody needs to say what is wrong.
CODE = re.compile(r"<\s*/?\s*script|<\s*a\s+href|\[url", re.IGNORECASE)

NO_TEXT = "Schrijf op wat er niet klopt."
TOO_LONG = "Gebruik ten hoogste %(limit_value)d tekens. U typte er %(show_value)d."
NULL = "In deze tekst staat een nulteken. Haal het weg, of typ de tekst opnieuw."
WITH_CODE = "Typ gewone tekst. Codes zoals «<script» neemt dit formulier niet aan."
NO_EMAIL = "Dit e-mailadres klopt niet. Een adres ziet eruit als naam@voorbeeld.nl."
NO_NOTE = "Het register kon het formulier niet herkennen. Verstuur het nog een keer."
TOO_OLD = "Dit formulier stond langer dan een dag open. Verstuur het nog een keer."
TOO_FAST = "Dat ging erg snel. Wacht een paar tellen en verstuur nog een keer."
TRAPPED = "Een veld dat leeg hoort te blijven, was ingevuld. Verstuur nog een keer."
TWICE = "Deze melding is al binnen, met nummer {}. U hoeft niets meer te doen."
TOO_MANY = (
    "Het afgelopen uur kwamen er heel veel meldingen binnen. Uw melding is nog niet "
    "bewaard. Probeer het over een uur nog eens, of stuur ons een e-mail."
)
MESSAGES = {
    "required": NO_TEXT,
    "max_length": TOO_LONG,
    "null_characters_not_allowed": NULL,
    "invalid": NO_EMAIL,
}

signer = TimestampSigner(salt="instance.report")


class ReportForm(forms.ModelForm):
    """`page` is what the report is about, as a path of this site, or empty."""

    text = forms.CharField(max_length=LONGEST_REPORT, error_messages=MESSAGES)
    name = forms.CharField(max_length=100, required=False, error_messages=MESSAGES)
    email = forms.EmailField(max_length=254, required=False, error_messages=MESSAGES)
    website = forms.CharField(required=False)
    note = forms.CharField(required=False)

    class Meta:
        model = ErrorReport
        fields = ["text", "name", "email"]

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.page = page
        self.initial["note"] = signer.sign(page)
        self.is_too_busy = False

    def clean_text(self):
        text = self.cleaned_data["text"]
        if CODE.search(text):
            raise forms.ValidationError(WITH_CODE)
        return text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            self._once_more(TRAPPED)
        if problem := self._problem_with(cleaned.get("note", "")):
            self._once_more(problem)
        if not self.errors:
            self._refuse_double()
            self._refuse_flood()
        return cleaned

    def _problem_with(self, note):
        try:
            page = signer.unsign(note, max_age=LONGEST_TIME)
        except SignatureExpired:
            return TOO_OLD
        except BadSignature:
            return NO_NOTE
        if page != self.instance.page:
            return NO_NOTE
        return TOO_FAST if _is_younger(note, SHORTEST_TIME) else None

    def _once_more(self, problem):
        """Refuse, but leave the form ready to be sent again with one click.

        Who has something to mend already needs no second sentence.
        """
        if not self.errors:
            self.add_error(None, problem)
        self.data = self.data.copy()
        self.data["website"] = ""
        if problem != TOO_FAST:
            self.data["note"] = self.initial["note"]

    def _refuse_double(self):
        same = ErrorReport.objects.filter(
            page=self.instance.page, text=self.cleaned_data["text"], handled_at=None
        ).first()
        if same:
            self.add_error(None, TWICE.format(same.reference))

    def _refuse_flood(self):
        an_hour_ago = timezone.now() - timedelta(hours=1)
        recent = ErrorReport.objects.filter(received_at__gt=an_hour_ago).count()
        if recent >= MOST_PER_HOUR:
            self.is_too_busy = True
            self.add_error(None, TOO_MANY)


def _is_younger(note, age):
    try:
        signer.unsign(note, max_age=age)
    except SignatureExpired:
        return False
    return True
