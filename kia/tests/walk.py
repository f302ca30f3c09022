"""The permission walk: who gets what at which address, written down apart from code.

The tables are read off section 4 of kia-practice and the visibility rules of the
decisions, not off the predicates that they check. A row says who finds the page
(others: absent), who may do there what it is for (others who find it: refused), and
in which states of the record.
"""

from dataclasses import dataclass, field
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.tests.builders import signed_in
from exchange.models import ImportFile
from instance import clock
from kia.corrections import ask_correction
from kia.models import AgendaParty, Commitment, InvitedRole, RoleGrant
from kia.people import inviting
from kia.review import remarks_saving
from kia.roles import Role
from kia.steps import AgendaState, EntryState, YearState
from kia.tests import builders
from policy.tests.builders import make_rule

VISITOR = "visitor"
TEAM = {"editor", "member"}
OFFICERS = {"officer", "judge"}
# Everybody with a part in the work; `outsider` only has an account, and for the
# editor of the register there is no work yet.
TAKES_PART = TEAM | OFFICERS
TAKES_PART |= {"other_officer", "other_editor", "other_coordinator"}
TAKES_PART |= {"partner", "coordinator", "admin"}
SIGNED_IN = TAKES_PART | {"register_editor", "outsider"}
ROLES = [VISITOR, *sorted(SIGNED_IN)]
EVERYBODY = set(ROLES)
COORDINATOR = {"coordinator"}
ADMIN = {"admin"}
DESK = TEAM | COORDINATOR | ADMIN
# A row of the contract, until the year is adopted: whom its agenda concerns.
SEES_ROW = TEAM | OFFICERS | COORDINATOR | ADMIN
KEEPS_CONTRACT = {"coordinator", "other_coordinator", "admin"}
# Into some agenda: for the own topsector or agenda, or for the own department, if
# that has an agenda.
ENTERS = TEAM | OFFICERS | COORDINATOR
ENTERS |= {"partner", "other_editor", "other_coordinator"}
# A row of a company: not for a department to change.
CHANGES_ROW = TEAM | COORDINATOR
CONFIRMS_ROW = {"editor"} | COORDINATOR
# Left to a person; see kia/agendas/letter_rules.py for what a machine judges.
RULE = "R90"
OF_THE_SAME_ROW = ("party", "party_kind", "is_private", "form")

# How an answer is told: a form that says what is wrong with it was let through too.
DONE, LOGIN, REFUSED, ABSENT = "let through", "to sign in", "refused", "absent"
TOLD = {200: DONE, 301: DONE, 302: DONE, 403: REFUSED, 404: ABSENT}


@dataclass
class World:
    """One agenda with its people, a version in some state, a year in some state."""

    cast: builders.Cast
    version: object
    entry: object
    year: object
    row: Commitment
    # To be confirmed, removed, or (once adopted) confirmed as a correction.
    waiting: Commitment
    file: int
    grant: RoleGrant
    offer: InvitedRole
    clients: dict
    # Of the officer, on the first version that was submitted; none at a draft.
    remark: object = None


def make_world(state=AgendaState.PREPARATION, year_state=YearState.COLLECTING):
    cast = builders.make_cast()
    builders.make_party(cast.agenda, cast.topsector, AgendaParty.Part.LEAD)
    version = builders.make_version(cast, state)
    entry = version.entry_versions.first() or builders.make_entry(cast, version)
    year = builders.make_year(cast, state=year_state)
    clients = {role: signed_in(getattr(cast, role)) for role in SIGNED_IN}
    make_rule(code=RULE)
    return World(
        cast=cast,
        version=version,
        entry=entry.entry,
        year=year,
        row=year.commitments.get(),
        waiting=make_waiting(cast, year),
        file=make_file(clients["coordinator"], year),
        grant=RoleGrant.objects.get(person=cast.member, role=Role.TEAM_MEMBER),
        offer=inviting.invite(
            "nieuw@voorbeeld.nl",
            by=cast.editor,
            role=Role.TEAM_MEMBER,
            organisation=cast.topsector,
        ),
        clients=clients | {VISITOR: Client()},
    )


