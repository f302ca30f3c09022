import pytest
from django.http import QueryDict

from facets.sets import Count
from missions.filters import MissionFilter
from missions.models import Mission, MissionOrganisation
from missions.tests.builders import REDUCTION, make_mission, make_target
from organisations.tests.builders import make_organisation
from themes.models import ThemeOrganisation
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db


def filtered(query=""):
    return MissionFilter(QueryDict(query), Mission.objects.current())


def codes(query):
    return [mission.code for mission in filtered(query).qs]


def counts(query, facet):
    found = filtered(query).options(facet)
    return {option.choice.value: option.count.whole for option in found}


def test_choices_of_one_facet_add_up_and_facets_narrow_each_other(register):
    assert codes("thema=veiligheid&thema=gezondheid-en-zorg&jaar=2030") == [
        *("GZ-2", "GZ-3", "GZ-4", "V-1", "V-3", "V-5", "V-7", "V-8")
    ]


def test_each_choice_is_counted_under_the_other_facets(register):
    query = "thema=veiligheid&thema=gezondheid-en-zorg&jaar=2030"

    assert counts(query, "jaar") == {
        **{"2024": 1, "2030": 8, "2035": 1, "2040": 2},
        **{"2050": 0, "na-2100": 0, "geen": 1},
    }
    assert counts(query, "thema") == {
        "energietransitie-en-duurzaamheid": 2,
        "landbouw-water-en-voedsel": 3,
        "gezondheid-en-zorg": 3,
        "veiligheid": 5,
    }


def test_each_count_is_what_the_choice_gives(register):
    for name in filtered().facets:
        for option in filtered("jaar=2030").options(name):
            query = f"{name}={option.choice.value}"
            if name != "jaar":
                query += "&jaar=2030"
            assert filtered(query).count == option.count, query


def test_sub_targets_are_counted_apart(register):
    found = filtered("thema=energietransitie-en-duurzaamheid")

    assert (found.count, found.total) == (Count(2, 5), Count(21, 5))


def test_a_mission_takes_over_what_the_letter_states_of_its_theme(register):
    query = "topsector=agri-food&thema=landbouw-water-en-voedsel"

    assert codes(query) == codes("thema=landbouw-water-en-voedsel")
    assert "LWV-1" in codes("grondslag=thema")


def test_a_mission_does_not_take_over_what_the_editors_say_of_its_theme():
    mission = make_mission()
    organisation = make_organisation(kind="topsector")
    ThemeOrganisation.objects.create(
        theme=mission.theme, organisation=organisation, reason="Voor de proef."
    )

    assert counts("", "topsector") == {"geen": 1}
    assert codes("grondslag=geen") == [mission.code]


def test_a_link_of_the_mission_itself_is_not_one_of_the_theme():
    mission, other = make_mission(), make_mission()
    organisation = make_organisation(kind="topsector")
    MissionOrganisation.objects.create(
        mission=mission, organisation=organisation, reason="Voor de proef."
    )

    assert codes("grondslag=redactie") == [mission.code]
    assert codes("grondslag=geen") == codes("topsector=geen") == [other.code]


def test_a_draft_is_no_choice_and_is_not_counted():
    theme = make_theme()
    mission = make_mission(theme=theme)
    make_mission(theme=theme, published=False)
    make_target(mission=mission, published=False, target_year=2031)
    draft = make_organisation(kind="topsector", published=False)
    MissionOrganisation.objects.create(
        mission=mission, organisation=draft, reason="Voor de proef."
    )

    assert counts("", "thema") == {theme.slug: 1}
    assert counts("", "jaar") == {"geen": 1}
    assert counts("", "topsector") == {"geen": 1}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["T-10", "T-2", "T-1"]),
        ("code", ["T-1", "T-2", "T-10"]),
        ("naam", ["T-2", "T-10", "T-1"]),
        ("jaar", ["T-2", "T-1", "T-10"]),
    ],
)
def test_the_list_can_be_sorted(sort, order):
    theme = make_theme()
    names = {"T-10": "Éénmalig", "T-2": "Dijk", "T-1": "energie"}
    for place, (code, name) in enumerate(names.items()):
        make_mission(theme=theme, code=code, short_label=name, order=place)
    for code, year in {"T-2": 2030, "T-1": 2050}.items():
        mission = Mission.objects.get(code=code)
        make_target(mission=mission, target_year=year, **REDUCTION)

    assert codes(f"sorteer={sort}") == order
    found = [code for code in order if code != "T-10"]
    assert codes(f"sorteer={sort}&jaar=2050&jaar=2030") == found


@pytest.mark.parametrize("mission_count", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"), [("", 1), ("jaar=2030", 3), ("sorteer=naam", 3)]
)
def test_queries_do_not_grow(mission_count, query, queries, django_assert_num_queries):
    for _ in range(mission_count):
        make_target(mission=make_mission())
    found = filtered(query)

    with django_assert_num_queries(queries):
        assert found.qs.count() == mission_count
