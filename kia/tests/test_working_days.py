from datetime import date

import pytest

from kia.working_days import holidays, working_days_after, working_days_left


def test_the_holidays_of_the_law():
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ]


def test_the_birthday_of_the_king_is_not_kept_on_a_sunday():
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)


@pytest.mark.parametrize(
    "day, count, expected",
    [
        # Monday; a weekend in between.
        (date(2026, 11, 2), 10, date(2026, 11, 16)),
        # Submitted on a Saturday: Monday is the first day.
        (date(2026, 11, 7), 1, date(2026, 11, 9)),
        # Good Friday and Easter Monday are no working days.
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        # Over Christmas into the next year.
        (date(2026, 12, 24), 5, date(2027, 1, 4)),
    ],
)
def test_a_term_counts_working_days(day, count, expected):
    assert working_days_after(day, count) == expected


@pytest.mark.parametrize(
    "ends_on, words",
    [(date(2026, 12, 4), "nog 1 werkdag"), (date(2026, 12, 7), "nog 2 werkdagen")],
)
def test_what_is_left_in_words(ends_on, words):
    # From a Thursday.
    assert working_days_left(date(2026, 12, 3), ends_on) == words
