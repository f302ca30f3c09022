"""Who hears of which step."""

import pytest

from instance import clock
from kia import notices
from kia.models import Notification
from kia.roles import Role
from kia.steps import ENTRY, AgendaState, EntryState, YearState
from kia.tests import builders
from kia.tests.test_steps_table import ROLES
from kia.workflow import perform


def told(cast, step):
    """The roles of the cast that have this step in their inbox."""
    people = set(
        Notification.objects.filter(step=step).values_list("person", flat=True)
    )
    return {role for role in ROLES if getattr(cast, role).pk in people}


def last_step(record):
    return record.steps.last()


OF_THEME = {"officer", "judge"}


@pytest.mark.parametrize(
    "state, expected",
    [
        (EntryState.DRAFT, set()),
        (EntryState.SUBMITTED, {"coordinator", "partner"} | OF_THEME),
        (EntryState.ACCEPTED, {"editor"} | OF_THEME),
        (EntryState.NOT_INCLUDED, {"editor", "member"} | OF_THEME),
    ],
)
def test_who_hears_of_a_step_of_an_entry(state, expected, cast, version):
    entry = builders.make_entry(cast, version, state)

    assert told(cast, last_step(entry)) == expected


def test_the_team_hears_that_changes_are_asked(cast, version):
    opened = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)

    asked = opened.follows.steps.get(action="request_changes")
    assert told(cast, asked) == {"editor", "member"}
    assert told(cast, last_step(opened)) == set()


def test_departments_that_judged_hear_of_the_repair(cast, version):
    also = builders.make_department(cast.agenda)
    quiet = builders.make_person_with(Role.JUDGE, also)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    builders.make_judgement(cast, entry)
    opened = builders.request_changes(cast, entry)
    builders.answer_points(opened, cast.editor)
    again = perform("submit", opened, by=cast.editor)

    assert told(cast, last_step(again)) == {"coordinator"} | OF_THEME
    assert not quiet.notifications.filter(step=last_step(again)).exists()


def test_everyone_involved_hears_of_an_agenda(cast):
    lead = builders.make_topsector()
    builders.make_party(cast.agenda, lead)
    leading = builders.make_person_with(Role.TEAM_MEMBER, lead)
    version = builders.make_version(cast, AgendaState.ADOPTED)

    step = last_step(version)

    assert told(cast, step) == {"editor", "member"} | OF_THEME
    assert leading.notifications.filter(step=step).exists()


def test_all_who_take_part_hear_of_a_year(cast):
    year = builders.make_year(cast, state=YearState.ADOPTED)

    assert told(cast, last_step(year)) == set(ROLES) - {
        "admin",
        "outsider",
        "register_editor",
    }


def test_who_acted_and_who_left_hear_nothing(cast, version):
    builders.grant(cast.editor, Role.COORDINATOR, cast.agenda)
    type(cast.coordinator).objects.filter(pk=cast.coordinator.pk).update(
        is_active=False
    )
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)

    assert told(cast, last_step(entry)) == {"partner"} | OF_THEME


def test_nobody_hears_of_what_they_may_not_see(cast, version):
    submitted = builders.make_entry(cast, version, EntryState.SUBMITTED)
    # Judged before, but the theme is of this department no longer.
    builders.make_judgement(cast, submitted)
    opened = builders.request_changes(cast, submitted)
    cast.agenda.theme.organisation_links.all().delete()
    builders.answer_points(opened, cast.editor)

    again = perform("submit", opened, by=cast.editor)

    assert told(cast, last_step(again)) == {"coordinator"}


@pytest.mark.parametrize("count", [1, 3])
def test_telling_costs_no_more_for_more_people(
    count, cast, version, django_assert_num_queries
):
    for _ in range(count):
        builders.make_person_with(Role.POLICY_OFFICER, cast.department)
        builders.make_person_with(Role.TEAM_EDITOR, cast.partner_topsector)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    groups = ENTRY.of("submit", EntryState.DRAFT).tells
    Notification.objects.all().delete()
    step = last_step(entry)
    clock.today()

    # Who; the roles they all have; what four kinds of access see; the rows.
    with django_assert_num_queries(7):
        notices.send(step, groups, entry)