def of_nothing(world):
    return {"pk": NO_SUCH}


def make_waiting(cast, year):
    """A row that waits for somebody, where this year takes one."""
    row = year.commitments.get()
    if year.state == YearState.COLLECTING:
        return builders.make_commitment(year, cast.agenda, certainty="stated")
    if year.state == YearState.CONFIRMED:
        return row
    same = {name: getattr(row, name) for name in OF_THE_SAME_ROW}
    return builders.make_commitment(
        year,
        cast.agenda,
        **same,
        certainty="adopted",
        amount=5,
        corrects=row,
        correction_reason="Te laag.",
        corrected_on=clock.today(),
        entered_by=builders.make_person(is_staff=True, is_superuser=True),
    )


def make_file(client, year):
    """The key of a file that the coordinator offered; of none when no file is taken."""
    if year.state != YearState.COLLECTING:
        return 1
    example = client.get(reverse("contract:example", args=[year.year, "csv"]))
    content = b"".join(example) if example.streaming else example.content
    sent = SimpleUploadedFile("tabel.csv", content, "text/csv")
    client.post(reverse("contract:import", args=[year.year]), {"file": sent})
    return ImportFile.objects.get().pk


def make_entry_world(state):
    """A world whose entry is in this state; adopted, its agenda is too."""
    adopted = state == EntryState.ADOPTED
    world = make_world(AgendaState.ADOPTED if adopted else AgendaState.PREPARATION)
    if adopted:
        # For which it can be revised.
        builders.make_version(world.cast)
    else:
        version = builders.make_entry(world.cast, world.version, state)
        world.entry = version.entry
    if state != EntryState.DRAFT:
        world.remark = make_remark(world)
    if not adopted and not version.is_open:
        # So that the admin of the cast is the second one.
        other = builders.make_person(is_staff=True, is_superuser=True)
        ask_correction(version, by=other, reason="Voor de proef.")
    return world


def make_remark(world):
    said = {"text": "Waarom?", "quote": "", "row": None, "mention": None}
    version = world.entry.versions.earliest("pk")
    thread = remarks_saving.begin(version, "approach", said, world.cast.officer)
    return thread.remarks.get()


def nothing(world):
    return {}


def of_slug(world):
    return {"slug": world.entry.slug}


def of_first(world, **more):
    """The version that was begun first; submitted, unless it is a draft."""
    return of_slug(world) | {"number": 1} | more


def of_thread(world):
    return of_slug(world) | {"pk": world.remark.thread_id if world.remark else NO_SUCH}


def of_remark(world):
    return of_slug(world) | {"pk": world.remark.pk if world.remark else NO_SUCH}


def of_agenda(world):
    return {"slug": world.cast.agenda.slug}


def of_version(world, **more):
    return of_agenda(world) | {"number": world.version.number} | more


def of_entry(world):
    return of_version(world, entry=world.entry.slug)


def of_public_entry(world):
    return {"slug": world.entry.slug}


def of_public_version(world):
    return of_public_entry(world) | {"number": world.version.number}


def of_year(world, **more):
    return {"year": world.year.year} | more


def of_row(world):
    return of_year(world, pk=world.row.pk)


def of_waiting(world):
    return of_year(world, pk=world.waiting.pk)


def of_stated(world):
    """The row that waits to be confirmed; later on there is none, and any will do."""
    return of_waiting(world) if world.year.is_collecting else of_row(world)


def of_file(world):
    return of_year(world, pk=world.file)


def of_request(world):
    """Of the last text of the entry."""
    rows = world.entry.versions.current().get().request_rows
    return {"lineage": rows.get().lineage}


def of_grant(world):
    return {"pk": world.grant.pk}


def of_offer(world):
    return {"pk": world.offer.pk}


def of_pair(world):
    """With the last version; the same as its own page when that is this one."""
    last = world.cast.agenda.versions.order_by("number").last()
    return of_agenda(world) | {"old": world.version.number, "new": last.number}


