"""The public page of an entry: every public field, its versions, and no more."""

import pytest
from django.urls import reverse

from accounts.tests.builders import signed_in
from instance import clock
from kia.entries.fields import FIELDS
from kia.entries.public.answers import IN_HEAD, INSIDE, WITH_OTHERS
from kia.entries.public.page import entry_page
from kia.models import Agenda, Entry, EntryVersion, Inclusion
from kia.steps import AgendaState, EntryState
from kia.tests.builders import (
    make_cast,
    make_entry,
    make_version,
    move_entry,
    move_version,
    revise,
)
from kia.workflow import open_version

pytestmark = pytest.mark.django_db

SECRET = "Zeewier tellen in het diepste geheim"


@pytest.fixture
def cast():
    return make_cast()


def make_adopted(cast, **fields):
    version = make_version(cast)
    entry = make_entry(cast, version, EntryState.ACCEPTED, **fields)
    move_version(cast, version, AgendaState.ADOPTED)
    return Entry.objects.get(pk=entry.entry_id)


def make_next(cast, entry=None, **changes):
    """The next version of the agenda, adopted; with `entry` that one is revised."""
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        if entry:
            newest = entry.versions.current().get()
            revised = revise(cast, newest, version)
            for name, value in changes.items():
                setattr(revised, name, value)
            revised.save()
            move_entry(cast, revised, EntryState.ACCEPTED)
        return move_version(cast, version, AgendaState.ADOPTED)


