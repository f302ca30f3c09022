"""The milestones on one line with today among them, and what is known of each."""

from dataclasses import dataclass
from enum import Enum

from policy.models import ProcessMilestone
from sources.models import Precision
from sources.pages import is_quoted, more_of
from sources.templatetags.dates import day, moment

DEADLINE, PERIOD = ProcessMilestone.Kind.DEADLINE, ProcessMilestone.Kind.PERIOD
OPEN = COMING, BEGINS, RUNS = "komt nog", "begint nog", "loopt nu"
KNOWN_AS_ONE = (Precision.MONTH, Precision.QUARTER, Precision.YEAR)


@dataclass(frozen=True)
class Moment:
    """A milestone as a page shows it."""

    milestone: ProcessMilestone
    when: str
    state: str
    is_unknown: bool

    @property
    def has_day(self):
        return place(self.milestone) is not None

    @property
    def is_open(self):
        """Still to come, or going on."""
        return self.state in OPEN

    @property
    def is_unread(self):
        """It rests on another source that no editor has looked at."""
        grounds = self.milestone.grounds.all()
        return any(g.document_id and not g.confirmed_on for g in grounds)

    @property
    def is_quoted(self):
        """A later document is only named here, so its words are not quoted."""
        return is_quoted(self.milestone, self.milestone.term_text)

    @property
    def more(self):
        """The whole sentences of the letter, where the page quotes a few words."""
        return more_of(self.milestone, self.milestone.term_text)


@dataclass(frozen=True)
class Line:
    """The moments in the order of time; today stands before number `today_at`."""

    dated: list
    undated: list
    today_at: int


def timeline(milestones, today) -> Line:
    dated = sorted(filter(place, milestones), key=place)
    undated = [milestone for milestone in milestones if not place(milestone)]
    return Line(
        [moment_of(milestone, today) for milestone in dated],
        [moment_of(milestone, today) for milestone in undated],
        sum(place(milestone) < today for milestone in dated),
    )


def moment_of(milestone, today) -> Moment:
    return Moment(milestone, when(milestone), *state_of(milestone, today))


def place(milestone):
    """The day where it stands on the line; a period stands where it begins."""
    first, last = milestone.starts_on, milestone.ends_on
    return (first or last) if milestone.kind == PERIOD else (last or first)


def when(milestone):
    """By the days that the words of the source allow, or else in those words.

    The days of a season are the register's own and only give it a place.
    """
    first, last = milestone.starts_on, milestone.ends_on
    if not first and not last:
        return milestone.term_text
    if milestone.precision == Precision.SEASON:
        return f"{milestone.term_text} van {(last or first).year}"
    if not first:
        return _until(milestone, day(last))
    if not last:
        return f"vanaf {day(first)}"
    if milestone.precision in KNOWN_AS_ONE:
        return moment(first, milestone.precision)
    return day(first) if first == last else _both(first, last)


def _until(milestone, last):
    if milestone.kind == ProcessMilestone.Kind.EVENT:
        return milestone.term_text
    return f"{'tot en met' if milestone.kind == PERIOD else 'uiterlijk'} {last}"


def _both(first, last):
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year} tot en met {last.year}"
    return f"{day(first)} tot en met {day(last)}"


def state_of(milestone, today):
    """(what is known of it today, whether that is nothing)."""
    if milestone.realised_on:
        how = "later dan gepland" if milestone.is_late else "gebeurd"
        return f"{how}: {day(milestone.realised_on)}", False
    if milestone.realised_text:
        return "gebeurd, dag niet bekend", False
    if milestone.kind == PERIOD and place(milestone):
        return _state_of_period(milestone, today), False
    if place(milestone) and place(milestone) >= today:
        return COMING, False
    if milestone.kind == ProcessMilestone.Kind.EVENT:
        return "", False
    return "nog niet bekend of dit is gebeurd", True


def _state_of_period(milestone, today):
    if milestone.starts_on and milestone.starts_on > today:
        return BEGINS
    return "voorbij" if milestone.ends_on and milestone.ends_on < today else RUNS


class Standing(Enum):
    """Where a milestone stands today, by what the source and the register say."""

    COMING = "komt"
    PAST = "voorbij"
    OVERDUE = "verstreken"
    UNDATED = "zonder-datum"


def standing(milestone, today) -> Standing:
    if milestone.is_overdue(today):
        return Standing.OVERDUE
    if milestone.realised_text:
        return Standing.PAST
    last = milestone.ends_on or milestone.starts_on
    if not last:
        return Standing.UNDATED
    return Standing.COMING if last >= today else Standing.PAST


def for_home(milestones, today, count=5):
    """Deadlines and periods: the next ones, or when none is left the last ones."""
    line = timeline([m for m in milestones if m.kind in (DEADLINE, PERIOD)], today)
    coming = line.dated[line.today_at :]
    return coming[:count] or line.dated[-count:]
