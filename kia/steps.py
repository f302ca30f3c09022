"""Every state, and every step from one to the next: the specification.

A step is taken by `kia.workflow.perform()`, which asks `kia.permissions` for the
word in `who` and `kia.step_checks` for the words in `checks`. PostgreSQL refuses a
change of state that stands in no row here (kia/triggers.py).
"""

from dataclasses import dataclass

from django.db import models


class AgendaState(models.TextChoices):
    PREPARATION = "preparation", "in voorbereiding"
    CONSULTATION = "consultation", "in consultatie"
    FOR_ADOPTION = "for_adoption", "ter vaststelling"
    ADOPTED = "adopted", "vastgesteld"
    REPLACED = "replaced", "vervangen"


# In which the texts of an agenda, and what is decided of its entries, can change.
WRITABLE = (AgendaState.PREPARATION, AgendaState.CONSULTATION)


class EntryState(models.TextChoices):
    DRAFT = "draft", "concept"
    SUBMITTED = "submitted", "ingediend"
    CHANGES_REQUESTED = "changes_requested", "aanpassing gevraagd"
    ACCEPTED = "accepted", "akkoord"
    ADOPTED = "adopted", "vastgesteld"
    NOT_INCLUDED = "not_included", "niet opgenomen"


class YearState(models.TextChoices):
    COLLECTING = "collecting", "opgave"
    CONFIRMED = "confirmed", "bevestigd"
    ADOPTED = "adopted", "vastgesteld"


# Nothing comes before the first step of a record.
NEW = ""
STATES = {
    NEW: "–",
    **{state.value: state.label for state in (*AgendaState, *EntryState, *YearState)},
}


@dataclass(frozen=True)
class Transition:
    """One row: who may take it, what is checked, who hears of it.

    `takes` names what is filled in along with the step. With `opens_copy` the record
    itself stays frozen and a copy of it is opened, in the state that the step leads
    to.
    """

    action: str
    label: str
    source: str
    target: str
    who: str
    takes: tuple = ()
    checks: tuple = ()
    tells: tuple = ()
    needs_reason: bool = False
    opens_copy: bool = False


class Table(tuple):
    """The transitions of one kind of record."""

    def of(self, action, source):
        """The row for this action from this state, or None."""
        return next((t for t in self if (t.action, t.source) == (action, source)), None)

    def from_state(self, state):
        return [t for t in self if t.source == state]

    @property
    def pairs(self):
        return sorted({(t.source, t.target) for t in self})


A, E, Y = AgendaState, EntryState, YearState

AGENDA = Table(
    [
        Transition(
            "open",
            "Open een versie",
            NEW,
            A.PREPARATION,
            "opens_version",
            checks=("no_other_in_work",),
        ),
        Transition(
            "consult",
            "Leg voor aan iedereen",
            A.PREPARATION,
            A.CONSULTATION,
            "coordinator",
            takes=("consultation_ends_on", "is_consultation_public"),
            checks=("has_accepted_entry", "has_main_sections", "has_consultation_end"),
            tells=("everyone_involved",),
        ),
        Transition(
            "reopen",
            "Terug naar voorbereiding",
            A.CONSULTATION,
            A.PREPARATION,
            "coordinator",
            needs_reason=True,
        ),
        Transition(
            "propose",
            "Bied aan ter vaststelling",
            A.CONSULTATION,
            A.FOR_ADOPTION,
            "coordinator",
            checks=("has_all_sections", "entries_are_decided"),
            tells=("everyone_involved",),
        ),
        Transition(
            "reopen",
            "Terug naar voorbereiding",
            A.FOR_ADOPTION,
            A.PREPARATION,
            "coordinator",
            needs_reason=True,
        ),
        Transition(
            "adopt",
            "Leg de vaststelling vast",
            A.FOR_ADOPTION,
            A.ADOPTED,
            "coordinator",
            takes=("adopted_by", "adopted_on", "adoption_document"),
            checks=("has_adoption", "entries_are_decided"),
            tells=("everyone_involved",),
        ),
        # Only when the next version is adopted.
        Transition("replace", "Vervang", A.ADOPTED, A.REPLACED, "nobody"),
    ]
)

