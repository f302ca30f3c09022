"""What changed between two texts, tables or amounts: no database, no page.

Words are compared by kia/agendas/difference.py: with difflib, which is kept as long
as Python is, within a budget that bounds its time. Rows find each other by hand.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from kia.agendas.difference import Budget, Piece, pieces
from kia.prose import plain

SAME, CHANGED, MOVED, ADDED, REMOVED = "same", "changed", "moved", "added", "removed"
LAYOUT = "layout"


@dataclass(frozen=True)
class Cell:
    """One cell of a row; `euros` when it is an amount."""

    name: str
    text: str
    euros: int | None = None


@dataclass(frozen=True)
class Row:
    """`key` is what a row keeps through versions; the first cell says what it is."""

    key: str
    cells: tuple

    @property
    def heading(self):
        return self.cells[0].text


@dataclass(frozen=True)
class Content:
    """What one field says: words that were chosen, a text, and rows.

    `in_order`: somebody put the rows in this order, so that one can be moved.
    """

    chosen: str = ""
    text: str = ""
    rows: tuple = ()
    in_order: bool = False

    @property
    def is_empty(self):
        return not (self.chosen or self.text.strip() or self.rows)


@dataclass(frozen=True)
class WordChange:
    """A text before and after, in pieces: stayed, came, went."""

    old: str
    new: str
    pieces: list

    @property
    def state(self):
        if self.old == self.new:
            return SAME
        return CHANGED if any(p.kind != SAME for p in self.pieces) else LAYOUT

    @property
    def before(self):
        return [piece for piece in self.pieces if piece.kind != "ins"]

    @property
    def after(self):
        return [piece for piece in self.pieces if piece.kind != "del"]

    @property
    def came(self):
        return sum(piece.words for piece in self.pieces if piece.kind == "ins")

    @property
    def went(self):
        return sum(piece.words for piece in self.pieces if piece.kind == "del")


@dataclass(frozen=True)
class CellChange:
    old: Cell
    new: Cell

    @property
    def name(self):
        return (self.new or self.old).name

    @property
    def is_changed(self):
        return self.old != self.new

    @property
    def more(self):
        """By how many euros the amount rose; None when it is no amount."""
        amounts = [cell.euros if cell else None for cell in (self.old, self.new)]
        if amounts == [None, None]:
            return None
        return (amounts[1] or 0) - (amounts[0] or 0)

    @property
    def less(self):
        return -self.more


@dataclass(frozen=True)
class RowChange:
    """A row in the old table, in the new one, or in both."""

    old: Row | None
    new: Row | None
    is_moved: bool = False

    @property
    def state(self):
        if not self.old or not self.new:
            return REMOVED if self.old else ADDED
        if self.old.cells != self.new.cells:
            return CHANGED
        return MOVED if self.is_moved else SAME

    @property
    def heading(self):
        return (self.new or self.old).heading

    @property
    def cells(self):
        """The cells side by side, found by their names."""
        was, now = (
            {cell.name: cell for cell in row.cells} if row else {}
            for row in (self.old, self.new)
        )
        return [CellChange(was.get(name), now.get(name)) for name in {**was, **now}]


@dataclass(frozen=True)
class Line:
    """A row that changed, in a table with these columns."""

    row: RowChange
    head: list

    @property
    def state(self):
        return self.row.state

    @property
    def by_column(self):
        cells = {cell.name: cell for cell in self.row.cells}
        empty = Cell("", "")
        return [cells.get(n) or CellChange(empty, empty) for n in self.head]


@dataclass(frozen=True)
class FieldChange:
    """What became of one field; `label` is what the page calls it."""

    name: str
    label: str
    old: Content
    new: Content
    words: WordChange
    rows: list = field(default_factory=list)

    @property
    def state(self):
        if self.old.is_empty != self.new.is_empty:
            return ADDED if self.old.is_empty else REMOVED
        of_rows = any(row.state != SAME for row in self.rows)
        if of_rows or self.is_chosen_anew or self.words.state == CHANGED:
            return CHANGED
        return self.words.state

    @property
    def is_chosen_anew(self):
        return self.old.chosen != self.new.chosen

    @property
    def changed_rows(self):
        """Each with its cells under the names of `head`."""
        return [Line(row, self.head) for row in self.rows if row.state != SAME]

    @property
    def same_rows(self):
        return sum(row.state == SAME for row in self.rows)

    @cached_property
    def head(self):
        """The names of the columns; years in their order."""
        names = dict.fromkeys(c.name for row in self.rows for c in row.cells)
        years = sorted(name for name in names if name.isdigit())
        return [years.pop(0) if name.isdigit() else name for name in names]


def compare(name, label, old, new, budget=None) -> FieldChange:
    return FieldChange(
        name=name,
        label=label,
        old=old,
        new=new,
        words=compare_words(old.text, new.text, budget),
        rows=compare_rows(old.rows, new.rows, in_order=new.in_order),
    )


def compare_words(old, new, budget=None) -> WordChange:
    if old == new:
        return WordChange(old, new, [Piece(SAME, plain(new))])
    return WordChange(old, new, pieces(plain(old), plain(new), budget or Budget()))


def compare_rows(old, new, *, in_order=False) -> list[RowChange]:
    """In the order of the new table; what went stands after what it stood after."""
    pairs = _pairs(old, new)
    moved = _moved([pairs[j] for j in sorted(pairs)]) if in_order else set()
    by_old = {i: j for j, i in pairs.items()}
    gone, last = defaultdict(list), -1
    for i, row in enumerate(old):
        last = by_old.get(i, last)
        if i not in by_old:
            gone[last].append(RowChange(row, None))
    found = gone[-1]
    for j, row in enumerate(new):
        i = pairs.get(j)
        was = None if i is None else old[i]
        found += [RowChange(was, row, is_moved=i in moved), *gone[j]]
    return found


def _pairs(old, new) -> dict:
    """{place in the new table: place in the old one}: by key, else by content, else
    by what the row is about."""
    pairs, left_old, left_new = {}, list(range(len(old))), list(range(len(new)))
    for same in (_key, _cells, _heading):
        places = defaultdict(list)
        for i in reversed(left_old):
            places[same(old[i])].append(i)
        for j in left_new:
            if places.get(same(new[j])):
                pairs[j] = places[same(new[j])].pop()
        taken = set(pairs.values())
        left_old = [i for i in left_old if i not in taken]
        left_new = [j for j in left_new if j not in pairs]
    return pairs


def _key(row):
    return row.key


def _cells(row):
    return row.cells


def _heading(row):
    """A row without one is like no other."""
    return row.heading or row.key


def _moved(places) -> set:
    """The fewest of these that one has to move, so that the others stand in order."""
    ends, previous = [], []
    for n, place in enumerate(places):
        at = bisect_left(ends, place, key=lambda k: places[k])
        previous.append(ends[at - 1] if at else None)
        ends[at : at + 1] = [n]
    stays, n = set(), ends[-1] if ends else None
    while n is not None:
        stays.add(places[n])
        n = previous[n]
    return set(places) - stays
