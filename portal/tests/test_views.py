import re

import pytest
from django.conf import settings
from django.urls import reverse

from keytech.tests.builders import make_technology
from missions.index import entries
from missions.models import Mission, MissionOrganisation
from missions.tests.builders import make_mission, make_target
from organisations.tests.builders import make_organisation
from policy.models import ExampleLink
from policy.tests.builders import make_example, make_milestone
from portal.overview import gaps, home_figures, link_gaps
from sources.models import Passage
from sources.tests.builders import make_text
from themes.models import ThemeOrganisation, ThemeTechnology

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mission_count", [1, 3])
@pytest.mark.parametrize("query", ["", "?topsector=geen"])
def test_home_queries_do_not_grow(
    mission_count, query, client, django_assert_num_queries
):
    for _ in range(mission_count):
        make_target()

    # Links of examples and grounds of milestones are asked for when there are any.
    with django_assert_num_queries(8):
        page = client.get(reverse("portal:home") + query)
    assert page.context["listing"].count.whole == mission_count


def test_the_time_axis_is_filtered_by_theme_and_topsector(client, register):
    def shown(query):
        groups = client.get(f"/?{query}").context["horizon"].groups
        return {group.name: [row.code for row in group.rows] for group in groups}

    assert shown("thema=energietransitie-en-duurzaamheid&topsector=chemie") == {
        "Energietransitie en duurzaamheid": ["ED-2"]
    }
    assert shown("thema=gezondheid-en-zorg&topsector=chemie") == {}
    assert len(shown("jaar=2030")) == 4


def test_home_shows_no_draft(client):
    make_target()
    draft = make_mission(published=False)

    assert draft.short_label not in client.get("/").content.decode()


def test_the_figures_of_the_letter(register):
    missions = list(Mission.objects.for_list())

    assert [(f.count, f.rule) for f in home_figures(missions)] == [
        (13, "missies met een doel in 2030"),
        (9, "missies met een getal als doel"),
        (12, "missies zonder getal"),
        (1, "missie zonder streefjaar"),
    ]


def test_the_gaps_of_the_letter(register):
    missions = list(Mission.objects.for_list())

    assert [[m.code for m in gap.records] for gap in gaps(missions)] == [
        ["V-6"],
        ["ED-2", "LWV-1", "GZ-C", "GZ-1", "GZ-2", "GZ-3", "GZ-4", "V-1"],
        "ED-1 ED-2 LWV-3 LWV-6 GZ-C GZ-1 GZ-2 GZ-3 GZ-4 V-1 V-6".split(),
    ]


def test_each_figure_leads_to_a_list_that_counts_as_much(client, register):
    for figure in home_figures(list(Mission.objects.for_list())):
        listing = client.get(f"/missies/?{figure.query}").context["listing"]
        assert (listing.count.whole, listing.notes) == (figure.count, []), figure


@pytest.mark.parametrize("path", ["/", "/missies/", "/themas/", "/over/", "/brief/"])
def test_an_empty_register_gives_a_page_not_an_error(path, client, db):
    assert client.get(path).status_code in (200, 404)


@pytest.mark.parametrize(
    ("kind", "slug", "page"),
    [
        ("missie", "cyberveiligheid", "/missies/cyberveiligheid/"),
        ("thema", "veiligheid", "/themas/veiligheid/"),
        ("doel", "doel-v-4-1", "/missies/cyberveiligheid/#doel-v-4-1"),
        ("bron", "kamerstuk-33009-70", "/bronnen/kamerstuk-33009-70/"),
    ],
)
def test_a_lasting_address_leads_to_the_page(kind, slug, page, client, register):
    answer = client.get(f"/id/{kind}/{slug}")

    assert (answer.status_code, answer.url) == (303, page)


@pytest.mark.parametrize("address", ["/id/missie/onbekend", "/id/onzin/veiligheid"])
def test_an_unknown_lasting_address_is_not_found(address, client, register):
    assert client.get(address).status_code == 404


def test_a_draft_has_no_lasting_address_yet(client):
    draft = make_mission(published=False)

    assert client.get(f"/id/missie/{draft.slug}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_home_with_everything_costs_ten_queries(
    count, client, django_assert_num_queries
):
    for number in range(1, count + 1):
        example = make_example(number=number)
        mission = make_target().mission
        ExampleLink.objects.create(example=example, mission=mission, reason="Proef.")
        make_milestone()
        make_technology()

    with django_assert_num_queries(10):
        client.get("/")


def test_home_shows_the_boxes_and_the_deadlines(client, register):
    context = client.get("/").context

    assert [example.number for example, _ in context["boxes"]] == [1, 2, 3, 4, 5]
    assert [moment.when for moment in context["moments"]] == [
        "tot en met 30 juni 2019",
        "uiterlijk 30 juni 2019",
        "1 november 2019",
        "2020 tot en met 2023",
        "2020 tot en met 2023",
    ]


def loose_ends():
    found = link_gaps(list(Mission.objects.for_list()), entries())
    return [gap.records for gap in found]


def test_what_hangs_loose_is_named(client):
    alone, linked = make_mission(), make_mission()
    topsector = make_organisation(kind="topsector")
    MissionOrganisation.objects.create(
        mission=linked, organisation=topsector, reason="Proef."
    )
    loose, used = make_technology(), make_technology()
    ThemeTechnology.objects.create(theme=alone.theme, technology=used, reason="Proef.")
    make_technology(published=False)
    make_mission(published=False)

    assert loose_ends() == [[alone], [loose]]


def test_a_topsector_of_the_theme_counts_for_its_missions(client):
    mission = make_mission()
    text = make_text("De topsector werkt aan dit thema.")
    ThemeOrganisation.objects.create(
        theme=mission.theme,
        organisation=make_organisation(kind="topsector"),
        passage=Passage.objects.at(text, 0, len(text.body)),
    )

    assert loose_ends() == []


@pytest.mark.parametrize("width", ["menu_items", "kinds", "footer"])
def test_no_link_of_the_menus_is_dead(width, client, register):
    menu = (settings.BASE_DIR / f"templates/partials/{width}.html").read_text()
    links = re.findall('href="(/[^"]*)"', menu)

    assert links
    for link in links:
        assert client.get(link).status_code in (200, 302), link


def test_a_page_that_is_not_there_leads_on(client, db):
    page = client.get("/bestaat-niet/").content.decode()

    for path in ("/missies/", "/brief/", "/bronnen/", "/organisaties/"):
        assert f'href="{path}"' in page
