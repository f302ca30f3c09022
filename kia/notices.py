"""Who hears of a step: the words in `tells` of kia/steps.py, as rows for inboxes."""

from django.db.models import Q

from accounts.models import User
from instance import clock
from kia.access import Access, departments_of
from kia.models import (
    AgendaParty,
    AgendaVersion,
    ContractYear,
    EntryVersion,
    Notification,
    RoleGrant,
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
    grants = RoleGrant.objects.current(clock.today())
    told = Q()
    for word in words:
        told |= TELLS[word](record)
    people = User.objects.filter(
        is_active=True, pk__in=grants.filter(told).values("person")
    )
    seeing = _who_see(record, people.exclude(pk=step.by_id), grants)
    Notification.objects.bulk_create(
        Notification(person=person, step=step) for person in seeing
    )


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
