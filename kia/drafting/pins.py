"""Missions that changed since the team of an entry read them (te herbevestigen)."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from instance import clock
from kia import notices
from kia.drafting import saving
from kia.models import EntryMission, PinNotice
from kia.permissions import may


def outdated(version):
    """The rows of which the mission has a newer revision; only of an open version."""
    if not version.is_open:
        return []
    rows = EntryMission.objects.filter(
        version=version, revision__lt=F("mission__revision")
    )
    return list(rows.select_related("mission"))


def seen_as(row):
    """What a page says it showed: which mission, and as it was then."""
    return f"{row.mission_id}:{row.mission.revision}"


@transaction.atomic
def confirm(version, user, seen):
    """Only what the page showed: a mission that changed again is read again."""
    version = saving.locked(user, pk=version.pk)
    if not may("edit", user, version):
        raise saving.NotOpen
    for row in outdated(version):
        if seen_as(row) not in seen:
            continue
        row.revision = row.mission.revision
        row.save(update_fields=["revision"])


def untold():
    """Rows of open versions whose team has not heard of the revision as it is now.

    Whoever raised it (an editor in Beheer, an import, SQL), it is found here: the
    clock of background work asks every few seconds. An edit that is typographic
    raises nothing.
    """
    told = PinNotice.objects.filter(
        version=OuterRef("version"),
        mission=OuterRef("mission"),
        revision=OuterRef("mission__revision"),
    )
    rows = EntryMission.objects.filter(
        version__frozen_at=None,
        version__entry__discarded_at=None,
        revision__lt=F("mission__revision"),
    )
    return rows.exclude(Exists(told)).order_by("pk")


def tell_teams():
    """A message for the members and editors of each team, once for each revision."""
    for row in untold().select_related("version__entry__agenda", "mission"):
        _tell_team(row)


@transaction.atomic
def _tell_team(row):
    pin, is_new = PinNotice.objects.get_or_create(
        version=row.version,
        mission=row.mission,
        revision=row.mission.revision,
        defaults={"day": clock.today()},
    )
    if is_new:
        notices.tell(notices.team(row.version), row.version, pin=pin)
