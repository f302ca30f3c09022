"""Writing the trail: a change of state and its row belong to one transaction."""

from django.utils import timezone

from instance import clock
from kia.models import AgendaVersion, ContractYear, EntryVersion, Step

COLUMN = {
    AgendaVersion: "agenda_version",
    EntryVersion: "entry_version",
    ContractYear: "contract_year",
}


def step(record, action, from_state, by, note=""):
    """The row for a record that took this step; not saved yet."""
    return Step(
        **{COLUMN[type(record)]: record},
        action=action,
        from_state=from_state,
        to_state=record.state,
        note=note,
        by=by,
        day=clock.today(),
    )


def write(record, action, from_state, by, note=""):
    taken = step(record, action, from_state, by, note)
    taken.save()
    return taken


def by_whom(step, reader):
    """«door u om 14.32 uur»; the day too, when that is not today."""
    who = "u" if step.by_id == reader.pk else step.by.get_full_name()
    at = timezone.localtime(step.at)
    day = "" if at.date() == timezone.localdate() else f"op {at:%d-%m-%Y} "
    return f"door {who} {day}om {at:%H.%M} uur"


def moved_from(record, state):
    """The last step that took this record out of a state, or None."""
    left = record.steps.filter(from_state=state).exclude(to_state=state)
    return left.select_related("by").last()
