"""Days that come nearer: who is asked something before then is told, in time, once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery

from instance import clock
from kia import notices
from kia.access import departments_of
from kia.models import AgendaVersion, EntryVersion, Judgement, Step, TermNotice
from kia.roles import Role
from kia.step_checks import JUDGEMENT_TERM
from kia.steps import AgendaState, EntryState
from kia.working_days import working_days_after

# Working days before the end of the term of a judgement.
BEFORE_JUDGEMENT = 2
# Days before a day of an agenda.
BEFORE_DAY = (1, 7, 30)
What = TermNotice.What


def remind():
    today = clock.today()
    for version in _waiting_for_judgement(today):
        _remind_of_judgement(version, today)
    for version in AgendaVersion.objects.in_work().select_related("agenda"):
        _remind_of_day(version, What.READY, version.due_on, today)
        if version.state == AgendaState.CONSULTATION:
            ends_on = version.consultation_ends_on
            _remind_of_day(version, What.CONSULTATION, ends_on, today)


def _waiting_for_judgement(today):
    """Submitted so long ago that the end of the term is near, or in the past."""
    steps = Step.objects.filter(entry_version=OuterRef("pk"), action="submit")
    found = EntryVersion.objects.current().filter(state=EntryState.SUBMITTED)
    found = found.annotate(
        submitted_on=Subquery(steps.order_by("-pk").values("day")[:1])
    )
    found = found.filter(
        submitted_on__lte=today - timedelta(JUDGEMENT_TERM - BEFORE_JUDGEMENT)
    )
    told = TermNotice.objects.filter(entry_version=OuterRef("pk"))
    return found.exclude(Exists(told)).select_related("entry__agenda")


def _remind_of_judgement(version, today):
    due_on = working_days_after(version.submitted_on, JUDGEMENT_TERM)
    starts = working_days_after(version.submitted_on, JUDGEMENT_TERM - BEFORE_JUDGEMENT)
    if starts <= today <= due_on:
        judged = Judgement.objects.filter(version=version).values("department")
        departments = departments_of(version.entry.agenda_id).exclude(pk__in=judged)
        judges = Q(role=Role.JUDGE, organisation__in=departments.values("pk"))
        _tell(judges, version, What.JUDGEMENT, due_on, BEFORE_JUDGEMENT)


def _remind_of_day(version, what, day, today):
    """Whoever was not told at 30 days is told at what is left."""
    left = (day - today).days if day else -1
    near = [days for days in BEFORE_DAY if days >= left >= 0]
    if near:
        everyone = notices.everyone_involved(version)
        _tell(everyone, version, what, day, near[0])


@transaction.atomic
def _tell(who, record, what, ends_on, days_left):
    of = "entry_version" if isinstance(record, EntryVersion) else "agenda_version"
    term, is_new = TermNotice.objects.get_or_create(
        what=what,
        ends_on=ends_on,
        days_left=days_left,
        **{of: record},
        defaults={"day": clock.today()},
    )
    if is_new:
        notices.tell(who, record, term=term)
