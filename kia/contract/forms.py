"""Forms of the contract: a row, the steps of a year, a correction."""

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS

from instance.admin_forms import RegisterForm
from instance.admin_history import version
from kia.access import Access
from kia.desk.forms import CLASS, MESSAGES, StepForm, day
from kia.desk.uploads import DocumentField
from kia.models import Agenda, Commitment, Entry, Period
from kia.models.contract import has_come
from kia.money import AmountField
from kia.permissions import may

Certainty = Commitment.Certainty
FIELDS = ["agenda", "party", "party_kind", "form", "purpose", "amount"]
FIELDS += ["stated_in", "stated_on", "note", "entry"]
HELP = {
    "party": "Wie zet dit in? Bij een groep bedrijven: noem de groep en het aantal.",
    "form": "Geld, of inzet in uren, materiaal of faciliteiten. Noem bij uren het "
    "gebruikte tarief.",
    "purpose": "Laat op «niet gesplitst» staan als de partij het niet uitsplitst.",
    "stated_in": "Brief, tabel of bericht waarop dit is gebaseerd.",
}
NOT_YOURS = (
    "Voor deze agenda en deze soort partij kunt u geen inzet invoeren. Dat doet de "
    "coördinator van die agenda."
)
ONLY_COORDINATOR = "Alleen de coördinator van deze agenda kan hiervan afwijken."
BELOW_NOTHING = "Daarmee komt deze regel onder nul."
FOLLOWS, PRIVATE, PUBLIC = "", "private", "public"
COUNTS_AS = [
    (FOLLOWS, "Volgt uit de soort partij"),
    (PRIVATE, "Telt als privaat"),
    (PUBLIC, "Telt als publiek"),
]


class EntryField(forms.ModelChoiceField):
    """Entries as people know them: by title."""

    def label_from_instance(self, entry):
        return entry.title


