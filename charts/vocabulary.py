"""What a chart is made of: scale, axis, mark, row, group and the table twin.

Plain data; a template in templates/charts/ draws it. Horizontal places are
percentages of the width ("12.79%") and vertical ones do not depend on it, so
that text never scales. They are strings, because a template would print a
number with a decimal comma.
"""

from dataclasses import dataclass
from enum import StrEnum

BESIDE_MARK = 13


class Kind(StrEnum):
    """How a mark looks; the value is part of its CSS class."""

    NUMBER = "getal"
    OPEN = "open"
    DERIVED = "afgeleid"
    AFTER = "na"
    NONE = "geen"
    BIN = "bundel"


@dataclass(frozen=True)
class Scale:
    """Linear years: `first` stands at `start` per cent, `last` at `end`."""

    first: int
    last: int
    start: float = 0
    end: float = 100

    def share(self, year):
        span = self.end - self.start
        return self.start + span * (year - self.first) / (self.last - self.first)

    def x(self, year):
        return percent(self.share(year))


def percent(share):
    return f"{share:.2f}".rstrip("0").rstrip(".") + "%"


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight; strong is for the value."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Label:
    """The words beside a mark in the tiers named, in one or more lines."""

    lines: tuple[tuple[Run, ...], ...]
    tiers: tuple[str, ...]


@dataclass(frozen=True)
class Mark:
    """A dot, an arrow or, without a year, only words.

    `words` say it in full, with the year; `labels` hold what fits beside it.
    """

    kind: Kind
    year: int | None
    x: str
    words: str
    url: str
    labels: tuple[Label, ...] = ()

    @property
    def anchor(self):
        """The label of an arrow stands before it; it has no room after it."""
        return "end" if self.kind == Kind.AFTER else "start"

    @property
    def dx(self):
        """Px from the year to the words."""
        return {Kind.AFTER: -4, Kind.NONE: 0}.get(self.kind, BESIDE_MARK)


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    url: str
    marks: tuple[Mark, ...]
    line_to: str = ""
    under: str = ""
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under one heading; `key` is the value of data-thema."""

    key: str
    name: str
    url: str
    summary: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Tick:
    year: int
    x: str
    text: str = ""
    count: int = 0
    tiers: tuple[str, ...] = ()
    anchor: str = "middle"


@dataclass(frozen=True)
class Axis:
    ticks: tuple[Tick, ...]
    name: str = ""


@dataclass(frozen=True)
class Cell:
    text: str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """The twin of a chart; the first cell of a row is its heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def body(self):
        """Per row its heading, and the other cells each with their column name."""
        return [
            (row[0], list(zip(self.head[1:], row[1:], strict=True)))
            for row in self.rows
        ]


@dataclass(frozen=True)
class Horizon:
    name: str
    axis: Axis
    groups: tuple[Group, ...]
    table: Table
    summary: str = ""
    is_binned: bool = False

    template = "charts/horizon.html"


@dataclass(frozen=True)
class Line:
    """One row, larger: the targets of one record on the time axis."""

    name: str
    key: str
    axis: Axis
    row: Row
    title: str

    template = "charts/line.html"


@dataclass(frozen=True)
class Bar:
    """What remains of 100 in a year; `change` is empty for the base itself.

    The places are in px from the line of 100; `top` and `height` are of the
    part that remains.
    """

    year: int
    x: str
    remaining: str
    change: str
    top: str
    height: str
    label_y: str
    change_y: str


@dataclass(frozen=True)
class Steps:
    name: str
    key: str
    bars: tuple[Bar, ...]
    caption: str
    title: str

    template = "charts/steps.html"


@dataclass(frozen=True)
class Spark:
    """A row without words, for in a table that has the words beside it."""

    key: str
    axis: Axis
    row: Row

    template = "charts/spark.html"


@dataclass(frozen=True)
class Piece:
    """A stretch of a bar; `kind` is part of its CSS class."""

    kind: str
    x: str
    width: str
    words: str


@dataclass(frozen=True)
class Stack:
    """One bar of pieces, with what it adds up to."""

    name: str
    pieces: tuple[Piece, ...]
    sum: str


@dataclass(frozen=True)
class Stacks:
    """Bars under each other in panels that share a scale; only a name is spoken.

    `panels` are (heading, bars); `legend` is (kind, words) of the pieces.
    """

    name: str
    panels: tuple[tuple[str, tuple[Stack, ...]], ...]
    legend: tuple[tuple[str, str], ...]
    table: Table

    template = "charts/stacks.html"
