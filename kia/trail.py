"""Writing the trail: a change of state and its row belong to one transaction."""

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
