"""Entries and agendas on their way, as in kia-practice 3.3 and 3.4."""

from datetime import date, timedelta

import pytest

from instance import clock
from kia.corrections import ask_correction, drop_correction
from kia.models import EntryVersion, Inclusion, Section, Step
from kia.step_checks import judgement_due_on
from kia.steps import AgendaState, EntryState, YearState
from kia.tests import builders
from kia.trail import by_whom
from kia.workflow import (
    StepRefused,
    available,
    open_version,
    perform,
    revise_entry,
    start_entry,
)


def refusal(action, record, **given):
    with pytest.raises(StepRefused) as refused:
        perform(action, record, **given)
    return [problem.text for problem in refused.value.problems]


def trail(record):
    return [(s.action, s.from_state, s.to_state) for s in record.steps.all()]


def test_a_submitted_version_is_frozen_and_says_who_submitted_it(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)

    assert entry.frozen_at is not None
    assert entry.submitted_by == cast.editor
    assert trail(entry) == [("start", "", "draft"), ("submit", "draft", "submitted")]


def test_an_entry_that_is_not_complete_is_not_submitted(cast, version):
    entry = builders.make_entry(cast, version)
    entry.milestone_rows.all().delete()

    assert refusal("submit", entry, by=cast.editor) == ["Nog leeg: Mijlpalen."]


def test_withdrawing_opens_a_copy_that_can_be_submitted_again(cast, version):
    submitted = builders.make_entry(cast, version, EntryState.SUBMITTED)

    opened = perform("withdraw", submitted, by=cast.editor)

    submitted.refresh_from_db()
    assert (submitted.state, opened.state) == (EntryState.DRAFT, EntryState.DRAFT)
    assert submitted.frozen_at is not None
    assert (opened.follows, opened.is_open) == (submitted, True)
    assert opened.submitted_by is None
    assert perform("submit", opened, by=cast.editor).state == EntryState.SUBMITTED


def test_a_judged_entry_cannot_be_withdrawn(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    builders.make_judgement(cast, entry)

    assert refusal("withdraw", entry, by=cast.editor) == [
        "Een departement heeft al geoordeeld. Vraag de coördinator om aanpassing."
    ]


def test_a_copy_keeps_text_lineage_and_the_revision_that_was_read(cast, version):
    submitted = builders.make_entry(cast, version, EntryState.SUBMITTED)
    mission = submitted.mission_rows.get().mission
    type(mission).objects.filter(pk=mission.pk).update(revision=mission.revision + 5)

    opened = builders.request_changes(cast, submitted)

    assert opened.summary == submitted.summary
    assert opened.mission_rows.get().revision == mission.revision
    for rows in ("budget_rows", "party_rows", "request_rows", "topsector_rows"):
        lineages = [
            sorted(getattr(v, rows).values_list("lineage", flat=True))
            for v in (submitted, opened)
        ]
        assert lineages[0] == lineages[1] != []


def test_changes_are_asked_with_points_and_sent_in_again_with_answers(cast, version):
    submitted = builders.make_entry(cast, version, EntryState.SUBMITTED)
    nothing = refusal("request_changes", submitted, by=cast.coordinator, points=[])

    opened = builders.request_changes(cast, submitted)
    early = refusal("submit", opened, by=cast.editor)
    builders.answer_points(opened, cast.editor)
    again = perform("submit", opened, by=cast.editor)

    assert nothing == ["Noem ten minste één punt dat anders moet."]
    assert early == ["Beantwoord het punt «Korter.»."]
    assert again.state == EntryState.SUBMITTED


def test_changes_requested_can_be_withdrawn_in_place(cast, version):
    opened = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)

    withdrawn = perform("withdraw", opened, by=cast.editor)

    assert withdrawn == opened
    assert (withdrawn.state, withdrawn.is_open) == (EntryState.DRAFT, True)


