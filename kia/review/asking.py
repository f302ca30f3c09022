"""The points of an entry that the coordinator asks to change: as many forms as wanted.

A button adds a row or takes one away; the page comes back with what was typed.
"""

from itertools import groupby

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from instance import clock
from kia.desk.forms import CLASS, day, text_area
from kia.entries.fields import FIELDS, TABS
from kia.working_days import working_days_after

MOST = 30
LONGEST_POINT = 1500
# What a team gets, unless the coordinator chooses another day.
WORKING_DAYS = 5
TOO_FAR = "Kies een dag binnen twee jaar."


def fields_by_tab(period):
    groups = groupby(FIELDS, key=lambda field: field.tab)
    return [
        ("", "De hele bijdrage"),
        *(
            (TABS[n], [(f.name, f.label_in(period)) for f in found])
            for n, found in groups
        ),
    ]


class PointForm(forms.Form):
    field = forms.ChoiceField(
        label="Veld",
        required=False,
        widget=forms.Select(attrs={"class": CLASS}),
        error_messages={"invalid_choice": "Kies iets uit de lijst."},
    )
    text = text_area("Wat moet er anders?", rows=3, max_length=LONGEST_POINT)
    due_on = day("Graag vóór")

    def __init__(self, *args, period, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = fields_by_tab(period)
        today, due_on = clock.today(), self.fields["due_on"]
        last = today.replace(year=today.year + 2, day=min(today.day, 28))
        due_on.initial = working_days_after(today, WORKING_DAYS)
        due_on.widget.attrs |= {"min": f"{today}", "max": f"{last}"}
        due_on.validators = [
            *due_on.validators,
            MinValueValidator(today, "Deze dag is al voorbij."),
            MaxValueValidator(last, TOO_FAR),
        ]
        self.fields["text"].error_messages["required"] = (
            "Schrijf op wat er anders moet."
        )


class BasePointFormSet(forms.BaseFormSet):
    def initial_form_count(self):
        """None is there before: a row that was added and left empty is no point."""
        return 0 if self.is_bound else super().initial_form_count()

    def filled(self):
        return [form.cleaned_data for form in self.forms if form.has_changed()]


PointFormSet = forms.formset_factory(
    PointForm,
    formset=BasePointFormSet,
    extra=0,
    min_num=1,
    max_num=MOST,
    absolute_max=MOST,
)


def changed_rows(data, act):
    """The rows as typed, with one added or taken away; and which one to go to."""
    rows = _typed(data)
    verb, _, which = act.partition(":")
    if verb == "add" and len(rows) < MOST:
        rows.append({})
    elif verb == "remove" and which.isascii() and which.isdigit():
        rows = [row for n, row in enumerate(rows) if n != int(which[:3])]
    return rows or [{}]


def _typed(data):
    total = data.get("punten-TOTAL_FORMS", "")
    count = min(int(total[:3]), MOST) if total.isascii() and total.isdigit() else 0
    names = PointForm.base_fields
    return [
        {n: data.get(f"punten-{row}-{n}", "") for n in names} for row in range(count)
    ]
