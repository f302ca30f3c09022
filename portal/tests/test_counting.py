import pytest
from django.urls import reverse

from missions.models import Mission

pytestmark = pytest.mark.django_db


def test_missions_are_counted_in_four_ways(client, register):
    counts = client.get(reverse("portal:counting")).context["missions"]

    assert [number for number, *_ in counts] == [17, 21, 25, 26]


def test_a_number_from_outside_the_letter_names_its_source(client, register):
    page = client.get(reverse("portal:counting")).content.decode()

    [line] = [line for line in page.splitlines() if "in de pers" in line]
    assert "rijksoverheid.nl, pagina van 26 april 2019" in line
    assert "niet nagekeken" in line


def test_the_mission_of_two_themes_is_counted_as_the_page_says(client, register):
    twin = Mission.objects.get(same_as__isnull=False)
    assert twin.same_as.is_sub_target
    assert twin.targets.count() == twin.same_as.targets.count() == 1

    page = client.get(reverse("portal:counting")).content.decode()

    assert "Waar een subdoel niet meetelt, telt zij één keer." in page
    assert "Wij tellen haar twee keer" not in page
    assert "Een jaargetijde, zoals «voor de zomer», is geen dag." in page


def test_targets_are_counted_with_the_rule_beside_them(client, register):
    page = client.get(reverse("portal:counting"))

    targets = page.context["targets"]
    assert targets["all"] == targets["with_number"] + targets["without_number"] == 35
    assert 0 < targets["ranks"] < targets["with_number"]
    assert (
        "een hoofdzin met een jaar, een termijn of een getal" in page.content.decode()
    )


def test_figures_of_the_letter_are_counted_apart_from_later_ones(client, register):
    page = client.get(reverse("portal:counting"))

    assert page.context["amounts"] == {"letter": 13, "later": 5}
    assert "Het zijn er 13." in page.content.decode()


def test_the_sentences_add_up(client, register):
    page = client.get(reverse("portal:counting"))

    assert set(page.context["sentences"]) == {"held", "context", "open"}
    sentences = register.paragraphs.values_list("sentences__pk", flat=True)
    assert page.context["all_sentences"] == len([s for s in sentences if s])


def test_an_empty_register_counts_nothing(client):
    page = client.get(reverse("portal:counting"))

    assert page.status_code == 200
    assert page.context["all_sentences"] == 0


def test_counting_costs_a_fixed_number_of_queries(
    client, register, django_assert_num_queries
):
    # Four rules for missions; one UNION of every kind of ground and link.
    with django_assert_num_queries(14):
        client.get(reverse("portal:counting"))
