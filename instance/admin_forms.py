"""The form that all admin forms are built on, and its select box."""

from itertools import islice

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import NON_FIELD_ERRORS

from instance.admin_conflicts import compare
from instance.admin_history import changes_since, version

CHANGED = "Niet bewaard: intussen is dit gegeven gewijzigd. {changes}"
ROW_CHANGED = (
    "Niet verwijderd: intussen is een regel gewijzigd die u wilde verwijderen. Moet hij "
    "toch weg? Bewaar dan nog eens."
)
CHOOSE = (
    "{where} staat naast elkaar wat er nu staat en wat u typte. In het formulier staat "
    "wat u typte. Pas dat aan als u iets anders wilt, en bewaar dan nog eens."
)
TAKEN_OVER = (
    "Die wijziging staat nu ook in dit formulier, naast wat u zelf typte. Klopt het "
    "zo? Bewaar dan nog eens."
)
MOST_OPTIONS = 250
ERROR_MESSAGES = {
    NON_FIELD_ERRORS: {
        "unique_together": "Deze combinatie is al in gebruik: %(field_labels)s."
    }
}


class RegisterForm(forms.ModelForm):
    """Never writes over what somebody else saved after this form was opened.

    `seen` is the version that the editor looked at. `conflicts` are the fields that
    somebody else changed too; `is_overtaken` says that there was a newer version.
    `refusal` is what the database said to the same form
    a moment ago.
    """

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    conflicts = ()
    is_overtaken = False
    refusal = None
    GONE = "Niet bewaard: dit gegeven is intussen verwijderd."
    WHERE = "Hieronder"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.version_of(self.instance)

    def clean(self):
        cleaned = super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.instance.pk:
            self._refuse_conflict()
        return cleaned

    def opened_on(self, record):
        """This form as it opens on another state of the record."""
        return type(self)(instance=record)

    def version_of(self, record):
        """Of the fields that are typed here: others are not written over."""
        typed = {name for name, f in self.base_fields.items() if not f.disabled}
        columns = self._meta.model._meta.concrete_fields
        return version(record, [f for f in columns if f.name in typed])

    def told(self, changes):
        """What others did to the record meanwhile, in sentences."""
        return " ".join(change.sentence for change in changes)

    def _refuse_conflict(self):
        seen = self.cleaned_data.get("seen") or 0
        # Whoever saves at the same moment waits here for the other.
        records = self._meta.model._base_manager.select_for_update()
        saved = records.order_by("pk").filter(pk=self.instance.pk).first()
        if saved is None:
            self.add_error(None, self.GONE)
            return
        current = self.version_of(saved)
        if current == seen:
            return
        self.is_overtaken = True
        self.conflicts, untouched = compare(self, saved, seen)
        changes = self.told(changes_since(saved, seen))
        self.add_error(None, CHANGED.format(changes=changes))
        choose = CHOOSE.format(where=self.WHERE)
        self.add_error(None, choose if self.conflicts else TAKEN_OVER)
        # The editor has now been told; saving once more is a choice.
        self.data = self.data.copy()
        for name, value in (untouched | {"seen": current}).items():
            self.data[self.add_prefix(name)] = value


class RegisterFormSet(forms.BaseInlineFormSet):
    """Takes no row away that somebody changed after it was looked at."""

    def clean(self):
        super().clean()
        taken = [f for f in self.initial_forms if self._should_delete_form(f)]
        if any(form.is_overtaken for form in taken):
            raise forms.ValidationError(ROW_CHANGED)


class AutocompleteWithoutScript(AutocompleteSelect):
    """Django's autocomplete, with all options in it for who has no JavaScript.

    Up to a number: with more it would make the page heavy and the list unreadable,
    and the box then needs its script. And with the name of its field, which Select2
    leaves out.
    """

    @property
    def media(self):
        after = ["admin/js/autocomplete.js", "js/admin_select.js"]
        return super().media + forms.Media(js=after)

    def optgroups(self, name, value, attrs=None):
        choices = [*islice(self.choices, MOST_OPTIONS + 1)]
        if len(choices) > MOST_OPTIONS:
            return super().optgroups(name, value, attrs)
        return forms.Select(choices=choices).optgroups(name, value, attrs)
