"""Pages of other records show the adopted entries that serve them, and the gaps."""

import pytest

from keytech.models import KeyTechnology
from kia.entries import totals
from kia.entries.public.serving import mission_gaps, served_missions, serving
from kia.models import EntryMission
from kia.steps import AgendaState, EntryState
from kia.tests.builders import make_cast, make_entry, make_version, move_version
from missions.models import Mission
from organisations.models import Organisation
from themes.models import Theme

pytestmark = pytest.mark.django_db

SECRET = "Zeewier tellen in het diepste geheim"


def titles(entries):
    return [entry.title.removeprefix("VOORBEELD – ").split(":")[0] for entry in entries]


def text_of(client, record):
    answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def mission(code):
    return Mission.objects.get(code=code)


def test_a_mission_shows_what_serves_it_and_what_touches_it(practice):
    found = serving(mission("ED-1"))

    assert titles(found.entries) == ["Slimme balans in de wijk"]
    assert len(found.others) == 1


def test_a_sub_target_is_served_when_it_was_chosen(practice):
    assert len(serving(mission("ED-1.1")).entries) == 1
    assert serving(mission("ED-1.3")).entries == []


def test_a_theme_shows_the_entries_of_its_agenda_and_the_gaps(practice, client):
    theme = Theme.objects.get(code="ED")
    safety = Theme.objects.get(code="V")

    assert len(serving(theme).entries) == 2
    assert "Voor 7 van de 8 missies van dit thema is nog geen bijdrage" in text_of(
        client, safety
    )
    assert "missies van dit thema is nog geen" not in text_of(client, theme)


def test_a_topsector_shows_what_it_leads_apart_from_what_it_helps_with(practice):
    found = serving(Organisation.objects.get(slug="htsm"))

    assert len(found.entries) == 2
    assert all(entry.lead["slug"] != "htsm" for entry in found.others)


def test_a_technology_shows_who_develops_or_applies_it(practice):
    photonics = KeyTechnology.objects.get(slug="fotonica")

    assert len(serving(photonics).entries) == 5


def test_gaps_are_those_of_the_one_rule(practice):
    gaps = mission_gaps(served_missions())

    assert (gaps.missing, gaps.counted, gaps.is_practice) == (17, 25, True)
    assert gaps.missing == totals.gaps().count()


def test_the_list_of_missions_chooses_and_says_the_gaps(practice, client):
    text = " ".join(client.get("/missies/").content.decode().split())
    served = client.get("/missies/?bijdrage=ja").context["listing"].count
    without = client.get("/missies/?bijdrage=nee").context["listing"].count

    assert "Voor <strong>17</strong> van de 25 missies is nog geen bijdrage." in text
    # ED-1, ED-2, LWV-1, GZ-C, GZ-2, GZ-3 and V-2; and the parts ED-1.1 and ED-1.2.
    assert (served.whole, served.parts) == (7, 2)
    assert (without.whole, without.parts) == (14, 3)


def test_what_is_not_adopted_serves_nothing_on_a_page(client):
    cast = make_cast()
    version = make_version(cast)
    entry = make_entry(cast, version, EntryState.ACCEPTED, title=SECRET)
    served = EntryMission.objects.get(version=entry).mission

    for record in (served, cast.agenda.theme, cast.topsector):
        text = text_of(client, record)
        assert SECRET not in text
        assert "nog geen vastgestelde bijdrage" in text

    move_version(cast, version, AgendaState.ADOPTED)

    for record in (served, cast.agenda.theme, cast.topsector):
        assert SECRET in text_of(client, record)


@pytest.mark.parametrize("entry_count", [1, 3])
def test_serving_is_one_query(entry_count, django_assert_num_queries):
    cast = make_cast()
    version = make_version(cast)
    for _ in range(entry_count):
        make_entry(cast, version, EntryState.ACCEPTED)
    move_version(cast, version, AgendaState.ADOPTED)
    served = Mission.objects.get()

    for record in (served, cast.agenda.theme, cast.topsector, cast.department):
        with django_assert_num_queries(1):
            serving(record)
