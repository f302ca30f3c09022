from datetime import date

import pytest
from icalendar import Calendar

from policy.tests.builders import make_milestone

pytestmark = pytest.mark.django_db


def events(client):
    page = client.get("/termijnen/termijnen.ics")
    assert page["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in page.content
    return Calendar.from_ical(page.content).walk("VEVENT")


def test_the_calendar_is_read_back_as_it_was_meant(client, settings):
    found = make_milestone(
        title="Agenda’s gereed; allemaal, écht",
        who="topsectoren",
        realised_on=date(2019, 10, 17),
        realised_text="Naar de Kamer gestuurd.",
    )

    (event,) = events(client)

    assert event["uid"] == f"{found.slug}@missieregister"
    assert event["summary"] == "Agenda’s gereed; allemaal, écht"
    assert event.decoded("dtstart") == date(2019, 6, 30)
    assert event.decoded("dtend") == date(2019, 7, 1)
    assert event.decoded("dtstamp") == found.published_at.replace(microsecond=0)
    assert event["url"].endswith(f"/termijnen/#{found.slug}")
    assert event["description"].split("\n") == [
        "Wanneer: uiterlijk 30 juni 2019",
        "Wie: topsectoren",
        "Stand: later dan gepland: 17 oktober 2019",
        "Naar de Kamer gestuurd.",
    ]


def test_only_words_of_a_text_held_here_are_quoted(client, register):
    found = {str(event["uid"]).split("@")[0]: event for event in events(client)}

    def said(slug):
        return str(found[slug]["description"]).split("\n")

    quoted = said("kennis-en-innovatieagendas-afgerond")[0]
    assert quoted == "Wanneer: uiterlijk 30 juni 2019 («voor 1 juli 2019»)"
    assert said("herijking-van-de-missies")[0] == "Wanneer: 26 mei 2023"
    # Of an event that is past nothing more is known, so nothing is said.
    assert not any(line.startswith("Stand:") for line in said("lancering-go-chem"))


def test_a_period_lasts_until_its_last_day(client):
    make_milestone(
        kind="period",
        precision="period",
        starts_on=date(2020, 1, 1),
        ends_on=date(2023, 12, 31),
    )

    (event,) = events(client)

    assert event.decoded("dtstart") == date(2020, 1, 1)
    assert event.decoded("dtend") == date(2024, 1, 1)


def test_a_season_keeps_its_words_beside_the_days(client, register):
    found = {str(event["uid"]).split("@")[0]: event for event in events(client)}

    event = found["toezegging-startupbeleid"]
    assert event["summary"].endswith(" (voor de zomer van 2019)")
    assert event["description"].startswith("Wanneer: voor de zomer van 2019")
    event = found["toezegging-agendas-en-contract"]
    assert event["summary"].endswith(" (in het najaar van 2019)")


def test_the_calendar_holds_no_draft_and_nothing_without_a_date(client):
    shown = make_milestone()
    make_milestone(published=False)
    make_milestone(withdrawn_on=date(2020, 1, 1), withdrawn_because="Vervallen.")
    make_milestone(precision="vague", ends_on=None)

    assert [event["uid"] for event in events(client)] == [
        f"{shown.slug}@missieregister"
    ]


def test_the_same_register_gives_the_same_file(client):
    make_milestone()

    first = client.get("/termijnen/termijnen.ics")
    again = client.get("/termijnen/termijnen.ics")

    assert first.content == again.content


def test_every_dated_milestone_of_the_letter_is_in_the_calendar(client, register):
    for event in events(client):
        assert event.decoded("dtstart") < event.decoded("dtend")
        assert str(event["summary"])
