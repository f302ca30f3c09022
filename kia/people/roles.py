"""Giving, ending and handing over roles. Nothing else writes a `RoleGrant`."""

from django.db import transaction
from django.db.models import F

from accounts.models import User
from instance import clock
from kia.models import EntryVersion, Handover, Notification, Role, RoleGrant

# Somebody has to have these: without, work that waits for a decision stays lying.
DECIDING = (Role.TEAM_EDITOR, Role.JUDGE, Role.COORDINATOR)
FOR_WHAT = ("role", "organisation", "agenda")


def give(person, role, *, by, organisation=None, agenda=None, **dates) -> RoleGrant:
    """Give a role from today, or leave the one that this person has already."""
    _lock(person)
    what = {"role": role, "organisation": organisation, "agenda": agenda}
    since = dates.pop("valid_from", None) or clock.today()
    until = dates.get("valid_until")
    had = person.grants.filter(**what).not_over(since).filter(valid_from__lte=since)
    if grant := had.first():
        if grant.valid_until and (until is None or until > grant.valid_until):
            grant.valid_until = until
            grant.save()
        return grant
    return person.grants.create(valid_from=since, granted_by=by, **what, **dates)


def end(grants):
    """Today is the first day without. One that had yet to begin never does."""
    today = clock.today()
    grants.filter(valid_from__gt=today).update(valid_until=F("valid_from"))
    grants.not_over(today).update(valid_until=today)


@transaction.atomic
def end_all(person) -> list[RoleGrant]:
    """Of who leaves. Gives the roles that nobody has now."""
    _lock(person)
    ended = list(_to_end(person))
    end(person.grants.all())
    return vacant(ended)


@transaction.atomic
def hand_over(giver, taker, *, by, note="") -> Handover:
    """All roles of one person to another, with what waits for that person."""
    _lock(giver, taker)
    today = clock.today()
    handover = Handover.objects.create(
        giver=giver, taker=taker, by=by, day=today, note=note
    )
    moving = list(_to_end(giver))
    # First ended: of some roles there may be only one.
    end(giver.grants.all())
    for grant in moving:
        give(
            taker,
            grant.role,
            organisation=grant.organisation,
            agenda=grant.agenda,
            by=by,
            valid_from=max(today, grant.valid_from),
            valid_until=grant.valid_until,
            handover=handover,
        )
    _pass_on_work(handover)
    return handover


def waiting_for(person):
    """What goes along when this person hands over: open entries and unread messages."""
    return (
        EntryVersion.objects.filter(contact=person, frozen_at=None),
        Notification.objects.filter(person=person, read_at=None, step__isnull=False),
    )


def _pass_on_work(handover):
    entries, messages = waiting_for(handover.giver)
    entries.update(contact=handover.taker)
    steps = messages.values_list("step", flat=True)
    copies = [Notification(person=handover.taker, step_id=step) for step in steps]
    Notification.objects.bulk_create(copies, ignore_conflicts=True)
    both = (handover.giver, handover.taker)
    Notification.objects.bulk_create(
        Notification(person=person, handover=handover) for person in both
    )


def vacant(grants) -> list[RoleGrant]:
    """Those of `grants` that decide, and that nobody has now."""
    wanted = [grant for grant in grants if grant.role in DECIDING]
    held = set(
        RoleGrant.objects.current(clock.today())
        .filter(person__is_active=True, role__in=DECIDING)
        .values_list(*FOR_WHAT)
    )
    return [
        grant
        for grant in wanted
        if (grant.role, grant.organisation_id, grant.agenda_id) not in held
    ]


def _to_end(person):
    grants = person.grants.not_over(clock.today())
    return grants.select_related("organisation", "agenda")


def _lock(*people):
    """Always in the same order, so that two handovers never wait for each other."""
    numbers = [person.pk for person in people]
    list(
        User.objects.select_for_update(no_key=True)
        .filter(pk__in=numbers)
        .order_by("pk")
    )
