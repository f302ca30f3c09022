from django import forms

from kia.desk.forms import CLASS, MESSAGES
from kia.models import Reminder

NONE_CHOSEN = "Kies minstens één bijdrage."


class ReminderForm(forms.Form):
    """Which entries, of those on the board, and what the coordinator says of them."""

    entries = forms.MultipleChoiceField(
        label="Bijdragen",
        required=False,
        error_messages={
            "invalid_choice": "Een bijdrage is intussen verder. Kies opnieuw."
        },
    )
    text = forms.CharField(
        label="Uw regel",
        max_length=Reminder._meta.get_field("text").max_length,
        help_text="Deze regel staat in het bericht. Het team krijgt hem bij een concept "
        "of gevraagde aanpassing; bij een ingediende bijdrage krijgen de beoordelaars "
        "hem die nog niet oordeelden.",
        widget=forms.TextInput(attrs={"class": CLASS}),
        error_messages=MESSAGES,
    )

    def __init__(self, *args, cards, **kwargs):
        super().__init__(*args, **kwargs)
        self.cards = {card.key: card for card in cards}
        self.fields["entries"].choices = [(key, key) for key in self.cards]

    def clean_entries(self):
        if not self.cleaned_data["entries"]:
            raise forms.ValidationError(NONE_CHOSEN)
        return [self.cards[key] for key in self.cleaned_data["entries"]]
