"""The table of fields covers the content of an entry, and rests on the letter."""

import pytest

from kia.entries.fields import BY_NAME, FIELDS, TABS
from kia.entries.fields.field import Need
from kia.models import LENGTHS, ROWS, EntryVersion, Period
from policy.models import Rule
from portal import fixtures
from sources.passages import find

OUTSIDE = {"id", "entry", "follows", "state", "frozen_at", "submitted_by"}
# (field, set of rows, column that carries its text)
ROW_TEXTS = [
    ("values", "value_rows", "text"),
    ("phases", "phase_rows", "result"),
    ("milestones", "milestone_rows", "text"),
    ("parties", "party_rows", "role"),
    ("consultations", "consultation_rows", "outcome"),
    ("requests", "request_rows", "text"),
    ("indicators", "indicator_rows", "name"),
    ("relations", "relation_rows", "text"),
]


def test_every_column_and_every_row_of_a_version_belongs_to_a_field():
    fields = EntryVersion._meta.concrete_fields
    columns = {f.name for f in fields if not f.generated} - OUTSIDE
    rows = {row._meta.get_field("version").remote_field.related_name for row in ROWS}

    stored = {place for field in FIELDS for place in field.places}

    assert stored == columns | rows


def test_a_field_has_one_name_one_tab_and_words_of_its_own():
    assert len(FIELDS) == len(BY_NAME) == 42
    assert [field.tab for field in FIELDS] == sorted(field.tab for field in FIELDS)
    assert {field.tab for field in FIELDS} == set(TABS)
    assert len({field.label for field in FIELDS}) == len(FIELDS)
    assert all(field.help_text for field in FIELDS)
    # The name of a field fits a point of review.
    assert max(len(field.name) for field in FIELDS) <= 40


def test_the_needs_are_those_of_the_table():
    needs = {need: [f.name for f in FIELDS if f.need == need] for need in Need}

    assert needs[Need.CONDITIONAL] == [
        "main_mission",
        "sub_missions",
        "importance",
        "theme_fit",
        "main_technology",
        "trl",
    ]
    assert needs[Need.OPTIONAL] == [
        "topsectors",
        "priority",
        "secondary_missions",
        "budget_note",
        "relations",
        "internal_note",
    ]
    assert len(needs[Need.REQUIRED]) == 30


def test_four_fields_may_follow_the_agenda_and_three_may_be_none():
    waivers = {field.name: field.waiver for field in FIELDS if field.waived_by}

    assert waivers == {
        "technologies": "Geen sleuteltechnologie",
        "human_capital": "Volgt de tekst van de agenda",
        "trl": "Niet van toepassing",
        "small_business": "Volgt de tekst van de agenda",
        "region": "Geen regio",
        "requests": "Geen verzoeken",
        "international": "Volgt de tekst van de agenda",
        "make_or_get": "Volgt de tekst van de agenda",
    }


def test_a_text_has_the_advised_length_of_its_column():
    texts = {name for name in LENGTHS if name in BY_NAME}

    assert texts == set(LENGTHS)
    assert all(BY_NAME[name].advised_length == LENGTHS[name] for name in texts)


@pytest.mark.parametrize("name, rows, column", ROW_TEXTS)
def test_the_database_stops_a_row_at_half_more_than_advised(name, rows, column):
    model = EntryVersion._meta.get_field(rows).related_model

    hard = model._meta.get_field(column).max_length

    assert hard == BY_NAME[name].length * 3 // 2


def test_years_in_the_words_come_from_the_period():
    period = Period(first_year=2024, last_year=2027)

    assert BY_NAME["trl"].label_in(period) == "TRL nu en in 2027"
    assert "wat is er in 2027 anders?" in BY_NAME["summary"].help_text_in(period)


def test_every_field_has_a_ground():
    grounds = {f.name: bool(f.rules or f.quotes) for f in FIELDS}

    assert [f.name for f in FIELDS if grounds[f.name] == bool(f.practice)] == []


@pytest.fixture(scope="module")
def letter():
    return fixtures.read_letter()


def test_the_words_of_a_ground_stand_verbatim_in_the_letter(letter):
    quotes = [quote for field in FIELDS for quote in field.quotes]

    assert [quote.words for quote in quotes if quote.words not in letter.body] == []
    assert len(quotes) == 13


def test_the_lines_of_a_ground_hold_its_words(letter):
    lines = letter.raw.decode().split("\n")
    quotes = {quote for field in FIELDS for quote in field.quotes}

    def stands_there(quote, first, last):
        return find("\n".join(lines[first - 1 : last]), quote.words)

    for quote in quotes:
        first, last = quote.first_line, quote.last_line
        assert stands_there(quote, first, last), (quote, lines[first - 1 : last])
        assert not stands_there(quote, first + 1, last), quote
        assert not stands_there(quote, first, last - 1), quote


def test_the_rules_of_a_ground_are_rules_of_the_letter(register):
    codes = {code for field in FIELDS for code in field.rules}

    known = Rule.objects.public().filter(code__in=codes)

    assert codes == set(known.values_list("code", flat=True))
