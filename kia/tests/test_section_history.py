"""What a section of an agenda said before."""

import pytest

from accounts.tests.builders import signed_in
from kia.models import Section
from kia.steps import AgendaState
from kia.tests import builders

pytestmark = pytest.mark.django_db


def address(version, code="A1", *rest):
    parts = [version.agenda.slug, str(version.number), "secties", code, *rest]
    return f"/werk/agendas/{'/'.join(parts)}/"


@pytest.fixture
def written(cast, version):
    """Written by the coordinator, emptied by the team that leads."""
    builders.make_party(cast.agenda, cast.topsector)
    Section.objects.filter(version=version).delete()
    for seen, person, text in [
        (0, cast.coordinator, "Een uur werk"),
        (1, cast.editor, ""),
    ]:
        given = {"seen": seen, "text": text}
        assert signed_in(person).post(address(version), given).status_code == 302
    return version


def test_a_text_that_was_emptied_can_be_read_back(cast, written):
    page = signed_in(cast.editor).get(address(written, "A1", "eerder"))

    assert written.sections.get(kind__code="A1").text == ""
    assert "Een uur werk" in page.text
    assert cast.coordinator.get_full_name() in page.text
    assert (
        address(written, "A1", "eerder")
        in signed_in(cast.editor).get(address(written)).text
    )


def test_what_was_said_before_is_for_who_has_the_desk(cast, written):
    seen = {
        name: signed_in(person).get(address(written, "A1", "eerder")).status_code
        for name, person in vars(cast).items()
        if hasattr(person, "email")
    }

    allowed = {"coordinator", "editor", "member", "admin"}
    assert {name for name, status in seen.items() if status == 200} == allowed
    assert {s for name, s in seen.items() if name not in allowed} == {404}


def test_texts_before_are_there_after_the_adoption_too(cast, written):
    given = {"seen": 2, "text": "De tekst die geldt"}
    signed_in(cast.editor).post(address(written), given)
    builders.move_version(cast, written, AgendaState.ADOPTED)

    page = signed_in(cast.coordinator).get(address(written, "A1", "eerder"))

    assert "De tekst die geldt" in page.text and "Een uur werk" in page.text


def test_a_section_without_a_text_says_so(cast, version):
    Section.objects.filter(version=version).delete()

    page = signed_in(cast.coordinator).get(address(version, "A1", "eerder"))

    assert "Er is nog geen tekst bewaard" in page.text
    unknown = signed_in(cast.coordinator).get(address(version, "X9", "eerder"))
    assert unknown.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_often_it_was_saved(
    count, cast, version, django_assert_num_queries
):
    client = signed_in(cast.coordinator)
    for number in range(count):
        client.post(address(version), {"seen": number, "text": f"Tekst {number}"})
    client.get(address(version, "A1", "eerder"))

    with django_assert_num_queries(9):
        client.get(address(version, "A1", "eerder"))
