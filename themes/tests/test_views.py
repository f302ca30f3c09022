from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from missions.tests.builders import make_mission, make_target
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

    with django_assert_num_queries(9):
        client.get(theme.get_absolute_url())


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
        (year, [m.code for m in missions]) for year, missions in context["branches"]
    ]
    assert context["root"].code == "GZ-C"
    assert found == [(2040, ["GZ-1"]), (2030, ["GZ-2", "GZ-3", "GZ-4"])]


def test_a_theme_counts_missions_and_sub_targets_apart(client, register):
    theme = Theme.objects.get(code="ED")

    overview = client.get(theme.get_absolute_url()).context["overview"]

    assert overview == {
        "missions": 2,
        "sub_targets": 5,
        "years": [(2030, 2), (2050, 2)],
        "without_year": 0,
    }


def test_a_theme_quotes_the_whole_problem_statement(client, register):
    for theme in Theme.objects.all():
        page = unescape(client.get(theme.get_absolute_url()).content.decode())
        problems = theme.grounds_by_part["problem"]

        assert problems
        assert all(ground.passage.quotation in page for ground in problems)
