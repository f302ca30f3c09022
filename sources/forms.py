from django import forms

from sources.numbers import read_number

EXAMPLE = "Typ bijvoorbeeld 32637-343, of alleen het dossier: 32637."


class NumberForm(forms.Form):
    """What a visitor types to find a paper of parliament by its number."""

    nummer = forms.CharField(
        label="Zoek op nummer",
        required=False,
        max_length=100,
        error_messages={
            "max_length": f"Een nummer heeft ten hoogste 100 tekens. {EXAMPLE}"
        },
    )

    def clean_nummer(self):
        written = self.cleaned_data["nummer"]
        wanted = read_number(written)
        if written and not wanted:
            raise forms.ValidationError(
                f"Hierin staat geen nummer van een Kamerstuk. {EXAMPLE}"
            )
        return wanted
