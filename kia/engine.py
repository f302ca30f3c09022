"""What every step does first: lock its record, ask permission, run the checks.

Order of locks, so that no two steps wait for each other: agenda, versions of the
agenda, versions of entries by number. Who edits a version locks it before its rows.
"""

from accounts.models import User
from kia import step_checks
from kia.models import AgendaVersion, EntryVersion
from kia.permissions import may
from kia.problems import Problem, StepRefused

NOT_YOU = "U mag deze stap niet zetten."
NEWER = "Van deze bijdrage is er een nieuwere versie. Er is niets gewijzigd."
DISCARDED = "Deze bijdrage is weggegooid."
NO_REASON = "Geef een reden."


def locked(record):
    """The record as it is now, locked until the end of the transaction."""
    if isinstance(record, EntryVersion):
        return _locked_entry_version(record)
    return type(record).objects.select_for_update(no_key=True).get(pk=record.pk)


def _locked_entry_version(version):
    known = EntryVersion.objects.values_list("agenda_version", flat=True)
    agenda_version = known.get(pk=version.pk)
    locked(AgendaVersion(pk=agenda_version))
    version = (
        EntryVersion.objects.select_for_update(no_key=True, of=["self"])
        .select_related("entry", "agenda_version__agenda", "follows")
        .get(pk=version.pk)
    )
    if version.entry.discarded_at:
        raise StepRefused(Problem("", DISCARDED))
    # An open version may have moved on to the next version of the agenda.
    if version.agenda_version_id != agenda_version or not is_last(version):
        raise StepRefused(Problem("", NEWER))
    return version


def is_last(record):
    """Whether nothing follows it; only versions of entries follow each other."""
    if not isinstance(record, EntryVersion):
        return True
    return not EntryVersion.objects.filter(follows=record).exists()


def allow(word, record, by):
    if not may(word, _as_of_now(by), record):
        raise StepRefused(Problem("", NOT_YOU))


def _as_of_now(person):
    """Without what was read before: a role may be taken away while a page is open."""
    return User.objects.get(pk=person.pk)


def refuse_if(step, record, note=""):
    found = step_checks.problems(step.checks, record, note)
    if step.needs_reason and not note.strip():
        found.append(Problem("note", NO_REASON))
    if found:
        raise StepRefused(*found)
