"""Missions that changed since the team of an entry read them (te herbevestigen)."""

from django.db import transaction
from django.db.models import F

from kia.drafting import saving
from kia.models import EntryMission
from kia.permissions import may


def outdated(version):
    """The rows of which the mission has a newer revision; only of an open version."""
    if not version.is_open:
        return []
    rows = EntryMission.objects.filter(
        version=version, revision__lt=F("mission__revision")
    )
    return list(rows.select_related("mission"))


@transaction.atomic
def confirm(version, user):
    version = saving.locked(user, pk=version.pk)
    if not may("edit", user, version):
        raise saving.NotOpen
    for row in outdated(version):
        row.revision = row.mission.revision
        row.save(update_fields=["revision"])
