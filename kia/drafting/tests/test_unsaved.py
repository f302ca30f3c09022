"""What was sent after the session had ended waits for its writer, and nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kia.drafting import unsaved
from kia.drafting.tests.page import Page
from kia.models import EntryVersion, Unsaved
from kia.people import roles
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db
BACK = "Dit typte u voordat u werd uitgelogd"


@pytest.fixture
def entry(cast, version):
    return builders.make_entry(cast, version)


def send_too_late(page, **typed):
    """The session ended while the page was open."""
    page.client.logout()
    return page.type(**typed).save()


def test_it_is_back_in_the_form_and_not_saved_yet(cast, entry):
    answer = send_too_late(Page(cast.member, entry, 2), challenge="Na de lunch")
    assert answer.status_code == 403
    assert "het is niet weg" in answer.text

    page = Page(cast.member, entry, 2)

    assert BACK in page.answer.text
    assert page.values["challenge"] == "Na de lunch"
    assert EntryVersion.objects.get(pk=entry.pk).challenge == entry.challenge
    # Also when the page is asked again.
    assert Page(cast.member, entry, 2).values["challenge"] == "Na de lunch"
    assert page.save().status_code == 200
    assert EntryVersion.objects.get(pk=entry.pk).challenge == "Na de lunch"
    assert not Unsaved.objects.exists()
    assert BACK not in Page(cast.member, entry, 2).answer.text


def test_rows_ticks_and_amounts_are_back_too(cast, entry):
    page = Page(cast.member, entry, 5)
    lineage = page.rows("parties")[0]
    new = "0f8fad5b-d9cb-469f-a165-70867728950e"
    send_too_late(
        page,
        **{
            f"parties-{lineage}-role": "Meet mee",
            f"seen-parties-{new}": "",
            f"parties-{new}-name": "Een nieuw bedrijf",
            "region-regio-drenthe": "on",
        },
    )

    page = Page(cast.member, entry, 5)
    assert page.values[f"parties-{lineage}-role"] == "Meet mee"
    assert page.values[f"parties-{new}-name"] == "Een nieuw bedrijf"
    assert page.values["region-regio-drenthe"] == "on"
    page.save()
    rows = {row.name or row.role for row in entry.party_rows.all()}
    assert rows == {"Meet mee", "Een nieuw bedrijf", "Werkt mee."}


def test_of_two_windows_neither_text_is_lost(cast, entry):
    one, two = (Page(cast.member, entry, 2) for _ in range(2))
    send_too_late(one, challenge="In het ene venster")
    answer = send_too_late(two, challenge="In het andere venster")

    assert "het is niet weg" not in answer.text
    assert "In het andere venster" in answer.text
    assert Page(cast.member, entry, 2).values["challenge"] == "In het ene venster"


def test_a_colleague_never_sees_it(cast, entry):
    send_too_late(Page(cast.member, entry, 2), challenge="Van het teamlid")

    for person in (cast.editor, cast.coordinator):
        page = Page(person, entry, 2)
        assert "Van het teamlid" not in page.answer.text
        assert page.values["challenge"] == entry.challenge


def test_who_lost_the_role_does_not_get_it(cast, entry):
    send_too_late(Page(cast.member, entry, 2), challenge="Van het teamlid")
    roles.end_all(cast.member)

    assert Page(cast.member, entry, 2).answer.status_code == 404


def test_another_tab_and_another_entry_do_not_get_it(cast, version, entry):
    send_too_late(Page(cast.member, entry, 2), challenge="Na de lunch")

    assert BACK not in Page(cast.member, entry, 3).answer.text
    other = builders.make_entry(cast, version)
    assert BACK not in Page(cast.member, other, 2).answer.text


def test_a_newer_text_is_still_not_written_over(cast, entry):
    late = Page(cast.member, entry, 2)
    Page(cast.editor, entry, 2).type(challenge="Van de redacteur").save()
    send_too_late(late, challenge="Na de lunch")

    answer = Page(cast.member, entry, 2).save()

    assert answer.status_code == 409
    assert EntryVersion.objects.get(pk=entry.pk).challenge == "Van de redacteur"
    assert "Na de lunch" in answer.text


@pytest.mark.parametrize("writer", ["", "1.2.3", "1.2.3:x:y"])
def test_nothing_is_kept_of_who_made_up_the_sign(writer, cast, entry):
    answer = send_too_late(
        Page(cast.member, entry, 2), challenge="Na de lunch", writer=writer
    )

    assert "Er is niets bewaard" in answer.text
    assert "Na de lunch" in answer.text
    assert not Unsaved.objects.exists()


def test_a_sign_of_somebody_else_brings_the_text_to_them_alone(cast, entry):
    """Who sits down at a page that was left open writes in the name of its owner."""
    sign = unsaved.sign(entry, 2, cast.editor)
    send_too_late(Page(cast.member, entry, 2), challenge="Getypt", writer=sign)

    assert Unsaved.objects.get().person == cast.editor
    assert Page(cast.member, entry, 2).values["challenge"] == entry.challenge


def test_it_is_one_row_and_not_too_large(cast, entry):
    for text in ("Een", "Twee"):
        send_too_late(Page(cast.member, entry, 2), challenge=text)
    assert Unsaved.objects.count() == 1

    long = "x" * (unsaved.MOST + 1)
    answer = send_too_late(Page(cast.member, entry, 2), challenge=long)
    assert "Er is niets bewaard" in answer.text


def test_after_a_day_it_is_gone(cast, entry):
    send_too_late(Page(cast.member, entry, 2), challenge="Na de lunch")
    yesterday = timezone.now() - timedelta(hours=25)
    Unsaved.objects.update(kept_at=yesterday)
    assert BACK not in Page(cast.member, entry, 2).answer.text

    send_too_late(Page(cast.member, entry, 3), human_capital="Later")
    assert [row.tab for row in Unsaved.objects.all()] == [3]


def test_of_what_was_submitted_nothing_is_kept(cast, entry):
    page = Page(cast.member, entry, 2)
    perform("submit", entry, by=cast.editor)

    answer = send_too_late(page, challenge="Te laat")

    assert "Te laat" in answer.text
    assert not Unsaved.objects.exists()


def test_what_waits_is_given_back_when_a_colleague_submits_meanwhile(cast, entry):
    send_too_late(Page(cast.member, entry, 2), challenge="Na de lunch")
    perform("submit", entry, by=cast.editor)

    answer = Page(cast.member, entry, 2).answer

    assert answer.status_code == 403
    assert "Na de lunch" in answer.text
    assert "Deze bijdrage is nu: ingediend." in answer.text
    # Nobody else reads it.
    assert "Na de lunch" not in Page(cast.editor, entry, 2).answer.text
