"""Terms in working days, by the law that sets terms in the Netherlands.

Article 3 of the Algemene termijnenwet names the holidays. A library of holidays
would follow custom instead: it has 5 May free once in five years.
"""

from datetime import date, timedelta

from dateutil.easter import easter

SATURDAY, SUNDAY = 5, 6
# Days from Easter Sunday: Good Friday, Easter Monday, Ascension Day, Whit Monday.
AROUND_EASTER = (-2, 1, 39, 50)


def holidays(year):
    moving = {easter(year) + timedelta(days) for days in AROUND_EASTER}
    fixed = {date(year, *day) for day in [(1, 1), (5, 5), (12, 25), (12, 26)]}
    return moving | fixed | {kings_day(year)}


def kings_day(year):
    day = date(year, 4, 27)
    return day - timedelta(1) if day.weekday() == SUNDAY else day


def is_working_day(day):
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def working_days_after(day, count):
    """The working day that is `count` working days after this day."""
    while count:
        day += timedelta(1)
        count -= is_working_day(day)
    return day


def working_days_between(day, other):
    """How many working days come after `day`, up to and with `other`."""
    days = range(1, (other - day).days + 1)
    return sum(is_working_day(day + timedelta(number)) for number in days)


def working_days_left(day, other) -> str:
    """In words: "nog 2 werkdagen"."""
    left = working_days_between(day, other)
    return f"nog {left} {'werkdag' if left == 1 else 'werkdagen'}"
