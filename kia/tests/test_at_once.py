"""Two people at the same moment, each on a connection of their own."""

import threading

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from accounts.models import Invitation
from accounts.tests.builders import signed_in
from kia.engine import locked
from kia.models import AgendaVersion, BudgetLine, Entry, EntryVersion, MoneySource
from kia.people import inviting
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from kia.workflow import StepRefused, open_version, perform, start_entry

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


@pytest.fixture
def cast(transactional_db):
    return builders.make_cast()


def at_once(*acts):
    """What each act came to: its outcome, or the refusal. In as many threads."""
    outcomes = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place, act):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            outcomes[place] = act()
        except (StepRefused, DatabaseError) as refused:
            outcomes[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def refused(outcomes):
    return [isinstance(outcome, StepRefused) for outcome in outcomes]


def test_of_two_opposite_steps_one_is_taken(cast):
    version = builders.make_version(cast)
    also = builders.make_person_with("coordinator", cast.agenda)
    for _ in range(ROUNDS):
        entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
        builders.make_judgement(cast, entry)
        copies = [EntryVersion.objects.get(pk=entry.pk) for _ in range(2)]

        outcomes = at_once(
            lambda c=copies: perform("accept", c[0], by=cast.coordinator),
            lambda c=copies: perform("leave_out", c[1], by=also, note=builders.REASON),
        )

        entry.refresh_from_db()
        assert sorted(refused(outcomes)) == [False, True]
        winner = outcomes[refused(outcomes).index(False)]
        assert entry.state == winner.state
        # Begun, submitted, judged, and one of the two.
        assert entry.steps.count() == 4
        assert entry.steps.last().to_state == entry.state


def test_changes_are_asked_while_the_entry_is_accepted(cast):
    version = builders.make_version(cast)
    for _ in range(ROUNDS):
        entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
        builders.make_judgement(cast, entry)
        copies = [EntryVersion.objects.get(pk=entry.pk) for _ in range(2)]
        point = {"text": "Korter.", "due_on": "2026-01-01"}

        outcomes = at_once(
            lambda c=copies: perform("accept", c[0], by=cast.coordinator),
            lambda c=copies, p=point: perform(
                "request_changes", c[1], by=cast.coordinator, points=[p]
            ),
        )

        # Changes can be asked of what is accepted, but not by whoever saw it before.
        assert sorted(refused(outcomes)) == [False, True]
        versions = EntryVersion.objects.filter(entry=entry.entry)
        assert versions.current().count() == 1


def test_adoption_and_a_change_of_one_of_its_entries(cast):
    for _ in range(ROUNDS):
        version = builders.make_version(cast)
        entries = [
            builders.make_entry(cast, version, EntryState.ACCEPTED) for _ in range(3)
        ]
        version = builders.move_version(cast, version, AgendaState.FOR_ADOPTION)
        given = builders.adoption(cast.coordinator)
        point = {"text": "Korter.", "due_on": "2026-01-01"}

        outcomes = at_once(
            lambda v=version, g=given: perform("adopt", v, by=cast.coordinator, **g),
            lambda e=entries, p=point: perform(
                "request_changes", e[-1], by=cast.coordinator, points=[p]
            ),
        )

        version.refresh_from_db()
        states = [EntryVersion.objects.get(pk=e.pk).state for e in entries]
        assert sorted(refused(outcomes)) == [False, True]
        if version.state == AgendaState.ADOPTED:
            assert states == ["adopted"] * 3
        else:
            assert states == ["accepted", "accepted", "changes_requested"]
            last = EntryVersion.objects.get(follows=entries[-1])
            perform("leave_out", last, by=cast.coordinator, note=builders.REASON)
            perform("adopt", version, by=cast.coordinator, **given)


def test_who_opens_an_entry_during_its_adoption_sees_it_whole(cast):
    version = builders.make_version(cast)
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    version = builders.move_version(cast, version, AgendaState.FOR_ADOPTION)
    given = builders.adoption(cast.coordinator)
    public = f"/bijdragen/{entry.entry.slug}/"
    inside = f"/werk/bijdragen/{entry.entry.slug}/lezen/"

    def look():
        texts = [signed_in(cast.coordinator).get(p).text for p in (public, inside)]
        seen.append(["Vastgesteld" in text for text in texts])
        connection.close()

    def look_beside():
        """From a connection of its own, which must not wait for the adoption."""
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(timeout=60)

    seen = []
    with transaction.atomic():
        perform("adopt", version, by=cast.coordinator, **given)
        look_beside()
    look_beside()

    assert seen == [[False, False], [True, True]]


def test_the_next_version_is_opened_while_the_one_before_is_adopted(cast):
    for _ in range(ROUNDS):
        other = builders.make_cast()
        version = builders.make_version(other)
        entry = builders.make_entry(other, version, EntryState.ACCEPTED)
        version = builders.move_version(other, version, AgendaState.FOR_ADOPTION)
        given = builders.adoption(other.coordinator)

        adopted, opened = at_once(
            lambda v=version, g=given, o=other: perform(
                "adopt", v, by=o.coordinator, **g
            ),
            lambda o=other: open_version(o.agenda, o.coordinator),
        )

        # It follows what is adopted, or it is too early.
        entry.refresh_from_db()
        assert adopted.state == AgendaState.ADOPTED
        assert entry.state == EntryState.ADOPTED
        assert isinstance(opened, StepRefused) or opened.number == 2


def test_two_coordinators_open_the_next_version(cast):
    also = builders.make_person_with("coordinator", cast.agenda)

    outcomes = at_once(
        lambda: open_version(cast.agenda, cast.coordinator),
        lambda: open_version(cast.agenda, also),
    )

    assert sorted(refused(outcomes)) == [False, True]
    assert AgendaVersion.objects.filter(agenda=cast.agenda).count() == 1


def test_two_entries_of_two_agendas_get_one_title(cast):
    other = builders.make_cast()
    versions = [builders.make_version(c) for c in (cast, other)]

    def start(who, version):
        lead, by = who.topsector, who.member
        return start_entry(version, lead=lead, title="Wind op zee", by=by)

    at_once(lambda: start(cast, versions[0]), lambda: start(other, versions[1]))

    slugs = set(Entry.objects.values_list("slug", flat=True))
    assert slugs == {"wind-op-zee", "wind-op-zee-2"}


def test_a_row_that_comes_while_its_entry_is_submitted(cast):
    version = builders.make_version(cast)
    source = MoneySource.objects.get(code="nwo")
    for _ in range(ROUNDS):
        entry = builders.make_entry(cast, version)
        line = BudgetLine(
            version=entry,
            year=2020,
            source=source,
            form="cash",
            amount=7,
            certainty="indicative",
        )

        submitted, came = at_once(
            lambda e=entry: perform("submit", e, by=cast.editor), line.save
        )

        # It came before the freeze, or not at all.
        assert submitted.state == EntryState.SUBMITTED
        kept = entry.budget_rows.filter(source=source).exists()
        assert kept is (came is None)


def test_two_editors_invite_one_new_address(cast):
    also = builders.make_person_with("team_editor", cast.topsector)
    for number in range(ROUNDS):
        email = f"nieuw-{number}@voorbeeld.nl"

        def invite(by, role, email=email):
            team = cast.topsector
            return inviting.invite(email, by=by, role=role, organisation=team)

        outcomes = at_once(
            lambda i=invite: i(cast.editor, "team_member"),
            lambda i=invite: i(also, "team_editor"),
        )

        # As when one came after the other: one link, which brings both roles.
        invitation = Invitation.objects.get(email=email)
        offers = {offer.role for offer in invitation.roles.all()}
        assert offers == {"team_member", "team_editor"}, outcomes


def test_rows_and_text_wait_for_a_step_that_is_being_taken(cast):
    entry = builders.make_entry(cast, builders.make_version(cast))
    waited = []

    def change(act):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                act()
        except OperationalError as error:
            waited.append("lock timeout" in str(error))
        finally:
            connection.close()

    def text():
        EntryVersion.objects.filter(pk=entry.pk).update(title="Anders")

    def row():
        BudgetLine.objects.filter(version=entry).update(amount=7)

    with transaction.atomic():
        locked(entry)
        for act in (text, row):
            thread = threading.Thread(target=change, args=[act])
            thread.start()
            thread.join(timeout=30)

    assert waited == [True, True]
