from datetime import date

import pytest
from django.urls import reverse

from keytech.models import KeyTechnologyAlias, TechnologyGroup, TechnologyTopsector
from keytech.tests.builders import make_technology
from missions.models import MissionTechnology
from missions.tests.builders import make_mission
from organisations.tests.builders import make_organisation
from policy.models import PolicyLink
from sources.models import Passage
from sources.tests.builders import make_document, make_text
from themes.models import ThemeTechnology
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db


def join(group, member):
    TechnologyGroup.objects.create(group=group, member=member, reason="Past.")


def fill(technology, count):
    """Give a technology so many of everything that its page shows."""
    for number in range(count):
        link = {"technology": technology, "reason": "Past."}
        MissionTechnology.objects.create(mission=make_mission(), **link)
        ThemeTechnology.objects.create(theme=make_theme(), **link)
        TechnologyTopsector.objects.create(
            topsector=make_organisation(kind="topsector"), **link
        )
        KeyTechnologyAlias.objects.create(record=technology, name=f"Naam {number}")
        join(technology, make_technology())
        PolicyLink.objects.create(document=make_document(), **link)


@pytest.mark.parametrize("count", [1, 3])
def test_list_queries_do_not_grow(count, client, django_assert_num_queries):
    for _ in range(count):
        fill(make_technology(), count)

    with django_assert_num_queries(6):
        client.get(reverse("keytech:list"))


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(count, client, django_assert_num_queries):
    technology = make_technology(is_group=True)
    fill(technology, count)
    make_text("Een zin.")

    with django_assert_num_queries(12):
        client.get(technology.get_absolute_url())


def test_technologies_stand_by_level_with_groups_first(client):
    group = make_technology(name="Zeta", level="digital", is_group=True)
    other = make_technology(name="Gamma", level="key", is_group=True)
    member = make_technology(name="Alfa", level="digital")
    mentioned = make_technology(level="mentioned")
    for owner in (group, other):
        join(owner, member)
    join(group, make_technology(level="digital", published=False))

    levels = client.get(reverse("keytech:list")).context["levels"]

    assert [(str(level), rows) for level, rows in levels] == [
        ("key", [(other, [], [member])]),
        ("digital", [(group, [], [member]), (member, [other, group], [])]),
        ("mentioned", [(mentioned, [], [])]),
    ]


def test_a_draft_has_no_page_and_stands_nowhere(client):
    draft = make_technology(published=False)
    group = make_technology(published=False, is_group=True)
    shown = make_technology(is_group=True)
    join(group, shown)
    join(shown, make_technology(name="Geheim", published=False))
    for owner in (make_mission(published=False), make_theme(published=False)):
        model = MissionTechnology if hasattr(owner, "statement") else ThemeTechnology
        field = "mission" if model is MissionTechnology else "theme"
        model.objects.create(technology=shown, reason="Past.", **{field: owner})
    listed = client.get(reverse("keytech:list")).content.decode()
    page = client.get(shown.get_absolute_url())

    assert draft.name not in listed and group.name not in listed
    assert group.name not in page.content.decode()
    assert "Geheim" not in page.content.decode()
    assert "Er is nog geen koppeling met een missie" in page.content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/sleuteltechnologieen/bestaat-niet/").status_code == 404


def test_what_is_said_of_a_theme_is_not_said_of_each_mission(client):
    mission, pair = make_mission(), {"technology": make_technology(), "reason": "Past."}
    ThemeTechnology.objects.create(theme=mission.theme, **pair)
    MissionTechnology.objects.create(mission=mission, **pair)

    page = client.get(pair["technology"].get_absolute_url()).content.decode()

    said = page.index("gaat over het thema als geheel, niet over elke missie apart.")
    assert page.index("Thema’s met grondslag") < said
    assert said < page.index("Missies met grondslag")


def test_a_withdrawn_technology_says_so(client):
    technology = make_technology(
        withdrawn_on=date(2024, 1, 1), withdrawn_because="Opgegaan in een andere."
    )

    page = client.get(technology.get_absolute_url())

    assert page.status_code == 410
    assert "Opgegaan in een andere." in page.content.decode()


def test_the_page_quotes_what_names_the_technology(client):
    text = make_text("Wij kiezen fotonica.\nOok optica past.\nDe rest niet.")
    technology = make_technology(name="fotonica")
    KeyTechnologyAlias.objects.create(record=technology, name="optica")
    passage = Passage.objects.at(text, 0, 20)
    MissionTechnology.objects.create(
        mission=make_mission(), technology=technology, passage=passage
    )
    for number, (start, end) in enumerate([(0, 20), (21, 37), (38, 51)], 1):
        section = text.sections.get_or_create(
            slug="deel", defaults={"kind": "section", "level": 1, "start": 0}
        )[0]
        paragraph = text.paragraphs.create(
            section=section, kind="prose", number=number, start=start, end=end
        )
        paragraph.sentences.create(start=start, end=end)

    page = client.get(technology.get_absolute_url())

    found = [(line.words, line.anchor) for line in page.context["mentions"]]
    assert found == [
        ("Wij kiezen fotonica.", passage.anchor),
        ("Ook optica past.", "alinea-2"),
    ]
    assert "In de brief, bij deze missie" in page.content.decode()
