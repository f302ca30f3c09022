"""An entry as a document, and what the dossiers of records hold of entries."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document as read_docx

from accounts.tests.builders import signed_in
from dossiers.serving import FORMATS
from kia.entries.tests.test_public_page import SECRET, make_adopted
from kia.models import EntryMission
from kia.steps import AgendaState, EntryState
from kia.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return builders.make_cast()


def text_of(answer):
    document = read_docx(BytesIO(answer.content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    parts = [p.text for p in document.paragraphs] + cells
    return "\n".join(
        [*parts, *(p.text for p in document.sections[0].footer.paragraphs)]
    )


def dossier(client, path, form="docx"):
    answer = client.get(f"{path}dossier.{form}")
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("form", FORMATS)
def test_an_adopted_entry_can_be_taken_away_in_every_format(cast, client, form):
    entry = make_adopted(cast, title="Zon op dak")

    answer = dossier(client, entry.get_absolute_url(), form)

    assert answer.headers["Content-Type"] == FORMATS[form][0]


def test_it_says_what_was_adopted_when_and_what_is_not_in_it(cast, client):
    entry = make_adopted(
        cast, title="Zon op dak", internal_note=SECRET, market_creation=""
    )

    text = text_of(dossier(client, entry.get_absolute_url()))

    for words in (
        "Zon op dak",
        "Vastgesteld met versie 1.0 van de agenda",
        "Begroting",
        "Wat staat er niet in",
        "VASTGESTELD",
        "vingerafdruk",
        "VOORBEELD",
    ):
        assert words in text
    assert SECRET not in text


def test_a_draft_is_only_for_who_may_read_it(cast, client):
    version = builders.make_version(cast)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED, title="Zon op dak")
    path = f"/werk/bijdragen/{entry.entry.slug}/"

    assert client.get(f"/bijdragen/{entry.entry.slug}/dossier.docx").status_code == 404
    assert client.get(f"{path}dossier.docx").status_code == 302
    for person in (cast.outsider, cast.other_officer, cast.other_editor):
        assert signed_in(person).get(f"{path}dossier.docx").status_code == 404
    answer = dossier(signed_in(cast.judge), path)
    assert "CONCEPT" in text_of(answer)
    assert 'filename="CONCEPT-dossier-' in answer["Content-Disposition"]


def test_the_internal_note_goes_to_who_may_read_it(cast):
    version = builders.make_version(cast)
    entry = builders.make_entry(cast, version, internal_note=SECRET)
    builders.perform("submit", entry, by=cast.editor)
    path = f"/werk/bijdragen/{entry.entry.slug}/"

    assert SECRET in text_of(dossier(signed_in(cast.officer), path))
    assert SECRET not in text_of(dossier(signed_in(cast.partner), path))


def test_the_dossier_of_a_mission_holds_its_entries(cast, client):
    entry = make_adopted(cast, title="Zon op dak")
    mission = EntryMission.objects.get(version__entry=entry, part="main").mission

    text = text_of(dossier(client, mission.get_absolute_url()))

    for words in (
        "Dit zijn de vastgestelde bijdragen voor deze missie",
        "Zon op dak",
        "Keuze: dit doen we niet",
        "Begroting in cash, in miljoenen euro’s",
        "Bijdragen die nog niet zijn vastgesteld",
    ):
        assert words in text


def test_a_mission_without_entries_says_so(cast, client):
    version = builders.make_version(cast)
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED, title="Zon op dak")
    mission = EntryMission.objects.get(version=entry, part="main").mission

    text = text_of(dossier(client, mission.get_absolute_url()))

    assert "Er is nog geen vastgestelde bijdrage voor deze missie." in text
    assert "Zon op dak" not in text


def test_an_older_version_keeps_its_own_dossier(cast, client):
    entry = make_adopted(cast, title="Zon op dak")
    builders.make_version(cast, AgendaState.ADOPTED)

    text = text_of(dossier(client, f"{entry.get_absolute_url()}1.0/"))

    assert "Vastgesteld met versie 1.0" in text


def test_drafts_stand_in_the_dossier_of_a_mission_only_for_who_may_read_them(cast):
    version = builders.make_version(cast)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED, title="Zon op dak")
    mission = EntryMission.objects.get(version=entry, part="main").mission
    path = f"{mission.get_absolute_url()}dossier.docx"
    asked = f"{path}?concepten=ja"

    assert "/account/inloggen/" in Client().get(asked)["Location"]
    judge, outsider = signed_in(cast.judge), signed_in(cast.outsider)
    text = text_of(judge.get(asked))
    assert "Zon op dak (ingediend)" in text
    assert "VOORBEELD · CONCEPT" in text
    assert "Zon op dak" not in text_of(judge.get(path))
    assert "Zon op dak" not in text_of(outsider.get(asked))
    assert "Er is niets in bewerking dat u mag lezen." in text_of(outsider.get(asked))


def test_what_was_left_out_or_withdrawn_is_no_draft(cast):
    version = builders.make_version(cast)
    entry = builders.make_entry(cast, version, EntryState.NOT_INCLUDED, title="Zon")
    mission = EntryMission.objects.get(version=entry, part="main").mission

    client = signed_in(cast.coordinator)
    asked = client.get(f"{mission.get_absolute_url()}dossier.docx?concepten=ja")

    assert "Zon" not in text_of(asked)
