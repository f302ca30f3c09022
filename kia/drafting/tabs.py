"""One tab of the form: its fields in order, each with what it is typed in."""

from dataclasses import dataclass

from kia.drafting import ticks
from kia.drafting.asked import asked_of
from kia.drafting.budget import Grid
from kia.drafting.columns import Columns, columns_of, is_marked_up
from kia.drafting.row_kinds import KINDS
from kia.drafting.rows import Rows
from kia.drafting.values import Values
from kia.entries.fields import FIELDS, TABS
from kia.review.points import Points

# The address of each tab.
SLUGS = {
    1: "wat-en-waar",
    2: "missie-en-opgave",
    3: "technologie-en-mens",
    4: "aanpak-en-planning",
    5: "partijen",
    6: "resultaat-en-markt",
    7: "begroting",
    8: "meten-en-samenhang",
}
NUMBERS = {slug: number for number, slug in SLUGS.items()}
TICKS = {
    "topsectors": ticks.topsectors,
    "sub_missions": ticks.sub_missions,
    "region": ticks.regions,
}
MAIN = ("main_mission", "main_technology")


@dataclass
class Widget:
    """A field as the page shows it: what it says, and the parts to type in."""

    field: object
    label: str
    help_text: str
    boxes: list
    asked: list
    waiver: object = None
    ticks: object = None
    rows: object = None
    main: object = None
    values: object = None
    grid: object = None
    # What the coordinator asks to change here, each with its answer.
    points: list = ()

    @property
    def is_needed(self):
        return self.field.need.name == "REQUIRED"


class Tab:
    """The parts of one tab for a version; `data` is what was posted, or None."""

    def __init__(self, version, number, user, data=None, new=""):
        self.version, self.number, self.data = version, number, data
        self.title, self.fresh = TABS[number], None
        self.fields = [f for f in FIELDS if f.tab == number]
        self.columns = Columns(version, self.fields, user, data)
        self.parts = {"": self.columns}
        for field in self.fields:
            part = self._part_of(field, new)
            if part:
                self.parts[field.name] = part
        if self._is_posted("points"):
            names = {field.name for field in self.fields}
            self.parts["points"] = Points(version, names, user, data)
        self.tokens = self._seen()

    def _part_of(self, field, new):
        name = field.name
        label = field.label_in(self.version.agenda_version.agenda.period)
        if not self._is_posted(name):
            return None
        if name in KINDS:
            return Rows(
                self.version,
                KINDS[name],
                label=label,
                data=self.data,
                with_new=name == new,
            )
        if name in TICKS:
            return TICKS[name](self.version, label, self.data)
        if name in MAIN:
            return ticks.Main(self.version, name, label=label, data=self.data)
        if name == "values":
            return Values(self.version, label=label, data=self.data)
        if name == "budget":
            return Grid(self.version, label=label, data=self.data)
        return None

    def _is_posted(self, name):
        """What a post says nothing of costs no query."""
        if self.data is None:
            return True
        start = f"seen-{name}"
        return any(key == start or key.startswith(f"{start}-") for key in self.data)

    def _seen(self):
        """What the page says that it saw; after a post that is what it said before."""
        if self.data is not None:
            start = "seen-"
            names = [name for name in self.data if name.startswith(start)]
            return {name.removeprefix(start): self.data[name] for name in names}
        cells = [part.held() for part in self.parts.values()]
        return {name: cell.token for held in cells for name, cell in held.items()}

    @property
    def next_number(self):
        return self.number + 1 if self.number < len(TABS) else None

    def token(self, name):
        """What the page says that it saw of a cell."""
        return self.tokens.get(name, "")

    def text(self, name):
        """A text as it stands in the page; empty when it is not one of this tab."""
        for columns in (self.columns, self.fresh and self.fresh.columns):
            if columns and name in columns.form.fields:
                return columns.form[name].value() or ""
        return ""

    def go_on_with(self, tokens):
        self.tokens = self.tokens | tokens

    def fill_up(self, fresh):
        """Show what was not posted as it is saved."""
        posted = set(self.tokens)
        self.fresh = fresh
        for name, part in fresh.parts.items():
            self.parts.setdefault(name, part)
        self.tokens = {n: t for n, t in fresh.tokens.items() if n not in posted} | (
            self.tokens
        )

    @property
    def errors(self):
        found = {}
        for part in self.parts.values():
            found |= part.errors()
        return found

    def widgets(self):
        """The fields of the tab as the page shows them."""
        period = self.version.agenda_version.agenda.period
        asked = asked_of(self.fields)
        for field in self.fields:
            label, help_text = field.label_in(period), field.help_text_in(period)
            widget = Widget(field, label, help_text, [], asked[field.name])
            self._fill(widget)
            yield widget

    def _fill(self, widget):
        for name in columns_of(widget.field):
            columns = self.columns
            if name not in columns.form.fields and self.fresh:
                columns = self.fresh.columns
            if name in columns.form.fields:
                box = Box(columns, name)
                if name == widget.field.waived_by:
                    widget.waiver = box
                else:
                    widget.boxes.append(box)
        if points := self.parts.get("points"):
            widget.points = points.at(widget.field.name)
        part = self.parts.get(widget.field.name)
        for kind, place in PLACES.items():
            if isinstance(part, kind):
                setattr(widget, place, part)


PLACES = {
    Rows: "rows",
    ticks.Ticks: "ticks",
    ticks.Main: "main",
    Values: "values",
    Grid: "grid",
}


class Box:
    """One column: its bound field, what the page saw of it, and how long it may be."""

    def __init__(self, columns, name):
        self.name = name
        self.bound = columns.form[name]
        self.is_text = bool(self.bound.field.widget.attrs.get("data-teller"))
        self.is_marked_up = is_marked_up(name)

    @property
    def length(self):
        return len((self.bound.value() or "").replace("\r\n", "\n").strip())

    @property
    def kind(self):
        return self.bound.widget_type
