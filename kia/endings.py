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
ENDS_ALREADY = "Deze bijdrage eindigt al met versie {}. Er is niets gewijzigd."
DOES_NOT_END = "Deze bijdrage eindigt niet. Er is niets gewijzigd."


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


def cannot_end(entry) -> str:
    """Why this entry can end with no version, in words; empty when it can."""
    in_force = EntryVersion.objects.in_force().filter(entry=entry)
    if in_force.current().exists():
        return ""
    return IS_REVISED if in_force.exists() else NOT_IN_FORCE


def _end(entry, agenda_version, by, action, reason=""):
    agenda_version = locked(agenda_version)
    allow("end_entry", agenda_version, by)
    if why := cannot_end(entry):
        raise StepRefused(Problem("", why))
    last = entry.versions.select_related("entry__ended_in").current().get()
    entry = last.entry
    if reason and entry.ended_in:
        raise StepRefused(Problem("", ENDS_ALREADY.format(entry.ended_in.label)))
    if not (reason or entry.ended_in):
        raise StepRefused(Problem("", DOES_NOT_END))
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
