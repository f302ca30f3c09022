"""The columns of a version as a form: texts, choices, ticks."""

from copy import copy

from django import forms
from django.db.models import Q

from accounts.models import User
from instance import clock
from kia.access import Access
from kia.drafting.cells import Cell
from kia.drafting.texts import Text
from kia.models import LENGTHS, TEAM, Entry, EntryVersion, RoleGrant, hard_limit
from organisations.models import Organisation

CLASS = "mr-invoer"
ONE_LINE = ("title",)
BETWEEN_COLUMNS = {"level", "parent"}
# Tall enough for most of what is typed.
CHARACTERS_A_ROW = 200
MESSAGES = {
    "required": "Vul dit in.",
    "invalid": "Vul hier een getal in.",
    "invalid_choice": "Kies iets uit de lijst.",
    "max_length": "Gebruik ten hoogste %(limit_value)d tekens. U typte er %(show_value)d.",
    "min_value": "Vul een getal van %(limit_value)s of hoger in.",
    "max_value": "Vul een getal van ten hoogste %(limit_value)s in.",
    "null_characters_not_allowed": "In deze tekst staat een nulteken. Haal het weg.",
}
UNANSWERED = [("", "nog niet beantwoord")]
NO_WHOLE = (
    "Alleen een deelprogramma hoort bij een programma: kies het een of het ander."
)
YES_NO = [*UNANSWERED, ("True", "ja"), ("False", "nee")]
ROWS_OF = {"agenda_version"}
COLUMNS = {f.name: f for f in EntryVersion._meta.concrete_fields}


def columns_of(field):
    return [name for name in field.places if name in COLUMNS and name not in ROWS_OF]


