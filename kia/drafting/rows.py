"""Sets of rows in the form: each row a cell, known by its lineage."""

import uuid

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, models
from django.db.models import Max, Q

from kia.drafting.cells import Cell
from kia.drafting.columns import CLASS, MESSAGES
from kia.drafting.texts import Text
from kia.models import (
    EntryMission,
)

DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]
NOT_CHOSEN = ("", "nog niet gekozen")
YES_NO = [("", "onbekend"), ("True", "ja"), ("False", "nee")]
PRIVATE = [("", "onbekend"), ("True", "privaat"), ("False", "publiek")]
TALL = ("text", "result", "outcome", "role")
# Chosen by searching, where a script can: see kiezen.js.
SEARCHED = {"mission": "missie", "technology": "technologie"}
# As wide as the row.
WIDE = ("mission", "technology", "agenda", *TALL)
MOST_ROWS = 200
FULL = f"Er passen {MOST_ROWS} rijen in. Deze is niet opgeslagen: haal eerst een andere weg."


class RowForm(forms.ModelForm):
    """One row. Empty rows are not saved; a wholly emptied one goes."""

    def __init__(self, *args, options, **kwargs):
        super().__init__(*args, **kwargs)
        self.lineage = str(self.instance.lineage)
        for name, (records, choices) in options.items():
            self.fields[name].queryset = records
            self.fields[name].choices = [NOT_CHOSEN, *choices]
        for form_field in self.fields.values():
            form_field.error_messages |= MESSAGES | {
                "required": "Kies iets uit de lijst.",
                "invalid": "Vul hier een getal of datum in, zoals 2021 of 31-12-2021.",
            }

    @property
    def is_blank(self):
        """Whether nothing was typed; a tick alone says nothing."""
        return not any(
            self.data.get(self.add_prefix(name), "").strip()
            for name, form_field in self.fields.items()
            if not isinstance(form_field, forms.BooleanField)
        )


def formfield(column, **kwargs):
    if column.get_internal_type() == "BooleanField" and column.null:
        return forms.TypedChoiceField(
            label=column.verbose_name,
            choices=PRIVATE if column.name == "is_private" else YES_NO,
            coerce=lambda value: value == "True",
            empty_value=None,
            required=False,
            widget=forms.Select(attrs={"class": CLASS}),
        )
    if isinstance(column, models.CharField) and not column.flatchoices:
        kwargs["form_class"] = Text
    made = column.formfield(**kwargs)
    if column.flatchoices:
        made.choices = [NOT_CHOSEN, *column.choices]
    if isinstance(made, forms.DateField):
        made.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        made.input_formats = DAYS
    if column.name in TALL and not column.flatchoices:
        made.widget = forms.Textarea(attrs={"rows": 2})
    if not isinstance(made, forms.BooleanField):
        made.widget.attrs["class"] = CLASS
    if column.name in SEARCHED:
        made.widget.attrs["data-kies"] = SEARCHED[column.name]
    made.is_wide = column.name in WIDE
    return made


def form_class(kind):
    return forms.modelform_factory(
        kind.model, form=RowForm, fields=kind.columns, formfield_callback=formfield
    )


