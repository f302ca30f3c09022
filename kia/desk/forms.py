"""Forms of the desk of an agenda. What a step needs is asked by the step itself."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from instance import clock
from kia.desk import findings, planning
from kia.desk.sections import longest
from kia.desk.uploads import DocumentField
from kia.models import RuleFinding, StoredFile

LONGEST_NOTE = 2000
MESSAGES = {
    "required": "Vul dit in.",
    "invalid": "Typ een datum als 31-12-2021.",
    "max_length": "Gebruik ten hoogste %(limit_value)d tekens. U typte er %(show_value)d.",
    "null_characters_not_allowed": "In deze tekst staat een nulteken. Haal het weg.",
}
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
CLASS = "mr-invoer"


def text_area(label, *, rows=5, **options):
    widget = forms.Textarea(attrs={"class": CLASS, "rows": rows})
    return forms.CharField(
        label=label, widget=widget, error_messages=MESSAGES, **options
    )


def day(label, **options):
    widget = forms.DateInput(attrs={"class": CLASS, "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        widget=widget,
        input_formats=DAYS,
        error_messages=MESSAGES,
        **options,
    )


def plan_within(form, period):
    """Days that are planned lie around the period of the agenda."""
    first, last = period.planning_days(clock.today())
    words = f"Kies een dag van {first.year} tot en met {last.year}."
    for name in form.fields.keys() & {"due_on", "consultation_ends_on"}:
        field = form.fields[name]
        bounds = MinValueValidator(first, words), MaxValueValidator(last, words)
        field.validators = [*field.validators, *bounds]
        field.widget.attrs |= {"min": f"{first}", "max": f"{last}"}


class StepForm(forms.Form):
    """`seen` is the state that the page was made from. `given` goes along with the
    step, as its `takes` names it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    note = text_area("Toelichting", required=False, max_length=LONGEST_NOTE)

    def __init__(self, *args, step, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.step, self.version = step, version
        self.initial |= {"seen": version.state}
        self.initial |= {name: getattr(version, name, None) for name in step.takes}
        self.fields["note"].label = "Reden" if step.needs_reason else "Toelichting"
        if not step.needs_reason:
            self.fields["note"].help_text = "Hoeft niet. Komt bij de stap te staan."
        self.order_fields([*step.takes, "note"])

    def given(self, by):
        """What goes along; a document is kept with the step, or not at all."""
        given = {name: self.cleaned_data[name] for name in self.step.takes}
        for value in given.values():
            if isinstance(value, StoredFile):
                value.added_by = by
                value.save()
        return given


class ConsultForm(StepForm):
    consultation_ends_on = day("Consultatie tot en met", required=False)
    is_consultation_public = forms.BooleanField(
        label="Ook bezoekers van de site kunnen deze versie lezen",
        help_text="Zonder vinkje lezen alleen topsectoren en departementen mee.",
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan_within(self, self.version.agenda.period)


class AdoptForm(StepForm):
    adopted_by = forms.CharField(
        label="Vastgesteld door",
        help_text="Het gremium, bijvoorbeeld: het topteam.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": CLASS}),
        error_messages=MESSAGES,
    )
    adopted_on = day("Vastgesteld op", required=False)
    adoption_document = DocumentField(
        label="Stuk van de vaststelling",
        help_text="Een PDF, Word-document of ODT, ten hoogste 10 MB. Bijvoorbeeld het "
        "verslag of de brief.",
        required=False,
        widget=forms.FileInput(attrs={"class": CLASS}),
    )


# The steps that ask for more than a note.
FORMS = {"consult": ConsultForm, "adopt": AdoptForm}


class ReasonForm(forms.Form):
    note = text_area("Reden", required=False, max_length=LONGEST_NOTE)


class PlanningForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    due_on = day("Gereed op", required=False)
    consultation_ends_on = day("Consultatie tot en met", required=False)
    is_consultation_public = forms.BooleanField(
        label="Ook bezoekers van de site kunnen de consultatieversie lezen",
        required=False,
    )
    note = text_area(
        "Reden van de wijziging",
        help_text="De oude dagen blijven met deze reden in het verloop staan.",
        required=False,
        max_length=LONGEST_NOTE,
    )

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {name: getattr(version, name) for name in planning.FIELDS}
        self.initial["seen"] = planning.seen_of(version)
        plan_within(self, version.agenda.period)

    def values(self):
        return {name: self.cleaned_data[name] for name in planning.FIELDS}


class SectionForm(forms.Form):
    """`seen` is the revision that the editor read."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = text_area("Tekst", rows=18, required=False)

    def __init__(self, *args, section, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {"seen": section.revision, "text": section.text}
        self.longest = longest(section.kind)
        self.fields["text"].widget.attrs |= {
            "data-teller": "teller",
            "data-opmaak": "",
            "aria-describedby": "teller id_text_helptext",
        }

    @property
    def length(self):
        return len((self["text"].value() or "").replace("\r\n", "\n").strip())

    def clean_text(self):
        # A browser sends a line end as two characters; it is kept, and counts, as one.
        text = self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > self.longest:
            raise forms.ValidationError(
                MESSAGES["max_length"]
                % {"limit_value": self.longest, "show_value": len(text)}
            )
        return text


class FindingForm(forms.Form):
    """`seen` is the moment of the answer that the page showed, if there was one."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="Oordeel",
        choices=[("", "Kies een oordeel"), *RuleFinding.Outcome.choices],
        widget=forms.Select(attrs={"class": CLASS}),
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Kies een oordeel."
        ),
    )
    evidence = forms.CharField(
        label="Waaruit blijkt dat?",
        help_text="Bijvoorbeeld: sectie A7, tweede alinea. Iedereen kan dit later lezen.",
        max_length=600,
        widget=forms.Textarea(attrs={"class": CLASS, "rows": 4}),
        error_messages=MESSAGES | {"required": "Schrijf op waaruit dat blijkt."},
    )

    def __init__(self, *args, finding, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = findings.seen_of(finding)
        if finding:
            self.initial |= {"outcome": finding.outcome, "evidence": finding.evidence}


def add_problems(form, problems):
    """What refused a step, at the field that it is about or else above the form."""
    for problem in problems:
        form.add_error(
            problem.field if problem.field in form.fields else None, problem.text
        )


def look_again(form, **seen):
    """The editor was told what changed; saving once more is a choice."""
    form.data = form.data.copy()
    form.data.update(seen)
