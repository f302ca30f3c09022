"""Adoptions, frozen years and corrections in the list of changes and the feed."""

import pytest

from kia.contract.tests.builders import (
    make_admin,
    make_adopted_year,
    make_correction,
)
from kia.steps import AgendaState, EntryState, YearState
from kia.tests.builders import (
    make_cast,
    make_entry,
    make_version,
    make_year,
    move_version,
)

pytestmark = pytest.mark.django_db

SECRET = "Zeewier tellen in het diepste geheim"


def text_of(client, path="/wijzigingen/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def make_adopted(cast, *titles):
    version = make_version(cast)
    for title in titles:
        make_entry(cast, version, EntryState.ACCEPTED, title=title)
    return move_version(cast, version, AgendaState.ADOPTED)


@pytest.mark.parametrize("path", ["/wijzigingen/", "/wijzigingen/feed.atom"])
def test_an_adoption_is_told_with_its_entries(path, client):
    cast = make_cast()
    version = make_version(cast)
    make_entry(cast, version, EntryState.ACCEPTED, title="Zonnewijken")
    assert "Zonnewijken" not in text_of(client, path)

    version = move_version(cast, version, AgendaState.ADOPTED)
    text = text_of(client, path)

    assert f"{version} vastgesteld op" in text
    assert "«Zonnewijken» vastgesteld" in text
    assert version.get_absolute_url() in text
    assert cast.coordinator.email not in text


def test_steps_that_nobody_outside_sees_are_not_told(client):
    cast = make_cast()
    version = make_version(cast, AgendaState.CONSULTATION)
    make_year(cast, 2020, YearState.CONFIRMED)

    text = text_of(client)

    assert str(version) not in text
    assert "KIC-tabel" not in text


def test_a_frozen_year_is_told(client):
    make_year(make_cast(), 2020, YearState.ADOPTED)

    text = text_of(client)

    assert "KIC-tabel 2020 vastgesteld, ondertekend op" in text
    assert 'href="/contract/2020/"' in text


def test_the_changes_of_one_agenda_tell_its_adoption_alone(client):
    one, other = make_cast(), make_cast()
    make_adopted(one, "Zonnewijken")
    make_adopted(other, SECRET)

    text = text_of(client, f"/wijzigingen/?gegeven={one.agenda.slug}")

    assert "Zonnewijken" in text and SECRET not in text


def test_the_feed_of_a_theme_tells_the_adoption_of_its_agenda(client):
    one, other = make_cast(), make_cast()
    make_adopted(one, "Zonnewijken")
    make_adopted(other, SECRET)

    text = text_of(client, f"/themas/{one.agenda.theme.slug}/feed.atom")

    assert "Zonnewijken" in text and SECRET not in text


def test_another_kind_tells_no_adoption(client):
    make_adopted(make_cast(), SECRET)

    assert SECRET not in text_of(client, "/wijzigingen/?soort=missie")
    assert SECRET in text_of(client, "/wijzigingen/?soort=agenda")


def test_a_moment_tells_the_same(client):
    version = make_adopted(make_cast(), "Zonnewijken")
    at = version.steps.get(action="adopt").at

    text = text_of(client, f"/wijzigingen/?moment={at:%Y%m%d%H%M%S%f}")

    assert "Zonnewijken" in text


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(count, client, django_assert_num_queries):
    make_adopted(make_cast(), *(f"Bijdrage {n}" for n in range(count)))

    with django_assert_num_queries(12):
        client.get("/wijzigingen/")


def test_a_correction_is_told_once_it_counts(client):
    row = make_adopted_year(2020).commitments.get()
    correction = make_correction(row, -200_000, "Dubbel geteld", confirmed=False)
    assert "gecorrigeerd" not in text_of(client)

    correction.confirmed_by = make_admin()
    correction.save()
    text = text_of(client)

    said = f"{row.agenda}, {row.party}: € −200 × 1.000"
    assert f"KIC-tabel 2020 gecorrigeerd ({said}). Reden: Dubbel geteld." in text