@dataclass(frozen=True)
class Address:
    """`sees` finds it; `acts` may do there what it is for, in these `states`.

    In other states nobody gets further than finding it; with `absent_elsewhere` not
    even that. `reads` is who gets the page at least, where that is more than `acts`.
    """

    name: str
    kwargs: object
    sees: frozenset
    acts: frozenset | None = None
    reads: frozenset = frozenset()
    states: tuple = ()
    methods: tuple = ("GET", "POST")
    absent_elsewhere: bool = False
    # In these states more people find it.
    later: dict = field(default_factory=dict)

    def url(self, world, **guessed):
        return reverse(self.name, kwargs=self.kwargs(world) | guessed)

    @property
    def is_private(self):
        return not self.name.startswith("kia:")

    def expected(self, role, method, state):
        """What this role is told, when the record is in this state."""
        works = not self.states or state in self.states
        sees = self.later.get(state, self.sees)
        if role == VISITOR and VISITOR not in sees and self.is_private:
            return LOGIN if method == "GET" else REFUSED
        if role not in sees or (self.absent_elsewhere and not works):
            return ABSENT
        reads = method == "GET" and role in self.reads
        if reads or (works and (self.acts is None or role in self.acts)):
            return DONE
        return REFUSED


GET, POST = ("GET",), ("POST",)
A, Y = AgendaState, YearState
WRITABLE = (A.PREPARATION, A.CONSULTATION)
FIXED = (A.ADOPTED, A.REPLACED)


def only_in(states, name, kwargs):
    """A page for everybody that is there in these states only."""
    return Address(
        name, kwargs, EVERYBODY, states=states, absent_elsewhere=True, methods=GET
    )


def step(name, kwargs, sees, acts, *states):
    return Address(name, kwargs, sees, acts, states=states, absent_elsewhere=True)


def agenda_step(action, acts, *states):
    return step("desk:step", partial(of_version, action=action), DESK, acts, *states)


def year_step(action, acts, *states):
    kwargs = partial(of_year, action=action)
    return step("contract:step", kwargs, TAKES_PART, acts, *states)


def on_row(name, kwargs, sees, acts, states):
    """A button at a row that waits."""
    return Address(name, kwargs, sees, acts, states=states, methods=POST, **PUBLIC)


