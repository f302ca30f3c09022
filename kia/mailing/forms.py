from django import forms

from kia.mailing import following
from kia.models import MailChoice


class ChoiceForm(forms.ModelForm):
    class Meta:
        model = MailChoice
        fields = ["at_once", "digest"]
        labels = {
            "at_once": "Meteen een e-mail als mijn team iets moet aanpassen, of als een "
            "agenda is vastgesteld",
            "digest": "Eén keer per dag een overzicht van mijn andere berichten",
        }


class FollowForm(forms.Form):
    what = forms.ChoiceField(
        label="Wat wilt u volgen?",
        choices=following.choices,
        widget=forms.Select(attrs={"class": "mr-invoer"}),
        error_messages={
            "required": "Kies een missie, een agenda of een topsector.",
            "invalid_choice": "Dit staat niet in de lijst. Kies iets uit de lijst.",
        },
    )
