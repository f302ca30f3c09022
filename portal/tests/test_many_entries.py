"""A list of a thousand own entries costs what one of ten does."""

import pytest

from accounts.tests.builders import signed_in
from kia.models import EntryVersion
from kia.tests import builders
from portal.bench_entries import multiply_entries

pytestmark = pytest.mark.django_db

LIST = "/werk/bijdragen/"
# Session, person and roles; the count; a page of versions; their rows at once.
QUERIES = 9
PER_PAGE = 50
HOME_QUERIES = 8


@pytest.fixture
def ten():
    """Ten drafts of one topsector, and the client of somebody of it."""
    cast = builders.make_cast()
    version = builders.make_version(cast)
    builders.make_entry(cast, version)
    multiply_entries(10)
    return signed_in(cast.member)


@pytest.mark.parametrize("query", ["", "?sorteer=titel&q=Bijdrage", "?stand=draft"])
def test_a_thousand_own_entries_cost_as_many_queries_as_ten(
    query, ten, django_assert_num_queries
):
    ten.get(LIST)
    with django_assert_num_queries(QUERIES):
        few = ten.get(LIST + query)
    multiply_entries(100)
    with django_assert_num_queries(QUERIES):
        many = ten.get(LIST + query)

    assert EntryVersion.objects.count() == 1000
    assert few.text.count("<tr>") == 1 + 10
    assert many.text.count("<tr>") == 1 + PER_PAGE
    assert "Bladzijde 1 van 20" in many.text
    assert len(many.content) < 60_000


def test_my_work_with_a_thousand_drafts(ten, django_assert_num_queries):
    ten.get("/werk/")
    with django_assert_num_queries(HOME_QUERIES):
        ten.get("/werk/")
    multiply_entries(100)
    with django_assert_num_queries(HOME_QUERIES):
        many = ten.get("/werk/")

    assert len(many.content) < 60_000
    assert "Dit zijn de 50 die het langst wachten, van 1000." in many.text
