"""What a field is, and when it applies."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kia.models import LENGTHS

FOLLOWS = "Volgt de tekst van de agenda"


class Need(Enum):
    REQUIRED = "verplicht"
    CONDITIONAL = "soms verplicht"
    OPTIONAL = "niet verplicht"


# The first line of each printed page of the letter, in its raw text.
PAGES = (1, 32, 92, 154, 224, 287, 353, 418, 484, 545, 605, 664, 727, 796, 856, 915)


@dataclass(frozen=True)
class Quote:
    """Words of the letter, and the lines of its raw text on which they stand."""

    words: str
    first_line: int
    last_line: int

    @property
    def page(self):
        return bisect_right(PAGES, self.first_line)


@dataclass(frozen=True)
class Field:
    """One field. Years in its words come from the period: see `said_in`.

    `stored` are the columns and sets of rows of an entry version that hold it. What
    is ticked in `waived_by` is an answer too; `waiver` is what it says.
    """

    name: str
    tab: int
    label: str
    help_text: str
    need: Need
    stored: tuple = ()
    length: int | None = None
    waived_by: str = ""
    waiver: str = ""
    rules: tuple = ()
    quotes: tuple = ()
    practice: str = ""
    applies: Callable = lambda version: True

    @property
    def places(self):
        return self.stored or (self.name,)

    @property
    def advised_length(self):
        return self.length or LENGTHS.get(self.name)

    def is_waived(self, version):
        return bool(self.waived_by) and getattr(version, self.waived_by)

    def label_in(self, period):
        return said_in(period, self.label)

    def help_text_in(self, period):
        return said_in(period, self.help_text)


def said_in(period, words):
    return words.format(first_year=period.first_year, last_year=period.last_year)


REQUIRED, CONDITIONAL, OPTIONAL = Need.REQUIRED, Need.CONDITIONAL, Need.OPTIONAL

MISSION_GOALS = Quote(
    "Dit raamwerk vergt aanvullingen om zo goed mogelijk te kunnen laten zien wat de "
    "bijdrage van de topsectoren is aan het bereiken van de missiedoelen.",
    909,
    911,
)