class ColumnsForm(forms.ModelForm):
    """The columns of some fields. Nothing must be filled to be saved, but the title
    and the topsector that leads."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.before = copy(self.instance)
        for name, choose in CHOICES.items():
            if name in self.fields:
                field = self.fields[name]
                field.queryset = choose(self.instance, user)
                field.empty_label = "nog niet gekozen"
                field.label_from_instance = _named
        for name, field in self.fields.items():
            field.error_messages |= MESSAGES
            field.required = name in ("title", "lead")
            if name in LENGTHS:
                field.widget.attrs["data-teller"] = f"teller-{name}"

    def validate_constraints(self):
        """`clean()` looks at what is between two columns; the fields at the rest."""

    def clean(self):
        """Only a part has a whole; the other column may not be on this page."""
        data = super().clean()
        level = data.get("level", self.before.level)
        parent = data.get("parent", self.before.parent)
        if parent and level != EntryVersion.Level.SUB_PROGRAMME:
            for name in BETWEEN_COLUMNS & set(self.fields):
                self.add_error(name, NO_WHOLE)
        return data


def formfield(column, **kwargs):
    """Which field and widget a column has in the form."""
    name = column.name
    if name in LENGTHS:
        return _text(column)
    if name == "fits_theme":
        return forms.TypedChoiceField(
            label=column.verbose_name,
            choices=YES_NO,
            coerce=lambda value: value == "True",
            empty_value=None,
            widget=forms.RadioSelect,
        )
    if column.choices:
        first = [] if not column.blank else UNANSWERED
        return forms.ChoiceField(
            label=column.verbose_name,
            choices=[*first, *column.choices],
            widget=forms.RadioSelect,
        )
    if name.startswith("trl_") and name != "trl_does_not_apply":
        return forms.IntegerField(
            label=column.verbose_name,
            min_value=1,
            max_value=9,
            widget=forms.NumberInput(attrs={"class": f"{CLASS} mr-invoer--kort"}),
        )
    field = column.formfield(**kwargs)
    if not isinstance(field, forms.BooleanField):
        field.widget.attrs["class"] = CLASS
    return field


def is_marked_up(name):
    """Whether a column is a text in which lists, bold and links are known."""
    return name in LENGTHS and name not in ONE_LINE


def is_radio(name):
    """Whether a column is a row of buttons, each with an id of its own."""
    return name == "fits_theme" or bool(COLUMNS[name].choices)


def _text(column):
    attrs = {"class": CLASS}
    if column.name in ONE_LINE:
        widget = forms.TextInput(attrs=attrs)
    else:
        rows = min(8, max(3, LENGTHS[column.name] // CHARACTERS_A_ROW))
        attrs |= {"rows": rows, "data-opmaak": ""}
        widget = forms.Textarea(attrs=attrs)
    return Text(
        label=column.verbose_name,
        max_length=hard_limit(column.name),
        widget=widget,
    )


def _named(record):
    """A person by name and not by address, an entry by its title."""
    if isinstance(record, Entry):
        return getattr(record, "title", None) or str(record)
    return record.get_full_name() if isinstance(record, User) else str(record)


def leads(version, user):
    """The own topsectors; who coordinates the agenda may choose any."""
    found = Organisation.objects.topsectors()
    access = Access.of(user)
    if version.entry.agenda_id in access.agendas:
        return found
    return found.filter(pk__in=access.teams | {version.lead_id})


def contacts(version, user):
    """People of the topsector that leads, and who is chosen now."""
    people = User.objects.filter(
        grants__in=_current_grants(version.lead_id), is_active=True
    )
    chosen = User.objects.filter(pk=version.contact_id)
    return User.objects.filter(pk__in=people.union(chosen).values("pk"))


def _current_grants(lead):
    return RoleGrant.objects.current(clock.today()).filter(
        organisation=lead, role__in=TEAM
    )


def programmes(version, user):
    """The other entries of this agenda of which somebody may see a version, and the
    one that is chosen."""
    found = Entry.objects.visible_to(user).filter(
        agenda=version.entry.agenda_id, discarded_at=None
    )
    both = Q(pk__in=found.values("pk")) | Q(pk=version.parent_id)
    both &= ~Q(pk=version.entry_id)
    return Entry.objects.titled_for(user).filter(both)


CHOICES = {"lead": leads, "contact": contacts, "parent": programmes}


def form_class(names):
    return forms.modelform_factory(
        EntryVersion, form=ColumnsForm, fields=names, formfield_callback=formfield
    )


class Columns:
    """The columns of the fields of a tab, each a cell."""

    def __init__(self, version, fields, user, data=None):
        self.version, self.fields = version, fields
        self.names = [name for field in fields for name in columns_of(field)]
        self.field_of = {n: f for f in fields for n in columns_of(f)}
        posted = None
        if data is not None:
            self.names = [n for n in self.names if f"seen-{n}" in data]
            posted = data
        self.before = {n: self._cell(n, getattr(version, n)) for n in self.names}
        # A copy, for validating a form changes its instance.
        self.form = form_class(self.names)(posted, instance=copy(version), user=user)
        for name in self.names:
            described = f"hulp-{self.field_of[name].name} id_{name}_error"
            self.form.fields[name].widget.attrs["aria-describedby"] = described
        if posted is not None:
            self.form.is_valid()

    @property
    def can_be_refused(self):
        """By the database, of what the form took."""
        return bool(BETWEEN_COLUMNS & set(self.names))

    def held(self):
        return self.before

    def wanted(self):
        """Without what has an error: that stays in the page as it was typed."""
        found = {}
        for name in self.names:
            if name in self.form.cleaned_data and name not in self.form.errors:
                found[name] = self._cell(name, self.form.cleaned_data[name])
        return found

    def gone(self, wanted):
        raise AssertionError("A column is always there.")

    def write(self, pairs):
        """Set and saved in one statement."""
        for _, wanted in pairs:
            setattr(self.version, wanted.name, wanted.value)
        self.version.save(update_fields=[wanted.name for _, wanted in pairs])

    def errors(self):
        return {
            name: [str(e) for e in errors] for name, errors in self.form.errors.items()
        }

    def _cell(self, name, value):
        field = self.field_of[name]
        label, text = self._label(field, name), self._text(name, value)
        # Two people may have one name.
        key = str(value.pk) if value and COLUMNS[name].is_relation else ""
        return Cell(name, field.name, name, label, value, text, key)

    def _label(self, field, name):
        label = field.label.format(first_year="", last_year="").strip()
        own = COLUMNS[name].verbose_name
        return label if len(columns_of(field)) == 1 else f"{label}: {own}"

    def _text(self, name, value):
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "ja" if value else ("nee" if COLUMNS[name].null else "")
        return _named(dict(COLUMNS[name].flatchoices).get(value, value))
