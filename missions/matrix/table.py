"""The matrix: missions against topsectors, technologies and documents.

Only boxes with a link are held; every other box of the rows × columns is a gap. A
mission takes over what the letter states of its theme. Sub-targets are rows too, but totals
count missions only, so that they are the same with the sub-targets folded.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from sources.links import Basis, basis_of
from themes.links import is_taken_over, ties

NO_LINK = "n"
SIGNS = {
    "m": "In de brief, bij de missie",
    "t": "In de brief, bij het thema",
    "r": "Redactioneel",
    NO_LINK: "Geen koppeling",
}


@dataclass(frozen=True)
class Group:
    """Columns of one kind; `end` is the name of that end of a link."""

    key: str
    end: str
    title: str
    one: str
    many: str
    columns: tuple

    def key_of(self, column):
        return self.end, column.slug

    @property
    def section(self):
        """Where the page of a mission shows these links."""
        return "stukken" if self.end == "document" else "topsectoren"


@dataclass(frozen=True)
class Matrix:
    """`filled` holds, per mission and per column, the links; the strongest first.

    `signs` are what a box can be, in words.
    """

    missions: tuple
    groups: tuple
    filled: dict
    signs: dict = field(default_factory=lambda: SIGNS)

    @property
    def is_sample(self):
        """Whether what fills a box was made up to practise with."""
        boxes = (ties for own in self.filled.values() for ties in own.values())
        entries = (getattr(tie.link, "entry", None) for ties in boxes for tie in ties)
        return any(entry.is_practice for entry in entries if entry)

    @cached_property
    def rows(self):
        return [mission for mission in self.missions if not mission.is_sub_target]

    @cached_property
    def sub_targets(self):
        return [mission for mission in self.missions if mission.is_sub_target]

    def links(self, mission, group, column):
        return self.filled.get(mission.pk, {}).get(group.key_of(column), ())

    def count_of(self, mission, group):
        """How many columns of the group this mission has a link with."""
        ends = (end for end, _ in self.filled.get(mission.pk, ()))
        return sum(end == group.end for end in ends)

    @cached_property
    def row_totals(self):
        """Per column how many missions, and how many sub-targets, have a link."""
        rows, subs = Counter(), Counter()
        for mission in self.missions:
            counted = subs if mission.is_sub_target else rows
            counted.update(list(self.filled.get(mission.pk, ())))
        return rows, subs

    def total(self, group, column):
        return self.row_totals[0][group.key_of(column)]

    def sub_total(self, group, column):
        return self.row_totals[1][group.key_of(column)]

    def is_empty(self, group, column):
        return not (self.total(group, column) or self.sub_total(group, column))

    def tally(self, group, missions=None):
        """How many boxes of the group there are of each basis, and in all."""
        missions = self.rows if missions is None else missions
        counts = Counter(
            strongest(found).sign
            for mission in missions
            for (end, _), found in self.filled.get(mission.pk, {}).items()
            if end == group.end
        )
        boxes = len(missions) * len(group.columns)
        counts[NO_LINK] = boxes - counts.total()
        return [(sign, counts[sign]) for sign in self.signs], boxes

    # What is missing

    def missions_without(self, group):
        return [m for m in self.rows if not self.count_of(m, group)]

    def only_editorial(self, group):
        """Missions with a link, but none that the letter gives."""
        stated = self.stated
        return [
            mission
            for mission in self.rows
            if self.count_of(mission, group) and not stated.count_of(mission, group)
        ]

    def columns_without(self, group):
        return [column for column in group.columns if self.is_empty(group, column)]

    def columns_of_sub_targets(self, group):
        """Columns that only sub-targets have a link with."""
        return [
            column
            for column in group.columns
            if self.sub_total(group, column) and not self.total(group, column)
        ]

    # A part of it

    @cached_property
    def stated(self):
        """The same matrix as if the editors had made no link."""
        filled = {}
        for mission, boxes in self.filled.items():
            left = {
                column: tuple(tie for tie in found if tie.link.passage)
                for column, found in boxes.items()
            }
            filled[mission] = {column: found for column, found in left.items() if found}
        return replace(self, filled=filled)

    def only_rows_without(self):
        """Missions that lack a link with a whole group."""
        return self._rows(self.missions_without)

    def only_editorial_rows(self):
        """Missions that have a link with a whole group by the editors alone."""
        return self._rows(self.only_editorial)

    def only_columns_without(self):
        return self._columns(self.columns_without)

    def only_columns_of_sub_targets(self):
        return self._columns(self.columns_of_sub_targets)

    def _rows(self, missions_of):
        """Without sub-targets: as many rows as the count that leads here says."""
        found = {m for group in self.groups for m in missions_of(group)}
        rows = tuple(mission for mission in self.rows if mission in found)
        return self._with(rows, self.groups)

    def _columns(self, columns_of):
        groups = (replace(g, columns=tuple(columns_of(g))) for g in self.groups)
        return self._with(self.missions, tuple(groups))

    def _with(self, missions, groups):
        shown = {group.key_of(column) for group in groups for column in group.columns}
        filled = {
            mission.pk: {
                column: found
                for column, found in self.filled.get(mission.pk, {}).items()
                if column in shown
            }
            for mission in missions
        }
        return replace(self, missions=missions, groups=groups, filled=filled)


def matrix(missions, groups) -> Matrix:
    """Of public missions with their theme. One query, for the links."""
    missions = tuple(missions)
    themes = {mission.theme.pk: mission.theme for mission in missions}
    shown = {group.key_of(column) for group in groups for column in group.columns}
    own = defaultdict(dict)
    # From strong to weak, and so in each box.
    for tie in ties(*themes.values(), *missions) if missions else ():
        column = (tie.end, tie.record.slug)
        if column in shown:
            own[tie.owner].setdefault(column, []).append(tie)
    filled = {m.pk: joined(own[m], own[m.theme]) for m in missions}
    return Matrix(missions, tuple(groups), filled)


def joined(own, inherited):
    """The boxes of a mission with those that it takes over from its theme."""
    taken = {
        column: tuple(tie for tie in found if is_taken_over(tie.link))
        for column, found in inherited.items()
    }
    boxes = {column: found for column, found in taken.items() if found}
    for column, found in own.items():
        both = [*found, *boxes.get(column, ())]
        boxes[column] = tuple(sorted(both, key=lambda tie: basis_of(tie.link)))
    return boxes


def strongest(found) -> Basis | None:
    """What fills the box without being a link brings a basis of its own."""
    if not found:
        return None
    return getattr(found[0].link, "basis", None) or basis_of(found[0].link)
