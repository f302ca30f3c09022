"""The forms of the steps of an entry: what each asks along with its note."""

from django import forms

from kia.desk.forms import CLASS, MESSAGES, StepForm, text_area
from kia.drafting.cells import token
from kia.engine import locked
from kia.entries import rules
from kia.models import Entry, EntryVersion
from kia.problems import Problem, StepRefused
from kia.review.asking import PointFormSet
from kia.step_checks import SHORTEST_REASON
from kia.steps import ENTRY
from kia.workflow import too_late

CHANGED = "De aandachtspunten zijn intussen veranderd. Lees ze nog eens."
NOT_CONFIRMED = "Zet hier een vinkje, of verbeter eerst de bijdrage."


class EntryStepForm(StepForm):
    """`of` is the version that the page was about, beside its state in `seen`."""

    of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.initial["of"] = self.version.pk

    def clean_note(self):
        # A browser sends a line end as two characters; it counts as one.
        return self.cleaned_data["note"].replace("\r\n", "\n").replace("\r", "\n")

    def given(self, by):
        of = self.cleaned_data["of"]
        if of and of != self.version.pk:
            self._refuse_of_another(of, by)
        return self.gathered(by)

    def gathered(self, by):
        """What goes along with this step."""
        return {}

    def _refuse_of_another(self, of, by):
        versions = EntryVersion.objects.filter(entry=self.version.entry_id)
        now = versions.get(pk=self.version.pk)
        old = versions.filter(pk=of).first() or now
        raise too_late(self.step.action, old, self.step.source, by, now=now)

    @property
    def can_be_tried(self):
        """Whether the step is still one of the state in which the entry is now."""
        return ENTRY.of(self.step.action, self.version.state) is not None


class SubmitForm(EntryStepForm):
    """What deserves a look is confirmed once, as the page listed it (`shown`)."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label="Ik ken deze aandachtspunten en dien de bijdrage zo in",
        help_text="De aandachtspunten gaan mee: wie beoordeelt, leest ze bij deze "
        "versie.",
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings = rules.warnings(self.version, self.user)
        self.initial["shown"] = _shown(self.warnings)
        if not self.warnings:
            del self.fields["confirmed"]
        self.order_fields(["confirmed", "note"])

    def gathered(self, by):
        # Locked, so that nobody writes between reading them and the step.
        now = locked(self.version)
        if now.state != self.step.source:
            return {"warnings": []}
        found = rules.warnings(now, by)
        if found and _shown(found) != self.cleaned_data["shown"]:
            raise StepRefused(Problem("confirmed", CHANGED))
        if found and not self.cleaned_data.get("confirmed"):
            raise StepRefused(Problem("confirmed", NOT_CONFIRMED))
        return {"warnings": found}


class RequestChangesForm(EntryStepForm):
    """With the points, each a form of its own."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        period = self.version.entry.agenda.period
        options = {"prefix": "punten", "form_kwargs": {"period": period}}
        self.points = PointFormSet(data, **options)

    def is_valid(self):
        return all([super().is_valid(), self.points.is_valid()])

    def gathered(self, by):
        return {"points": self.points.filled()}


class LeaveOutForm(EntryStepForm):
    merged_into = forms.ModelChoiceField(
        None,
        label="Samenvoegen met …",
        help_text="Hoeft niet. De topsector leest dan waar dit onderwerp verdergaat.",
        empty_label="Geen andere bijdrage",
        required=False,
        widget=forms.Select(attrs={"class": CLASS}),
        error_messages=MESSAGES | {"invalid_choice": "Kies iets uit de lijst."},
    )
    note = text_area(
        "Reden",
        help_text=f"Ten minste {SHORTEST_REASON} tekens. De topsector en de "
        "departementen lezen deze reden, ook later nog.",
        rows=7,
        required=False,
        max_length=2000,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["merged_into"]
        field.queryset = self._others()
        field.label_from_instance = lambda entry: f"{entry.title} ({entry.agenda})"
        self.fields["note"].label = "Reden"
        self.fields["note"].widget.attrs["data-teller"] = "teller-reden"
        self.order_fields(["note", "merged_into"])

    def _others(self):
        entries = Entry.objects.visible_to(self.user).filter(discarded_at=None)
        others = entries.exclude(pk=self.version.entry_id)
        return others.titled_for(self.user).select_related("agenda")

    @property
    def length(self):
        return len((self["note"].value() or "").replace("\r\n", "\n").strip())

    def gathered(self, by):
        return {"merged_into": self.cleaned_data["merged_into"]}


def _shown(warnings):
    return token("\n".join(f"{w.rule} {w.text}" for w in warnings))


FORMS = {
    "submit": SubmitForm,
    "request_changes": RequestChangesForm,
    "leave_out": LeaveOutForm,
}
