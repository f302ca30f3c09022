"""The milestones as a calendar (iCalendar, RFC 5545): whole days, stable names."""

from datetime import timedelta

from icalendar import Calendar, Event

from policy.timeline import moment_of, when
from sources.models import Precision

NAME = "Termijnen uit het missiegedreven innovatiebeleid"


def calendar(milestones, today, absolute, chosen=()) -> bytes:
    """Only those with a day; `absolute` makes a full address of a path.

    `chosen` are the filters that the milestones were chosen by, in words.
    """
    found = Calendar()
    found.add("prodid", "-//Missieregister//Termijnen//NL")
    found.add("version", "2.0")
    found.add("x-wr-calname", ": ".join(filter(None, [NAME, ", ".join(chosen)])))
    for milestone in milestones:
        if milestone.starts_on or milestone.ends_on:
            found.add_component(event(milestone, today, absolute))
    return found.to_ical()


def event(milestone, today, absolute) -> Event:
    first = milestone.starts_on or milestone.ends_on
    last = milestone.ends_on or first
    found = Event()
    # A slug never changes, so a calendar knows the event again.
    found.add("uid", f"{milestone.slug}@missieregister")
    # Not the moment of asking: the same register gives the same file.
    found.add("dtstamp", milestone.published_at)
    found.add("dtstart", first)
    found.add("dtend", last + timedelta(days=1))
    found.add("summary", summary(milestone))
    found.add("description", description(milestone, today))
    found.add("categories", [milestone.get_kind_display()])
    found.add("url", absolute(milestone.get_absolute_url()))
    found.add("transp", "TRANSPARENT")
    return found


def summary(milestone):
    """A calendar can only draw days; of a season the words stand beside the title."""
    if milestone.precision == Precision.SEASON:
        return f"{milestone.title} ({when(milestone)})"
    return milestone.title


def description(milestone, today):
    moment = moment_of(milestone, today)
    quoted = f" («{milestone.term_text}»)" if moment.is_quoted else ""
    lines = [
        f"Wanneer: {moment.when}{quoted}",
        milestone.who and f"Wie: {milestone.who}",
        moment.state and f"Stand: {moment.state}",
        milestone.realised_text,
    ]
    return "\n".join(filter(None, lines))
