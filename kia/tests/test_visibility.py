"""Which role sees which version of an entry, an agenda or a commitment."""

import pytest
from django.contrib.auth.models import AnonymousUser

from instance import clock
from kia.access import Access
from kia.endings import discard_entry
from kia.models import (
    AgendaVersion,
    Commitment,
    ContractYear,
    Entry,
    EntryVersion,
    RequestReply,
)
from kia.permissions import may
from kia.steps import AgendaState, EntryState, YearState
from kia.tests import builders
from kia.tests.test_steps_table import ROLES
from kia.workflow import perform

INSIDE = {"coordinator", "editor", "member", "admin"}
OF_THEME = {"officer", "judge"}
DEPARTMENTS = OF_THEME | {"other_officer"}
PARTNERS = {"partner"}
EVERYBODY = {*ROLES, "visitor"}
TAKING_PART = set(ROLES) - {"outsider", "register_editor"}

# Who sees a version of an entry, by what became of it.
SEES = {
    "draft": INSIDE,
    "shared draft": INSIDE | OF_THEME,
    "submitted": INSIDE | OF_THEME | PARTNERS,
    "withdrawn": INSIDE | OF_THEME | PARTNERS,
    "open after withdrawing": INSIDE,
    "changes requested": INSIDE | OF_THEME | PARTNERS,
    "open for changes": INSIDE,
    "accepted": INSIDE | OF_THEME | PARTNERS,
    "left out": INSIDE | PARTNERS | DEPARTMENTS,
    "discarded": {"admin"},
}


@pytest.fixture
def people(cast):
    people = {role: getattr(cast, role) for role in ROLES}
    return people | {"visitor": AnonymousUser()}


def seen_by(people, record):
    """The roles whose queryset holds this record."""
    own = type(record).objects.filter(pk=record.pk)
    return {role for role, p in people.items() if own.visible_to(p).exists()}


def versions(cast, version):
    """A version of an entry for each line of SEES."""
    make = builders.make_entry
    shared = make(cast, version, is_shared=True)
    withdrawn = make(cast, version, EntryState.SUBMITTED)
    opened = perform("withdraw", withdrawn, by=cast.editor)
    changing = make(cast, version, EntryState.CHANGES_REQUESTED)
    return {
        "draft": make(cast, version),
        "shared draft": shared,
        "submitted": make(cast, version, EntryState.SUBMITTED),
        "withdrawn": withdrawn,
        "open after withdrawing": opened,
        "changes requested": changing.follows,
        "open for changes": changing,
        "accepted": make(cast, version, EntryState.ACCEPTED),
        "left out": make(cast, version, EntryState.NOT_INCLUDED),
        "discarded": discard_entry(make(cast, version), by=cast.member),
    }


def test_who_sees_an_entry_before_its_agenda_is_adopted(cast, version, people):
    made = versions(cast, version)

    assert {name: seen_by(people, v) for name, v in made.items()} == SEES
    # An entry is seen by whoever sees one of its versions.
    assert seen_by(people, made["open for changes"].entry) == SEES["changes requested"]
    assert seen_by(people, made["draft"].entry) == INSIDE


def test_in_consultation_all_who_take_part_read_what_is_accepted(cast, version, people):
    waiting = builders.make_entry(cast, version, EntryState.SUBMITTED)
    accepted = builders.make_entry(cast, version, EntryState.ACCEPTED)
    version = builders.move_version(cast, version, AgendaState.CONSULTATION)

    assert seen_by(people, accepted) == TAKING_PART
    assert seen_by(people, version) == TAKING_PART
    assert seen_by(people, waiting) == SEES["submitted"]

    AgendaVersion.objects.update(is_consultation_public=True)

    assert seen_by(people, accepted) == EVERYBODY
    assert seen_by(people, version) == EVERYBODY
    assert seen_by(people, waiting) == SEES["submitted"]


def test_everybody_sees_what_is_adopted_also_after_it_is_replaced(
    cast, version, people
):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    draft = builders.make_entry(cast, version)
    first = builders.move_version(cast, version, AgendaState.REPLACED)
    revision = builders.make_version(cast)
    revised = builders.revise(cast, entry, revision)

    assert seen_by(people, first) == EVERYBODY
    assert seen_by(people, EntryVersion.objects.get(pk=entry.pk)) == EVERYBODY
    assert seen_by(people, entry.entry) == EVERYBODY
    assert seen_by(people, revised) == seen_by(people, draft) == INSIDE


def test_an_agenda_in_preparation_is_seen_by_those_it_concerns(cast, people):
    lead = builders.make_topsector()
    leading = builders.make_person_with("team_member", lead)
    builders.make_party(cast.agenda, lead)
    version = builders.make_version(cast)
    people |= {"leading": leading}
    concerned = {"coordinator", "officer", "judge", "admin", "leading"}

    assert seen_by(people, version) == concerned
    builders.make_entry(cast, version)
    assert seen_by(people, version) == concerned | {"editor", "member"}


def test_visitors_see_commitments_of_adopted_years_only(cast, people):
    lead = builders.make_topsector()
    builders.make_party(cast.agenda, lead)
    people |= {"leading": builders.make_person_with("team_member", lead)}
    year = builders.make_year(cast)
    commitment = year.commitments.get()
    concerned = {"coordinator", "officer", "judge", "admin", "leading"}

    assert seen_by(people, commitment) == concerned
    assert seen_by(people, year) == TAKING_PART | {"leading"}
    assert not Commitment.objects.public().exists()

    year = perform("confirm", year, by=cast.coordinator)
    perform("adopt", year, by=cast.admin, **builders.signature(cast.admin))

    assert seen_by(people, commitment) == EVERYBODY | {"leading"}
    assert seen_by(people, year) == EVERYBODY | {"leading"}
    assert Commitment.objects.public().count() == 1
    assert ContractYear.objects.public().count() == 1


