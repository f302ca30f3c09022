"""Who hears of a step: the words in `tells` of kia/steps.py, as rows for inboxes."""

from django.db.models import Q

from accounts.models import User
from instance import clock
from kia.access import Access, departments_of
from kia.models import (
    AgendaParty,
    AgendaVersion,
    ContractYear,
    EntryMission,
    EntryVersion,
    Inclusion,
    Notification,
    RoleGrant,
    Subscription,
)
from kia.roles import DEPARTMENT, TEAM, Role

TELLS = {}


def group(function):
    """One that `tells` can name: a condition on roles."""
    TELLS[function.__name__] = function
    return function


def send(step, words, record):
    """To everybody in these groups who may see the record, but not to who acted."""
    if not words:
        return
    told = Q()
    for word in words:
        told |= TELLS[word](record)
    tell(told, record, but=step.by_id, step=step)


def tell_followers(step, version):
    """Of the adoption of an agenda: who follows it, or a mission or topsector of an
    entry that it holds. Who hears of it by a role is told once."""
    held = Inclusion.objects.filter(agenda_version=version).values("entry_version")
    missions = EntryMission.objects.filter(version__in=held).values("mission")
    leads = EntryVersion.objects.filter(pk__in=held).values("lead")
    following = Subscription.objects.filter(
        Q(agenda=version.agenda_id) | Q(mission__in=missions) | Q(topsector__in=leads)
    )
    people = User.objects.filter(
        is_active=True, pk__in=following.values("person")
    ).exclude(pk=step.by_id)
    Notification.objects.bulk_create(
        [Notification(person=person, step=step) for person in people],
        ignore_conflicts=True,
    )


def tell(roles, record, *, but=None, **about):
    """A message to who has such a role and may see the record."""
    give(who_hear(roles, record, but=but), **about)


def give(people, **about):
    Notification.objects.bulk_create(
        Notification(person=person, **about) for person in people
    )


def who_hear(roles, record, *, but=None) -> list:
    """People with such a role who may see the record."""
    grants = RoleGrant.objects.current(clock.today())
    people = User.objects.filter(
        is_active=True, pk__in=grants.filter(roles).values("person")
    )
    return _who_see(record, people.exclude(pk=but), grants)


def _who_see(record, people, grants):
    """Asks once for people with the same access."""
    accesses = Access.of_people(people, grants.filter(person__in=people))
    itself = type(record).objects.filter(pk=record.pk)
    sees = {a: itself.visible_to(a).exists() for a in set(accesses.values())}
    return [person for person, access in accesses.items() if sees[access]]


@group
def coordinator(version):
    return Q(role=Role.COORDINATOR, agenda=version.entry.agenda_id)


@group
def departments(version):
    return _of_department(departments_of(version.entry.agenda_id).values("pk"))


@group
def departments_that_judged(version):
    versions = EntryVersion.objects.filter(entry=version.entry_id)
    return _of_department(versions.values("judgements__department"))


@group
def editors(version):
    return Q(role=Role.TEAM_EDITOR, organisation=version.lead_id)


@group
def team(version):
    return Q(role__in=TEAM, organisation=version.lead_id)


@group
def editors_of_partners(version):
    partners = version.topsector_rows.values("topsector")
    return Q(role=Role.TEAM_EDITOR, organisation__in=partners)


@group
def everyone_involved(record):
    """In a version of an agenda; in a year of the contract, all who take part."""
    match record:
        case ContractYear():
            return ~Q(role=Role.REGISTER_EDITOR)
        case AgendaVersion():
            return _involved(record)
    raise TypeError(record)


def _involved(version):
    agenda = version.agenda_id
    leading = AgendaParty.objects.filter(agenda=agenda, part=AgendaParty.Part.LEAD)
    return (
        Q(role=Role.COORDINATOR, agenda=agenda)
        | _of_department(departments_of(agenda).values("pk"))
        | Q(role__in=TEAM, organisation__in=leading.values("organisation"))
        | Q(role__in=TEAM, organisation__in=version.entry_versions.values("lead"))
    )


def _of_department(departments):
    return Q(role__in=DEPARTMENT, organisation__in=departments)
