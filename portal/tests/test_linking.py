import pytest
from django.urls import reverse

from keytech.tests.builders import make_technology
from missions.models import MissionTechnology
from missions.tests.builders import make_mission
from portal.linking import counts
from sources.models import Passage
from sources.tests.builders import make_text
from themes.models import ThemeTechnology

pytestmark = pytest.mark.django_db


def link(technology, **basis):
    mission = make_mission()
    pair = {"technology": technology, **basis}
    MissionTechnology.objects.create(mission=mission, **pair)
    ThemeTechnology.objects.create(theme=mission.theme, **pair)


@pytest.mark.parametrize("number", [1, 3])
def test_links_are_counted_by_basis_in_one_query(
    number, client, django_assert_num_queries
):
    text = make_text("Fotonica hoort erbij.")
    passage = Passage.objects.at(text, 0, len(text.body))
    for _ in range(number):
        link(make_technology(), reason="Past.")
        link(make_technology(), passage=passage)
        link(make_technology(published=False), passage=passage)

    with django_assert_num_queries(2):
        page = client.get(reverse("portal:linking"))

    assert page.context["total"] == {"m": number, "t": number, "r": 2 * number}
    found = dict(counts())
    assert found["koppelingen missie en technologie"] == {
        "m": number,
        "t": 0,
        "r": number,
    }
    assert found["koppelingen thema en technologie"] == {
        "m": 0,
        "t": number,
        "r": number,
    }
    assert found["rollen"] == {"m": 0, "t": 0, "r": 0}


def test_the_page_says_how_to_object(client):
    page = client.get(reverse("portal:linking")).content.decode()

    assert "Meld een fout" in page
    assert "Bij een rol kiest de redactie het soort" in page
    for words in ("In de brief, bij deze missie", "bij het thema", "Redactioneel"):
        assert words in page
