"""The acts of kia-practice section 4 that are no steps: who may."""

import pytest

from kia.models import Commitment
from kia.permissions import PREDICATES, may
from kia.steps import AGENDA, ENTRY, YEAR, AgendaState, EntryState
from kia.tests import builders
from kia.tests.test_steps_table import ROLES
from kia.workflow import perform

INSIDE = {"coordinator", "editor", "member"}
OF_THEME = {"officer", "judge"}


def allowed(cast, act, record=None):
    return {role for role in ROLES if may(act, getattr(cast, role), record)}


def test_each_word_of_the_table_of_steps_is_a_predicate():
    words = {step.who for table in (AGENDA, ENTRY, YEAR) for step in table}

    assert words <= PREDICATES.keys()


def test_acts_on_a_draft(cast, version):
    entry = builders.make_entry(cast, version)

    assert {act: allowed(cast, act, entry) for act in ACTS_ON_ENTRY} == {
        "edit": INSIDE,
        "discard": {"editor", "member", "admin"},
        "read_internal_note": INSIDE | OF_THEME | {"admin"},
        "comment": INSIDE | OF_THEME | {"partner"},
        "register_consultation": INSIDE,
        "judge": set(),
        "see_trail": INSIDE | OF_THEME | {"admin"},
    }


ACTS_ON_ENTRY = (
    "edit",
    "discard",
    "read_internal_note",
    "comment",
    "register_consultation",
    "judge",
    "see_trail",
)


def test_acts_on_a_submitted_entry(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)

    assert {act: allowed(cast, act, entry) for act in ACTS_ON_ENTRY} == {
        "edit": set(),
        "discard": set(),
        "read_internal_note": INSIDE | OF_THEME | {"admin"},
        "comment": INSIDE | OF_THEME | {"partner"},
        "register_consultation": set(),
        "judge": {"judge"},
        "see_trail": INSIDE | OF_THEME | {"admin"},
    }


def test_only_who_began_it_or_an_editor_throws_a_draft_away(cast, version):
    entry = builders.make_entry(cast, version, by=cast.editor)

    assert allowed(cast, "discard", entry) == {"editor", "admin"}


def test_what_was_submitted_once_is_not_thrown_away(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    opened = perform("withdraw", entry, by=cast.editor)

    assert allowed(cast, "edit", opened) == INSIDE
    assert allowed(cast, "discard", opened) == set()


def test_a_department_registers_its_consultation_in_a_shared_draft(cast, version):
    entry = builders.make_entry(cast, version, is_shared=True)

    assert allowed(cast, "register_consultation", entry) == INSIDE | OF_THEME


def test_the_department_that_is_asked_replies(cast, version):
    entry = builders.make_entry(cast, version)
    request = entry.request_rows.get()
    by_default = allowed(cast, "reply", request)
    request.addressee = builders.make_department()
    to_another = allowed(cast, "reply", request)
    asked = builders.make_person_with("policy_officer", request.addressee)

    assert by_default == OF_THEME
    assert to_another == set()
    assert may("reply", asked, request)


@pytest.mark.parametrize(
    "state, who",
    [
        (AgendaState.PREPARATION, {"coordinator", "other_editor"}),
        (AgendaState.CONSULTATION, {"coordinator", "other_editor"}),
        (AgendaState.FOR_ADOPTION, set()),
        (AgendaState.ADOPTED, set()),
    ],
)
def test_the_leading_topsector_writes_the_sections(state, who, cast):
    lead = cast.other_editor.grants.get().organisation
    builders.make_party(cast.agenda, lead)
    version = builders.make_version(cast, state)

    assert allowed(cast, "write_sections", version) == who


@pytest.mark.parametrize(
    "party_kind, enters, confirms",
    [
        (
            "company",
            {"coordinator", "other_editor"},
            {"coordinator", "other_editor"},
        ),
        ("nwo", {"coordinator", "other_editor"}, {"coordinator"}),
        (
            "department",
            {"coordinator", "other_editor"} | OF_THEME,
            {"coordinator"} | OF_THEME,
        ),
    ],
)
def test_who_enters_and_confirms_commitments(party_kind, enters, confirms, cast):
    lead = cast.other_editor.grants.get().organisation
    builders.make_party(cast.agenda, lead)
    commitment = Commitment(agenda=cast.agenda, party_kind=party_kind)

    assert allowed(cast, "enter_commitment", commitment) == enters
    assert allowed(cast, "confirm_commitment", commitment) == confirms


def test_a_commitment_to_an_entry_is_of_its_topsector(cast, version):
    entry = builders.make_entry(cast, version).entry
    commitment = Commitment(agenda=cast.agenda, party_kind="company", entry=entry)

    assert allowed(cast, "enter_commitment", commitment) == INSIDE
    assert allowed(cast, "confirm_commitment", commitment) == {"coordinator", "editor"}


def test_an_editor_elsewhere_confirms_nothing_where_they_are_a_member(cast):
    """Roles do not add up: a member here, an editor there."""
    builders.make_party(cast.agenda, cast.topsector)
    builders.grant(cast.member, "team_editor", cast.partner_topsector)
    commitment = Commitment(agenda=cast.agenda, party_kind="company")

    assert allowed(cast, "confirm_commitment", commitment) == {"coordinator", "editor"}


def test_an_editor_invites_into_the_own_team(cast):
    assert allowed(cast, "invite", cast.topsector) == {"editor"}


def test_admins_manage(cast):
    assert allowed(cast, "manage_people") == {"admin"}
    assert allowed(cast, "manage_register") == {"admin", "register_editor"}