class CommitmentForm(RegisterForm):
    """Whatever is saved is a statement (opgave) again: somebody confirms it anew.

    What somebody else saved meanwhile is not written over (see RegisterForm).
    """

    amount = AmountField(
        label="Bedrag (× € 1.000)",
        help_text="In lopende prijzen, zonder inflatiecorrectie. Bijvoorbeeld 1200 of "
        "1200,5.",
        error_messages=MESSAGES,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    stated_on = day("Datum van de opgave")
    entry = EntryField(
        Entry.objects.none(),
        label="Bijdrage",
        help_text="Alleen als het bedrag aan één bijdrage vastzit.",
        required=False,
    )
    counts_as = forms.ChoiceField(
        label="Publiek of privaat", choices=COUNTS_AS, required=False
    )

    class Meta:
        model = Commitment
        fields = FIELDS
        help_texts = HELP
        error_messages = dict.fromkeys(FIELDS, MESSAGES)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.access = user, Access.of(user)
        agendas = self.agendas()
        self.fields["agenda"].queryset = agendas
        entries = Entry.objects.visible_to(user).filter(agenda__in=agendas)
        entries = entries.titled_for(user).order_by("agenda__order", "title", "pk")
        self.fields["entry"].queryset = entries
        if not self.may_deviate():
            del self.fields["counts_as"]
        elif self.instance.pk:
            self.initial["counts_as"] = self._counts_as_now()
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASS

    def opened_on(self, record):
        return type(self)(instance=record, user=self.user)

    def told(self, changes):
        """By whom; the table beside it shows what."""
        if not changes:
            return ""
        people = get_user_model()._base_manager
        person = people.filter(pk=changes[-1].person).first()
        return f"Dat deed {person.get_full_name()}." if person else ""

    def agendas(self):
        """Those that this person can enter rows for."""
        of_entries = Entry.objects.filter(versions__lead__in=self.access.teams)
        own = {*self.access.concerned_agendas}
        own |= set(of_entries.values_list("agenda", flat=True))
        return Agenda.objects.filter(pk__in=own)

    def may_deviate(self):
        return bool(self.access.agendas)

    def may_enter(self):
        return may("enter_commitment", self.access, self.instance)

    def sent_before(self):
        """The very same row, if this person entered it: a button pressed twice."""
        if set(self.errors) != {NON_FIELD_ERRORS}:
            return None
        names = [*self._meta.fields, "year", "entered_by", "is_private"]
        same = {name: getattr(self.instance, name) for name in names}
        return Commitment.objects.filter(**same).first()

    def _counts_as_now(self):
        if self.instance.is_private == self.instance.kind_is_private:
            return FOLLOWS
        return PRIVATE if self.instance.is_private else PUBLIC

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("counts_as")
        if chosen and not self._deviates_in(cleaned.get("agenda")):
            self.add_error("counts_as", ONLY_COORDINATOR)
        probe = Commitment(party_kind=cleaned.get("party_kind") or "")
        self.instance.is_private = (
            chosen == PRIVATE if chosen else probe.kind_is_private
        )
        return cleaned

    def _deviates_in(self, agenda):
        return agenda is not None and agenda.pk in self.access.agendas

    def _post_clean(self):
        self.instance.certainty = Certainty.STATED
        self.instance.confirmed_by = None
        super()._post_clean()
        if not self.errors and not self.may_enter():
            self.add_error(None, NOT_YOURS)


class SeenForm(forms.Form):
    """`seen` is the version of a row that somebody looked at before they decided."""

    seen = forms.IntegerField(required=False)

    def is_about(self, row):
        """Whether the row is still as it was seen."""
        return self.is_valid() and self.cleaned_data["seen"] == version(row)


class WhyForm(forms.Form):
    """Why and since when something of an adopted year is corrected."""

    correction_reason = forms.CharField(
        label="Reden van de correctie",
        max_length=300,
        error_messages=MESSAGES,
        widget=forms.TextInput(attrs={"class": CLASS}),
    )
    corrected_on = day("Datum van de correctie", validators=[has_come])


class CorrectionForm(WhyForm):
    """What is added to one row of an adopted year, or taken from it."""

    amount = AmountField(
        signed=True,
        label="Erbij of eraf (× € 1.000)",
        help_text="Het verschil met wat er nu staat. Met een min gaat er iets af: -300.",
        error_messages=MESSAGES,
        widget=forms.TextInput(attrs={"inputmode": "text", "class": CLASS}),
    )
    field_order = ["amount", "correction_reason", "corrected_on"]

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row

    def sent_before(self, by):
        """Whether this person drew up the very same correction."""
        return self.row.corrections.filter(entered_by=by, **self.cleaned_data).exists()

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if self.row.now + amount < 0:
            raise forms.ValidationError(BELOW_NOTHING)
        return amount


class MissingRowForm(CommitmentForm, WhyForm):
    """A row that an adopted year lacked. Of admins, as every correction."""

    class Meta(CommitmentForm.Meta):
        fields = [*FIELDS, "correction_reason", "corrected_on"]

    def agendas(self):
        return Agenda.objects.all()

    def may_deviate(self):
        return True

    def may_enter(self):
        return self.access.is_admin

    def _deviates_in(self, agenda):
        return self.access.is_admin

    def _post_clean(self):
        super()._post_clean()
        self.instance.certainty = Certainty.ADOPTED


class AdoptYearForm(StepForm):
    signed_on = day("Ondertekend op", required=False)
    document = DocumentField(
        label="Ondertekend stuk",
        help_text="Een PDF, Word-document of ODT, ten hoogste 10 MB.",
        required=False,
        widget=forms.FileInput(attrs={"class": CLASS}),
    )


class OpenYearForm(forms.Form):
    """`open_year` itself says whether a year can be opened."""

    year = forms.TypedChoiceField(
        label="Jaar",
        coerce=int,
        error_messages=MESSAGES | {"invalid_choice": "Kies een jaar uit de lijst."},
        widget=forms.Select(attrs={"class": CLASS}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = {y: p for p in Period.objects.all() for y in p.years}
        self.fields["year"].choices = [(year, year) for year in self.periods]
