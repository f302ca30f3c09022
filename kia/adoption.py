"""What is adopted along with a version of an agenda, all or nothing.

Runs inside the transaction of the step, before the version itself is adopted and
frozen: until then it takes inclusions.
"""

from kia import trail
from kia.models import AgendaVersion, Inclusion, Step
from kia.steps import AgendaState, EntryState


def adopt(version, by):
    before = _in_force(version)
    adopted = _adopt_entries(version, by)
    Inclusion.objects.bulk_create(
        Inclusion(agenda_version=version, entry=entry.entry, entry_version=entry)
        for entry in adopted
    )
    if before:
        _carry_over(before, version, {entry.entry_id for entry in adopted})
        _replace(before, by)


def _in_force(version):
    others = AgendaVersion.objects.in_force().filter(agenda=version.agenda_id)
    return others.select_for_update(no_key=True).first()


def _adopt_entries(version, by):
    accepted = version.entry_versions.filter(state=EntryState.ACCEPTED).order_by("pk")
    adopted = list(
        accepted.select_related("entry").select_for_update(no_key=True, of=["self"])
    )
    accepted.update(state=EntryState.ADOPTED)
    for entry in adopted:
        entry.state = EntryState.ADOPTED
    Step.objects.bulk_create(
        trail.step(entry, "adopt", EntryState.ACCEPTED, by) for entry in adopted
    )
    return adopted


def _carry_over(before, version, revised):
    """An entry in force stays so, unless it was revised or ends."""
    kept = before.inclusions.exclude(entry__in=revised).exclude(entry__ended_in=version)
    Inclusion.objects.bulk_create(
        Inclusion(
            agenda_version=version,
            entry_id=inclusion.entry_id,
            entry_version_id=inclusion.entry_version_id,
            is_carried_over=True,
        )
        for inclusion in kept
    )


def _replace(before, by):
    before.state = AgendaState.REPLACED
    before.save(update_fields=["state"])
    trail.write(before, "replace", AgendaState.ADOPTED, by)