# Once consulted a version is for all who take part, once adopted for everybody.
LATER = {
    "later": {
        A.CONSULTATION: TAKES_PART,
        A.FOR_ADOPTION: TAKES_PART,
        A.ADOPTED: EVERYBODY,
        A.REPLACED: EVERYBODY,
    }
}
# By the state of the version of the agenda.
OF_AGENDA = [
    Address("desk:agenda", of_agenda, DESK, methods=GET),
    # In other states they are told that it was done, and by whom.
    Address("desk:open_version", of_agenda, DESK, COORDINATOR | ADMIN),
    Address("desk:planning", of_version, DESK, COORDINATOR | ADMIN),
    Address(
        "desk:section",
        partial(of_version, code="A1"),
        DESK,
        TEAM | COORDINATOR,
        reads=DESK,
        states=WRITABLE,
    ),
    Address("desk:section_before", partial(of_version, code="A1"), DESK, methods=GET),
    Address("desk:rules", of_version, DESK, methods=GET),
    Address(
        "desk:rule",
        partial(of_version, code=RULE),
        DESK,
        COORDINATOR,
        states=WRITABLE,
    ),
    Address("desk:end_entry", of_entry, DESK, COORDINATOR, states=WRITABLE),
    *(
        Address(name, of_agenda, COORDINATOR | ADMIN, methods=GET)
        for name in ("board:board", "board:gaps", "board:overlap")
    ),
    Address("board:remind", of_agenda, COORDINATOR | ADMIN, COORDINATOR, methods=POST),
    agenda_step("consult", COORDINATOR, A.PREPARATION),
    agenda_step("reopen", COORDINATOR, A.CONSULTATION, A.FOR_ADOPTION),
    agenda_step("propose", COORDINATOR, A.CONSULTATION),
    agenda_step("adopt", COORDINATOR, A.FOR_ADOPTION),
    agenda_step("replace", set(), A.ADOPTED),
    Address("kia:agenda", of_agenda, EVERYBODY, methods=GET),
    Address("kia:version", of_version, DESK | OFFICERS, methods=GET, **LATER),
    Address("kia:rules", of_version, DESK | OFFICERS, methods=GET, **LATER),
    Address("kia:difference", of_pair, DESK | OFFICERS, methods=GET, **LATER),
    only_in(FIXED, "kia:adoption", of_version),
    only_in(FIXED, "kia:entry", of_public_entry),
    only_in(FIXED, "kia:request", of_request),
    only_in(FIXED, "kia:entry_version", of_public_version),
    only_in(
        FIXED,
        "kia:entry_dossier",
        lambda world: of_public_entry(world) | {"form": "html"},
    ),
    only_in(
        FIXED,
        "kia:entry_version_dossier",
        lambda world: of_public_version(world) | {"form": "html"},
    ),
]
# By the state of the year of the contract.
COLLECTING, ADOPTED = (Y.COLLECTING,), (Y.ADOPTED,)
PUBLIC = {"later": {Y.ADOPTED: SIGNED_IN}}
OF_YEAR = [
    Address("contract:years", nothing, SIGNED_IN, ADMIN, reads=SIGNED_IN),
    Address("contract:year", of_year, TAKES_PART, methods=GET, **PUBLIC),
    Address(
        "contract:file",
        partial(of_year, which="inzet", form="csv"),
        TAKES_PART,
        methods=GET,
        **PUBLIC,
    ),
    year_step("confirm", KEEPS_CONTRACT, Y.COLLECTING),
    year_step("reopen", KEEPS_CONTRACT, Y.CONFIRMED),
    year_step("adopt", ADMIN, Y.CONFIRMED),
    Address(
        "contract:row_new", of_year, TAKES_PART, ENTERS, states=COLLECTING, **PUBLIC
    ),
    Address("contract:row", of_row, SEES_ROW, CHANGES_ROW, states=COLLECTING, **PUBLIC),
    Address(
        "contract:import",
        of_year,
        TAKES_PART,
        KEEPS_CONTRACT,
        states=COLLECTING,
        **PUBLIC,
    ),
    Address(
        "contract:example",
        partial(of_year, form="csv"),
        TAKES_PART,
        KEEPS_CONTRACT,
        states=COLLECTING,
        methods=GET,
        **PUBLIC,
    ),
    Address("contract:correction", of_row, TAKES_PART, ADMIN, states=ADOPTED, **PUBLIC),
    Address(
        "contract:missing_row", of_year, TAKES_PART, ADMIN, states=ADOPTED, **PUBLIC
    ),
    on_row("contract:row_confirm", of_stated, SEES_ROW, CONFIRMS_ROW, COLLECTING),
    on_row("contract:row_remove", of_stated, SEES_ROW, CHANGES_ROW, COLLECTING),
    on_row("contract:correction_confirm", of_waiting, TAKES_PART, ADMIN, ADOPTED),
    on_row("contract:correction_withdraw", of_waiting, TAKES_PART, ADMIN, ADOPTED),
    # A file is for who offered it; who may import nothing is refused before that.
    Address(
        "contract:import_accept",
        of_file,
        TAKES_PART - (KEEPS_CONTRACT - COORDINATOR),
        COORDINATOR,
        states=COLLECTING,
        methods=POST,
        later={Y.CONFIRMED: TAKES_PART, Y.ADOPTED: SIGNED_IN},
    ),
    Address("kia:contract", nothing, EVERYBODY, methods=GET),
    only_in(ADOPTED, "kia:contract_year", of_year),
    only_in(ADOPTED, "kia:contract_document", of_year),
    only_in(ADOPTED, "kia:contract_file", partial(of_year, which="inzet", form="csv")),
]
# By the state of an entry. A draft is for its team; what was submitted also for the
# departments and who helps; what was left out for every department.
DRAFTS = (EntryState.DRAFT, EntryState.CHANGES_REQUESTED)
READS_ENTRY = DESK | OFFICERS | {"partner"}
STARTS = TEAM | COORDINATOR | {"partner", "other_editor", "other_coordinator"}
ENTRY_LATER = {
    "later": {
        EntryState.SUBMITTED: READS_ENTRY,
        # What was submitted, while the team works on what follows it.
        EntryState.CHANGES_REQUESTED: READS_ENTRY,
        EntryState.ACCEPTED: READS_ENTRY,
        EntryState.NOT_INCLUDED: READS_ENTRY | {"other_officer"},
        EntryState.ADOPTED: SIGNED_IN,
    }
}


