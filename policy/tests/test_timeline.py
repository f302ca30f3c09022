from datetime import date

import pytest

from policy.models import ProcessMilestone
from policy.tests.builders import make_milestone
from policy.timeline import for_home, state_of, timeline, when

TODAY = date(2019, 8, 1)
Kind = ProcessMilestone.Kind


def milestone(**fields):
    fields = {
        "kind": Kind.DEADLINE,
        "precision": "day",
        "term_text": "het najaar",
    } | fields
    return ProcessMilestone(**fields)


@pytest.mark.parametrize(
    "precision, first, last, words",
    [
        ("day", date(2019, 4, 26), date(2019, 4, 26), "26 april 2019"),
        ("day", None, date(2019, 6, 30), "uiterlijk 30 juni 2019"),
        ("day", date(2019, 11, 1), date(2019, 11, 1), "1 november 2019"),
        ("day", date(2022, 1, 1), None, "vanaf 1 januari 2022"),
        ("month", date(2019, 3, 1), date(2019, 3, 31), "maart 2019"),
        (
            "quarter",
            date(2019, 4, 1),
            date(2019, 6, 30),
            "tweede kwartaal van 2019",
        ),
        ("year", date(2018, 1, 1), date(2018, 12, 31), "2018"),
        ("period", date(2020, 1, 1), date(2023, 12, 31), "2020 tot en met 2023"),
        (
            "season",
            date(2019, 9, 23),
            date(2019, 12, 21),
            "het najaar van 2019",
        ),
        ("season", None, date(2019, 6, 20), "het najaar van 2019"),
        ("vague", None, None, "het najaar"),
    ],
)
def test_when_follows_the_precision_of_the_source(precision, first, last, words):
    found = milestone(precision=precision, starts_on=first, ends_on=last)

    assert when(found) == words


def test_an_event_with_only_a_last_day_keeps_the_words_of_the_source():
    found = milestone(kind=Kind.EVENT, term_text="Eind 2018", ends_on=TODAY)

    assert when(found) == "Eind 2018"


def test_a_period_runs_until_its_last_day():
    found = milestone(kind=Kind.PERIOD, precision="period", ends_on=date(2019, 6, 30))

    assert when(found) == "tot en met 30 juni 2019"


UNKNOWN = "nog niet bekend of dit is gebeurd"


@pytest.mark.parametrize(
    "fields, state",
    [
        ({"ends_on": date(2019, 11, 1)}, ("komt nog", False)),
        ({"ends_on": TODAY}, ("komt nog", False)),
        ({"ends_on": date(2019, 6, 30)}, (UNKNOWN, True)),
        ({"precision": "vague"}, (UNKNOWN, True)),
        ({"kind": Kind.EVENT, "ends_on": date(2018, 12, 5)}, ("", False)),
        (
            {"ends_on": date(2019, 6, 30), "realised_on": date(2019, 10, 17)},
            ("later dan gepland: 17 oktober 2019", False),
        ),
        (
            {"ends_on": date(2019, 6, 30), "realised_on": date(2019, 6, 30)},
            ("gebeurd: 30 juni 2019", False),
        ),
        (
            {"precision": "vague", "realised_text": "Er is een plan."},
            ("gebeurd, dag niet bekend", False),
        ),
        ({"kind": Kind.PERIOD, "starts_on": date(2020, 1, 1)}, ("begint nog", False)),
        ({"kind": Kind.PERIOD, "starts_on": date(2019, 1, 1)}, ("loopt nu", False)),
        ({"kind": Kind.PERIOD, "ends_on": date(2019, 7, 31)}, ("voorbij", False)),
    ],
)
def test_the_state_says_what_is_known_today(fields, state):
    assert state_of(milestone(**fields), TODAY) == state


def test_the_line_runs_in_time_with_today_on_it():
    period = milestone(
        kind=Kind.PERIOD, starts_on=date(2018, 1, 1), ends_on=date(2023, 12, 31)
    )
    past = milestone(ends_on=date(2019, 6, 30))
    coming = milestone(ends_on=date(2019, 11, 1))
    vague = milestone(precision="vague")

    line = timeline([vague, coming, period, past], TODAY)

    assert [m.milestone for m in line.dated] == [period, past, coming]
    assert [m.milestone for m in line.undated] == [vague]
    assert line.today_at == 2


def test_home_shows_what_comes_and_else_what_was_last():
    past = milestone(ends_on=date(2019, 6, 30))
    coming = milestone(ends_on=date(2019, 11, 1))
    event = milestone(kind=Kind.EVENT, ends_on=date(2019, 12, 1))

    def shown(today):
        return [m.milestone for m in for_home([past, coming, event], today)]

    assert shown(TODAY) == [coming]
    assert shown(date(2026, 11, 25)) == [past, coming]


@pytest.mark.django_db
def test_a_milestone_stays_in_its_place_on_the_page():
    found = make_milestone()

    assert found.get_absolute_url() == f"/termijnen/#{found.slug}"
