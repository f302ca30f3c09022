"""Who may do what: one predicate per action. Questions without side effects.

A predicate takes the access of a person and the record it is about. The words in
`who` of kia/steps.py are among them. Whether a record may be seen at all is not
asked here: its queryset has `visible_to()`.
"""

from kia.access import Access
from kia.models import (
    PRIVATE_KINDS,
    TEAM,
    Agenda,
    EntryRequest,
    EntryVersion,
    PartyKind,
)
from kia.steps import WRITABLE, EntryState

PREDICATES = {}


def may(word, user, record=None) -> bool:
    return PREDICATES[word](Access.of(user), record)


def action(predicate):
    """One that `may()` knows, by its name."""
    PREDICATES[predicate.__name__] = predicate
    return predicate


# Of steps. The record is the one whose state changes.


@action
def nobody(access, record):
    """Steps that only happen together with another."""
    return False


@action
def admin(access, record=None):
    return access.is_admin


@action
def second_admin(access, version):
    """To correct what is frozen, after another admin asked for it."""
    return access.is_admin and asker_of(version) not in (None, access.person)


@action
def coordinator(access, record):
    return agenda_of(record) in access.agendas


@action
def coordinator_of_others(access, version):
    """Nobody decides about what they submitted themselves."""
    return coordinator(access, version) and submitter_of(version) != access.person


@action
def opens_version(access, version):
    """The coordinator, a later version from the year of the revision on; an admin."""
    may_open = version.number == 1 or version.may_be_revised
    return access.is_admin or (coordinator(access, version) and may_open)


@action
def team(access, version):
    """Whose topsector leads the entry, and who coordinates its agenda."""
    return version.lead_id in access.teams or coordinator(access, version)


@action
def editor(access, version):
    return version.lead_id in access.edits


@action
def contract_keeper(access, year):
    """A year is of all agendas: whoever coordinates one of them, or an admin."""
    return access.is_admin or bool(access.agendas)


# Of entries. The record is an entry version.


@action
def edit(access, version):
    discarded = version.entry.discarded_at is not None
    return version.is_open and not discarded and team(access, version)


@action
def discard(access, version):
    """Only what was never submitted; by its editors, or who began it."""
    own = version.lead_id in access.teams
    began = own and version.entry.created_by_id == access.person
    allowed = began or editor(access, version) or access.is_admin
    return version.is_first_draft and allowed


@action
def read_internal_note(access, version):
    concerned = agenda_of(version) in access.advises
    return team(access, version) or concerned or access.is_admin


@action
def comment(access, version):
    concerned = agenda_of(version) in access.advises
    return team(access, version) or concerned or _helps(access, version)


@action
def register_consultation(access, version):
    shared = version.entry.is_shared and agenda_of(version) in access.advises
    return version.is_open and (team(access, version) or shared)


@action
def judge(access, version):
    return version.state == EntryState.SUBMITTED and bool(
        access.judges_in(agenda_of(version))
    )


@action
def see_review(access, version):
    """Judgements, points and warnings: for who takes part in the talk about it."""
    return comment(access, version) or access.is_admin


@action
def reply(access, request):
    """The department that a request is addressed to; without one, of the agenda."""
    if request.addressee_id:
        return request.addressee_id in access.departments
    return agenda_of(request) in access.advises


@action
def see_trail(access, record):
    if isinstance(record, EntryVersion) and record.lead_id in access.teams:
        return True
    return access.is_admin or agenda_of(record) in access.concerned_agendas


@action
def see_writing(access, version):
    """Who changed what while it was written: of the team, not of its readers."""
    return access.is_admin or team(access, version)


# Of agendas. The record is an agenda version.


@action
def write_sections(access, version):
    agenda = agenda_of(version)
    own = agenda in access.agendas | access.leads
    return version.state in WRITABLE and own


@action
def answer_rules(access, version):
    """To say of a rule of the letter whether this version meets it."""
    return version.state in WRITABLE and coordinator(access, version)


@action
def plan(access, version):
    """To move the days of a version, with the old ones left in the trail."""
    return access.is_admin or coordinator(access, version)


@action
def oversee(access, agenda):
    """To see all entries of an agenda side by side: the board, gaps and overlap."""
    return access.is_admin or coordinator(access, agenda)


@action
def end_entry(access, version):
    """To let an entry in force end with this version of the agenda."""
    return version.state in WRITABLE and coordinator(access, version)


# Of the contract. The record is a commitment.


@action
def enter_commitment(access, commitment):
    """For the own department, the agenda of the own topsector, or the own agenda.

    A team also enters public money, but what others entered of that is not its own.
    """
    own = commitment.pk is None or commitment.entered_by_id == access.person
    private = commitment.party_kind in PRIVATE_KINDS
    return (
        coordinator(access, commitment)
        or _of_own_department(access, commitment)
        or ((own or private) and _led_by(access.teams, access, commitment))
    )


@action
def confirm_commitment(access, commitment):
    """As entering, but of a topsector only its editor, and only private money."""
    private = commitment.party_kind in PRIVATE_KINDS
    return (
        coordinator(access, commitment)
        or _of_own_department(access, commitment)
        or (private and _led_by(access.edits, access, commitment))
    )


# Of people and of the register itself.


@action
def invite(access, organisation):
    """Into the own team."""
    return organisation.pk in access.edits


@action
def offer(access, offered):
    """A role: an admin any, an editor those of the own team."""
    own = offered.role in TEAM and offered.organisation_id in access.edits
    return access.is_admin or own


@action
def manage_people(access, record=None):
    return access.is_admin


@action
def manage_register(access, record=None):
    return access.is_admin or access.is_register_editor


def agenda_of(record):
    """The id of the agenda that a record belongs to, or None."""
    if isinstance(record, Agenda):
        return record.pk
    if isinstance(record, EntryRequest):
        return record.version.entry.agenda_id
    if isinstance(record, EntryVersion):
        return record.entry.agenda_id
    return getattr(record, "agenda_id", None)


def asker_of(version):
    """Who asked to correct this version, if nothing happened to it since, or None.

    A judgement is advice, and does not answer that.
    """
    last = version.steps.exclude(action="judge").last()
    return last.by_id if last and last.action == "ask_correction" else None


def submitter_of(version):
    """Who submitted this text, or the text that an open version follows."""
    if version.is_open and version.follows:
        return version.follows.submitted_by_id
    return version.submitted_by_id


def _helps(access, version):
    helping = version.topsector_rows.filter(topsector__in=access.teams)
    return bool(access.teams) and helping.exists()


def _of_own_department(access, commitment):
    """A row names its party in words: of two departments that an agenda concerns,
    neither has what somebody of the other entered."""
    department = commitment.party_kind == PartyKind.DEPARTMENT
    concerned = department and commitment.agenda_id in access.advises
    return concerned and commitment.entered_by_id not in access.strangers


def _led_by(topsectors, access, commitment):
    """Whether one of these leads the agenda, or the entry of this commitment."""
    if any((commitment.agenda_id, topsector) in access.led for topsector in topsectors):
        return True
    if not (commitment.entry_id and topsectors):
        return False
    # All of them, so that a list can fetch them along.
    return any(v.lead_id in topsectors for v in commitment.entry.versions.all())
