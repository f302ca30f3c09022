"""The form that all admin forms are built on, and its select box."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import NON_FIELD_ERRORS

from instance.admin_history import changes_since, version

CONFLICT = (
    "Niet bewaard: intussen is dit gegeven gewijzigd. {changes} Wat u typte, staat er "
    "nog. Bewaart u nog eens, dan komt dat in de plaats van die wijziging."
)
ERROR_MESSAGES = {
    NON_FIELD_ERRORS: {
        "unique_together": "Deze combinatie is al in gebruik: %(field_labels)s."
    }
}


class RegisterForm(forms.ModelForm):
    """Never writes over what somebody else saved after this form was opened.

    `seen` is the version that the editor looked at. `refusal` is what the
    database said to the same form a moment ago.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    refusal = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = version(self.instance)

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.instance.pk:
            self._refuse_conflict()
        return cleaned

    def _refuse_conflict(self):
        seen = self.cleaned_data.get("seen") or 0
        # Whoever saves at the same moment waits here for the other.
        type(self.instance)._base_manager.select_for_update().get(pk=self.instance.pk)
        current = version(self.instance)
        if current == seen:
            return
        changes = changes_since(self.instance, seen)
        sentences = " ".join(change.sentence for change in changes)
        self.add_error(None, CONFLICT.format(changes=sentences))
        # The editor has now been told; saving once more is a choice.
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = current


class AutocompleteWithoutScript(AutocompleteSelect):
    """Django's autocomplete, with all options in it for who has no JavaScript."""

    def optgroups(self, name, value, attrs=None):
        return forms.Select.optgroups(self, name, value, attrs)
