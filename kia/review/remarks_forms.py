"""What somebody writes in a remark, checked against the text that it is about."""

from django import forms

from kia.drafting.texts import Text
from kia.models import LONGEST_REMARK, Remark
from kia.review.difference_content import rows_of
from kia.review.remarks import flat, text_of
from kia.review.remarks_people import person_named

EMPTY = "Schrijf uw opmerking op."
TOO_LONG = f"Deze opmerking is langer dan {LONGEST_REMARK} tekens."
NOT_THERE = "Deze woorden staan niet letterlijk in dit onderdeel."
NO_SUCH_ROW = "Deze rij staat niet in dit onderdeel."
ONE_OF_TWO = "Kies een rij of haal woorden aan, niet allebei."
NOBODY = "Kies een naam uit de lijst. Alleen wie deze bijdrage leest, kunt u noemen."
LONG_QUOTE = "Haal ten hoogste 1.000 tekens aan."


class AnswerForm(forms.Form):
    """A turn in a thread: words, a turn, or both."""

    text = Text(
        required=False,
        max_length=LONGEST_REMARK,
        error_messages={"max_length": TOO_LONG},
    )
    mention = forms.CharField(
        required=False, max_length=300, error_messages={"max_length": NOBODY}
    )
    turn = forms.ChoiceField(required=False, choices=[("", ""), *Remark.Turn.choices])

    def __init__(self, data, *, version, field, user):
        super().__init__(data)
        self.version, self.about, self.user = version, field, user

    def clean_mention(self):
        name = self.cleaned_data["mention"].strip()
        person = person_named(name, self.version, self.about, self.user)
        if name and not person:
            raise forms.ValidationError(NOBODY)
        return person

    def clean(self):
        said = self.cleaned_data
        if "text" in said and not (said["text"] or said.get("turn")):
            self.add_error("text", EMPTY)
        if said.get("mention") and not said.get("text") and "text" not in self.errors:
            self.add_error("text", EMPTY)
        return said


class RemarkForm(AnswerForm):
    """The first of a thread: at a field, a row of it, or words in its text."""

    quote = Text(
        required=False, max_length=1000, error_messages={"max_length": LONG_QUOTE}
    )
    row = forms.UUIDField(required=False, error_messages={"invalid": NO_SUCH_ROW})

    def __init__(self, data, *, held, field, user):
        super().__init__(data, version=held.entry_version, field=field, user=user)
        self.held = held

    def clean_quote(self):
        quote = flat(self.cleaned_data["quote"])
        if quote not in text_of(self.version, self.about):
            raise forms.ValidationError(NOT_THERE)
        return quote

    def clean_row(self):
        lineage = self.cleaned_data["row"]
        rows = rows_of(self.about, self.held) if lineage else []
        found = next((row for row in rows if row.lineage == lineage), None)
        if lineage and not found:
            raise forms.ValidationError(NO_SUCH_ROW)
        return found

    def clean(self):
        said = super().clean()
        if said.get("row") and said.get("quote"):
            self.add_error("quote", ONE_OF_TWO)
        return said