class Rows:
    """The rows of one field of the tab: those that are there, and new ones."""

    can_be_refused = True

    def __init__(self, version, kind, *, label, data=None, with_new=False):
        self.version, self.kind, self.label = version, kind, label
        self.data = data
        self.saved = {str(row.lineage): row for row in kind.of(version)}
        self.options = {
            name: (
                records := self._offered(name, choose),
                [(r.pk, str(r)) for r in records],
            )
            for name, choose in kind.choices.items()
        }
        self.make = form_class(kind)
        self.forms = [self._form(lineage) for lineage in self._lineages()]
        if data is None and (with_new or not self.forms):
            self.forms.append(self._form(str(uuid.uuid4())))

    def _offered(self, name, choose):
        """What can be chosen, and what was chosen before."""
        records = choose(self.version)
        column = self.kind.model._meta.get_field(name).attname
        used = {getattr(row, column) for row in self.saved.values()} - {None}
        both = Q(pk__in=records.values("pk")) | Q(pk__in=used)
        return records.model.objects.filter(both)

    def add_new(self):
        """An empty row at the end, also on a page that was refused."""
        self.forms.append(self._untouched(str(uuid.uuid4())))

    def _untouched(self, lineage):
        data, self.data = self.data, None
        form = self._form(lineage)
        self.data = data
        return form

    @property
    def shown(self):
        """A new row in which nothing was typed has no errors to show."""
        return [
            self._untouched(form.lineage)
            if form.is_bound and form.is_new and form.is_blank
            else form
            for form in self.forms
        ]

    def leave_out(self, lineage):
        """A row that was taken away is not shown any more."""
        self.forms = [form for form in self.forms if form.lineage != lineage]

    def _lineages(self):
        if self.data is None:
            return list(self.saved)
        start = f"seen-{self.kind.field}-"
        posted = [
            name.removeprefix(start) for name in self.data if name.startswith(start)
        ]
        return [lineage for lineage in posted if _is_lineage(lineage)]

    @property
    def is_full(self):
        return len(self.saved) >= MOST_ROWS

    @property
    def most(self):
        return MOST_ROWS

    def _form(self, lineage):
        row = self.saved.get(lineage) or self.kind.model(lineage=lineage)
        form = self.make(
            self.data,
            instance=_copy(row),
            prefix=f"{self.kind.field}-{lineage}",
            options=self.options,
        )
        form.is_new = lineage not in self.saved
        return form

    @property
    def names(self):
        return {self._name(form.lineage) for form in self.forms}

    def held(self):
        return {self._name(key): self._cell(row) for key, row in self.saved.items()}

    def wanted(self):
        found, used, count = {}, self._used(), len(self.saved)
        for form in self.forms:
            name = self._name(form.lineage)
            if form.is_blank:
                found[name] = self._gone(name, form.lineage)
            elif form.is_valid() and self._is_once(form, used):
                count += form.is_new
                if form.is_new and count > MOST_ROWS:
                    form.add_error(None, FULL)
                else:
                    found[name] = self._cell(form.instance)
        return found

    def _used(self):
        """What other rows hold of what may stand there only once."""
        posted = {form.lineage for form in self.forms}
        if not self.kind.unique:
            return set()
        return {
            getattr(row, self._unique)
            for row in getattr(self.version, self.kind.rows).all()
            if str(row.lineage) not in posted
        }

    @property
    def _unique(self):
        return self.kind.model._meta.get_field(self.kind.unique).attname

    def _is_once(self, form, used):
        if not self.kind.unique:
            return True
        value = getattr(form.instance, self._unique)
        if value in used:
            form.add_error(self.kind.unique, "Dit staat er al.")
            return False
        used.add(value)
        return True

    def gone(self, wanted):
        return self._gone(wanted.name, wanted.part)

    def write(self, pairs):
        """New rows come after those that are there; one that was emptied goes."""
        for now, wanted in pairs:
            if not wanted.text:
                self._rows().filter(lineage=wanted.part).delete()
                continue
            row = wanted.value
            if now is None:
                self._refuse_of_others(row.lineage)
                row.pk, row.version, row.order = None, self.version, self._next_order()
            for name, value in self.kind.always.items():
                setattr(row, name, value)
            if isinstance(row, EntryMission):
                row.revision = row.mission.revision
            row.save()

    def _refuse_of_others(self, lineage):
        """A lineage belongs to one entry: answers follow it."""
        others = self.kind.model.objects.exclude(version__entry=self.version.entry_id)
        if others.filter(lineage=lineage).exists():
            raise IntegrityError("This row is of another entry.")

    def remove(self, lineage):
        self._rows().filter(lineage=lineage).delete()

    def move(self, lineage, by):
        """One place up (−1) or down (1) among the saved rows."""
        rows = list(self.saved.values())
        at = next(
            (n for n, row in enumerate(rows) if str(row.lineage) == lineage), None
        )
        if at is None or not 0 <= at + by < len(rows):
            return
        rows.insert(at + by, rows.pop(at))
        for number, row in enumerate(rows):
            row.order = number
        self.kind.model.objects.bulk_update(rows, ["order"])

    def errors(self):
        """Under the name of the input, or of the row for what is between inputs."""
        return {
            form.prefix if name == NON_FIELD_ERRORS else form.add_prefix(name): [
                str(e) for e in errors
            ]
            for form in self.forms
            if form.is_bound and not form.is_blank
            for name, errors in form.errors.items()
        }

    def _rows(self):
        return self.kind.model.objects.filter(version=self.version)

    def _next_order(self):
        last = self._rows().aggregate(last=Max("order"))["last"]
        return 0 if last is None else last + 1

    def _name(self, lineage):
        return f"{self.kind.field}-{lineage}"

    def _cell(self, row):
        return Cell(
            self._name(row.lineage),
            self.kind.field,
            str(row.lineage),
            self.label,
            row,
            self._words(row),
        )

    def _gone(self, name, lineage):
        return Cell(name, self.kind.field, lineage, self.label, None, "")

    def _words(self, row):
        """The row in words: what the history shows, and what is compared."""
        options = {name: dict(choices) for name, (_, choices) in self.options.items()}
        words = []
        for name in self.kind.columns:
            column = row._meta.get_field(name)
            value = getattr(row, column.attname)
            if name in options:
                value = options[name].get(value, value)
            elif column.flatchoices:
                value = dict(column.flatchoices).get(value, value)
            if isinstance(value, bool):
                value = "ja" if value else ("nee" if column.null else "")
            if value not in (None, ""):
                words.append(f"{column.verbose_name}: {value}")
        return "; ".join(words)


def _copy(row):
    """Validating a form changes its instance."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    made = type(row)(**fields)
    made._state.adding = row.pk is None
    return made


def _is_lineage(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