def test_a_topsector_sees_the_commitments_to_its_entries(cast, version, people):
    entry = builders.make_entry(cast, version)
    year = builders.make_year(cast)
    commitment = builders.make_commitment(year, cast.agenda, entry=entry.entry)

    assert {"editor", "member"} <= seen_by(people, commitment)
    assert not {"partner", "other_editor"} & seen_by(people, commitment)


def test_a_role_counts_from_its_first_day_to_its_last(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    person = builders.make_person()
    seen = EntryVersion.objects.filter(pk=entry.pk)
    builders.grant(
        person,
        "judge",
        cast.department,
        valid_from="2019-01-01",
        valid_until="2019-02-01",
    )
    assert not seen.visible_to(person).exists()

    builders.grant(person, "judge", cast.department, valid_from="2019-02-01")
    assert seen.visible_to(person).exists()


def test_a_person_who_left_sees_what_visitors_see(cast, version):
    builders.make_entry(cast, version)
    cast.admin.is_active = False

    assert not EntryVersion.objects.visible_to(cast.admin).exists()
    assert not Entry.objects.visible_to(cast.admin).exists()


def test_a_department_that_a_theme_only_names_is_not_concerned(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    link = cast.agenda.theme.organisation_links.get(organisation=cast.department)
    passage = cast.agenda.theme.grounds.first().passage
    type(link).objects.filter(pk=link.pk).update(passage=passage, reason="")

    seen = EntryVersion.objects.filter(pk=entry.pk)

    assert not seen.visible_to(cast.judge).exists()
    assert Access.of(cast.judge).advises == frozenset()


def test_a_department_is_concerned_with_an_agenda_without_theme_by_name(cast):
    agenda = builders.make_agenda(kind="key_technologies")
    cast = builders.make_cast(agenda)
    version = builders.make_version(cast)
    entry = builders.make_entry(cast, version, is_shared=True)

    assert EntryVersion.objects.visible_to(cast.officer).get() == entry
    assert may("judge", cast.judge, entry) is False


@pytest.mark.parametrize("count", [1, 3])
def test_access_costs_one_query(count, cast, django_assert_num_queries):
    for _ in range(count):
        builders.grant(cast.editor, "team_member", builders.make_topsector())
        builders.grant(cast.editor, "judge", builders.make_department(cast.agenda))
    # A page has read the clock already, together with the data version.
    clock.today()

    with django_assert_num_queries(1):
        access = Access.of(cast.editor)
        assert Access.of(cast.editor) is access
        assert len(access.teams) == count + 1


def test_counting_bases(cast, version):
    make = builders.make_entry
    accepted = make(cast, version, EntryState.ACCEPTED)
    make(cast, version)
    make(cast, version, EntryState.NOT_INCLUDED)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    second = builders.make_version(cast)
    revised = builders.revise(cast, accepted, second)
    revised = perform("submit", revised, by=cast.editor)
    submitted = make(cast, second, EntryState.SUBMITTED)
    changing = make(cast, second, EntryState.CHANGES_REQUESTED)
    withdrawn = make(cast, second, EntryState.SUBMITTED)
    perform("withdraw", withdrawn, by=cast.editor)
    stopped = make(cast, second, EntryState.CHANGES_REQUESTED)
    perform("withdraw", stopped, by=cast.editor)
    left_out = make(cast, second, EntryState.CHANGES_REQUESTED)
    perform("leave_out", left_out, by=cast.coordinator, note=builders.REASON)

    versions = EntryVersion.objects

    assert set(versions.in_force()) == {accepted}
    waiting = {submitted, changing.follows}
    assert set(versions.latest_submitted()) == {revised, *waiting}
    assert set(versions.counted_as_submitted()) == {accepted, *waiting}
    assert set(versions.public()) == {accepted}


def test_years_that_are_not_adopted_are_not_public(cast):
    for year, state in zip((2020, 2021, 2022), YearState, strict=True):
        builders.make_year(cast, year, state)

    assert [y.year for y in ContractYear.objects.public()] == [2022]


REPLIES = INSIDE | OF_THEME
SEES_REPLY = [
    # (state of the agenda, whether confirmed, who sees it)
    (AgendaState.CONSULTATION, False, REPLIES),
    (AgendaState.CONSULTATION, True, REPLIES),
    (AgendaState.ADOPTED, False, REPLIES),
    (AgendaState.ADOPTED, True, EVERYBODY),
]


def reply_to(cast, request, **fields):
    fields = {"status": "talking", "by": cast.officer, "day": clock.today()} | fields
    return RequestReply.objects.create(request=request, **fields)


@pytest.mark.parametrize("state, is_public, who", SEES_REPLY)
def test_a_reply_is_for_all_once_it_is_confirmed_and_adopted(
    state, is_public, who, people, cast
):
    version = builders.make_version(cast, state)
    request = version.entry_versions.get().request_rows.get()
    reply = reply_to(cast, request, is_public=is_public)

    assert seen_by(people, reply) == who


def test_the_department_that_is_asked_sees_its_reply(people, cast, version):
    entry = builders.make_entry(cast, version)
    entry.request_rows.update(addressee=cast.other_officer.grants.get().organisation)
    perform("submit", entry, by=cast.editor)

    reply = reply_to(cast, entry.request_rows.get())

    assert seen_by(people, reply) == REPLIES | {"other_officer"}
