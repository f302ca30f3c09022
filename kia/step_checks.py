"""The checks that steps name: each gives the problems that it finds.

A check gets the record as it will be, with what was filled in along with the step,
and the note. It runs on the locked record and changes nothing.
"""

from django.db.models import Min

from instance import clock
from kia.access import departments_of
from kia.entries.rules import missing
from kia.models import (
    Agenda,
    AgendaVersion,
    Commitment,
    ContractYear,
    EntryVersion,
    Judgement,
    SectionKind,
)
from kia.problems import Problem
from kia.steps import WRITABLE, AgendaState, EntryState
from kia.working_days import working_days_after

# Sections A1, A3, A5 and A6 before the consultation, as the practice of the 95%
# version asks; all that are required before the adoption.
MAIN_SECTIONS = ("A1", "A3", "A5", "A6")
JUDGEMENT_TERM = 10
SHORTEST_REASON = 100

CHECKS = {}


def check(function):
    """One that a step can name."""
    CHECKS[function.__name__] = function
    return function


def problems(words, record, note=""):
    return [problem for word in words for problem in CHECKS[word](record, note)]


def unless(holds, field, text):
    return [] if holds else [Problem(field, text)]


# Of versions of an agenda.


@check
def no_other_in_work(version, note):
    others = AgendaVersion.objects.in_work().filter(agenda=version.agenda_id)
    return unless(not others.exists(), "", "Er is al een versie in bewerking.")


@check
def has_accepted_entry(version, note):
    accepted = version.entry_versions.filter(state=EntryState.ACCEPTED)
    return unless(
        accepted.exists(), "", "Er is nog geen bijdrage waarop akkoord is gegeven."
    )


@check
def has_main_sections(version, note):
    return _empty_sections(version, SectionKind.objects.filter(code__in=MAIN_SECTIONS))


@check
def has_all_sections(version, note):
    kinds = SectionKind.objects.filter(is_required=True, has_text=True)
    return _empty_sections(version, kinds)


@check
def has_consultation_end(version, note):
    day = version.consultation_ends_on
    field = "consultation_ends_on"
    if day is None:
        return [Problem(field, "Vul in tot en met wanneer de consultatie duurt.")]
    return unless(day >= clock.today(), field, "Deze dag is al voorbij.")


@check
def entries_are_decided(version, note):
    undecided = version.entry_versions.current().filter(
        state__in=[EntryState.SUBMITTED, EntryState.CHANGES_REQUESTED]
    )
    return [
        Problem("", f"Over «{entry}» is nog niet besloten.")
        for entry in undecided.select_related("entry")
    ]


@check
def has_adoption(version, note):
    filled = {
        "adopted_by": (version.adopted_by.strip(), "Vul in wie heeft vastgesteld."),
        "adopted_on": (version.adopted_on, "Vul in wanneer is vastgesteld."),
        "adoption_document": (
            version.adoption_document_id,
            "Voeg het stuk van de vaststelling toe.",
        ),
    }
    found = [Problem(f, text) for f, (value, text) in filled.items() if not value]
    first = version.agenda.valid_from
    return found + _happened(version.adopted_on, first, "adopted_on")


def _happened(day, first, field):
    """Nothing is adopted or signed before the letter, nor tomorrow."""
    if day is None:
        return []
    return [
        *unless(day <= clock.today(), field, "Deze dag moet nog komen."),
        *unless(day >= first, field, "Deze dag ligt voor de brief met de missies."),
    ]


def _empty_sections(version, kinds):
    filled = {s.kind_id for s in version.sections.all() if s.text.strip()}
    return [
        Problem(kind.code, f"Sectie {kind} is nog leeg.")
        for kind in kinds
        if kind.pk not in filled
    ]


# Of versions of an entry.


@check
def agenda_takes_entries(version, note):
    text = (
        "Bij deze agenda kunnen nu geen bijdragen worden begonnen of herzien. Dat kan "
        "alleen zolang een versie in voorbereiding is."
    )
    return unless(_stands_in(version, AgendaState.PREPARATION), "", text)


