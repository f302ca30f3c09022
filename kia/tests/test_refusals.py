"""What PostgreSQL refuses by itself: from SQL, the ORM, admin or shell alike."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from instance.admin_refusals import check_now
from keytech.tests.builders import make_technology
from kia.models import (
    ROWS,
    AgendaVersion,
    BudgetLine,
    Commitment,
    ContractYear,
    Entry,
    EntryRegion,
    EntryRelation,
    EntryTarget,
    EntryTechnology,
    EntryVersion,
    Inclusion,
    RuleFinding,
    Section,
    Step,
)
from kia.steps import (
    AGENDA,
    ENTRY,
    YEAR,
    AgendaState,
    EntryState,
    YearState,
)
from kia.tests import builders
from kia.workflow import perform
from missions.tests.builders import make_target
from policy.tests.builders import make_rule

FROZEN = "Deze versie staat vast en verandert niet meer."


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        check_now()


def refusal_of(act):
    """The name of the rule that refused, or the sentence of a trigger without one."""
    with pytest.raises(DatabaseError) as refused:
        commit(act)
    diag = refused.value.__cause__.diag
    return diag.constraint_name or diag.message_primary


def commit(act):
    """As far as a test can: with what the rules say at the end of a transaction."""
    with transaction.atomic():
        act()
        check_now()


def states_missing_from(table, states, state):
    reached = {new for old, new in table.pairs if old == state}
    return sorted({s.value for s in states} - reached - {state})


def assert_only_the_table(record, table, states):
    name = record._meta.db_table
    state = record.state
    for other in states_missing_from(table, states, state):

        def in_sql(other=other):
            sql(f"UPDATE {name} SET state = %s WHERE id = %s", other, record.pk)

        def by_queryset(other=other):
            type(record).objects.filter(pk=record.pk).update(state=other)

        def by_saving(other=other):
            record.state = other
            record.save()

        acts = (in_sql, by_queryset, by_saving)
        assert {refusal_of(act) for act in acts} == {f"{name}_follows_table"}


@pytest.mark.parametrize("state", [s for s in EntryState if s != EntryState.ADOPTED])
def test_an_entry_takes_no_step_that_the_table_lacks(state, cast, version):
    entry = builders.make_entry(cast, version, state)

    assert_only_the_table(entry, ENTRY, EntryState)


def test_an_adopted_entry_takes_no_step_at_all(cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    entry.refresh_from_db()

    assert states_missing_from(ENTRY, EntryState, "adopted") == sorted(
        {s.value for s in EntryState} - {"adopted"}
    )
    assert_only_the_table(entry, ENTRY, EntryState)


@pytest.mark.parametrize("state", AgendaState)
def test_an_agenda_takes_no_step_that_the_table_lacks(state, cast):
    assert_only_the_table(builders.make_version(cast, state), AGENDA, AgendaState)


@pytest.mark.parametrize("state", YearState)
def test_a_year_takes_no_step_that_the_table_lacks(state, cast):
    assert_only_the_table(builders.make_year(cast, state=state), YEAR, YearState)


@pytest.mark.parametrize("state", [s for s in AgendaState if s != "preparation"])
def test_an_agenda_does_not_begin_halfway(state, cast):
    def begin():
        AgendaVersion.objects.create(agenda=cast.agenda, number=1, state=state)

    assert refusal_of(begin) == "kia_agendaversion_follows_table"


def test_a_step_without_a_trail_is_refused_at_commit(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    year = builders.make_year(cast)

    def accept():
        EntryVersion.objects.filter(pk=entry.pk).update(state="accepted")

    def confirm():
        ContractYear.objects.filter(pk=year.pk).update(state="confirmed")

    def consult():
        AgendaVersion.objects.filter(pk=version.pk).update(state="consultation")

    def begin():
        AgendaVersion.objects.create(
            agenda=builders.make_agenda(), number=1, state="preparation"
        )

    assert [refusal_of(act) for act in (accept, confirm, consult, begin)] == [
        "kia_entryversion_leaves_trail",
        "kia_contractyear_leaves_trail",
        "kia_agendaversion_leaves_trail",
        "kia_agendaversion_leaves_trail",
    ]


def test_a_trail_of_another_transaction_does_not_count(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)

    def accept(**fields):
        EntryVersion.objects.filter(pk=entry.pk).update(state="accepted")
        Step.objects.create(
            entry_version=entry,
            action="accept",
            from_state="submitted",
            to_state="accepted",
            by=cast.coordinator,
            day=date(2020, 1, 1),
            **fields,
        )

    assert refusal_of(lambda: accept(transaction=1)) == "kia_entryversion_leaves_trail"
    accept()
    check_now()


@pytest.mark.parametrize("table", ["kia_step", "kia_judgement", "kia_storedfile"])
def test_the_trail_neither_changes_nor_goes(table, cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.make_file()
    key = {"kia_step": "note", "kia_judgement": "text", "kia_storedfile": "name"}
    assert entry.steps.exists()
    check_now()

    refused = [
        refusal_of(lambda s=statement: sql(s))
        for statement in (
            f"UPDATE {table} SET {key[table]} = 'anders'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table} CASCADE",
        )
    ]

    assert [message.split(":")[0] for message in refused] == [
        "pgtrigger",
        "pgtrigger",
        "Dit logboek blijft bewaard.",
    ]


def test_no_table_of_what_can_be_frozen_is_emptied(cast):
    builders.make_version(cast, AgendaState.ADOPTED)
    tables = [*ROWS, Section, RuleFinding, Inclusion, Commitment]
    tables += [EntryVersion, AgendaVersion, ContractYear, Entry]
    check_now()

    for model in tables:
        with pytest.raises(DatabaseError, match="bewaard"):
            sql(f"TRUNCATE {model._meta.db_table} CASCADE")


def other_value(field, value):
    """A value that this column does not have now, and could have."""
    if field.choices:
        return next(key for key, _ in field.choices if key != value)
    match field.get_internal_type():
        case "BooleanField":
            return not value
        case "PositiveSmallIntegerField":
            return 5
        case "DateTimeField":
            return None
    return f"{value} anders"


def test_no_content_of_a_submitted_entry_changes(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    columns = [
        field
        for field in EntryVersion._meta.concrete_fields
        if field.name not in ("id", "state")
        and not field.is_relation
        and not field.generated
    ]

    for field in columns:
        changed = {field.attname: other_value(field, getattr(entry, field.attname))}
        rows = EntryVersion.objects.filter(pk=entry.pk)
        refused = refusal_of(lambda c=changed, r=rows: r.update(**c))
        assert (field.name, refused) == (field.name, "kia_entryversion_frozen")
    for name, person in [("contact", cast.admin), ("submitted_by", cast.admin)]:
        refused = refusal_of(lambda n=name, p=person: rows.update(**{n: p}))
        assert refused == "kia_entryversion_frozen"
    other = {"lead": cast.partner_topsector}
    assert refusal_of(lambda: rows.update(**other)) == "kia_entryversion_frozen"
    with pytest.raises(DatabaseError), transaction.atomic():
        sql(f"DELETE FROM kia_entryversion WHERE id = {entry.pk}")


def complete_rows(cast, version):
    """An open entry that has a row of every kind."""
    entry = builders.make_entry(cast, version)
    mission = entry.mission_rows.get().mission
    EntryTarget.objects.create(version=entry, target=make_target(mission=mission))
    EntryTechnology.objects.create(
        version=entry, technology=make_technology(), role="applies"
    )
    EntryRegion.objects.create(version=entry, region="drenthe")
    EntryRelation.objects.create(version=entry, agenda=builders.make_agenda())
    # «No technology» and a row of it exclude each other.
    EntryVersion.objects.filter(pk=entry.pk).update(
        no_technology=False, no_region=False
    )
    return entry


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model.__name__)
def test_no_row_of_a_submitted_entry_comes_changes_or_goes(model, cast, version):
    entry = complete_rows(cast, version)
    elsewhere = builders.make_entry(cast, version)
    entry = perform("submit", EntryVersion.objects.get(pk=entry.pk), by=cast.editor)
    row = model.objects.filter(version=entry).first()
    rows = model.objects.filter(pk=row.pk)
    table = model._meta.db_table

    def add():
        model.objects.filter(version=elsewhere).delete()
        new = model.objects.get(pk=row.pk)
        new.pk, new._state.adding = None, True
        new.lineage = "00000000-0000-0000-0000-000000000001"
        new.save()

    def take_in():
        model.objects.filter(version=elsewhere).delete()
        new = model.objects.get(pk=row.pk)
        new.pk, new.version, new._state.adding = None, elsewhere, True
        new.save()
        new.version = entry
        new.save()

    acts = {
        "change": lambda: rows.update(order=99),
        "move": lambda: rows.update(version=elsewhere),
        "remove": lambda: rows.delete(),
        "sql": lambda: sql(f"DELETE FROM {table} WHERE id = %s", row.pk),
        "add": add,
        "take in": take_in,
    }

    assert {name: refusal_of(act) for name, act in acts.items()} == dict.fromkeys(
        acts, f"{table}_frozen"
    )


def test_nothing_of_an_adopted_agenda_changes(cast, version):
    rule = make_rule()
    RuleFinding.objects.create(
        version=version, rule=rule, outcome="met", evidence="A1", found_by=cast.admin
    )
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    version = builders.move_version(cast, version, AgendaState.ADOPTED)
    draft = builders.make_entry(cast, builders.make_version(cast))
    versions = AgendaVersion.objects.filter(pk=version.pk)
    inclusion = {
        "agenda_version": version,
        "entry": draft.entry,
        "entry_version": draft,
    }

    acts = {
        "due_on": lambda: versions.update(due_on=date(2020, 1, 1)),
        "adopted_by": lambda: versions.update(adopted_by="iemand anders"),
        "is_consultation_public": lambda: versions.update(is_consultation_public=True),
        "section": lambda: version.sections.update(text="anders"),
        "no section": lambda: version.sections.all().delete(),
        "finding": lambda: version.findings.update(outcome="open"),
        "inclusion": lambda: version.inclusions.all().delete(),
        "another": lambda: Inclusion.objects.create(**inclusion),
        "ended": lambda: Entry.objects.filter(pk=entry.entry_id).update(
            ended_in=version, ended_because="Klaar."
        ),
    }

    tables = {
        "section": "kia_section",
        "no section": "kia_section",
        "finding": "kia_rulefinding",
        "inclusion": "kia_inclusion",
        "another": "kia_inclusion",
        "ended": "kia_entry",
    }
    assert {name: refusal_of(act) for name, act in acts.items()} == {
        name: f"{tables.get(name, 'kia_agendaversion')}_frozen" for name in acts
    }


@pytest.mark.parametrize(
    ("state", "refused"),
    [
        (AgendaState.CONSULTATION, {}),
        (
            AgendaState.FOR_ADOPTION,
            {
                "section": "kia_section_frozen",
                "no section": "kia_section_frozen",
                "ended": "kia_entry_frozen",
            },
        ),
    ],
)
def test_the_texts_of_an_agenda_for_adoption_do_not_change(state, refused, cast):
    version = builders.make_version(cast, state)
    entry = version.entry_versions.get().entry
    entries = Entry.objects.filter(pk=entry.pk)

    acts = {
        "section": lambda: version.sections.update(text="anders"),
        "ended": lambda: entries.update(ended_in=version, ended_because="Klaar."),
        "no section": lambda: version.sections.all().delete(),
    }

    found = {}
    for name, act in acts.items():
        if name in refused:
            found[name] = refusal_of(act)
        else:
            commit(act)
    assert found == refused


def test_nothing_of_an_adopted_year_changes_but_by_correction(cast):
    year = builders.make_year(cast, state=YearState.ADOPTED)
    row = year.commitments.get()
    years = ContractYear.objects.filter(pk=year.pk)
    rows = Commitment.objects.filter(pk=row.pk)

    acts = {
        "signed_on": lambda: years.update(signed_on=date(2020, 1, 1)),
        "amount": lambda: rows.update(amount=1),
        "no row": lambda: rows.delete(),
        "another": lambda: builders.make_commitment(year, cast.agenda),
    }

    assert {name: refusal_of(act) for name, act in acts.items()} == {
        "signed_on": "kia_contractyear_frozen",
        "amount": "kia_commitment_frozen",
        "no row": "kia_commitment_frozen",
        "another": "kia_commitment_frozen",
    }
    assert row.certainty == Commitment.Certainty.ADOPTED


def test_an_entry_stays_with_its_own_agenda(cast, version):
    entry = builders.make_entry(cast, version)
    other = builders.make_cast()
    elsewhere = builders.make_version(other)
    stranger = builders.make_entry(other, elsewhere, EntryState.SUBMITTED)
    entries = EntryVersion.objects.filter(pk=entry.pk)
    inclusion = {"agenda_version": elsewhere, "entry": stranger.entry}

    acts = {
        "agenda": lambda: entries.update(agenda_version=elsewhere),
        "follows": lambda: entries.update(follows=stranger),
        "inclusion": lambda: Inclusion.objects.create(entry_version=entry, **inclusion),
        "ended": lambda: Entry.objects.filter(pk=entry.entry_id).update(
            ended_in=elsewhere, ended_because="Klaar."
        ),
    }

    assert {name: refusal_of(act) for name, act in acts.items()} == {
        "agenda": "kia_entryversion_of_one_agenda",
        "follows": "kia_entryversion_follows_its_own",
        "inclusion": "kia_inclusion_of_one_entry",
        "ended": "kia_entry_ends_with_own_agenda",
    }


def test_an_amount_in_a_row_of_an_open_entry_changes_freely(cast, version):
    entry = builders.make_entry(cast, version)

    entry.budget_rows.update(amount=5)

    assert set(BudgetLine.objects.values_list("amount", flat=True)) == {5}


def test_a_constraint_has_a_sentence(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)

    with pytest.raises(IntegrityError, match=FROZEN), transaction.atomic():
        entry.budget_rows.update(amount=5)
