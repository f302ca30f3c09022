"""What a visitor chose to see of the matrix. The address holds all of it.

The rows are filtered as the list of missions is; besides, the matrix has choices of
its own: which columns, which links, which gaps.
"""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse

from facets.listing import Listing
from missions.filters import MissionFilter
from missions.matrix.columns import CHOICES as COLUMNS
from missions.models import Mission

# The figures count all missions; the table shows them in pages of this many.
MISSIONS_A_PAGE = 50

ACTIVITY = "bijdragen"
OWN = {
    "laag": ("Laag", {"": "Grondslag", ACTIVITY: "Bijdragen"}),
    "kolommen": ("Kolommen", {key: words for key, (words, _) in COLUMNS.items()}),
    "koppelingen": (
        "Koppelingen",
        {"": "Alle koppelingen", "brief": "Alleen uit de brief"},
    ),
    "gaten": (
        "Gaten",
        {
            "": "Alle vakjes",
            "missies": "Lege rijen",
            "kolommen": "Lege kolommen",
            "redactie": "Missies met alleen de redactie",
            "subdoelen": "Kolommen met alleen een subdoel",
        },
    ),
}
# About what a link rests on.
ONLY_OF_LINKS = {"brief", "redactie", "bronnen", "alles"}
# The counts of "Wat ontbreekt" lead here; a button only where one is chosen.
ONLY_FROM_A_COUNT = {"redactie", "subdoelen"}


class MatrixFilter(MissionFilter):
    KEEPS = tuple(OWN)
    SORTS = {}
    VIEWS = {}


@dataclass(frozen=True)
class Segment:
    """One of the matrix's own choices: its options, as (words, address, chosen)."""

    words: str
    options: list


class Choice(Listing):
    def __init__(self, asked):
        missions = Mission.objects.current().select_related("theme")
        super().__init__(MatrixFilter(asked, missions))
        self.own = {
            name: next((v for v in asked.getlist(name) if v in options), "")
            for name, (_, options) in OWN.items()
        }
        if self.is_activity:
            self.own = {
                name: "" if value in ONLY_OF_LINKS else value
                for name, value in self.own.items()
            }

    @property
    def missions(self):
        return self.filterset.qs

    @property
    def is_activity(self):
        return self.own["laag"] == ACTIVITY

    @property
    def columns(self):
        return self.own["kolommen"]

    @property
    def is_stated(self):
        return self.own["koppelingen"] == "brief"

    @property
    def gaps(self):
        return self.own["gaten"]

    @property
    def kept(self):
        return [(name, value) for name, value in self.own.items() if value]

    def address(self, chosen=None, **changes):
        found = super().address(chosen, **changes)
        return reverse("matrix") + found.removeprefix(".")

    @property
    def segments(self):
        """A segment with one option is no choice."""
        return [found for found in self._segments() if len(found.options) > 1]

    def _segments(self):
        return [
            Segment(
                words,
                [
                    (label, self.address(**{name: value}), value == self.own[name])
                    for value, label in options.items()
                    if value == self.own[name] or value not in self._hidden
                ],
            )
            for name, (words, options) in OWN.items()
        ]

    @property
    def _hidden(self):
        own = ONLY_OF_LINKS if self.is_activity else set()
        return ONLY_FROM_A_COUNT | own

    @property
    def words(self):
        """The choice in words, for the name of a file."""
        own = [OWN[name][1][value] for name, value in self.kept]
        return " ".join([*own, *(chip.choice.label for chip in self.chips)])

    def show(self, rows):
        """The page of these rows that is asked for; the addresses lead to the others."""
        self.paginator = Paginator(rows, MISSIONS_A_PAGE)
        return self.page

    def _known(self, name):
        return {self.own[name]} if name in OWN else super()._known(name)

    def _label(self, name):
        return OWN[name][0] if name in OWN else super()._label(name)