def entry_step(action, acts, *states):
    return Address(
        "review:step",
        lambda world: of_slug(world) | {"action": action},
        DESK,
        acts,
        states=states,
        absent_elsewhere=True,
        **ENTRY_LATER,
    )


def on_entry(name, acts, *states):
    return Address(name, of_slug, DESK, acts, states=states, **ENTRY_LATER)


E = EntryState
FROZEN = (E.SUBMITTED, E.ACCEPTED, E.NOT_INCLUDED)
OF_ENTRIES = [
    entry_step("submit", {"editor"}, *DRAFTS),
    entry_step("withdraw", {"editor"}, E.SUBMITTED, E.CHANGES_REQUESTED),
    entry_step("request_changes", COORDINATOR, E.SUBMITTED, E.ACCEPTED),
    entry_step("accept", COORDINATOR, E.SUBMITTED),
    entry_step("leave_out", COORDINATOR, E.SUBMITTED, E.ACCEPTED, E.CHANGES_REQUESTED),
    entry_step("reopen", COORDINATOR, E.NOT_INCLUDED),
    entry_step("correct", ADMIN, *FROZEN, E.CHANGES_REQUESTED),
    # Only together with its agenda.
    entry_step("adopt", set(), E.ACCEPTED),
    on_entry("review:judge", {"judge"}, E.SUBMITTED),
    on_entry("review:points", TEAM | COORDINATOR, E.CHANGES_REQUESTED),
    on_entry("review:revise", COORDINATOR, E.ADOPTED),
    on_entry("review:correction", ADMIN),
    Address("drafting:entries", nothing, SIGNED_IN, methods=GET),
    Address("drafting:start", nothing, SIGNED_IN, STARTS),
    Address("drafting:entry", of_slug, DESK, methods=GET, **ENTRY_LATER),
    Address("drafting:preview", of_slug, DESK, methods=GET, **ENTRY_LATER),
    Address(
        "drafting:dossier",
        lambda world: of_slug(world) | {"form": "docx"},
        DESK,
        methods=GET,
        **ENTRY_LATER,
    ),
    Address("drafting:budget", of_slug, DESK, methods=GET, **ENTRY_LATER),
    Address("drafting:history", of_slug, DESK, DESK, methods=GET, **ENTRY_LATER),
    Address("drafting:copy", of_slug, DESK, STARTS, **ENTRY_LATER),
    Address(
        "drafting:word",
        of_slug,
        DESK,
        TEAM | COORDINATOR,
        states=DRAFTS,
        methods=GET,
        **ENTRY_LATER,
    ),
    Address(
        "drafting:bring_back",
        of_slug,
        DESK,
        TEAM | COORDINATOR,
        states=DRAFTS,
        **ENTRY_LATER,
    ),
    # Who only reads is led from a tab to the page of the entry.
    Address(
        "drafting:tab",
        lambda world: of_slug(world) | {"number": 2},
        DESK,
        TEAM | COORDINATOR,
        reads=SIGNED_IN,
        states=DRAFTS,
        **ENTRY_LATER,
    ),
    *(
        Address(
            name,
            of_slug,
            DESK,
            TEAM | COORDINATOR,
            states=DRAFTS,
            methods=POST,
            **ENTRY_LATER,
        )
        for name in ("drafting:share", "drafting:confirm")
    ),
]
# Readers go on reading what was submitted while its team works on the changes.
READING = {"later": ENTRY_LATER["later"] | {EntryState.CHANGES_REQUESTED: READS_ENTRY}}
REMARKS = TEAM | OFFICERS | COORDINATOR | {"partner"}
WAS_SUBMITTED = tuple(state for state in EntryState if state != EntryState.DRAFT)
OF_READING = [
    Address("review:read", of_slug, DESK, methods=GET, **READING),
    Address("review:read_version", of_first, DESK, methods=GET, **READING),
    Address(
        "review:looked",
        of_first,
        DESK,
        states=WAS_SUBMITTED,
        absent_elsewhere=True,
        methods=POST,
        **READING,
    ),
    Address(
        "review:remark",
        partial(of_first, field="approach"),
        DESK,
        REMARKS,
        states=WAS_SUBMITTED,
        absent_elsewhere=True,
        methods=POST,
        **READING,
    ),
    *(
        Address(
            name,
            kwargs,
            REMARKS | ADMIN,
            acts,
            states=WAS_SUBMITTED,
            absent_elsewhere=True,
            methods=POST,
        )
        for name, kwargs, acts in (
            ("review:answer", of_thread, REMARKS),
            ("review:withdraw", of_remark, {"officer"}),
        )
    ),
]
OF_ENTRIES += OF_READING
# Answers are given to what was submitted, by a department that the agenda concerns;
# the request of these entries names none.
SUBMITTED_BEFORE = tuple(
    state
    for state in EntryState
    if state not in (EntryState.DRAFT, EntryState.NOT_INCLUDED)
)
REQUEST_LATER = {
    "later": ENTRY_LATER["later"]
    | {EntryState.CHANGES_REQUESTED: READS_ENTRY, EntryState.NOT_INCLUDED: set()}
}
OF_ENTRIES += [
    Address(
        "requests:one",
        of_request,
        DESK,
        OFFICERS,
        reads=SIGNED_IN,
        states=SUBMITTED_BEFORE,
        **REQUEST_LATER,
    ),
    Address(
        "requests:publish",
        of_request,
        DESK,
        OFFICERS,
        states=SUBMITTED_BEFORE,
        methods=POST,
        **REQUEST_LATER,
    ),
]
# In no state.
OF_PEOPLE = [
    Address("kia:agendas", nothing, EVERYBODY, methods=GET),
    Address("kia:entries", nothing, EVERYBODY, methods=GET),
    Address("kia:requests", nothing, EVERYBODY, methods=GET),
    Address("requests:list", nothing, SIGNED_IN, methods=GET),
    Address(
        "board:department", nothing, OFFICERS | {"other_officer", "admin"}, methods=GET
    ),
    Address("desk:home", nothing, SIGNED_IN, methods=GET),
    Address("desk:messages", nothing, SIGNED_IN),
    Address("mailing:choices", nothing, SIGNED_IN),
    Address("mailing:follow", nothing, SIGNED_IN, methods=POST),
    # What one does not follow is not there; nobody is told so.
    Address("mailing:unfollow", of_nothing, SIGNED_IN, methods=POST),
    Address("people:team", nothing, SIGNED_IN, {"editor", "partner", "other_editor"}),
    Address("people:end_role", of_grant, {"editor"}),
    Address("people:take_back", of_offer, {"editor"}),
]
# Each object that has a number in its address: whoever may not see it is told the same
# of a number that does not exist.
BY_NUMBER = [
    address
    for address in OF_YEAR + OF_PEOPLE
    if address.kwargs in (of_row, of_waiting, of_stated, of_file, of_grant, of_offer)
]
NO_SUCH = 10**9


def answer_to(world, role, method, url):
    """Whatever it did is undone."""
    with transaction.atomic():
        answer = getattr(world.clients[role], method.lower())(url)
        transaction.set_rollback(True)
    return answer


def actual(world, address, role, method):
    """The word for what this role is told."""
    answer = answer_to(world, role, method, address.url(world))
    if answer.status_code == 302 and "/account/inloggen/" in answer["Location"]:
        return LOGIN
    return TOLD.get(answer.status_code, str(answer.status_code))


def addresses_below(*prefixes):
    """The names of all addresses below these, as Django resolves them."""

    def walk(patterns, prefix, space):
        for part in patterns:
            here = prefix + str(part.pattern)
            if hasattr(part, "url_patterns"):
                yield from walk(part.url_patterns, here, part.namespace or space)
            elif here.startswith(prefixes):
                yield f"{space}:{part.name}"

    return set(walk(get_resolver().url_patterns, "", ""))