ENTRY = Table(
    [
        Transition(
            "start",
            "Begin een bijdrage",
            NEW,
            E.DRAFT,
            "team",
            checks=("agenda_takes_entries", "has_title"),
        ),
        Transition(
            "revise",
            "Herzien",
            NEW,
            E.DRAFT,
            "coordinator",
            checks=("agenda_takes_entries", "revises_what_is_in_force"),
        ),
        # The copy that a step opens; see `opens_copy`.
        Transition("copy", "Kopie", NEW, E.DRAFT, "nobody"),
        Transition("copy", "Kopie", NEW, E.CHANGES_REQUESTED, "nobody"),
        Transition(
            "submit",
            "Dien in",
            E.DRAFT,
            E.SUBMITTED,
            "editor",
            takes=("warnings",),
            checks=("is_complete", "agenda_takes_submissions"),
            tells=("coordinator", "departments", "editors_of_partners"),
        ),
        Transition(
            "withdraw",
            "Trek in",
            E.SUBMITTED,
            E.DRAFT,
            "editor",
            checks=("is_not_judged",),
            tells=("coordinator",),
            opens_copy=True,
        ),
        Transition(
            "request_changes",
            "Vraag aanpassing",
            E.SUBMITTED,
            E.CHANGES_REQUESTED,
            "coordinator_of_others",
            takes=("points",),
            checks=("has_points", "agenda_is_written"),
            tells=("team",),
            opens_copy=True,
        ),
        Transition(
            "request_changes",
            "Vraag aanpassing",
            E.ACCEPTED,
            E.CHANGES_REQUESTED,
            "coordinator_of_others",
            takes=("points",),
            checks=("has_points", "agenda_is_written"),
            tells=("team",),
            opens_copy=True,
        ),
        Transition(
            "submit",
            "Dien opnieuw in",
            E.CHANGES_REQUESTED,
            E.SUBMITTED,
            "editor",
            takes=("warnings",),
            checks=("points_are_answered", "is_complete", "agenda_takes_repairs"),
            tells=("coordinator", "departments_that_judged"),
        ),
        Transition(
            "withdraw",
            "Trek in",
            E.CHANGES_REQUESTED,
            E.DRAFT,
            "editor",
            tells=("coordinator",),
        ),
        Transition(
            "accept",
            "Geef akkoord",
            E.SUBMITTED,
            E.ACCEPTED,
            "coordinator_of_others",
            checks=("is_complete", "is_judged_or_term_is_over"),
            tells=("editors", "departments"),
        ),
        *(
            Transition(
                "leave_out",
                "Neem niet op",
                source,
                E.NOT_INCLUDED,
                "coordinator_of_others",
                takes=("merged_into",),
                checks=("reason_is_long_enough", "agenda_is_written"),
                tells=("team", "departments"),
                needs_reason=True,
            )
            for source in (E.SUBMITTED, E.ACCEPTED, E.CHANGES_REQUESTED)
        ),
        Transition(
            "reopen",
            "Haal terug naar concept",
            E.NOT_INCLUDED,
            E.DRAFT,
            "coordinator",
            tells=("team",),
            needs_reason=True,
            opens_copy=True,
        ),
        # What is frozen is corrected by two admins; see kia/corrections.py.
        *(
            Transition(
                "correct",
                "Zet terug naar concept",
                source,
                E.DRAFT,
                "second_admin",
                checks=("agenda_is_written",) if source == E.ACCEPTED else (),
                tells=("coordinator", "editors"),
                needs_reason=True,
                opens_copy=True,
            )
            for source in (E.SUBMITTED, E.ACCEPTED, E.NOT_INCLUDED)
        ),
        Transition(
            "correct",
            "Zet terug naar concept",
            E.CHANGES_REQUESTED,
            E.DRAFT,
            "admin",
            tells=("coordinator", "editors"),
            needs_reason=True,
        ),
        # Only together with the version of its agenda.
        Transition("adopt", "Stel vast", E.ACCEPTED, E.ADOPTED, "nobody"),
    ]
)

YEAR = Table(
    [
        Transition(
            "open",
            "Open een jaar",
            NEW,
            Y.COLLECTING,
            "admin",
            checks=("is_new_year_of_period",),
        ),
        Transition(
            "confirm",
            "Bevestig de opgaven",
            Y.COLLECTING,
            Y.CONFIRMED,
            "contract_keeper",
            checks=("has_commitments", "commitments_are_confirmed"),
        ),
        Transition(
            "reopen",
            "Terug naar opgave",
            Y.CONFIRMED,
            Y.COLLECTING,
            "contract_keeper",
            needs_reason=True,
        ),
        Transition(
            "adopt",
            "Stel de jaartabel vast",
            Y.CONFIRMED,
            Y.ADOPTED,
            "admin",
            takes=("signed_on", "document"),
            checks=("has_signature", "commitments_are_confirmed"),
            tells=("everyone_involved",),
        ),
    ]
)
