"""The matrix as the page shows it: rows of boxes, and what stands behind a box."""

from collections import defaultdict
from dataclasses import dataclass, field

from missions.matrix.table import SIGNS, strongest

# More missions than this do not fit in the heading of a popover.
NAMED = 8


@dataclass(frozen=True)
class Box:
    """A filled box; `evidence` is the number of its popover.

    `starts` where it is the first of its basis in its row.
    """

    sign: str
    words: str
    column: object
    evidence: int
    starts: bool


@dataclass(frozen=True)
class Part:
    """The boxes of one row in one group; None where there is no link."""

    group: object
    boxes: list
    count: int
    section: str


@dataclass(frozen=True)
class Line:
    mission: object
    parts: list
    children: int = 0


@dataclass(frozen=True)
class Body:
    """Rows of a theme. A mission with sub-targets starts one, to unfold them in."""

    theme: object
    lines: list
    starts_theme: bool


@dataclass(frozen=True)
class Evidence:
    """What one or more boxes rest on, and the missions of those boxes."""

    number: int
    owner: object
    record: object
    links: list
    section: str
    missions: list = field(default_factory=list)

    @property
    def named(self):
        """The missions to name; of more, only their theme and their number."""
        return self.missions if len(self.missions) <= NAMED else []


def tree(matrix):
    """Each mission with its sub-targets; one without its mission stands alone."""
    shown = {mission.pk for mission in matrix.missions}
    below = defaultdict(list)
    for mission in matrix.sub_targets:
        below[mission.parent_id].append(mission)
    return [
        (mission, [] if mission.is_sub_target else below[mission.pk])
        for mission in matrix.missions
        if not (mission.is_sub_target and mission.parent_id in shown)
    ]


class Table:
    """The rows of `tree` that one page shows."""

    def __init__(self, matrix, rows):
        self.matrix, self.missions, self.evidence = matrix, rows, {}
        self.bodies = self._bodies()
        self.popovers = list(self.evidence.values())

    def _bodies(self):
        bodies = []
        for mission, below in self.missions:
            theme = bodies[-1].theme if bodies else None
            is_new = mission.theme != theme
            lines = [self._line(mission, len(below)), *map(self._line, below)]
            if is_new or below or bodies[-1].lines[0].children:
                bodies.append(Body(mission.theme, lines, is_new))
            else:
                bodies[-1].lines.extend(lines)
        return bodies

    def _line(self, mission, children=0):
        parts, signs = [], set()
        for group in self.matrix.groups:
            boxes = [self._box(mission, group, c, signs) for c in group.columns]
            count = sum(box is not None for box in boxes)
            parts.append(Part(group, boxes, count, self._section(group)))
        return Line(mission, parts, children)

    def _box(self, mission, group, column, signs):
        """None without a link; `signs` are those that the row has so far."""
        found = self.matrix.links(mission, group, column)
        if not found:
            return None
        basis = strongest(found)
        starts = basis.sign not in signs
        signs.add(basis.sign)
        evidence = self._evidence(mission, group, found)
        return Box(basis.sign, basis.words, column, evidence, starts)

    def _evidence(self, mission, group, found):
        """Missions that take over the same links of a theme share what is shown."""
        key = tuple(map(id, found))
        if key not in self.evidence:
            own = any(tie.owner == mission for tie in found)
            owner = mission if own else mission.theme
            links = [tie.link for tie in found]
            self.evidence[key] = Evidence(
                *(len(self.evidence) + 1, owner, found[0].record, links),
                self._section(group),
            )
        self.evidence[key].missions.append(mission)
        return self.evidence[key].number

    def _section(self, group):
        """Where the page of a mission shows what fills these boxes."""
        return "vastgesteld" if self.matrix.signs is not SIGNS else group.section

    # What stands above and below the rows

    @property
    def heads(self):
        """Per group its columns, each with whether no mission has it, and totals."""
        m = self.matrix
        return [
            (
                group,
                [
                    (
                        column,
                        m.is_empty(group, column),
                        m.total(group, column),
                        m.sub_total(group, column),
                    )
                    for column in group.columns
                ],
            )
            for group in m.groups
        ]

    @property
    def has_columns(self):
        return any(group.columns for group in self.matrix.groups)

    @property
    def has_added(self):
        """Whether the editors added a column that the letter does not name."""
        columns = (c for group in self.matrix.groups for c in group.columns)
        return any(not getattr(c, "is_stated", True) for c in columns)

    @property
    def width(self):
        return 1 + sum(len(group.columns) + 1 for group in self.matrix.groups)
