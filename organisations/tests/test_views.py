from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from keytech.models import TechnologyTopsector
from keytech.tests.builders import make_technology
from missions.models import MissionOrganisation
from missions.tests.builders import make_mission
from organisations.models import OrganisationAlias, Role
from organisations.tests.builders import make_organisation
from policy.models import Amount, PolicyLink
from policy.tests.builders import make_instrument
from sources.models import Passage, Sentence
from sources.tests.builders import make_text
from themes.models import ThemeOrganisation
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db

LISTS = {
    "topsectors": "topsector",
    "departments": "department",
    "organisations": "company",
}


def fill(organisation, count):
    """Give an organisation so many of everything that its page shows."""
    theme = make_theme()
    for number in range(count):
        mission = make_mission(theme=theme)
        link = {"organisation": organisation, "reason": "Past."}
        MissionOrganisation.objects.create(mission=mission, **link)
        ThemeOrganisation.objects.create(theme=make_theme(), **link)
        Role.objects.create(role="leads", subject=f"agenda {number}", **link)
        OrganisationAlias.objects.create(record=organisation, name=f"Naam {number}")
        if organisation.kind == "topsector":
            TechnologyTopsector.objects.create(
                technology=make_technology(), topsector=organisation, reason="Past."
            )
        PolicyLink.objects.create(instrument=make_instrument(), **link)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_list_queries_do_not_grow(name, count, client, django_assert_num_queries):
    for _ in range(count):
        fill(make_organisation(kind=LISTS[name]), count)

    with django_assert_num_queries(5):
        client.get(reverse(f"organisations:{name}"))


@pytest.mark.parametrize("count", [1, 3])
def test_page_queries_do_not_grow(count, client, django_assert_num_queries):
    organisation = make_organisation(kind="topsector")
    fill(organisation, count)
    make_text("Een zin.")

    with django_assert_num_queries(12):
        client.get(organisation.get_absolute_url())


@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_its_own_kind_and_no_draft(name, client):
    shown = {key: make_organisation(kind=LISTS[key]) for key in LISTS}
    draft = make_organisation(kind=LISTS[name], published=False)

    page = client.get(reverse(f"organisations:{name}")).content.decode()

    assert draft.name not in page
    assert [key for key in LISTS if f">{shown[key].name}<" in page] == [name]


def test_a_draft_has_no_page_and_an_unknown_slug_neither(client):
    draft = make_organisation(published=False)

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/organisaties/bestaat-niet/").status_code == 404
    assert client.get("/topsectoren/bestaat-niet/").status_code == 404


def test_a_draft_is_absent_from_every_link(client):
    organisation = make_organisation(kind="topsector")
    drafts = [make_mission(published=False), make_theme(published=False)]
    drafts.append(make_technology(published=False))
    link = {"organisation": organisation, "reason": "Past."}
    MissionOrganisation.objects.create(mission=drafts[0], **link)
    ThemeOrganisation.objects.create(theme=drafts[1], **link)
    TechnologyTopsector.objects.create(
        technology=drafts[2], topsector=organisation, reason="Past."
    )

    page = client.get(organisation.get_absolute_url()).content.decode()
    listed = client.get("/topsectoren/").content.decode()

    assert not any(draft.slug in page for draft in drafts)
    assert "1 missie," not in listed and "1 thema," not in listed


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("topsector", "topsectoren"),
        ("team", "topsectoren"),
        ("department", "departementen"),
        ("company", "organisaties"),
    ],
)
def test_each_kind_has_one_address_and_the_others_lead_to_it(kind, address, client):
    organisation = make_organisation(kind=kind)

    for path in ("topsectoren", "departementen", "organisaties"):
        answer = client.get(f"/{path}/{organisation.slug}/")
        if path == address:
            assert answer.status_code == 200
        else:
            assert answer.status_code == 301
            assert answer.url == f"/{address}/{organisation.slug}/"


def test_a_withdrawn_organisation_says_so(client):
    organisation = make_organisation(
        withdrawn_on=date(2024, 1, 1), withdrawn_because="Opgeheven."
    )

    page = client.get(organisation.get_absolute_url())

    assert page.status_code == 410
    assert "Opgeheven." in page.content.decode()


