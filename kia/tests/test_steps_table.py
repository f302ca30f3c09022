"""Role × state × step: who can take which, and that nobody can take another."""

from datetime import timedelta

import pytest
from django.db import transaction

from instance import clock
from instance.admin_refusals import check_now
from kia.steps import (
    AGENDA,
    ENTRY,
    YEAR,
    AgendaState,
    EntryState,
    YearState,
)
from kia.tests import builders
from kia.workflow import (
    StepRefused,
    available,
    open_version,
    open_year,
    perform,
    revise_entry,
    start_entry,
)

ROLES = (
    "coordinator",
    "editor",
    "member",
    "partner",
    "officer",
    "judge",
    "other_officer",
    "other_editor",
    "other_coordinator",
    "register_editor",
    "admin",
    "outsider",
)

# Who is not named can take no step. To correct what is frozen takes a second admin,
# after a first has asked for it; see test_workflow.py.
ENTRY_STEPS = {
    EntryState.DRAFT: {"editor": {"submit"}},
    EntryState.SUBMITTED: {
        "editor": {"withdraw"},
        "coordinator": {"request_changes", "accept", "leave_out"},
    },
    EntryState.CHANGES_REQUESTED: {
        "editor": {"submit", "withdraw"},
        "coordinator": {"leave_out"},
        "admin": {"correct"},
    },
    EntryState.ACCEPTED: {"coordinator": {"request_changes", "leave_out"}},
    EntryState.ADOPTED: {},
    EntryState.NOT_INCLUDED: {"coordinator": {"reopen"}},
}
AGENDA_STEPS = {
    AgendaState.PREPARATION: {"coordinator": {"consult"}},
    AgendaState.CONSULTATION: {"coordinator": {"reopen", "propose"}},
    AgendaState.FOR_ADOPTION: {"coordinator": {"reopen", "adopt"}},
    AgendaState.ADOPTED: {},
    AgendaState.REPLACED: {},
}
KEEPERS = ("coordinator", "other_coordinator", "admin")
YEAR_STEPS = {
    YearState.COLLECTING: dict.fromkeys(KEEPERS, {"confirm"}),
    YearState.CONFIRMED: dict.fromkeys(KEEPERS, {"reopen"})
    | {"admin": {"reopen", "adopt"}},
    YearState.ADOPTED: {},
}


class Undo(Exception):
    pass


def takes(action, record, person, given):
    """Whether this person can take this step; it is undone again."""
    try:
        with transaction.atomic():
            perform(action, record, by=person, **given.get(action, {}))
            check_now()
            raise Undo
    except Undo:
        return True
    except StepRefused:
        return False


def taken(record, cast, table, given):
    """Per role which steps it was offered, and which it could really take."""
    actions = sorted({step.action for step in table})
    offered, done = {}, {}
    for role in ROLES:
        person = getattr(cast, role)
        if steps := {step.action for step in available(record, person)}:
            offered[role] = steps
        if steps := {a for a in actions if takes(a, record, person, given)}:
            done[role] = steps
    return offered, done


def entry_in(cast, version, state):
    if state == EntryState.ADOPTED:
        entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
        builders.move_version(cast, version, AgendaState.ADOPTED)
        entry.refresh_from_db()
        return entry
    entry = builders.make_entry(cast, version, state)
    if state == EntryState.CHANGES_REQUESTED:
        builders.answer_points(entry, cast.editor)
    return entry


@pytest.mark.parametrize("state", EntryState)
def test_each_role_takes_its_own_steps_of_an_entry(state, cast, version):
    entry = entry_in(cast, version, state)
    point = {"text": "Korter.", "due_on": clock.today()}
    given = {
        "request_changes": {"points": [point]},
        "leave_out": {"note": builders.REASON},
        "reopen": {"note": "Toch."},
        "correct": {"note": "Vergissing."},
    }

    # The term of the departments is over, so that accepting waits for nobody.
    with clock.at(clock.now() + timedelta(60)):
        offered, done = taken(entry, cast, ENTRY, given)

    assert offered == done == ENTRY_STEPS[state]


def test_nobody_takes_a_step_of_a_version_that_has_been_followed(cast, version):
    opened = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)

    assert taken(opened.follows, cast, ENTRY, {}) == ({}, {})


@pytest.mark.parametrize("state", AgendaState)
def test_each_role_takes_its_own_steps_of_an_agenda(state, cast):
    version = builders.make_version(cast)
    builders.make_entry(cast, version, EntryState.ACCEPTED)
    version = builders.move_version(cast, version, state)
    given = {
        "consult": {"consultation_ends_on": clock.today()},
        "reopen": {"note": "Nog niet af."},
        "adopt": builders.adoption(cast.admin),
    }

    offered, done = taken(version, cast, AGENDA, given)

    assert offered == done == AGENDA_STEPS[state]


@pytest.mark.parametrize("state", YearState)
def test_each_role_takes_its_own_steps_of_a_year(state, cast):
    year = builders.make_year(cast, state=state)
    given = {
        "reopen": {"note": "Nog niet af."},
        "adopt": builders.signature(cast.admin),
    }

    offered, done = taken(year, cast, YEAR, given)

    assert offered == done == YEAR_STEPS[state]


def who(cast, begin):
    """The roles that can take a first step; it is undone again."""
    found = set()
    for role in ROLES:
        try:
            with transaction.atomic():
                begin(getattr(cast, role))
                check_now()
                raise Undo
        except Undo:
            found.add(role)
        except StepRefused:
            pass
    return found


def test_the_team_and_the_coordinator_begin_an_entry(cast, version):
    def begin(person):
        start_entry(version, lead=cast.topsector, title="Nieuw", by=person)

    assert who(cast, begin) == {"coordinator", "editor", "member"}


def test_the_coordinator_lets_an_entry_be_revised(cast, version):
    entry = entry_in(cast, version, EntryState.ADOPTED)
    second = builders.make_version(cast)

    assert who(cast, lambda person: revise_entry(entry.entry, second, person)) == {
        "coordinator"
    }


def test_nobody_decides_about_what_they_submitted_themselves(cast, version):
    builders.grant(cast.editor, "coordinator", cast.agenda)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)

    assert {step.action for step in available(entry, cast.editor)} == {"withdraw"}


def test_the_coordinator_or_an_admin_opens_a_version(cast):
    assert who(cast, lambda person: open_version(cast.agenda, person)) == {
        "coordinator",
        "admin",
    }


def test_an_admin_opens_a_year(cast):
    period = builders.make_period()

    assert who(cast, lambda person: open_year(period, 2021, person)) == {"admin"}


def test_a_year_is_opened_once_and_within_the_period(cast):
    builders.make_year(cast, 2020)

    for year, message in [(2020, "is er al"), (2024, "Kies een jaar uit 2020–2023")]:
        with pytest.raises(StepRefused, match=message):
            open_year(builders.make_period(), year, cast.admin)
