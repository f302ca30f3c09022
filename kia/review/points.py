"""What the team did with each point that was asked: «gedaan», or «niet, omdat …».

A point stands beside its field in the form, and is saved along with it: a cell, so
that nobody writes over the answer of a colleague in silence.
"""

from django import forms

from kia.drafting.cells import Cell
from kia.drafting.columns import CLASS, MESSAGES
from kia.drafting.texts import Text
from kia.entries.fields import BY_NAME
from kia.models import ReviewPoint
from kia.steps import EntryState

ANSWERS = [("", "nog niet beantwoord"), *ReviewPoint.Answer.choices]
LONGEST_ANSWER = 1500
WHY_NOT = "Schrijf op waarom niet."
WHOLE = ""


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label="Wat deed u ermee?",
        choices=ANSWERS,
        required=False,
        widget=forms.RadioSelect,
    )
    text = Text(
        label="Toelichting",
        required=False,
        max_length=LONGEST_ANSWER,
        error_messages=MESSAGES,
        widget=forms.Textarea(attrs={"class": CLASS, "rows": 2}),
    )

    def clean(self):
        data = super().clean()
        not_done = data.get("answer") == ReviewPoint.Answer.NOT_DONE
        if not_done and "text" in data and not data["text"].strip():
            self.add_error("text", WHY_NOT)
        return data


def asked_of(version):
    """The points about the text that this open version follows."""
    if version.state != EntryState.CHANGES_REQUESTED or not version.is_open:
        return ReviewPoint.objects.none()
    return ReviewPoint.objects.filter(version=version.follows_id)


def place_of(point):
    """The name of the field that a point stands at."""
    return point.field if point.field in BY_NAME else WHOLE


class Points:
    """The points about these fields, each a cell: its answer with the text."""

    can_be_refused = True

    def __init__(self, version, names, user, data=None):
        self.version, self.user = version, user
        found = asked_of(version).select_related("answered_by", "asked_by")
        points = [point for point in found if place_of(point) in names]
        self.saved = {str(point.pk): point for point in points}
        self.forms = [
            self._form(point, data)
            for point in points
            if data is None or f"seen-points-{point.pk}" in data
        ]

    def _form(self, point, data):
        initial = {"answer": point.answer, "text": point.answer_text}
        form = AnswerForm(data, prefix=f"points-{point.pk}", initial=initial)
        form.point, form.name = point, f"points-{point.pk}"
        return form

    @property
    def names(self):
        return [f"points-{key}" for key in self.saved]

    def at(self, field):
        return [form for form in self.forms if place_of(form.point) == field]

    def held(self):
        return {
            f"points-{key}": self._cell(point, (point.answer, point.answer_text))
            for key, point in self.saved.items()
            if point.answer or point.answer_text
        }

    def wanted(self):
        return {
            form.name: self._cell(
                form.point, (form.cleaned_data["answer"], form.cleaned_data["text"])
            )
            for form in self.forms
            if form.is_valid()
        }

    def gone(self, wanted):
        return self._cell(self.saved[wanted.part], ("", ""))

    def write(self, pairs):
        for _, wanted in pairs:
            answer, text = wanted.value
            asked_of(self.version).filter(pk=wanted.part).update(
                answer=answer, answer_text=text, answered_by=self.user
            )

    def errors(self):
        return {
            form.add_prefix(name): [str(e) for e in errors]
            for form in self.forms
            for name, errors in form.errors.items()
        }

    def _cell(self, point, answer):
        words = dict(ANSWERS)[answer[0]] if answer[0] else ""
        shown = ". ".join(part for part in (words, answer[1]) if part)
        label = f"Antwoord op: {point.text}"[:200]
        return Cell(f"points-{point.pk}", "points", str(point.pk), label, answer, shown)
