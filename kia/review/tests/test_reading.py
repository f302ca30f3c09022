"""Reading an entry as a whole: who reads which version, and what of it."""

import pytest
from django.test import Client

from accounts.tests.builders import signed_in
from kia.models import EntryRequest, EntryVersion
from kia.steps import EntryState
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db

SECRET = "Dit blijft onder ons."


def address(version, number=None):
    return f"/werk/bijdragen/{version.entry.slug}/lezen/" + (
        f"{number}/" if number else ""
    )


@pytest.fixture
def resubmitted(cast, version):
    """Submitted, sent back, changed and submitted again: three versions became two."""
    draft = builders.make_entry(cast, version, title="Eerste titel")
    EntryVersion.objects.filter(pk=draft.pk).update(internal_note=SECRET)
    draft.refresh_from_db()
    first = builders.move_entry(cast, draft, EntryState.CHANGES_REQUESTED)
    EntryVersion.objects.filter(pk=first.pk).update(title="Tweede titel")
    opened = EntryVersion.objects.get(pk=first.pk)
    builders.answer_points(opened, cast.editor)
    return perform("submit", opened, by=cast.editor)


def test_a_reviewer_reads_the_whole_text_on_one_page(cast, resubmitted):
    text = signed_in(cast.officer).get(address(resubmitted)).text

    for words in (
        "Tweede titel",
        "Wat hier hoort te staan, in een paar zinnen.",
        "Maak ruimte voor een proef.",
        "Minder uitstoot",
        "Begroting van de bijdragen, in cash",
        "Op deze pagina",
        SECRET,
        "Opnieuw ingediend op",
    ):
        assert words in text
    assert "niet de laatste" not in text


@pytest.mark.parametrize(
    "role, words",
    [
        ("judge", "Geef het oordeel van uw departement"),
        ("coordinator", "Vraag aanpassing"),
    ],
)
def test_who_has_read_it_judges_or_decides_from_there(role, words, cast, resubmitted):
    text = signed_in(getattr(cast, role)).get(address(resubmitted)).text

    assert "nog 10 werkdagen" in text
    assert words in text


@pytest.mark.parametrize("role", ["member", "editor", "officer"])
def test_others_have_nothing_to_decide(role, cast, resubmitted):
    assert (
        "Gelezen?" not in signed_in(getattr(cast, role)).get(address(resubmitted)).text
    )


def test_a_first_version_has_nothing_to_compare_with(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client = signed_in(cast.judge)

    judging = client.get(f"/werk/bijdragen/{entry.entry.slug}/oordeel/").text
    assert "Sinds de v" not in client.get(address(entry)).text
    assert "wat er anders is" not in judging


@pytest.mark.parametrize(
    "role, pages",
    [("judge", ["/werk/"]), ("coordinator", ["/werk/", "/werk/berichten/"])],
)
def test_what_was_submitted_again_opens_on_what_is_different(
    role, pages, cast, resubmitted
):
    client = signed_in(getattr(cast, role))
    different = f"{address(resubmitted)}?sinds=indiening"

    for page in pages:
        assert f'href="{different}"' in client.get(page).text, page
    assert "Tweede titel" in client.get(different).text


def test_an_earlier_version_says_so(cast, resubmitted):
    text = signed_in(cast.officer).get(address(resubmitted, 1)).text

    assert "Eerste titel" in text and "Tweede titel" not in text
    assert "U leest een eerdere versie." in text


@pytest.mark.parametrize("role", ["partner", "outsider"])
def test_who_is_not_of_the_agenda_reads_no_internal_note(role, cast, version):
    entry = builders.make_entry(cast, version)
    EntryVersion.objects.filter(pk=entry.pk).update(internal_note=SECRET)
    entry.refresh_from_db()
    entry = builders.move_entry(cast, entry, EntryState.ACCEPTED)
    version = builders.move_version(cast, version, "adopted")
    person = getattr(cast, role)
    text = signed_in(person).get(address(entry)).text

    assert "Wat hier hoort te staan" in text
    assert SECRET not in text
    assert "Interne toelichting" not in text
    assert "Contactpersoon" not in text


def test_a_reviewer_goes_on_reading_what_was_submitted(cast, version):
    """The team works on the copy, which is not for others yet."""
    draft = builders.make_entry(cast, version, title="Ingediend")
    opened = builders.move_entry(cast, draft, EntryState.CHANGES_REQUESTED)
    EntryVersion.objects.filter(pk=opened.pk).update(title="In bewerking")

    assert "Ingediend" in signed_in(cast.officer).get(address(opened)).text
    assert "In bewerking" in signed_in(cast.member).get(address(opened)).text
    assert signed_in(cast.officer).get(address(opened, 2)).status_code == 404
    assert signed_in(cast.member).get(address(opened, 2)).status_code == 200


@pytest.mark.parametrize("role", ["other_officer", "other_editor", "outsider"])
def test_for_who_may_not_read_it_there_is_no_page(role, cast, resubmitted):
    client = signed_in(getattr(cast, role))

    assert client.get(address(resubmitted)).status_code == 404
    assert client.get(address(resubmitted, 1)).status_code == 404
    assert client.get(address(resubmitted, 99)).status_code == 404


def test_a_visitor_signs_in_first(resubmitted):
    assert "/inloggen/" in Client().get(address(resubmitted)).url


def test_an_answer_that_is_not_public_yet_is_for_who_asked(cast, resubmitted):
    request = EntryRequest.objects.get(version=resubmitted)
    request.replies.create(
        status="talking", text="Wij overleggen.", by=cast.officer, day="2021-01-01"
    )

    assert "Wij overleggen." in signed_in(cast.editor).get(address(resubmitted)).text
    text = signed_in(cast.partner).get(address(resubmitted)).text
    assert "Wij overleggen." not in text


def test_nothing_reads_as_nothing(cast, version):
    """A bare draft, with texts that look like code."""
    entry = builders.start_entry(
        version, lead=cast.topsector, title="<script>x</script> & *y*", by=cast.member
    )
    answer = signed_in(cast.member).get(address(entry))

    assert answer.status_code == 200
    assert "&lt;script&gt;x&lt;/script&gt; &amp; *y*" in answer.text
    assert "niet ingevuld" in answer.text