def test_nobody_accepts_what_they_submitted(cast, version):
    builders.grant(cast.editor, "coordinator", cast.agenda)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    builders.make_judgement(cast, entry)

    own = refusal("accept", entry, by=cast.editor)

    assert own == ["U mag deze stap niet zetten."]
    assert perform("accept", entry, by=cast.coordinator).state == EntryState.ACCEPTED


def test_nobody_leaves_out_what_they_submitted_before_the_changes(cast, version):
    builders.grant(cast.editor, "coordinator", cast.agenda)
    opened = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)
    note = builders.REASON

    assert refusal("leave_out", opened, by=cast.editor, note=note) == [
        "U mag deze stap niet zetten."
    ]
    left_out = perform("leave_out", opened, by=cast.coordinator, note=note)
    assert left_out.state == EntryState.NOT_INCLUDED
    assert left_out.frozen_at is not None


def test_accepting_waits_for_the_departments_or_the_end_of_their_term(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    due = judgement_due_on(entry)

    waits = refusal("accept", entry, by=cast.coordinator)
    with clock.at(moment_on(due)):
        still = refusal("accept", entry, by=cast.coordinator)
    with clock.at(moment_on(due + timedelta(1))):
        accepted = perform("accept", entry, by=cast.coordinator)

    said = f"{cast.department} oordeelt nog, tot en met {due:%d-%m-%Y}."
    assert (waits, still) == ([said], [said])
    assert accepted.state == EntryState.ACCEPTED


def moment_on(day):
    now = clock.now()
    return now.replace(year=day.year, month=day.month, day=day.day, hour=12)


@pytest.mark.parametrize("length, refused", [(99, True), (100, False)])
def test_leaving_out_needs_a_reason_of_a_hundred_characters(
    cast, version, length, refused
):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    given = {"by": cast.coordinator, "note": "x" * length}

    if refused:
        assert refusal("leave_out", entry, **given) == [
            "Licht de keuze toe in ten minste 100 tekens."
        ]
    else:
        assert perform("leave_out", entry, **given).steps.last().note == "x" * length


def test_leaving_out_can_name_the_entry_that_takes_over(cast, version):
    other = builders.make_entry(cast, version)
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    given = {"note": builders.REASON, "merged_into": other.entry}

    perform("leave_out", entry, by=cast.coordinator, **given)

    entry.entry.refresh_from_db()
    assert entry.entry.merged_into == other.entry


@pytest.mark.parametrize("state", ["submitted", "accepted", "not_included"])
def test_correcting_what_is_frozen_takes_two_admins(state, cast, version):
    entry = builders.make_entry(cast, version, EntryState(state))
    second = builders.make_person(is_staff=True, is_superuser=True)
    given = {"by": second, "note": "Verkeerde agenda."}
    assert refusal("correct", entry, **given) == ["U mag deze stap niet zetten."]

    ask_correction(entry, by=cast.admin, reason="Verkeerde agenda.")

    own = refusal("correct", entry, **given | {"by": cast.admin})
    assert own == ["U mag deze stap niet zetten."]
    opened = perform("correct", entry, **given)
    assert opened.state == EntryState.DRAFT
    taken = [(s.action, s.by) for s in entry.steps.all()][-2:]
    assert taken == [("ask_correction", cast.admin), ("correct", second)]


def test_a_correction_that_was_dropped_or_overtaken_is_not_signed(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    second = builders.make_person(is_staff=True, is_superuser=True)
    given = {"by": second, "note": "Verkeerde agenda."}
    ask_correction(entry, by=cast.admin, reason="Verkeerde agenda.")

    drop_correction(entry, by=cast.admin)
    assert refusal("correct", entry, **given) == ["U mag deze stap niet zetten."]
    ask_correction(entry, by=cast.admin, reason="Verkeerde agenda.")
    builders.make_judgement(cast, entry)
    accepted = perform("accept", entry, by=cast.coordinator)
    assert refusal("correct", accepted, **given) == ["U mag deze stap niet zetten."]


def test_a_correction_is_asked_by_an_admin_once_and_with_a_reason(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    draft = builders.make_entry(cast, version)

    def refused(record, by=cast.admin, reason="Verkeerde agenda."):
        with pytest.raises(StepRefused) as refused:
            ask_correction(record, by=by, reason=reason)
        return str(refused.value)

    assert refused(entry, by=cast.coordinator) == "U mag deze stap niet zetten."
    assert refused(entry, reason=" ") == "Geef een reden."
    assert refused(draft) == "Deze bijdrage staat niet vast: er is niets te corrigeren."
    ask_correction(entry, by=cast.admin, reason="Verkeerde agenda.")
    assert refused(entry) == "Er is al om deze correctie gevraagd."


def test_nothing_that_lies_there_to_be_adopted_is_corrected(cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.move_version(cast, version, AgendaState.FOR_ADOPTION)
    second = builders.make_person(is_staff=True, is_superuser=True)
    ask_correction(entry, by=cast.admin, reason="Verkeerde agenda.")

    assert refusal("correct", entry, by=second, note="Verkeerde agenda.") == [
        "De agenda ligt ter vaststelling. Zet haar eerst terug naar voorbereiding."
    ]


def test_an_admin_corrects_with_a_reason(cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)

    second = builders.make_person(is_staff=True, is_superuser=True)
    ask_correction(entry, by=cast.admin, reason="Verkeerde agenda.")

    without = refusal("correct", entry, by=second)
    opened = perform("correct", entry, by=second, note="Verkeerde agenda.")

    assert without == ["Geef een reden."]
    assert (opened.state, opened.follows) == (EntryState.DRAFT, entry)


def test_a_consultation_closes_the_agenda_for_all_but_repairs(cast, version):
    draft = builders.make_entry(cast, version)
    repair = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)
    builders.answer_points(repair, cast.editor)
    version = builders.move_version(cast, version, AgendaState.CONSULTATION)
    closed = "De agenda neemt nu geen nieuwe bijdragen aan. Dat kan alleen zolang een "
    closed += "versie in voorbereiding is."

    assert refusal("submit", draft, by=cast.editor) == [closed]
    with pytest.raises(StepRefused, match="in voorbereiding"):
        start_entry(version, lead=cast.topsector, title="Nieuw", by=cast.member)
    assert perform("submit", repair, by=cast.editor).state == EntryState.SUBMITTED


def test_consulting_needs_an_accepted_entry_texts_and_a_last_day(cast):
    version = open_version(cast.agenda, cast.coordinator)
    builders.make_sections(version)
    Section.objects.filter(version=version, kind__code="A3").update(text=" ")

    yesterday = {"consultation_ends_on": clock.today() - timedelta(1)}

    assert refusal("consult", version, by=cast.coordinator) == [
        "Er is nog geen bijdrage waarop akkoord is gegeven.",
        "Sectie A3 Sectie A3 is nog leeg.",
        "Vul in tot en met wanneer de consultatie duurt.",
    ]
    assert (
        refusal("consult", version, by=cast.coordinator, **yesterday)[-1]
        == "Deze dag is al voorbij."
    )


def test_proposing_waits_for_every_text_and_every_decision(cast, version):
    waiting = builders.make_entry(cast, version, EntryState.SUBMITTED)
    changing = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)
    version = builders.move_version(cast, version, AgendaState.CONSULTATION)
    Section.objects.filter(version=version, kind__code="A7").delete()

    assert refusal("propose", version, by=cast.coordinator) == [
        "Sectie A7 Sectie A7 is nog leeg.",
        f"Over «{waiting}» is nog niet besloten.",
        f"Over «{changing}» is nog niet besloten.",
    ]


def test_adopting_needs_body_day_and_document(cast):
    version = builders.make_version(cast, AgendaState.FOR_ADOPTION)
    tomorrow = {"adopted_on": clock.today() + timedelta(1)}

    assert refusal("adopt", version, by=cast.coordinator) == [
        "Vul in wie heeft vastgesteld.",
        "Vul in wanneer is vastgesteld.",
        "Voeg het stuk van de vaststelling toe.",
    ]
    given = builders.adoption(cast.coordinator) | tomorrow
    assert refusal("adopt", version, by=cast.coordinator, **given) == [
        "Deze dag moet nog komen."
    ]
    given["adopted_on"] = cast.agenda.valid_from - timedelta(1)
    assert refusal("adopt", version, by=cast.coordinator, **given) == [
        "Deze dag ligt voor de brief met de missies."
    ]


def test_a_year_is_not_signed_before_the_letter(cast):
    year = builders.make_year(cast, state=YearState.CONFIRMED)
    given = builders.signature(cast.admin) | {"signed_on": date(1, 1, 1)}

    assert refusal("adopt", year, by=cast.admin, **given) == [
        "Deze dag ligt voor de brief met de missies."
    ]


def test_adoption_takes_the_accepted_entries_and_leaves_the_drafts(cast, version):
    accepted = [
        builders.make_entry(cast, version, EntryState.ACCEPTED) for _ in range(2)
    ]
    left_out = builders.make_entry(cast, version, EntryState.NOT_INCLUDED)
    draft = builders.make_entry(cast, version)

    version = builders.move_version(cast, version, AgendaState.ADOPTED)

    included = Inclusion.objects.filter(agenda_version=version)
    assert [i.entry_version for i in included.order_by("pk")] == accepted
    assert [states(e) for e in (*accepted, left_out, draft)] == [
        EntryState.ADOPTED,
        EntryState.ADOPTED,
        EntryState.NOT_INCLUDED,
        EntryState.DRAFT,
    ]
    assert version.state == AgendaState.ADOPTED
    assert version.adopted_by == "het topteam"
    assert trail(accepted[0])[-1] == ("adopt", "accepted", "adopted")
    assert list(EntryVersion.objects.in_force().order_by("pk")) == accepted


def states(entry):
    return EntryVersion.objects.get(pk=entry.pk).state


def test_the_next_version_carries_over_what_was_not_revised(cast, version):
    kept = builders.make_entry(cast, version, EntryState.ACCEPTED)
    revised = builders.make_entry(cast, version, EntryState.ACCEPTED)
    first = builders.move_version(cast, version, AgendaState.ADOPTED)
    second = builders.make_version(cast)
    revision = builders.revise(cast, revised, second)
    revision = builders.move_entry(cast, revision, EntryState.ACCEPTED)
    assert set(EntryVersion.objects.in_force()) == {kept, revised}

    second = builders.move_version(cast, second, AgendaState.ADOPTED)

    first.refresh_from_db()
    assert (first.state, second.state) == (AgendaState.REPLACED, AgendaState.ADOPTED)
    assert set(EntryVersion.objects.in_force()) == {kept, revision}
    carried = second.inclusions.values_list("entry_version", "is_carried_over")
    assert set(carried) == {(kept.pk, True), (revision.pk, False)}
    assert trail(first)[-1] == ("replace", "adopted", "replaced")


def test_a_left_out_revision_leaves_what_was_in_force(cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    second = builders.make_version(cast)
    revision = builders.revise(cast, entry, second)
    builders.move_entry(cast, revision, EntryState.NOT_INCLUDED)
    builders.move_version(cast, second, AgendaState.ADOPTED)

    in_force = EntryVersion.objects.in_force().filter(entry=entry.entry)

    assert list(in_force) == [entry]


def test_a_draft_comes_along_to_the_next_version(cast, version):
    draft = builders.make_entry(cast, version)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    draft.refresh_from_db()
    without = refusal("submit", draft, by=cast.editor)

    second = builders.make_version(cast)

    draft.refresh_from_db()
    assert without[0].startswith("De agenda neemt nu geen nieuwe bijdragen aan.")
    assert draft.agenda_version == second
    assert perform("submit", draft, by=cast.editor).state == EntryState.SUBMITTED


def test_only_what_is_in_force_and_stays_is_revised(cast, version):
    draft = builders.make_entry(cast, version)
    adopted = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    second = builders.make_version(cast)
    builders.revise(cast, adopted, second)

    for entry in (draft, adopted):
        with pytest.raises(StepRefused, match="Alleen wat geldt"):
            revise_entry(entry.entry, second, cast.coordinator)


def test_a_new_version_starts_with_the_texts_of_the_one_before(cast):
    first = builders.make_version(cast, AgendaState.ADOPTED)

    second = open_version(cast.agenda, cast.coordinator)

    texts = [sorted(v.sections.values_list("kind", "text")) for v in (first, second)]
    assert texts[0] == texts[1] != []
    assert (second.number, second.label) == (2, "2.0")


def test_there_is_one_version_in_work(cast, version):
    with pytest.raises(StepRefused, match="Er is al een versie in bewerking."):
        open_version(cast.agenda, cast.coordinator)


def test_before_the_revision_year_only_an_admin_opens_a_next_version(cast):
    with clock.at(moment_on(clock.today().replace(year=2021, day=1))):
        builders.make_version(cast, AgendaState.ADOPTED)
        with pytest.raises(StepRefused, match="U mag deze stap niet zetten."):
            open_version(cast.agenda, cast.coordinator)

        assert open_version(cast.agenda, cast.admin).number == 2


def test_the_trail_keeps_wall_time_and_the_day_of_the_clock(cast):
    with clock.at(moment_on(clock.today().replace(year=2021, day=1))):
        version = open_version(cast.agenda, cast.coordinator)

    step = Step.objects.get(agenda_version=version)
    assert step.day.year == 2021
    assert step.at.date() == clock.now().date()


def test_a_stale_page_gets_a_sentence_and_changes_nothing(cast, version):
    stale = builders.make_entry(cast, version, EntryState.SUBMITTED)
    fresh = EntryVersion.objects.get(pk=stale.pk)
    builders.make_judgement(cast, fresh)
    perform("accept", fresh, by=cast.coordinator)
    last = fresh.steps.last()

    assert refusal("request_changes", stale, by=cast.coordinator, points=[]) == [
        f"Intussen is er een andere stap gezet, {by_whom(last, cast.coordinator)}: de "
        "stand is nu «akkoord». Er is niets gewijzigd."
    ]


def test_a_role_that_was_taken_away_meanwhile_does_not_count(cast, version):
    entry = builders.make_entry(cast, version)
    assert [s.action for s in available(entry, cast.editor)] == ["submit"]
    cast.editor.grants.update(valid_until=clock.today())

    assert refusal("submit", entry, by=cast.editor) == ["U mag deze stap niet zetten."]


def test_entries_with_one_title_get_slugs_of_their_own(cast, version):
    slugs = [
        builders.make_entry(cast, version, title="Wind op zee").entry.slug
        for _ in range(3)
    ]

    assert slugs == ["wind-op-zee", "wind-op-zee-2", "wind-op-zee-3"]


@pytest.mark.parametrize("action", ["request_changes", "leave_out"])
def test_what_lies_there_to_be_adopted_is_not_decided_again(action, cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.move_version(cast, version, AgendaState.FOR_ADOPTION)
    point = {"text": "Korter.", "due_on": clock.today()}
    given = {
        "request_changes": {"points": [point]},
        "leave_out": {"note": builders.REASON},
    }[action]

    assert refusal(action, entry, by=cast.coordinator, **given) == [
        "De agenda ligt ter vaststelling. Zet haar eerst terug naar voorbereiding."
    ]
