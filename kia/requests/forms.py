from django import forms

from kia.desk.forms import CLASS, MESSAGES, text_area
from kia.models import LONGEST_REPLY, RequestReply

Status = RequestReply.Status
WHY = "Zeg waarom het verzoek niet is overgenomen."
NEEDS_TEXT = {
    Status.REFUSED: WHY,
    Status.ANSWERED: "Schrijf op wat het antwoord is.",
}


class ReplyForm(forms.Form):
    """`seen` is the last answer that the page showed."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    status = forms.ChoiceField(
        label="Stand",
        choices=Status.choices,
        widget=forms.Select(attrs={"class": CLASS}),
        error_messages=MESSAGES | {"invalid_choice": "Kies een stand uit de lijst."},
    )
    text = text_area(
        "Reactie",
        required=False,
        max_length=LONGEST_REPLY,
        help_text="De redacteur van de bijdrage en de agendacoördinator krijgen bericht. "
        "Bezoekers zien uw reactie pas nadat u die openbaar maakt.",
    )

    def __init__(self, *args, last=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"seen": last.pk if last else 0}
        self.initial |= {"status": last.status if last else Status.TALKING}

    def clean(self):
        given = super().clean()
        problem = NEEDS_TEXT.get(given.get("status"))
        if problem and not given.get("text") and "text" not in self.errors:
            self.add_error("text", problem)
        return given


class PublishForm(forms.Form):
    reply = forms.IntegerField(min_value=1, max_value=2**62)
