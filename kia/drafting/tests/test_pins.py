"""A mission that changes: the teams of the drafts that pin it are told, once."""

import pytest
from django.db import connection

from accounts.tests.builders import signed_in
from kia.drafting import pins
from kia.mailing.ticking import tick
from kia.models import Notification, PinNotice
from kia.steps import EntryState
from kia.tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast, version):
    return builders.make_entry(cast, version, title="Zon op dak")


def mission_of(entry):
    return entry.mission_rows.get(part="main").mission


def change(mission, *, is_typographic=False, new_transaction=True):
    """With SQL: whoever changes it, and however, it counts."""
    with connection.cursor() as cursor:
        if new_transaction:
            cursor.execute("SELECT set_config('missieregister.raised', '', true)")
        cursor.execute(
            "UPDATE missions_mission SET kind = CASE kind WHEN 'mission' THEN "
            "'central' ELSE 'mission' END, is_typographic = %s WHERE id = %s",
            [is_typographic, mission.pk],
        )


def told():
    return set(
        Notification.objects.filter(pin__isnull=False).values_list("person", flat=True)
    )


def test_the_team_is_told_once_for_each_revision(cast, entry):
    change(mission_of(entry))
    pins.tell_teams()
    pins.tell_teams()

    assert told() == {cast.editor.pk, cast.member.pk}
    assert Notification.objects.filter(pin__isnull=False).count() == 2

    change(mission_of(entry))
    pins.tell_teams()
    assert PinNotice.objects.count() == 2
    assert Notification.objects.filter(pin__isnull=False).count() == 4


def test_a_typographic_edit_tells_nobody(cast, entry):
    change(mission_of(entry), is_typographic=True)
    pins.tell_teams()

    assert told() == set()
    assert pins.outdated(entry) == []


def test_what_is_submitted_or_confirmed_or_of_another_mission_is_left_alone(
    cast, version, entry
):
    builders.move_entry(cast, entry, EntryState.SUBMITTED)
    change(mission_of(entry))
    pins.tell_teams()
    assert told() == set()

    confirmed = builders.make_entry(cast, version)
    confirmed.mission_rows.update(revision=0)
    seen = [pins.seen_as(row) for row in pins.outdated(confirmed)]
    pins.confirm(confirmed, cast.editor, seen)
    pins.tell_teams()
    assert told() == set()


def test_the_message_names_entry_and_mission_and_leads_there(cast, entry):
    mission = mission_of(entry)
    change(mission)
    pins.tell_teams()

    text = signed_in(cast.member).get("/werk/berichten/").text
    assert f"te herbevestigen, want missie {mission.code} is gewijzigd." in text
    assert f'href="/werk/bijdragen/{entry.entry.slug}/">Zon op dak' in text
    assert "Zon op dak" in signed_in(cast.member).get("/werk/").text


@pytest.mark.parametrize("many", [1, 3])
def test_the_inbox_costs_no_more_for_more(
    many, cast, version, django_assert_num_queries
):
    for _ in range(many):
        builders.make_entry(cast, version).mission_rows.update(revision=0)
    pins.tell_teams()
    client = signed_in(cast.member)
    client.get("/werk/berichten/")

    with django_assert_num_queries(6):
        client.get("/werk/berichten/")


def test_the_clock_sees_to_it(cast, entry, settings):
    settings.TASKS = {
        "default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}
    }
    change(mission_of(entry))
    tick()

    assert told() == {cast.editor.pk, cast.member.pk}
