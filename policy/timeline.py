"""The milestones on one line, with today among them, and what is known of each."""

from dataclasses import dataclass

from policy.models import ProcessMilestone
from sources.models import Precision
from sources.templatetags.dates import day, moment

KNOWN_AS_ONE = (Precision.MONTH, Precision.QUARTER, Precision.YEAR)


@dataclass(frozen=True)
class Moment:
    """A milestone as a page shows it; `is_today_before` draws the mark of today."""

    milestone: ProcessMilestone
    when: str
    state: str
    is_unknown: bool = False
    is_today_before: bool = False


def timeline(milestones, today):
    """(with a date, in the order of time; without a date)."""
    dated, undated, passed = [], [], True
    for milestone in milestones:
        state, is_unknown = state_of(milestone, today)
        last = last_day(milestone)
        coming = bool(last) and last >= today
        found = Moment(milestone, when(milestone), state, is_unknown, passed and coming)
        passed = passed and not coming
        (dated if last else undated).append(found)
    return dated, undated


def last_day(milestone):
    return milestone.ends_on or milestone.starts_on


def when(milestone):
    """By the days that the words of the source allow, or else in those words."""
    first, last = milestone.starts_on, milestone.ends_on
    if not first and not last:
        return milestone.term_text
    if not first:
        return f"uiterlijk {day(last)}"
    if not last:
        return f"vanaf {day(first)}"
    if milestone.precision in KNOWN_AS_ONE:
        return moment(first, milestone.precision)
    return day(first) if first == last else _both(first, last)


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
    last = last_day(milestone)
    if last is None or milestone.is_overdue(today):
        return "nog niet bekend", True
    if milestone.kind == milestone.Kind.PERIOD:
        return _state_of_period(milestone, last, today), False
    return ("voorbij" if last < today else "komt nog"), False


def _state_of_period(milestone, last, today):
    if milestone.starts_on and milestone.starts_on > today:
        return "begint nog"
    return "voorbij" if milestone.ends_on and last < today else "loopt nu"


def for_home(milestones, today, count=4):
    """What the home page shows: the next ones, or if none is left the last ones."""
    dated, _ = timeline(milestones, today)
    planned = [m for m in dated if m.milestone.kind != ProcessMilestone.Kind.EVENT]
    coming = [m for m in planned if last_day(m.milestone) >= today]
    return coming[:count] if len(coming) >= count else planned[-count:]
