"""The five values of the letter: each answered apart."""

from django import forms

from kia.drafting.cells import Cell
from kia.drafting.columns import CLASS, MESSAGES
from kia.drafting.texts import Text
from kia.models import EntryValue

ANSWERS = [("", "nog niet beantwoord"), ("True", "speelt"), ("False", "speelt niet")]


class ValueForm(forms.Form):
    applies = forms.TypedChoiceField(
        label="speelt",
        choices=ANSWERS,
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    text = Text(
        label="toelichting",
        required=False,
        max_length=EntryValue._meta.get_field("text").max_length,
        error_messages=MESSAGES,
        widget=forms.Textarea(attrs={"class": CLASS, "rows": 2}),
    )


class Values:
    """A cell per value: the answer together with its explanation."""

    can_be_refused = True

    def __init__(self, version, *, label, data=None):
        self.version, self.label, self.data = version, label, data
        self.saved = {row.value: row for row in version.value_rows.all()}
        self.forms = []
        for value, words in EntryValue.Value.choices:
            name = f"values-{value}"
            if data is not None and f"seen-{name}" not in data:
                continue
            row = self.saved.get(value)
            initial = {"applies": row.applies, "text": row.text} if row else {}
            form = ValueForm(data, prefix=name, initial=initial)
            form.value, form.words, form.name = value, words, name
            self.forms.append(form)

    @property
    def names(self):
        return {form.name for form in self.forms}

    def held(self):
        return {
            f"values-{value}": self._cell(value, (row.applies, row.text))
            for value, row in self.saved.items()
        }

    def wanted(self):
        return {
            form.name: self._cell(
                form.value, (form.cleaned_data["applies"], form.cleaned_data["text"])
            )
            for form in self.forms
            if form.is_valid()
        }

    def gone(self, wanted):
        return self._cell(wanted.part, None)

    def write(self, pairs):
        for _, wanted in pairs:
            applies, text = wanted.value
            EntryValue.objects.update_or_create(
                version=self.version,
                value=wanted.part,
                defaults={"applies": applies, "text": text},
                create_defaults={
                    "applies": applies,
                    "text": text,
                    "order": list(EntryValue.Value.values).index(wanted.part),
                },
            )

    def errors(self):
        return {
            form.add_prefix(name): [str(e) for e in errors]
            for form in self.forms
            for name, errors in form.errors.items()
        }

    def _cell(self, value, answer):
        applies, text = answer or (None, "")
        words = {None: "", True: "speelt", False: "speelt niet"}[applies]
        label = f"{self.label}: {EntryValue.Value(value).label}"
        shown = ". ".join(part for part in (words, text) if part)
        return Cell(f"values-{value}", "values", value, label, (applies, text), shown)
