import pytest
from django.urls import reverse

from portal.coverage import holding_models

pytestmark = pytest.mark.django_db


def test_missions_are_counted_in_four_ways(client, register):
    counts = client.get(reverse("portal:counting")).context["missions"]

    assert [number for number, *_ in counts] == [17, 21, 25, 26]


def test_a_number_from_outside_the_letter_names_its_source(client, register):
    page = client.get(reverse("portal:counting")).content.decode()

    [line] = [line for line in page.splitlines() if "in de pers" in line]
    assert "rijksoverheid.nl, pagina van 26 april 2019" in line
    assert "niet nagekeken" in line


def test_targets_are_counted_with_the_rule_beside_them(client, register):
    page = client.get(reverse("portal:counting"))

    targets = page.context["targets"]
    assert targets["all"] == targets["with_number"] + targets["without_number"] == 35
    assert 0 < targets["ranks"] < targets["with_number"]
    assert "persoonsvorm" in page.content.decode()


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
    client, register, django_assert_max_num_queries
):
    # One for each kind of ground and link; the page is kept until something changes.
    with django_assert_max_num_queries(len(holding_models()) + 16):
        client.get(reverse("portal:counting"))
