"""Adopted entries and frozen years at the exits: search, lasting address, sitemap."""

import pytest

from instance import clock
from kia.models import Entry
from kia.steps import AgendaState, EntryState, YearState
from kia.tests.builders import (
    make_cast,
    make_entry,
    make_version,
    make_year,
    move_entry,
    move_version,
)
from kia.workflow import open_version
from portal.search import ask

pytestmark = pytest.mark.django_db

TITLE = "Zeewier tellen met drijvende camera’s"


def found(question="zeewier"):
    return [
        (hit.entry.title, hit.entry.shown["after"])
        for hit in ask(question).hits
        if hit.entry.kind == "bijdrage"
    ]


def make_accepted(cast):
    version = make_version(cast)
    entry = make_entry(cast, version, EntryState.ACCEPTED, title=TITLE).entry
    return version, entry


def test_an_entry_is_found_from_its_adoption_on():
    cast = make_cast()
    version, _ = make_accepted(cast)
    assert found() == []

    move_version(cast, version, AgendaState.ADOPTED)

    assert found() == [(TITLE, f"KIA {cast.agenda.title}")]


def test_an_entry_is_found_by_what_it_asks_of_government():
    cast = make_cast()
    version = make_version(cast)
    entry = make_entry(cast, version, title=TITLE)
    entry.request_rows.update(text="Maak ruimte voor proefvelden.")
    move_entry(cast, entry, EntryState.ACCEPTED)
    assert found("proefvelden") == []

    move_version(cast, version, AgendaState.ADOPTED)

    assert found("proefvelden") == [(TITLE, f"KIA {cast.agenda.title}")]


def test_a_draft_of_a_revision_is_not_found():
    cast = make_cast()
    version, _ = make_accepted(cast)
    move_version(cast, version, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        make_entry(cast, version, EntryState.ACCEPTED, title="Zeewier in het geheim")

        assert found() == [(TITLE, f"KIA {cast.agenda.title}")]


def test_an_entry_that_ended_says_so_in_search():
    cast = make_cast()
    version, entry = make_accepted(cast)
    move_version(cast, version, AgendaState.ADOPTED)
    assert found()
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        make_entry(cast, version, EntryState.ACCEPTED)
        ended = {"ended_in": version, "ended_because": "Het is af."}
        Entry.objects.filter(pk=entry.pk).update(**ended)
        move_version(cast, version, AgendaState.ADOPTED)

    assert found() == [(TITLE, f"KIA {cast.agenda.title} geldt niet meer")]


def test_a_question_about_the_contract_leads_to_its_tables(client):
    cast = make_cast()
    make_year(cast, 2020, YearState.ADOPTED)
    make_year(cast, 2021, YearState.CONFIRMED)

    page = client.get("/zoeken/?q=kic+2020").content.decode()
    other = client.get("/zoeken/?q=contract+2021").content.decode()

    assert 'href="/contract/2020/"' in page
    assert 'href="/contract/2021/"' not in other


def test_a_lasting_address_leads_to_the_entry_once_it_is_adopted(client):
    cast = make_cast()
    version, entry = make_accepted(cast)
    address = f"/id/bijdrage/{entry.slug}"
    assert client.get(address).status_code == 404

    move_version(cast, version, AgendaState.ADOPTED)
    answer = client.get(address)

    assert (answer.status_code, answer.url) == (303, entry.get_absolute_url())


def test_a_lasting_address_leads_to_a_year_once_it_is_adopted(client):
    cast = make_cast()
    make_year(cast, 2020, YearState.ADOPTED)
    make_year(cast, 2021, YearState.CONFIRMED)

    answer = client.get("/id/kic-tabel/2020")

    assert (answer.status_code, answer.url) == (303, "/contract/2020/")
    assert client.get("/id/kic-tabel/2021").status_code == 404
    assert client.get("/id/kic-tabel/twintig").status_code == 404


def test_the_sitemap_names_adopted_entries_only(client):
    cast = make_cast()
    version, entry = make_accepted(cast)
    assert entry.slug not in client.get("/sitemap.xml").content.decode()

    move_version(cast, version, AgendaState.ADOPTED)
    text = client.get("/sitemap.xml").content.decode()

    assert f"{entry.get_absolute_url()}</loc>" in text
    assert "/bijdragen/</loc>" in text