def test_the_page_says_what_each_link_rests_on(client):
    text = make_text("Chemie trekt de agenda.")
    passage = Passage.objects.at(text, 0, len(text.body))
    organisation = make_organisation(kind="topsector", name="Chemie")
    theme, mission = make_theme(), make_mission()
    for link in (
        ThemeOrganisation(theme=theme, organisation=organisation, passage=passage),
        MissionOrganisation(
            mission=mission, organisation=organisation, reason="Groene chemie hoort."
        ),
        Role(organisation=organisation, role="leads", subject="x", passage=passage),
    ):
        link.save()

    page = client.get(organisation.get_absolute_url()).content.decode()
    listed = client.get("/topsectoren/").content.decode()

    assert "In de brief, bij het thema" in page and passage.get_absolute_url() in page
    assert "Groene chemie hoort." in page
    assert "1 thema, in de brief" in listed and "1 missie, redactioneel" in listed
    assert "geen rol genoemd" not in page + listed


def test_the_page_says_that_a_theme_speaks_for_no_mission(client):
    organisation = make_organisation()
    mission = make_mission()
    pair = {"organisation": organisation, "reason": "Past."}
    ThemeOrganisation.objects.create(theme=mission.theme, **pair)
    MissionOrganisation.objects.create(mission=mission, **pair)

    page = client.get(organisation.get_absolute_url()).content.decode()

    # Below the themes, above the missions: of those it would not be true.
    said = page.index("gaat over het thema als geheel, niet over elke missie apart.")
    assert page.index("Thema’s met grondslag") < said
    assert said < page.index("Missies met grondslag")


def test_a_page_without_links_says_so(client):
    page = client.get(make_organisation(name="Arcadis").get_absolute_url())

    for sentence in (
        "geen rol genoemd",
        "Er is nog geen koppeling met een thema, missie of technologie.",
        "De brief noemt deze organisatie niet.",
    ):
        assert sentence in page.content.decode()


def test_groups_stand_apart_from_named_organisations(client):
    named, group = make_organisation(), make_organisation(is_group=True)

    context = client.get("/organisaties/").context

    assert (context["named"], context["groups"]) == ([named], [group])


def test_what_the_letter_names_is_counted_from_the_data(client, register):
    context = client.get("/topsectoren/").context

    assert (context["sectors"], context["stated"]) == (9, 7)
    # Typed in the template, because figures stand on a higher floor.
    amount = Amount.objects.get(slug="aantal-topsectoren")
    assert amount.quoted == "negen topsectoren"
    assert [str(team) for team in context["teams"]] == ["Team ICT"]


def test_every_sentence_about_an_organisation_stands_once_on_its_page(client, register):
    response = client.get("/topsectoren/htsm/")
    found = response.context["mentions"]
    letter = unescape(client.get("/brief/").content.decode())

    words = [line.words for line in found]
    assert len(words) == len(set(words)) and len(words) >= 4
    named = [
        register.body[sentence.start : sentence.end]
        for sentence in Sentence.objects.order_by("start")
    ]
    assert {w for w in named if "HTSM" in w or "High-Tech Systemen" in w} <= set(words)
    assert words == [w for w in named if w in words]
    assert all(f'id="{line.anchor}"' in letter for line in found)


def test_the_name_of_the_policy_is_not_the_topsectors(client, register):
    found = client.get("/organisaties/topsectoren/").context["mentions"]

    words = [line.words for line in found]
    assert (
        "Missiegedreven aanpak als uitgangspunt topsectoren- en innovatiebeleid"
        not in words
    )
    assert not any(
        w.startswith("De samenwerking met de regio’s is een onmisbaar") for w in words
    )
    assert any("De topsectoren zijn nu aan zet" in found for found in words)


def test_a_spelling_that_is_not_in_the_letter_says_so(client, register):
    page = unescape(client.get("/topsectoren/lsh/").content.decode())

    names = page.partition("<dt>Ook geschreven als</dt><dd>")[2].partition("</dd>")[0]
    assert "Life Sciences & Health (van het register, niet in de brief)" in names
    assert "LSH" not in names


def test_the_ground_of_a_kind_says_so(client, register):
    page = client.get("/organisaties/nwo/").content.decode()

    assert "De soort</th>" in page and "De waarde of het jaar" not in page


def test_a_link_to_what_was_withdrawn_is_not_shown(client, db):
    topsector = make_organisation(kind="topsector")
    mission = make_mission(short_label="Vervallen missie")
    MissionOrganisation.objects.create(
        mission=mission, organisation=topsector, reason="Voor de proef."
    )
    page = reverse("organisations:topsector", args=[topsector.slug])
    assert "Vervallen missie" in client.get(page).content.decode()

    mission.withdrawn_on, mission.withdrawn_because = date(2026, 1, 1), "Vervangen."
    mission.save()

    assert "Vervallen missie" not in client.get(page).content.decode()
