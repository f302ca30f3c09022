import pytest
from django.urls import reverse

from missions.models import Mission
from missions.tests.builders import make_mission, make_target
from portal.overview import gaps, home_figures

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("mission_count", [1, 3])
def test_home_queries_do_not_grow(mission_count, client, django_assert_num_queries):
    for _ in range(mission_count):
        make_target()

    with django_assert_num_queries(4):
        client.get(reverse("portal:home"))


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

    assert [[m.code for m in gap.missions] for gap in gaps(missions)] == [
        ["V-6"],
        ["ED-2", "GZ-C", "GZ-1", "GZ-2", "GZ-3", "GZ-4"],
        ["ED-1", "ED-2", "LWV-6", "GZ-1", "GZ-2", "GZ-3", "GZ-4"],
    ]


@pytest.mark.parametrize("path", ["/", "/missies/", "/themas/", "/over/", "/brief/"])
def test_an_empty_register_gives_a_page_not_an_error(path, client, db):
    assert client.get(path).status_code in (200, 404)


@pytest.mark.parametrize(
    ("kind", "slug", "page"),
    [
        ("missie", "cyberveiligheid", "/missies/cyberveiligheid/"),
        ("thema", "veiligheid", "/themas/veiligheid/"),
        ("doel", "doel-v-4-1", "/missies/cyberveiligheid/#doel-v-4-1"),
        ("bron", "kamerstuk-33009-70", "/brief/"),
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


def test_about_counts_in_four_ways(client, register):
    counts = client.get(reverse("portal:about")).context["counts"]

    assert [number for number, _ in counts] == [17, 21, 25, 26]
