"""What was not saved, as the page lists it: a name, a sentence, and the way to it."""

import re
from dataclasses import dataclass

from kia.drafting.columns import COLUMNS, is_radio
from kia.drafting.rows import Rows
from kia.entries.fields import BY_NAME

ROW = re.compile(r"(\w+)-([0-9a-f-]{36})(?:-(\w+))?")


@dataclass(frozen=True)
class Problem:
    anchor: str
    label: str
    text: str


def problems_of(tab, errors):
    """Each error of a tab, in the order in which they were found."""
    return [
        Problem(place_of(name), label_of(tab, name), text)
        for name, texts in errors.items()
        for text in texts
    ]


def place_of(name):
    """The id in the page of what an error is about: an input, or the frame of a row
    or value when it is about all of it."""
    if name in COLUMNS:
        return f"id_{name}_0" if is_radio(name) else f"id_{name}"
    if name.startswith("values-"):
        ends = {"applies": f"id_{name}_0", "text": f"id_{name}"}
        return ends.get(name.rpartition("-")[2], f"groep-{name}")
    if name.startswith("points-"):
        return f"id_{name}_0" if name.endswith("-answer") else f"id_{name}"
    row = ROW.fullmatch(name)
    if row and not row[3]:
        return f"groep-{row[1]}-{row[2]}"
    return f"id_{name}"


def label_of(tab, name):
    """What the page calls it: the field, and of a row which one and what of it."""
    row = ROW.fullmatch(name)
    rows = tab.parts.get(row[1]) if row else None
    if isinstance(rows, Rows):
        return _label_in_row(rows, row[2], row[3])
    if name.startswith("points-"):
        return "Antwoord op een gevraagd punt"
    if name in tab.columns.field_of:
        return _label(tab, tab.columns.field_of[name])
    return _label(tab, BY_NAME[name.partition("-")[0]])


def _label(tab, field):
    return field.label_in(tab.version.agenda_version.agenda.period)


def _label_in_row(rows, lineage, column):
    lineages = [form.lineage for form in rows.forms]
    number = lineages.index(lineage) + 1 if lineage in lineages else ""
    label = f"{rows.kind.one} {number}".strip().capitalize()
    form = rows.forms[number - 1] if number else None
    if form and column in form.fields:
        return f"{label}, {form.fields[column].label.lower()}"
    return label
