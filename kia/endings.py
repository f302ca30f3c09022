"""How an entry ends: with a version of its agenda, or thrown away as a first draft.

No state changes, so these are no steps of the table; the trail keeps them.
"""

from django.db import transaction
from django.utils import timezone

from kia import trail
from kia.engine import NO_REASON, allow, locked
from kia.models import EntryVersion
from kia.problems import Problem, StepRefused

IS_REVISED = "Deze bijdrage wordt herzien. Neem eerst de herziening niet op."
NOT_IN_FORCE = "Deze bijdrage geldt nu niet."


@transaction.atomic
def end_entry(entry, agenda_version, *, by, reason):
    """An entry in force ends when this version of its agenda is adopted."""
    if not reason.strip():
        raise StepRefused(Problem("note", NO_REASON))
    return _end(entry, agenda_version, by, "end", reason)


@transaction.atomic
def keep_entry(entry, agenda_version, *, by):
    """It does not end after all."""
    return _end(entry, agenda_version, by, "keep")


def _end(entry, agenda_version, by, action, reason=""):
    agenda_version = locked(agenda_version)
    allow("end_entry", agenda_version, by)
    last = entry.versions.select_related("entry").current().get()
    if not EntryVersion.objects.in_force().filter(pk=last.pk).exists():
        is_in_force = EntryVersion.objects.in_force().filter(entry=entry).exists()
        raise StepRefused(Problem("", IS_REVISED if is_in_force else NOT_IN_FORCE))
    entry = last.entry
    entry.ended_in = agenda_version if reason else None
    entry.ended_because = reason
    entry.save(update_fields=["ended_in", "ended_because"])
    trail.write(last, action, last.state, by, reason)
    return entry


@transaction.atomic
def discard_entry(version, *, by):
    """A draft that was never submitted; only admins still see it."""
    version = locked(version)
    allow("discard", version, by)
    version.entry.discarded_at = timezone.now()
    version.entry.save(update_fields=["discarded_at"])
    trail.write(version, "discard", version.state, by)
    return version
