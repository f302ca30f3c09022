"""What a review keeps between those who take part in it, and odd ways to write in it."""

import pytest

from accounts.tests.builders import signed_in
from kia.drafting.tests.page import Page
from kia.models import AgendaParty, RemarkThread
from kia.steps import AgendaState, EntryState
from kia.tests import builders

pytestmark = pytest.mark.django_db

SECRET = "Dit is voor de coördinator."


def base(version):
    return f"/werk/bijdragen/{version.entry.slug}/"


def test_a_team_that_only_leads_the_agenda_reads_no_judgement(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    builders.make_judgement(cast, entry, text=SECRET)
    builders.perform("accept", entry, by=cast.coordinator)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    leading = cast.other_editor.grants.get().organisation
    builders.make_party(cast.agenda, leading, AgendaParty.Part.LEAD)

    assert SECRET not in signed_in(cast.other_editor).get(f"{base(entry)}lezen/").text
    assert SECRET in signed_in(cast.officer).get(f"{base(entry)}lezen/").text


def test_an_answer_to_a_point_is_read_when_it_is_submitted(cast, version):
    opened = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)
    opened.follows.points.update(
        answer="not_done", answer_text=SECRET, answered_by=cast.editor
    )

    assert SECRET not in signed_in(cast.officer).get(base(opened)).text
    assert SECRET in signed_in(cast.member).get(base(opened)).text


def test_a_point_without_its_reason_is_asked_for_and_stays_typed(cast, version):
    opened = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)
    point = opened.follows.points.get()
    page = Page(cast.editor, opened, 1)
    page.type(**{f"points-{point.pk}-answer": "not_done"})

    answer = page.save()

    assert answer.status_code == 400
    assert "Antwoord op een gevraagd punt" in answer.text


@pytest.mark.parametrize("field", ["lead", "contact", "budget"])
def test_a_remark_stands_at_a_field_that_holds_no_text(field, cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client = signed_in(cast.officer)

    client.post(f"{base(entry)}lezen/1/opmerking/{field}/", {"text": "Klopt dit?"})
    client.post(f"{base(entry)}lezen/1/opmerking/{field}/", {"text": "Klopt dit?"})

    # A button that was pressed twice says it once.
    assert RemarkThread.objects.get().field == field
    assert "Klopt dit?" in client.get(f"{base(entry)}lezen/").text
