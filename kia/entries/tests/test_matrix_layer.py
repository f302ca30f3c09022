"""The layer *activity* of the matrix: which boxes entries fill, and which are gaps."""

import pytest

from instance import clock
from kia.entries.public.activity import activity
from kia.models import Entry
from kia.steps import AgendaState, EntryState
from kia.tests.builders import make_cast, make_entry, make_version, move_version
from kia.workflow import open_version

pytestmark = pytest.mark.django_db

URL = "/matrix/?laag=bijdragen"


def matrix_of(client, query=""):
    answer = client.get(URL + query)
    assert answer.status_code == 200
    return answer.context["table"].matrix, answer.content.decode()


def test_boxes_of_the_examples_add_up(practice, client):
    matrix, text = matrix_of(client)
    tallies = {group.key: dict(matrix.tally(group)[0]) for group in matrix.groups}

    for group in matrix.groups:
        counts, boxes = matrix.tally(group)
        assert sum(count for _, count in counts) == boxes
        assert boxes == len(matrix.rows) * len(group.columns)
    # The lead and who helps, at every mission that an entry serves.
    works = {(w.mission, w.slug) for w in activity() if w.end == "organisation"}
    missions = {m.pk for m in matrix.rows}
    assert tallies["topsectoren"]["m"] == sum(m in missions for m, _ in works)
    assert tallies["topsectoren"]["r"] == 0
    assert "Met een vastgestelde bijdrage" in text and "VOORBEELD" in text
    assert "14</strong> <span>missies zonder bijdrage met een topsector" in text


def test_the_layer_has_no_choices_about_links(practice, client):
    _, text = matrix_of(client, "&kolommen=bronnen&koppelingen=brief")

    assert "Alleen uit de brief" not in text
    assert "«<bdi>bronnen</bdi>» kan hier niet." in text


def test_an_entry_that_ended_is_deliberately_not(client):
    cast = make_cast()
    version = make_version(cast)
    entry = make_entry(cast, version, EntryState.ACCEPTED, title="Voorbij").entry
    move_version(cast, version, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        ended = {"ended_in": version, "ended_because": "Het is af."}
        Entry.objects.filter(pk=entry.pk).update(**ended)
        assert "Bewust niet meer" not in matrix_of(client)[1].split("<table")[1]
        other = {"lead": cast.partner_topsector, "title": "Nieuw"}
        make_entry(cast, version, EntryState.ACCEPTED, **other)
        move_version(cast, version, AgendaState.ADOPTED)

    matrix, text = matrix_of(client, "&kolommen=topsectoren")
    (group,) = matrix.groups

    counts = dict(matrix.tally(group)[0])
    assert counts["m"] == 1 and counts["r"] == 1
    assert "Waarom het eindigde: Het is af." in text


def test_nothing_that_is_not_adopted_fills_a_box(client):
    cast = make_cast()
    version = make_version(cast)
    make_entry(cast, version, EntryState.ACCEPTED, title="Nog geheim")

    assert activity() == []
    assert "Nog geheim" not in matrix_of(client)[1]


@pytest.mark.parametrize("entry_count", [1, 3])
def test_the_layer_costs_as_many_queries(
    entry_count, client, django_assert_num_queries
):
    cast = make_cast()
    version = make_version(cast)
    for _ in range(entry_count):
        make_entry(cast, version, EntryState.ACCEPTED)
    move_version(cast, version, AgendaState.ADOPTED)

    with django_assert_num_queries(8):
        client.get(URL)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_layer_can_be_taken_away(form, practice, client):
    answer = client.get(f"{URL}&formaat={form}")

    assert answer.status_code == 200
    assert 'filename="VOORBEELD-matrix-bijdragen-' in answer["Content-Disposition"]