def text_of(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("version_count", [1, 3])
def test_page_queries_do_not_grow(
    version_count, client, cast, django_assert_num_queries
):
    entry = make_adopted(cast)
    for n in range(version_count - 1):
        make_next(cast, entry, title=f"Titel {n}")

    with django_assert_num_queries(6):
        client.get(entry.get_absolute_url())


def test_every_public_field_is_told_and_no_other(practice):
    told = {
        answer.field.name
        for entry in Entry.objects.in_force()
        for _, _, answers in entry_page(entry.slug).sections
        for answer in answers
    }

    # Of a programme for earning power there is no example that is adopted.
    missing = {"importance", "theme_fit"}
    public = {f.name for f in FIELDS} - IN_HEAD - set(INSIDE) - WITH_OTHERS
    assert told == public - missing


def test_the_page_shows_texts_rows_money_and_answers(practice, client):
    entry = Entry.objects.in_force().get(agenda__code="KIA-LWV")

    text = text_of(client, entry.get_absolute_url())

    for words in (
        "VOORBEELD",
        "Handreiking is in voorbereiding",
        "<caption>Begroting van de bijdragen, in cash",
        "Waarden",
        "Mijlpalen",
        "De eerste vastgestelde versie.",
        "/id/bijdrage/",
        "LWV-1",
        "28 juni 2019",
    ):
        assert words in text


def test_what_is_for_inside_is_not_on_the_page(client, cast):
    version = make_version(cast)
    draft = make_entry(cast, version, title="Openbaar")
    draft.internal_note = SECRET
    draft.save()
    move_entry(cast, draft, EntryState.ACCEPTED)
    move_version(cast, version, AgendaState.ADOPTED)

    for reader in (client, signed_in(cast.editor)):
        text = text_of(reader, draft.entry.get_absolute_url())
        assert "Openbaar" in text
        assert SECRET not in text
        assert cast.member.email not in text


@pytest.mark.parametrize(
    "state", [EntryState.DRAFT, EntryState.SUBMITTED, EntryState.ACCEPTED]
)
def test_what_is_not_adopted_has_no_page(state, client, cast):
    entry = make_entry(cast, make_version(cast), state).entry

    for reader in (client, signed_in(cast.coordinator)):
        assert reader.get(entry.get_absolute_url()).status_code == 404


def test_a_revision_in_work_does_not_show(client, cast):
    entry = make_adopted(cast, title="Zo geldt het")
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        revised = revise(cast, entry.versions.get(), version)
        revised.title = SECRET
        revised.save()

        text = text_of(client, entry.get_absolute_url())

    assert "Zo geldt het" in text and SECRET not in text


def test_an_entry_of_an_agenda_that_is_not_published_has_no_page(client, cast):
    entry = make_adopted(cast)
    Agenda.objects.update(published_at=None)

    assert client.get(entry.get_absolute_url()).status_code == 404


def test_versions_say_what_changed_and_stay_at_their_address(client, cast):
    entry = make_adopted(cast, title="Eerste titel")
    make_next(cast, entry, title="Tweede titel", choice_do="Anders dan eerst.")

    newest = text_of(client, entry.get_absolute_url())
    address = reverse("kia:entry_version", args=[entry.slug, "1.0"])
    oldest = text_of(client, address)

    assert "Anders: Titel, Keuze: dit doen we wel." in newest
    assert "<h1>Tweede titel</h1>" in newest
    assert "<h1>Eerste titel</h1>" in oldest
    assert "Deze versie gold eerder." in oldest
    assert "Tweede titel" not in oldest.split("</h1>")[1].split('id="versies"')[0]


def test_a_changed_budget_is_told_with_its_change(client, cast):
    entry = make_adopted(cast)
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        revised = revise(cast, entry.versions.get(), version)
        revised.budget_rows.update(amount=2_000_000)
        move_entry(cast, revised, EntryState.ACCEPTED)
        move_version(cast, version, AgendaState.ADOPTED)

    text = text_of(client, entry.get_absolute_url())

    assert "Anders: Begrotingsregels." in text
    assert "+4,00 (+100%)" in text


def test_what_is_carried_over_says_so(client, cast):
    entry = make_adopted(cast)
    make_next(cast, None)

    text = text_of(client, entry.get_absolute_url())

    assert "Overgenomen zonder wijziging." in text


def test_an_entry_that_ended_says_so(client, cast):
    entry = make_adopted(cast)
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        make_entry(cast, version, EntryState.ACCEPTED)
        Entry.objects.filter(pk=entry.pk).update(
            ended_in=version, ended_because="Het werk is klaar."
        )
        move_version(cast, version, AgendaState.ADOPTED)

    text = text_of(client, entry.get_absolute_url(), 410)

    assert "Deze bijdrage geldt niet meer." in text
    assert "Het werk is klaar." in text
    assert text_of(client, f"{entry.get_absolute_url()}1.0/")


@pytest.mark.parametrize("path", ["bestaat-niet/", "bestaat-niet/1.0/"])
def test_what_does_not_exist_is_not_found(path, client):
    assert client.get(f"/bijdragen/{path}").status_code == 404


def test_a_version_that_the_entry_has_not_is_not_found(client, cast):
    entry = make_adopted(cast)

    assert client.get(f"{entry.get_absolute_url()}2.0/").status_code == 404


def test_an_entry_that_went_into_another_leads_there(client, cast):
    version = make_version(cast)
    old, new = (make_entry(cast, version, EntryState.ACCEPTED).entry for _ in range(2))
    move_version(cast, version, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        version = open_version(cast.agenda, cast.coordinator)
        ended = {"ended_in": version, "ended_because": "Samen verder."}
        Entry.objects.filter(pk=old.pk).update(merged_into=new, **ended)
        move_version(cast, version, AgendaState.ADOPTED)

    answer = client.get(old.get_absolute_url())

    assert (answer.status_code, answer.url) == (301, new.get_absolute_url())
    assert Inclusion.objects.filter(entry=old).count() == 1
    assert EntryVersion.objects.in_force().filter(entry=old).count() == 0


@pytest.mark.parametrize("part_count", [1, 3])
def test_a_programme_lists_its_parts_in_force(
    part_count, client, cast, django_assert_num_queries
):
    version = make_version(cast)
    whole = make_entry(cast, version, EntryState.ACCEPTED).entry
    part = {"level": "sub_programme", "parent": whole}
    for n in range(part_count):
        draft = make_entry(cast, version, title=f"Deel {n}")
        EntryVersion.objects.filter(pk=draft.pk).update(**part)
        move_entry(cast, EntryVersion.objects.get(pk=draft.pk), EntryState.ACCEPTED)
    move_version(cast, version, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        made = make_entry(cast, make_version(cast), title="Nog een concept")
        EntryVersion.objects.filter(pk=made.pk).update(**part)

    with django_assert_num_queries(6):
        text = text_of(client, whole.get_absolute_url())

    assert "Deelprogramma’s" in text
    assert all(f">Deel {n}</a>" in text for n in range(part_count))
    assert "Nog een concept" not in text
