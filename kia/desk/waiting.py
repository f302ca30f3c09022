"""What waits for somebody, by what their roles let them do."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, Subquery

from kia.access import Access
from kia.models import EntryVersion, Step
from kia.step_checks import JUDGEMENT_TERM
from kia.steps import EntryState
from kia.working_days import working_days_after


@dataclass
class Waiting:
    """Versions of entries: returned to the team, in work at the team, to be judged
    by the own department, to be decided about."""

    returned: list = field(default_factory=list)
    drafts: list = field(default_factory=list)
    to_judge: list = field(default_factory=list)
    to_decide: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.returned or self.drafts or self.to_judge or self.to_decide)


def waiting_for(user) -> Waiting:
    access, waiting = Access.of(user), Waiting()
    for version in _concerning(access, user):
        own = version.lead_id in access.teams
        if own and version.state == EntryState.CHANGES_REQUESTED:
            waiting.returned.append(version)
        if own and version.state == EntryState.DRAFT:
            waiting.drafts.append(version)
        if version.state == EntryState.SUBMITTED:
            _sort_submitted(version, access, waiting)
    return waiting


def _concerning(access, user):
    judged_agendas = {
        a for a, department in access.addressed if department in access.judges
    }
    submitted = Q(state=EntryState.SUBMITTED)
    found = (
        EntryVersion.objects.visible_to(user)
        .current()
        .filter(
            Q(lead__in=access.teams, state__in=["draft", "changes_requested"])
            | submitted & Q(entry__agenda__in=access.agendas | judged_agendas)
        )
    )
    last = Step.objects.filter(entry_version=OuterRef("pk")).order_by("-pk")
    submitting = last.filter(action="submit")
    return (
        found.annotate(
            since=Subquery(last.values("day")[:1]),
            submitted_on=Subquery(submitting.values("day")[:1]),
        )
        .select_related("entry__agenda__theme", "lead")
        .prefetch_related("judgements", "follows__points")
        .order_by("since", "pk")
    )


def _sort_submitted(version, access, waiting):
    version.due_on = working_days_after(version.submitted_on, JUDGEMENT_TERM)
    agenda = version.entry.agenda_id
    judged = {judgement.department_id for judgement in version.judgements.all()}
    version.judged_by = len(judged)
    if access.judges_in(agenda) - judged:
        waiting.to_judge.append(version)
    if agenda in access.agendas:
        waiting.to_decide.append(version)
