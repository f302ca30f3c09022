"""What somebody may see and do today: the roles in force, and what they concern.

Stands below the models, whose querysets ask it: it reaches the roles through the
person, and imports no model of this room.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from instance import clock
from kia.roles import DEPARTMENT, TEAM, Role
from organisations.models import Organisation

# A role, and along with it what its organisation has to do with agendas.
COLUMNS = (
    "role",
    "organisation_id",
    "agenda_id",
    "organisation__agenda_links__agenda_id",
    "organisation__agenda_links__part",
    "organisation__theme_links__passage_id",
    "organisation__theme_links__theme__agenda__id",
)
LEAD, CONCERNED = "lead", "department"


def departments_of(agenda):
    """Departments that an agenda concerns: by its theme, or by name.

    That a theme is of a department is a link of the editors; a passage that merely
    names the department there makes no such link. `Access` follows the same rule.
    """
    by_theme = Q(theme_links__theme__agenda=agenda, theme_links__passage=None)
    by_name = Q(agenda_links__agenda=agenda, agenda_links__part=CONCERNED)
    return Organisation.objects.departments().filter(by_theme | by_name).distinct()


@dataclass(frozen=True)
class Access:
    """Ids, from the roles of one person on one day.

    Two people with the same roles have the same access: `person` does not count.
    """

    is_admin: bool = False
    is_register_editor: bool = False
    # Organisations.
    teams: frozenset = frozenset()
    edits: frozenset = frozenset()
    departments: frozenset = frozenset()
    judges: frozenset = frozenset()
    # Agendas that one coordinates.
    agendas: frozenset = frozenset()
    # Pairs: of an agenda and the own topsector that leads it, of an agenda and the
    # own department that it concerns.
    led: frozenset = frozenset()
    addressed: frozenset = frozenset()
    person: int | None = field(default=None, compare=False)

    @classmethod
    def of(cls, user):
        """Kept on the user, who is fetched anew for each request."""
        if isinstance(user, cls):
            return user
        today = clock.today()
        day, access = getattr(user, "_access", (None, None))
        if day != today:
            access = cls.read(user, today)
            user._access = (today, access)
        return access

    @classmethod
    def read(cls, user, today):
        if not user.is_active:
            return cls()
        rows = user.grants.current(today).order_by().values_list(*COLUMNS)
        return cls.from_rows(user.pk, user.is_superuser, rows)

    @classmethod
    def of_people(cls, people, grants):
        """The access of each of these people, from their `grants` in force."""
        rows = defaultdict(list)
        for person, *row in grants.order_by().values_list("person_id", *COLUMNS):
            rows[person].append(row)
        return {p: cls.from_rows(p.pk, p.is_superuser, rows[p.pk]) for p in people}

    @classmethod
    def from_rows(cls, person, is_admin, rows):
        found = defaultdict(set)
        for role, organisation, agenda, *links in rows:
            if role in TEAM:
                found["teams"].add(organisation)
                found["led"] |= {(a, organisation) for a in _led(*links)}
            elif role in DEPARTMENT:
                found["departments"].add(organisation)
                found["addressed"] |= {(a, organisation) for a in _concerned(*links)}
            found["edits"] |= {organisation} if role == Role.TEAM_EDITOR else set()
            found["judges"] |= {organisation} if role == Role.JUDGE else set()
            found["agendas"] |= {agenda} if role == Role.COORDINATOR else set()
        roles = {row[0] for row in rows}
        return cls(
            is_admin=is_admin,
            is_register_editor=Role.REGISTER_EDITOR in roles,
            person=person,
            **{name: frozenset(ids) for name, ids in found.items()},
        )

    @property
    def leads(self):
        """Agendas that an own topsector leads."""
        return frozenset(agenda for agenda, _ in self.led)

    @property
    def advises(self):
        """Agendas that concern an own department."""
        return frozenset(agenda for agenda, _ in self.addressed)

    @property
    def concerned_agendas(self):
        return self.agendas | self.leads | self.advises

    @property
    def takes_part(self):
        """Whether this is somebody of the work, and not just somebody signed in.

        An editor of the register has no work yet in which others' drafts are read.
        """
        return self != Access(is_register_editor=self.is_register_editor)

    @cached_property
    def strangers(self):
        """Who has or had a role at another department, and never at an own one."""
        departments = Organisation.objects.departments().exclude(grants=None)
        people = departments.values_list("pk", "grants__person")
        own = {person for pk, person in people if pk in self.departments}
        return frozenset(person for _, person in people) - own

    def judges_in(self, agenda):
        """The own departments for which this person judges in this agenda."""
        own = {department for a, department in self.addressed if a == agenda}
        return own & self.judges


def _led(agenda, part, *rest):
    return {agenda} if part == LEAD else set()


def _concerned(agenda, part, passage, agenda_of_theme):
    named = {agenda} if part == CONCERNED else set()
    return named | ({agenda_of_theme} - {None} if passage is None else set())
