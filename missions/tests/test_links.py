"""What a mission and its theme are linked to, on their pages."""

import pytest

from keytech.tests.builders import make_technology
from missions.models import MissionOrganisation, MissionTechnology
from missions.tests.builders import make_mission
from organisations.tests.builders import make_organisation
from policy.models import Example, ExampleGround, ExampleLink
from sources.models import Passage
from sources.tests.builders import make_text
from themes.models import ThemeOrganisation, ThemeTechnology

pytestmark = pytest.mark.django_db

NOW = "2026-11-25T09:00:00+01:00"
GAPS = ["geen topsector", "geen technologie", "geen ander stuk", "geen voorbeeld"]


@pytest.fixture
def passage():
    text = make_text("Fotonica hoort bij dit thema.")
    return Passage.objects.at(text, 0, len(text.body))


def test_what_the_letter_does_not_say_is_said(client):
    mission = make_mission()

    for record, here in ((mission, "deze missie"), (mission.theme, "dit thema")):
        page = client.get(record.get_absolute_url()).content.decode()
        assert all(f"{gap} bij {here}." in page for gap in GAPS)


def test_a_mission_shows_links_of_its_own_and_of_its_theme(client, passage):
    mission, technology = make_mission(), make_technology()
    topsector = make_organisation(kind="topsector")
    ThemeTechnology.objects.create(
        theme=mission.theme, technology=technology, passage=passage
    )
    MissionOrganisation.objects.create(
        mission=mission, organisation=topsector, reason="Daar werkt deze sector aan."
    )

    page = client.get(mission.get_absolute_url()).content.decode()

    assert "In de brief, bij het thema" in page
    assert technology.get_absolute_url() in page
    assert topsector.get_absolute_url() in page
    assert "Daar werkt deze sector aan." in page
    assert "De brief noemt geen technologie bij deze missie." in page


def test_a_stated_link_closes_the_gap(client, passage):
    mission = make_mission()
    MissionTechnology.objects.create(
        mission=mission, technology=make_technology(), passage=passage
    )

    page = client.get(mission.get_absolute_url()).content.decode()

    assert "In de brief, bij deze missie" in page
    assert "geen technologie bij deze missie" not in page


def test_a_theme_shows_the_own_links_of_its_missions_apart(client, passage):
    mission = make_mission()
    topsector, department, other = (
        make_organisation(kind=kind) for kind in ("topsector", "department", "team")
    )
    for organisation in (department, other):
        ThemeOrganisation.objects.create(
            theme=mission.theme, organisation=organisation, reason="Past."
        )
    MissionOrganisation.objects.create(
        mission=mission, organisation=topsector, passage=passage
    )

    context = client.get(mission.theme.get_absolute_url()).context

    rows = context["links"]
    assert [str(r) for r, _ in rows["departments"].rows] == [department.name]
    assert [str(r) for r, _ in rows["topsectors"].rows] == [other.name]
    [(shown, topsectors, technologies)] = context["contributions"]
    assert shown == mission and technologies == []
    assert [str(record) for record, _ in topsectors] == [topsector.name]


def test_an_example_of_the_theme_is_taken_over_as_such(client, passage):
    mission = make_mission()
    example = Example.objects.create(
        slug="proef", title="Proef", short_label="Proef", order=1, published_at=NOW
    )
    ExampleGround.objects.create(record=example, reason="Voor de proef.")
    ExampleLink.objects.create(example=example, theme=mission.theme, passage=passage)

    page = client.get(mission.get_absolute_url()).content.decode()

    assert "In de brief, bij het thema" in page
    assert "geen voorbeeld bij deze missie" in page


def test_examples_stand_at_their_mission(client):
    mission = make_mission()
    example = Example.objects.create(
        slug="proef", title="Kader 1: proef", short_label="Proef", order=1
    )
    ExampleLink.objects.create(example=example, mission=mission, reason="Past.")
    page = client.get(mission.get_absolute_url()).content.decode()
    assert "/voorbeelden/proef/" not in page

    ExampleGround.objects.create(record=example, reason="Voor de proef.")
    example.published_at = NOW
    example.save()

    page = client.get(mission.get_absolute_url()).content.decode()
    assert "/voorbeelden/proef/" in page
