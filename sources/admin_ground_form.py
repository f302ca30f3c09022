"""The form of one ground: which kind, and then what that kind needs.

Works in two steps without JavaScript: the first post answers with the places
where the pasted words stand, the second says which one.
"""

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect
from django.db.models import TextChoices
from django.utils.html import format_html

from instance.admin_forms import RegisterForm
from sources import passages
from sources.models import DocumentText, Mark

MOST_PLACES = 12
LONGEST_PASTED = 10_000
NOT_FOUND = "Deze woorden staan niet in de tekst."
NEAREST = "{not_found} Het meest lijkt dit (blz. {page}): «{quotation}»"
ACROSS = (
    "Dit stuk loopt door over een nieuwe alinea. Een passage staat in één alinea: "
    "plak een korter stuk, of maak voor elke alinea een eigen grond."
)
WITHOUT_PAGES = (
    "Van deze tekst is niet bekend waar de bladzijden beginnen. Kies een andere tekst."
)
TOO_MANY = "Deze woorden staan {count} keer in de tekst. Plak een langer stuk."
CHOOSE = "Deze woorden staan {count} keer in de tekst. Kies hieronder de plaats."


class Kind(TextChoices):
    PASSAGE = "passage", "een passage uit een tekst in dit register"
    DOCUMENT = "document", "een externe bron, met de plaats en de dag van lezen"
    EDITORIAL = "editorial", "een keuze van de redactie, met een reden"


# What must be filled in for each kind; for the rest it stays empty.
NEEDED = {
    Kind.PASSAGE: {"pasted": "Plak hier een stuk uit de tekst."},
    Kind.DOCUMENT: {
        "document": "Kies de bron.",
        "place": "Vul in waar het in de bron staat, bijvoorbeeld: blz. 3.",
        "read_on": "Vul in op welke dag u de bron las.",
    },
    Kind.EDITORIAL: {"reason": "Geef de reden van deze keuze."},
}
BELONGS_TO = {field: kind for kind, fields in NEEDED.items() for field in fields}
BELONGS_TO["confirmed_on"] = Kind.DOCUMENT
OTHER_KIND = "U koos: {kind}. Maak dit veld leeg, of kies een andere soort."


CHOOSE_KIND = "Kies eerst wat voor grond het is."


class TextField(forms.ModelChoiceField):
    def label_from_instance(self, text):
        return f"{text.document} ({text.slug})"


class GroundForm(RegisterForm):
    belongs_to = BELONGS_TO
    kind = forms.ChoiceField(
        label="Wat voor grond is het?",
        choices=Kind,
        widget=AdminRadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], CHOOSE_KIND),
    )
    text = TextField(
        label="Tekst",
        # The body is long, and there is one in every row.
        queryset=DocumentText.objects.select_related("document").defer("body"),
        required=False,
    )
    pasted = forms.CharField(
        label="Woorden uit de tekst",
        required=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
        help_text=(
            "Plak een stuk van één alinea. Regeleinden, spaties, streepjes en het "
            "soort aanhalingstekens maken niet uit; CO₂ en CO2 ook niet."
        ),
    )
    place_in_text = forms.CharField(
        label="Welke plaats?", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.hit = None
        self.fields["pasted"].widget.attrs.pop("maxlength", None)
        self.initial.setdefault("text", _first_text())
        if self.instance.pk:
            self._start_from(self.instance)

    def _start_from(self, ground):
        if passage := ground.passage:
            self.initial |= {"text": passage.text_id, "pasted": passage.quotation}
            self.initial["kind"] = Kind.PASSAGE
        else:
            editorial = ground.is_editorial
            self.initial["kind"] = Kind.EDITORIAL if editorial else Kind.DOCUMENT

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind:
            self._ask_what_is_needed(kind, cleaned)
            self._refuse_other_kinds(kind, cleaned)
        if kind == Kind.PASSAGE and cleaned.get("pasted"):
            self._look_up(cleaned)
        return cleaned

    def _ask_what_is_needed(self, kind, cleaned):
        for name, sentence in NEEDED[kind].items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)

    def _refuse_other_kinds(self, kind, cleaned):
        for name, belongs_to in self.belongs_to.items():
            if belongs_to != kind and cleaned.get(name):
                self.add_error(name, OTHER_KIND.format(kind=Kind(kind).label))

    def _look_up(self, cleaned):
        text = cleaned.get("text")
        if not text:
            self.add_error("text", "Kies de tekst waaruit u plakt.")
            return
        passage = self.instance.passage
        if passage and (text, cleaned["pasted"]) == (passage.text, passage.quotation):
            self.hit = passages.Hit(passage.start, passage.end)
            return
        self.lookup = Lookup(text)
        self.hit, sentence = self.lookup.find(
            cleaned["pasted"], cleaned.get("place_in_text")
        )
        if sentence:
            self.add_error("pasted", sentence)
        if self.lookup.choices:
            self._offer(self.lookup.choices)

    def _offer(self, choices):
        field = self.fields["place_in_text"]
        field.widget = AdminRadioSelect(choices=choices)
        field.widget.is_required = False


class Lookup:
    """One text, and the places in it where the pasted words stand."""

    def __init__(self, text):
        self.text, self.body = text, text.body
        self.choices = []
        marks = text.marks.filter(kind=Mark.Kind.PAGE).order_by("offset")
        self.pages = list(marks.values_list("offset", "number"))

    def find(self, pasted, chosen):
        """(hit, "") when it is clear which place is meant, or (None, sentence)."""
        if not self.pages:
            return None, WITHOUT_PAGES
        hits = passages.find(self.body, pasted)
        if not hits:
            return None, self._nearest(pasted)
        within = [hit for hit in hits if not hit.crosses_paragraphs(self.body)]
        if not within:
            return None, ACROSS
        if len(within) == 1:
            return within[0], ""
        if len(within) > MOST_PLACES:
            return None, TOO_MANY.format(count=len(within))
        self.choices = [(_value(hit), self._shown(hit)) for hit in within]
        for hit in within:
            if _value(hit) == chosen:
                return hit, ""
        return None, CHOOSE.format(count=len(within))

    def page(self, hit):
        return [number for offset, number in self.pages if offset <= hit.start][-1]

    def _nearest(self, pasted):
        hit = passages.nearest(self.body, pasted)
        if not hit:
            return NOT_FOUND
        quotation = hit.quotation(self.body)
        return NEAREST.format(
            not_found=NOT_FOUND, page=self.page(hit), quotation=quotation
        )

    def _shown(self, hit):
        before, after = hit.context(self.body)
        return format_html(
            "blz. {}: … {}<mark>{}</mark>{} …",
            self.page(hit),
            before,
            hit.quotation(self.body),
            after,
        )


def _first_text():
    return DocumentText.objects.values_list("pk", flat=True).first()


def _value(hit):
    return f"{hit.start}-{hit.end}"
