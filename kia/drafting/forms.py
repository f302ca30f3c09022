"""The short forms of an entry: to begin one, and to copy one."""

from django import forms

from kia.drafting import starting
from kia.drafting.columns import CLASS, MESSAGES
from kia.drafting.texts import Text
from kia.models import LENGTHS, hard_limit


class StartForm(forms.Form):
    """All that is needed to begin; the rest may wait until submitting."""

    title = Text(
        label="Titel",
        help_text="Korte, actieve titel. Noem het beoogde resultaat, geen projectnaam "
        f"en geen bedrijfsnaam. Ongeveer {LENGTHS['title']} tekens.",
        max_length=hard_limit("title"),
        error_messages=MESSAGES,
        widget=forms.TextInput(attrs={"class": CLASS, "autocomplete": "off"}),
    )
    agenda = forms.ModelChoiceField(
        None,
        label="Agenda",
        empty_label="Kies een agenda",
        error_messages=MESSAGES,
        widget=forms.Select(attrs={"class": CLASS}),
    )
    lead = forms.ModelChoiceField(
        None,
        label="Trekkende topsector",
        help_text="De topsector die het initiatief heeft en aanspreekbaar is.",
        empty_label="Kies een topsector",
        error_messages=MESSAGES,
        widget=forms.Select(attrs={"class": CLASS}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agenda"].queryset = starting.agendas()
        self.fields["lead"].queryset = leads = starting.leads(user)
        if len(leads) == 1:
            self.initial.setdefault("lead", leads[0])
