import pytest

from keytech.tests.builders import make_technology
from missions.models import MissionOrganisation
from missions.tests.builders import make_mission
from organisations.tests.builders import make_organisation
from sources.links import basis_of
from sources.models import Passage
from sources.tests.builders import make_document, make_text
from themes.links import sections, ties
from themes.models import ThemeDocument, ThemeOrganisation, ThemeTechnology

pytestmark = pytest.mark.django_db


@pytest.fixture
def mission():
    return make_mission()


@pytest.fixture
def passage():
    text = make_text("Chemie werkt mee aan dit thema.")
    return Passage.objects.at(text, 0, len(text.body))


def test_a_mission_takes_over_the_links_of_its_theme_in_one_query(
    mission, passage, django_assert_num_queries
):
    chemistry, energy = (make_organisation(name=n) for n in ("Chemie", "Energie"))
    technology, document = make_technology(), make_document()
    theme = mission.theme
    ThemeOrganisation.objects.create(
        theme=theme, organisation=chemistry, passage=passage
    )
    ThemeTechnology.objects.create(theme=theme, technology=technology, passage=passage)
    ThemeDocument.objects.create(theme=theme, document=document, passage=passage)
    MissionOrganisation.objects.create(
        mission=mission, organisation=energy, reason="Past."
    )

    with django_assert_num_queries(1):
        found = ties(mission, theme)

    assert [(str(t.record), basis_of(t.link).words) for t in found] == [
        (document.title, "In de brief, bij het thema"),
        ("Chemie", "In de brief, bij het thema"),
        (technology.name, "In de brief, bij het thema"),
        ("Energie", "Redactioneel"),
    ]
    assert [t.owner for t in found] == [theme, theme, theme, mission]
    assert found[0].link.passage.get_absolute_url() == passage.get_absolute_url()
    assert found[1].record.get_absolute_url() == chemistry.get_absolute_url()


def test_a_record_stands_once_with_its_links_from_strong_to_weak(mission, passage):
    energy = make_organisation(name="Energie")
    MissionOrganisation.objects.create(
        mission=mission, organisation=energy, reason="Past."
    )
    ThemeOrganisation.objects.create(
        theme=mission.theme, organisation=energy, passage=passage
    )

    found = ties(mission, mission.theme)
    [(record, links)] = sections(found, mission)["organisations"].rows

    assert record.name == "Energie"
    assert [basis_of(link).sign for link in links] == ["t", "r"]


def test_what_the_theme_states_is_not_stated_of_the_mission(mission, passage):
    ThemeTechnology.objects.create(
        theme=mission.theme, technology=make_technology(), passage=passage
    )

    found = ties(mission, mission.theme)

    assert not sections(found, mission)["technologies"].is_stated
    assert sections(found, mission.theme)["technologies"].is_stated


def test_what_the_editors_link_with_a_theme_stays_there(mission):
    organisation = make_organisation()
    ThemeOrganisation.objects.create(
        theme=mission.theme, organisation=organisation, reason="Past bij het thema."
    )

    found = ties(mission, mission.theme)

    assert sections(found, mission)["organisations"].rows == []
    [(record, _)] = sections(found, mission.theme)["organisations"].rows
    assert record.slug == organisation.slug


def test_a_draft_is_linked_to_nothing(mission):
    draft = make_organisation(published=False)
    MissionOrganisation.objects.create(
        mission=mission, organisation=draft, reason="Past."
    )

    assert ties(mission, mission.theme) == []
