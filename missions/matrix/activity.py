"""The second layer of the matrix: where adopted entries are at work, and where not.

Boxes add up to rows × columns here too: with an entry in force, deliberately without
one any more (the agenda gives the reason), and without.
"""

from collections import defaultdict
from dataclasses import dataclass

from missions.matrix.table import NO_LINK, Matrix
from sources.entries import activity
from sources.links import Basis
from themes.links import Tie

ADOPTED = Basis(1, "m", "Met een vastgestelde bijdrage")
ENDED = Basis(3, "r", "Bewust niet meer, met een reden")
SIGNS = {
    ADOPTED.sign: ADOPTED.words,
    ENDED.sign: ENDED.words,
    NO_LINK: "Zonder bijdrage",
}


@dataclass(frozen=True)
class AtWork:
    """What fills a box instead of a link: an entry, and why it ended if it did."""

    entry: object
    reason: str
    passage: object = None

    @property
    def basis(self):
        return ENDED if self.reason else ADOPTED


def activity_matrix(missions, groups) -> Matrix:
    """Of public missions with their theme."""
    missions, groups = tuple(missions), tuple(groups)
    owners = {mission.pk: mission for mission in missions}
    columns = {group.key_of(c): c for group in groups for c in group.columns}
    filled = defaultdict(dict)
    for work in activity():
        column = (work.end, work.slug)
        if work.mission in owners and column in columns:
            link = AtWork(work.entry, work.reason)
            tie = Tie(owners[work.mission], work.end, columns[column], link)
            filled[work.mission].setdefault(column, []).append(tie)
    boxes = {pk: {c: _sorted(t) for c, t in own.items()} for pk, own in filled.items()}
    return Matrix(missions, groups, boxes, SIGNS)


def _sorted(ties):
    return tuple(sorted(ties, key=lambda tie: tie.link.basis))
