"""Whether what is in force can be revised now, and for which version of its agenda."""

from kia.models import AgendaVersion
from kia.steps import AgendaState, EntryState


def agenda_version_for(version):
    """The version of the agenda that a revision goes with, or None."""
    if version.state != EntryState.ADOPTED or version.entry.ended_in_id:
        return None
    if not version.inclusions.filter(
        agenda_version__state=AgendaState.ADOPTED
    ).exists():
        return None
    return AgendaVersion.objects.filter(
        agenda=version.entry.agenda_id, state=AgendaState.PREPARATION
    ).first()
