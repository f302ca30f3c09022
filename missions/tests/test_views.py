from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from missions.models import Mission
from missions.tests.builders import REDUCTION, make_mission, make_target

pytestmark = pytest.mark.django_db


def fill(count):
    theme = make_mission().theme
    for _ in range(count - 1):
        make_mission(theme=theme)
    for mission in Mission.objects.all():
        make_target(mission=mission)
        make_target(mission=mission)


@pytest.mark.parametrize("mission_count", [1, 3])
@pytest.mark.parametrize(
    "query", ["", "weergave=kaarten", "jaar=2030&doel=zonder-getal&sorteer=naam"]
)
def test_mission_list_queries_do_not_grow(
    mission_count, query, client, django_assert_num_queries
):
    fill(mission_count)

    with django_assert_num_queries(7):
        page = client.get(reverse("missions:list"), query_params=QueryDict(query))
    assert len(page.context["rows"]) == mission_count


@pytest.mark.parametrize("mission_count", [1, 3])
def test_mission_page_queries_do_not_grow(
    mission_count, client, django_assert_num_queries
):
    parent = make_mission(kind="central")
    for _ in range(mission_count):
        make_target(mission=make_mission(theme=parent.theme, parent=parent))
    mission = parent.children.first()

    with django_assert_num_queries(9):
        client.get(mission.get_absolute_url())


def test_mission_list_shows_no_draft(client):
    shown, draft = make_mission(), make_mission(published=False)
    make_target(mission=shown, label="zichtbaar doel")
    make_target(mission=shown, label="geheim doel", published=False)

    page = client.get(reverse("missions:list")).content.decode()

    assert shown.short_label in page and "zichtbaar doel" in page
    assert draft.short_label not in page and "geheim doel" not in page


def test_mission_page_shows_no_draft(client):
    mission = make_mission(kind="central")
    make_target(mission=mission, label="geheim doel", published=False)
    draft = make_mission(theme=mission.theme, parent=mission, published=False)

    page = client.get(mission.get_absolute_url())

    assert page.status_code == 200
    assert "geheim doel" not in page.content.decode()
    assert draft.short_label not in page.content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_mission_page_hides_a_draft_that_is_the_same_or_above(client):
    draft = make_mission(published=False)
    mission = make_mission(theme=draft.theme, parent=draft, same_as=draft)
    other = make_mission(same_as=mission, published=False)

    page = client.get(mission.get_absolute_url()).content.decode()

    for hidden in (draft, other):
        assert hidden.short_label not in page and hidden.slug not in page


def test_a_withdrawn_mission_says_so(client):
    mission = make_mission()
    mission.withdrawn_on = date(2023, 5, 30)
    mission.withdrawn_because = "Herijkt in 2023."
    mission.save()

    page = client.get(mission.get_absolute_url())

    assert page.status_code == 410
    assert "30 mei 2023" in page.content.decode()
    assert "Herijkt in 2023." in page.content.decode()


def test_no_list_or_count_holds_a_mission_that_lapsed_or_merged(client):
    mission = make_target(mission=make_mission(short_label="Geldt nog")).mission
    lapsed = {"withdrawn_on": date(2023, 5, 30), "withdrawn_because": "Herijkt."}
    more = {"theme": mission.theme, "parent": mission}
    make_target(mission=make_mission(short_label="Vervallen missie", **more, **lapsed))
    make_target(
        mission=make_mission(short_label="Opgegaan", merged_into=mission, **more)
    )
    make_target(mission=mission, label="vervallen doel", **lapsed)

    for path in ("/", "/missies/", mission.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "Geldt nog" in page
        for gone in ("Vervallen missie", "Opgegaan", "vervallen doel"):
            assert gone not in page, path
    counts = client.get("/over/tellen/").context
    assert [number for number, *_ in counts["missions"]] == [1, 1, 1, 1]
    assert counts["targets"]["all"] == 1


@pytest.mark.parametrize("supports", ["adoption", "part", "same", "context"])
def test_a_choice_of_the_editors_is_shown_where_a_passage_would_stand(supports, client):
    parent = make_mission()
    other = make_mission()
    mission = make_mission(
        parent=parent, theme=parent.theme, same_as=other, adopted_by="het kabinet"
    )
    mission.grounds.create(supports=supports, reason="Dat vindt de redactie.")

    page = client.get(mission.get_absolute_url()).content.decode()

    assert 'href=""' not in page
    assert "redactioneel" in page.partition("Waar dit op rust")[0]


def test_the_facts_of_a_mission_keep_how_sure_a_year_is(client):
    after = {"target_year": 2100, "year_precision": "after"}
    mission = make_target(**after).mission
    make_target(mission=mission, **REDUCTION)

    page = " ".join(client.get(mission.get_absolute_url()).content.decode().split())

    assert "<dt>Streefjaar</dt><dd>2030, ook na 2100</dd>" in page
    assert "<dt>Referentiejaar</dt><dd>1990</dd>" in page


def test_a_merged_mission_leads_to_what_it_became(client):
    successor = make_mission()
    mission = make_mission(merged_into=successor)

    page = client.get(mission.get_absolute_url())

    assert (page.status_code, page.url) == (301, successor.get_absolute_url())


@pytest.mark.parametrize("view", ["", "onzin", "\u202e", "tabel&weergave=kaarten"])
def test_an_unknown_view_of_the_list_is_the_table(view, client):
    make_target()

    page = client.get(reverse("missions:list"), {"weergave": view})

    assert page.status_code == 200
    assert page.context["view"] == "tabel"


def test_every_mission_of_the_letter_has_a_page_with_its_words(client, register):
    for mission in Mission.objects.for_list():
        page = client.get(mission.get_absolute_url())
        text = page.content.decode().replace("<sub>2</sub>", "2")
        for weight in ("<b>", "</b>"):
            text = text.replace(weight, "")

        assert mission.statement in text
        assert mission.short_label in text
        for target in mission.targets.all():
            assert target.value_text in text and target.year_text in text
            assert target.passages[0].get_absolute_url() in text


def test_the_same_mission_under_two_themes_is_named_at_both(client, register):
    here = Mission.objects.get(code="ED-1.5")
    there = Mission.objects.get(code="LWV-2")

    for mission, other in ((here, there), (there, here)):
        page = client.get(mission.get_absolute_url()).content.decode()
        assert other.get_absolute_url() in page
        assert "Deze missie is identiek aan het onderdeel" in page


def test_an_empty_register_has_a_list_too(client):
    page = client.get(reverse("missions:list"))

    assert "Nog geen missies" in page.content.decode()


@pytest.mark.parametrize("code", ["ED-1", "ED-1.5", "GZ-C", "GZ-2", "V-4"])
def test_a_page_of_the_letter_costs_at_most_ten_queries(
    code, client, register, django_assert_max_num_queries
):
    mission = Mission.objects.get(code=code)

    with django_assert_max_num_queries(10):
        client.get(mission.get_absolute_url())


def test_a_mission_names_the_twin_of_its_sub_target(client, register):
    page = client.get(Mission.objects.get(code="ED-1").get_absolute_url())

    assert "= Dezelfde missie als" in page.content.decode()
