"""The public list of entries: what it shows, adds up and costs, and what it hides."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.tests.builders import signed_in
from kia.entries.public.index import listed
from kia.entries.public.selection import selection
from kia.models import Agenda, EntryVersion
from kia.steps import AgendaState, EntryState
from kia.tests.builders import (
    make_cast,
    make_entry,
    make_version,
    move_entry,
    move_version,
)

pytestmark = pytest.mark.django_db

URL = "/bijdragen/"
SECRET = "Zeewier tellen in het diepste geheim"


@pytest.fixture
def cast():
    return make_cast()


def make_adopted(cast, *titles):
    """A version in force of the agenda of the cast with entries of these titles."""
    version = make_version(cast)
    for title in titles:
        make_entry(cast, version, EntryState.ACCEPTED, title=title)
    return move_version(cast, version, AgendaState.ADOPTED)


def text_of(client, query=""):
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("entry_count", [1, 3])
def test_list_queries_do_not_grow(entry_count, client, cast, django_assert_num_queries):
    make_adopted(cast, *(f"Bijdrage {n}" for n in range(entry_count)))

    with django_assert_num_queries(3):
        client.get(URL)
    with django_assert_num_queries(3):
        client.get(f"{URL}?agenda={cast.agenda.slug}&sorteer=begroting")


def test_without_adopted_entries_the_page_says_so(client, cast):
    version = make_version(cast)
    for state in (EntryState.DRAFT, EntryState.SUBMITTED, EntryState.ACCEPTED):
        make_entry(cast, version, state, title=f"{SECRET} {state}")

    text = text_of(client)

    assert "Nog geen vastgestelde bijdragen" in text
    assert SECRET not in text
    assert SECRET not in signed_in(cast.coordinator).get(URL).content.decode()


def test_only_what_is_adopted_is_listed(client, cast):
    version = make_version(cast)
    make_entry(cast, version, EntryState.ACCEPTED, title="Vastgesteld")
    make_entry(cast, version, EntryState.NOT_INCLUDED, title=SECRET)
    move_version(cast, version, AgendaState.ADOPTED)

    assert [entry.title for entry in listed()] == ["Vastgesteld"]
    assert SECRET not in text_of(client)


def test_entries_of_an_agenda_that_is_not_published_are_not_listed(client, cast):
    make_adopted(cast, SECRET)
    Agenda.objects.update(published_at=None)

    assert SECRET not in text_of(client)


def test_the_oracle_of_the_whole_selection(practice):
    found = selection(listed(), is_whole=True)

    assert (len(found.entries), found.sums.total) == (6, 177_570_000)
    assert (found.sums.private_share, found.sums.kind_share) == ("47,4%", "36,1%")
    assert {a["code"]: own.total for a, _, own in found.agendas} == {
        "KIA-ED": 53_690_000,
        "KIA-GZ": 29_400_000,
        "KIA-LWV": 16_930_000,
        "KIA-ST": 49_840_000,
        "KIA-V": 27_710_000,
    }
    assert dict(zip(found.years, found.all_years, strict=True)) == {
        2020: 31_300_000,
        2021: 42_240_000,
        2022: 52_810_000,
        2023: 51_220_000,
    }


def test_the_totals_are_those_of_the_selection(practice, client):
    text = text_of(client, "?agenda=kia-energietransitie-en-duurzaamheid")

    assert "<strong>2</strong> van 6 bijdragen" in text
    assert "2 bijdragen, samen €&nbsp;53,69&nbsp;mln" in text
    assert "177,57" not in text
    assert "Telbasis: geldend." in text
    assert "VOORBEELD" in text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("thema=veiligheid", 1),
        ("topsector=htsm", 2),
        ("missie=broeikasgasuitstoot-terugdringen", 1),
        ("technologie=fotonica", 5),
        ("looptijd=nog-niet", 0),
        ("looptijd=loopt&looptijd=afgelopen", 6),
        ("jaar=2020", 6),
        ("prioriteit=hoog", 6),
        ("thema=geen", 1),
    ],
)
def test_each_facet_chooses(practice, client, query, number):
    answer = client.get(f"{URL}?{query}")

    assert answer.context["listing"].count.whole == number


def test_sorted_by_budget_the_largest_comes_first(practice, client):
    listing = client.get(f"{URL}?sorteer=begroting").context["listing"]
    sums = [entry.total for entry in listing.page]

    assert sums == sorted(sums, reverse=True)


def test_the_selection_can_be_taken_away_under_a_name_that_says_sample(
    practice, client
):
    answer = client.get(f"{URL}?formaat=csv&thema=veiligheid")
    rows = list(
        csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    )

    assert answer["Content-Disposition"].startswith(
        'attachment; filename="VOORBEELD-bijdragen-thema-veiligheid-'
    )
    assert len(rows) == 1
    cells = (
        rows[0]["begroting in cash (× € 1.000)"],
        rows[0]["begroting in kind (× € 1.000)"],
    )
    assert sum(int(cell) for cell in cells) == 27_710
    assert rows[0]["voorbeeld"] == "ja"
    assert not any("interne" in name for name in rows[0])


def test_the_list_as_a_workbook_and_as_json(practice, client):
    for form in ("xlsx", "json"):
        assert client.get(URL, {"formaat": form}).status_code == 200


def test_odd_addresses_are_answered(client, cast):
    make_adopted(cast, "Een")

    for query in ("?agenda=%00", "?pagina=-1", "?sorteer=x&jaar=abc", "?formaat=exe"):
        assert client.get(URL + query).status_code in (200, 400)


def test_the_address_has_a_name():
    assert reverse("kia:entries") == URL


def test_a_programme_that_does_not_hold_has_no_name_in_the_file(client, cast):
    version = make_version(cast)
    draft = make_entry(cast, version, title="Nog geheim programma")
    part = make_entry(cast, version, title="Een deel ervan")
    part.level, part.parent = EntryVersion.Level.SUB_PROGRAMME, draft.entry
    part.save()
    move_entry(cast, part, EntryState.ACCEPTED)
    move_version(cast, version, AgendaState.ADOPTED)

    text = b"".join(client.get(f"{URL}?formaat=csv")).decode()

    assert "Een deel ervan" in text
    assert "nog-geheim-programma" not in text
