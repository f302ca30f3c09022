from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from missions.tests.builders import make_mission, make_target
from sources.models import Passage
from sources.tests.builders import make_text
from themes.models import Theme
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme_count", [1, 3])
def test_theme_list_queries_do_not_grow(theme_count, client, django_assert_num_queries):
    for _ in range(theme_count):
        make_target()

    with django_assert_num_queries(5):
        client.get(reverse("themes:list"))


@pytest.mark.parametrize("mission_count", [1, 3])
def test_theme_page_queries_do_not_grow(
    mission_count, client, django_assert_num_queries
):
    theme = make_theme()
    for _ in range(mission_count):
        make_target(mission=make_mission(theme=theme))

    with django_assert_num_queries(11):
        client.get(theme.get_absolute_url())


@pytest.mark.parametrize("ground_count", [1, 3])
def test_theme_page_queries_do_not_grow_with_a_tree(
    ground_count, client, django_assert_num_queries
):
    root = make_mission(kind="central")
    text = make_text("Deze doelen hebben elk een eigen jaar.")
    for n in range(ground_count):
        passage = Passage.objects.at(text, 0, 10 + n)
        root.grounds.create(supports="horizon", passage=passage)
        make_target(mission=make_mission(theme=root.theme, parent=root))

    with django_assert_num_queries(11):
        client.get(root.theme.get_absolute_url())


def test_a_mission_that_hangs_outside_the_tree_is_shown_too(client):
    root = make_mission(kind="central")
    child = make_mission(theme=root.theme, parent=root)
    below = make_mission(theme=root.theme, parent=child)
    loose = make_mission(theme=root.theme)

    page = client.get(root.theme.get_absolute_url())

    assert page.context["beside"] == [below, loose]
    assert "Ook onder dit thema" in page.content.decode()


def test_a_theme_keeps_how_sure_a_year_is(client):
    theme = make_theme()
    for precision, year in [("after", 2100), ("derived", 2024), ("stated", 2030)]:
        mission = make_mission(theme=theme)
        more = {"derivation": "Vijf jaar na 2019."} if precision == "derived" else {}
        make_target(mission=mission, target_year=year, year_precision=precision, **more)

    for url in (reverse("themes:list"), theme.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "2024 (afgeleid) (1 missie), 2030 (1 missie), ook na 2100" in page


def test_a_theme_counts_no_mission_that_lapsed_or_merged(client):
    mission = make_mission(short_label="Geldt nog")
    theme = mission.theme
    lapsed = {"withdrawn_on": date(2023, 5, 30), "withdrawn_because": "Herijkt."}
    make_mission(theme=theme, short_label="Vervallen missie", **lapsed)
    make_mission(theme=theme, short_label="Opgegane missie", merged_into=mission)

    page = client.get(theme.get_absolute_url())

    assert page.context["overview"]["missions"] == 1
    for gone in ("Vervallen missie", "Opgegane missie"):
        assert gone not in page.content.decode()


def test_the_list_of_themes_holds_only_themes_that_hold(client):
    theme = make_theme()
    make_theme(title="Weg", withdrawn_on=date(2023, 5, 30), withdrawn_because="Weg.")
    make_theme(title="Opgegaan", merged_into=theme)

    page = client.get(reverse("themes:list"))

    assert [found for found, _ in page.context["themes"]] == [theme]


@pytest.mark.parametrize("supports", ["problem", "horizon"])
def test_a_ground_that_is_no_passage_is_shown_as_what_it_is(supports, client):
    root = make_mission(kind="central")
    record = root.theme if supports == "problem" else root
    record.grounds.create(supports=supports, reason="Dat vindt de redactie.")

    page = client.get(root.theme.get_absolute_url()).content.decode()

    assert '<span class="mr-label">redactioneel</span> Dat vindt de redactie.' in page
    assert '<blockquote class="mr-citaat"><p></p>' not in page


def test_theme_pages_show_no_draft(client):
    theme, draft = make_theme(), make_theme(published=False)
    hidden = make_mission(theme=theme, published=False)

    pages = [
        client.get(url).content.decode()
        for url in (reverse("themes:list"), theme.get_absolute_url())
    ]

    assert all(theme.title in page for page in pages)
    assert not any(draft.title in page for page in pages)
    assert not any(hidden.short_label in page for page in pages)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_withdrawn_theme_says_so_and_a_merged_one_leads_on(client):
    theme = make_theme(withdrawn_on=date(2023, 5, 30), withdrawn_because="Herijkt.")
    merged = make_theme(merged_into=theme)

    page, redirect = (client.get(t.get_absolute_url()) for t in (theme, merged))

    assert page.status_code == 410
    assert "Herijkt." in page.content.decode()
    assert (redirect.status_code, redirect.url) == (301, theme.get_absolute_url())


def test_the_tree_stands_from_far_to_near(client, register):
    theme = Theme.objects.get(code="GZ")

    context = client.get(theme.get_absolute_url()).context

    found = [
        (until, [m.code for m in missions]) for until, missions in context["branches"]
    ]
    assert context["root"].code == "GZ-C"
    assert found == [("tot 2040", ["GZ-1"]), ("tot 2030", ["GZ-2", "GZ-3", "GZ-4"])]


def test_a_theme_counts_missions_and_sub_targets_apart(client, register):
    theme = Theme.objects.get(code="ED")

    overview = client.get(theme.get_absolute_url()).context["overview"]

    assert overview == {
        "missions": 2,
        "sub_targets": 5,
        "years": [("2030", 2), ("2050", 2)],
        "without_year": 0,
    }


def test_a_theme_quotes_the_whole_problem_statement(client, register):
    for theme in Theme.objects.all():
        page = unescape(client.get(theme.get_absolute_url()).content.decode())
        problems = theme.grounds_by_part["problem"]

        assert problems
        assert all(ground.passage.quotation in page for ground in problems)
