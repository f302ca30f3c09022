"""Missions as a tree, targets, and the version of both."""

import pytest
from django.urls import reverse

from instance.admin_history import version
from missions.models import Mission, Target
from missions.tests.builders import REDUCTION, make_mission, make_target
from sources.models import ClaimedSlug
from sources.tests.admin_forms import (
    act,
    admin_url,
    change_url,
    errors,
    opened,
    told,
    typed,
)
from themes.models import Theme
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("model", "queries"), [(Theme, 4), (Mission, 5), (Target, 5)])
def test_list_queries_do_not_grow(
    count, model, queries, admin_client, django_assert_num_queries
):
    for _ in range(count):
        make_target()

    with django_assert_num_queries(queries):
        admin_client.get(admin_url(model, "changelist"))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_form_do_not_grow(count, admin_client, django_assert_num_queries):
    target = make_target()
    for _ in range(count):
        make_target(mission=target.mission)
        make_mission(theme=target.mission.theme, parent=target.mission)

    # The kinds of content are remembered after the first time.
    admin_client.get(change_url(target.mission))

    with django_assert_num_queries(11):
        admin_client.get(change_url(target.mission))


def test_missions_stand_as_a_tree(admin_client, register):
    page = admin_client.get(admin_url(Mission, "changelist"))

    missions = page.context["cl"].queryset
    assert [(m.code, m.depth) for m in missions][:8] == [
        ("ED-1", 0),
        ("ED-1.1", 1),
        ("ED-1.2", 1),
        ("ED-1.3", 1),
        ("ED-1.4", 1),
        ("ED-1.5", 1),
        ("ED-2", 0),
        ("LWV-1", 0),
    ]
    below = Mission.objects.exclude(parent=None).count()
    assert page.content.decode().count("mr-diepte-1") == below


def test_a_mission_without_a_ground_stands_before_its_parent(admin_client, register):
    child = make_mission(
        theme=Theme.objects.get(code="V"),
        code="V-9",
        parent=Mission.objects.get(code="V-1"),
        published=False,
    )
    child.grounds.all().delete()

    page = admin_client.get(admin_url(Mission, "changelist"))

    assert page.context["cl"].queryset[0] == child


def test_what_a_public_record_points_to_stays_on_the_site(admin_client):
    parent = make_mission(code="M-boven")
    child = make_mission(theme=parent.theme, parent=parent)

    refused = act(admin_client, "unpublish", parent)
    both = act(admin_client, "unpublish", parent, child)

    assert told(refused) == [
        (
            "error",
            f"Niet van de site gehaald: M-boven, omdat {child.code} er op de site nog "
            "naar wijst.",
        )
    ]
    assert told(both) == [("success", "Van de site gehaald: 2 missies.")]


def test_the_address_of_what_was_unpublished_answers_and_stays_taken(admin_client):
    mission = make_mission(slug="vergissing")
    page = mission.get_absolute_url()
    before = admin_client.get(page).status_code

    act(admin_client, "unpublish", mission)
    gone = admin_client.get(page).status_code
    act(admin_client, "publish", mission)
    after = admin_client.get(page).status_code

    assert (before, gone, after) == (200, 404, 200)
    assert ClaimedSlug.objects.get(slug="vergissing").kind == "missions.mission"


@pytest.mark.parametrize("make", [make_mission, make_theme, make_target])
def test_a_record_links_to_the_site_and_to_its_grounds(make, admin_client):
    record = make()
    ground = record._meta.get_field("grounds").related_model
    grounds = f"{admin_url(ground, 'changelist')}?record__id__exact={record.pk}"

    page = admin_client.get(change_url(record)).content.decode()

    assert f'<a href="{record.get_absolute_url()}" class="viewsitelink">' in page
    assert f'<a class="mr-gronden" href="{grounds}">Gronden (1)</a>' in page


def test_a_mission_leads_to_its_parts(admin_client):
    target = make_target()
    mission = target.mission
    child = make_mission(theme=mission.theme, parent=mission)

    page = admin_client.get(change_url(mission)).content.decode()
    add = admin_client.get(
        admin_url(Mission, "add"), {"parent": mission.pk, "kind": "sub_target"}
    )

    assert f'<li><a href="{change_url(child)}">{child}</a></li>' in page
    assert f'<li><a href="{change_url(target)}">{target}</a></li>' in page
    assert f"{admin_url(Mission, 'add')}?parent={mission.pk}&amp;theme=" in page
    assert typed(add, "parent") == str(mission.pk)


def test_a_typing_error_leaves_the_version_alone(admin_client):
    mission = make_mission(published=False)
    url = change_url(mission)

    revisions = []
    for change in [
        {"statement": "Andres."},
        {"statement": "A.", "is_typographic": "on"},
    ]:
        data = opened(admin_client, url) | change | {"revision": 9}
        admin_client.post(url, data)
        mission.refresh_from_db()
        revisions.append((mission.statement, mission.revision))

    assert revisions == [("Andres.", 2), ("A.", 2)]


@pytest.mark.parametrize("make", [make_mission, make_target])
def test_the_tick_for_a_typing_error_is_explained(make, admin_client):
    page = admin_client.get(change_url(make())).content.decode()

    assert "Vink dit aan als u alleen een tikfout herstelt: de versie blijft" in page


def test_all_of_the_letter_saves_unchanged(admin_client, register):
    for record in [*Theme.objects.all(), *Mission.objects.all(), *Target.objects.all()]:
        url, before = change_url(record), version(record)

        answer = admin_client.post(url, opened(admin_client, url))

        assert (answer.status_code, version(record)) == (302, before), record


def test_a_rule_of_the_model_is_a_sentence(admin_client):
    url = change_url(make_target(**REDUCTION))
    data = opened(admin_client, url)

    assert errors(admin_client.post(url, data | {"baseline_year": 2040})) == [
        "Het referentiejaar ligt vóór het streefjaar."
    ]
    assert errors(admin_client.post(url, data | {"unit": ""})) == [
        "Een waarde is groter dan nul en heeft een eenheid en een grond."
    ]


def test_a_place_that_is_taken_is_a_sentence(admin_client):
    first = make_mission()
    second = make_mission(theme=first.theme)
    url = change_url(second)

    answer = admin_client.post(url, opened(admin_client, url) | {"order": first.order})

    assert errors(answer) == ["Deze combinatie is al in gebruik: Thema en Volgorde."]


RELATIONS = [
    ("themes", "theme", "made_by"),
    ("themes", "theme", "merged_into"),
    ("missions", "mission", "theme"),
    ("missions", "mission", "parent"),
    ("missions", "mission", "same_as"),
    ("missions", "target", "mission"),
    ("missions", "missionground", "record"),
    ("missions", "targetground", "document"),
    ("sources", "officialnumber", "document"),
]


@pytest.mark.parametrize(("app", "model", "field"), RELATIONS)
def test_every_relation_is_found_by_typing(app, model, field, admin_client, register):
    def found(term):
        query = {"app_label": app, "model_name": model, "field_name": field}
        answer = admin_client.get(reverse("admin:autocomplete"), query | {"term": term})
        assert answer.status_code == 200
        return answer.json()["results"]

    add = admin_client.get(reverse(f"admin:{app}_{model}_add"))
    widget = add.context["adminform"].form.fields[field].widget

    assert found("e")
    assert found("<script>") == found("x" * 3000) == []
    assert "admin-autocomplete" in widget.render(field, None)
    # Without JavaScript it is a list with all of them.
    options = len(list(widget.choices))
    assert options > 1
    assert widget.render(field, None).count("<option") == options