@check
def agenda_takes_submissions(version, note):
    text = (
        "De agenda neemt nu geen nieuwe bijdragen aan. Dat kan alleen zolang een "
        "versie in voorbereiding is."
    )
    return unless(_stands_in(version, AgendaState.PREPARATION), "", text)


@check
def agenda_takes_repairs(version, note):
    text = (
        "De agenda neemt nu geen aanpassingen aan. Dat kan alleen zolang een versie "
        "in voorbereiding of in consultatie is."
    )
    return unless(_stands_in(version, *WRITABLE), "", text)


@check
def agenda_is_written(version, note):
    text = "De agenda ligt ter vaststelling. Zet haar eerst terug naar voorbereiding."
    return unless(_stands_in(version, *WRITABLE), "", text)


@check
def has_title(version, note):
    return unless(version.title.strip(), "title", "Vul een titel in.")


@check
def revises_what_is_in_force(version, note):
    """The version that it follows is in force, was not revised yet and goes on."""
    if version.entry.ended_in_id:
        return [Problem("", "Deze bijdrage eindigt en wordt niet herzien.")]
    in_force = EntryVersion.objects.in_force().current().filter(pk=version.follows_id)
    return unless(
        in_force.exists(), "", "Alleen wat geldt en niet al herzien wordt, kan dit."
    )


@check
def is_complete(version, note):
    return missing(version)


@check
def is_not_judged(version, note):
    text = "Een departement heeft al geoordeeld. Vraag de coördinator om aanpassing."
    return unless(not version.judgements.exists(), "", text)


@check
def has_points(version, note):
    text = "Noem ten minste één punt dat anders moet."
    return unless(version.points.exists(), "points", text)


@check
def points_are_answered(version, note):
    return [
        Problem("points", f"Beantwoord het punt «{point}».", str(point.pk))
        for point in version.follows.points.filter(answer="")
    ]


@check
def is_judged_or_term_is_over(version, note):
    last_day = judgement_due_on(version)
    waited_for = [] if clock.today() > last_day else departments_to_judge(version)
    return [
        Problem("", f"{department} oordeelt nog, tot en met {last_day:%d-%m-%Y}.")
        for department in waited_for
    ]


@check
def reason_is_long_enough(version, note):
    text = f"Licht de keuze toe in ten minste {SHORTEST_REASON} tekens."
    return unless(len(note.strip()) >= SHORTEST_REASON, "note", text)


def _stands_in(version, *states):
    return version.agenda_version.state in states


def judgement_due_on(version):
    """The last day on which departments can judge a submitted version."""
    submitted = version.steps.filter(action="submit").latest("pk")
    return working_days_after(submitted.day, JUDGEMENT_TERM)


def departments_to_judge(version):
    """Departments that the agenda concerns and that did not judge this version."""
    judged = Judgement.objects.filter(version=version).values("department")
    return departments_of(version.entry.agenda_id).exclude(pk__in=judged)


# Of years of the contract.


@check
def is_new_year_of_period(record, note):
    there = ContractYear.objects.filter(year=record.year).exists()
    inside = record.year in record.period.years
    return [
        *unless(not there, "year", f"Het jaar {record.year} is er al."),
        *unless(inside, "year", f"Kies een jaar uit {record.period}."),
    ]


@check
def has_commitments(year, note):
    return unless(
        year.commitments.exists(), "", "Dit jaar heeft nog geen regels met inzet."
    )


@check
def has_signature(year, note):
    return [
        *unless(year.signed_on, "signed_on", "Vul in wanneer is ondertekend."),
        *unless(year.document_id, "document", "Voeg het ondertekende stuk toe."),
        *_happened(year.signed_on, _first_day(), "signed_on"),
    ]


def _first_day():
    """The day of the paper that made the first agendas."""
    return Agenda.objects.aggregate(first=Min("valid_from"))["first"]


@check
def commitments_are_confirmed(year, note):
    stated = year.commitments.filter(certainty=Commitment.Certainty.STATED).count()
    regels = "regel is" if stated == 1 else "regels zijn"
    return unless(not stated, "", f"{stated} {regels} nog niet bevestigd.")
