"""The permission walk: who gets what at which address, written down apart from code.

The tables are read off section 4 of kia-practice and the visibility rules of the
decisions, not off the predicates that they check. A row says who finds the page
(others: absent), who may do there what it is for (others who find it: refused), and
in which states of the record.
"""

from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.tests.builders import signed_in
from kia.models import AgendaParty, Commitment, RoleGrant
from kia.roles import Role
from kia.steps import AgendaState, YearState
from kia.tests import builders

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

# How an answer is told: a form that says what is wrong with it was let through too.
DONE, LOGIN, REFUSED, ABSENT = "let through", "to sign in", "refused", "absent"
TOLD = {200: DONE, 302: DONE, 403: REFUSED, 404: ABSENT}


@dataclass
class World:
    """One agenda with its people, a version in some state, a year in some state."""

    cast: builders.Cast
    version: object
    entry: object
    year: object
    row: Commitment
    grant: RoleGrant
    clients: dict


def make_world(state=AgendaState.PREPARATION, year_state=YearState.COLLECTING):
    cast = builders.make_cast()
    builders.make_party(cast.agenda, cast.topsector, AgendaParty.Part.LEAD)
    version = builders.make_version(cast, state)
    entry = version.entry_versions.first() or builders.make_entry(cast, version)
    year = builders.make_year(cast, state=year_state)
    clients = {role: signed_in(getattr(cast, role)) for role in SIGNED_IN}
    return World(
        cast=cast,
        version=version,
        entry=entry.entry,
        year=year,
        row=year.commitments.get(),
        grant=RoleGrant.objects.get(person=cast.member, role=Role.TEAM_MEMBER),
        clients=clients | {VISITOR: Client()},
    )


def nothing(world):
    return {}


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


def of_grant(world):
    return {"pk": world.grant.pk}


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

    def url(self, world):
        return reverse(self.name, kwargs=self.kwargs(world))

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


GET = ("GET",)
A, Y = AgendaState, YearState
WRITABLE = (A.PREPARATION, A.CONSULTATION)
IN_WORK = (*WRITABLE, A.FOR_ADOPTION)
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
    Address("desk:open_version", of_agenda, DESK, COORDINATOR | ADMIN, states=FIXED),
    Address("desk:planning", of_version, DESK, COORDINATOR | ADMIN, states=IN_WORK),
    Address(
        "desk:section",
        partial(of_version, code="A1"),
        DESK,
        TEAM | COORDINATOR,
        reads=DESK,
        states=WRITABLE,
    ),
    Address("desk:end_entry", of_entry, DESK, COORDINATOR, states=WRITABLE),
    agenda_step("consult", COORDINATOR, A.PREPARATION),
    agenda_step("reopen", COORDINATOR, A.CONSULTATION, A.FOR_ADOPTION),
    agenda_step("propose", COORDINATOR, A.CONSULTATION),
    agenda_step("adopt", COORDINATOR, A.FOR_ADOPTION),
    agenda_step("replace", set(), A.ADOPTED),
    Address("kia:agenda", of_agenda, EVERYBODY, methods=GET),
    Address("kia:version", of_version, DESK | OFFICERS, methods=GET, **LATER),
    Address("kia:rules", of_version, DESK | OFFICERS, methods=GET, **LATER),
    only_in(FIXED, "kia:adoption", of_version),
    only_in(FIXED, "kia:entry", of_public_entry),
    only_in(FIXED, "kia:entry_version", of_public_version),
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
    Address("kia:contract", nothing, EVERYBODY, methods=GET),
    only_in(ADOPTED, "kia:contract_year", of_year),
    only_in(ADOPTED, "kia:contract_document", of_year),
    only_in(ADOPTED, "kia:contract_file", partial(of_year, which="inzet", form="csv")),
]
# In no state.
OF_PEOPLE = [
    Address("kia:agendas", nothing, EVERYBODY, methods=GET),
    Address("kia:entries", nothing, EVERYBODY, methods=GET),
    Address("desk:home", nothing, SIGNED_IN, methods=GET),
    Address("desk:messages", nothing, SIGNED_IN),
    Address("people:team", nothing, SIGNED_IN, {"editor", "partner", "other_editor"}),
    Address("people:end_role", of_grant, {"editor"}),
]
# Their own tests make what they need, and ask there who may.
ELSEWHERE = {
    "contract:correction_confirm",
    "contract:correction_withdraw",
    "contract:import_accept",
    "contract:row_confirm",
    "contract:row_remove",
    "kia:difference",
    "people:take_back",
}


def actual(world, address, role, method):
    """The word for what this role is told. Whatever it did is undone."""
    with transaction.atomic():
        answer = getattr(world.clients[role], method.lower())(address.url(world))
        transaction.set_rollback(True)
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
