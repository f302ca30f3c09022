"""A department judges a submitted version: advice, which its coordinator hears of.

No state changes, so it is no step of the table; the trail keeps it.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from instance import clock
from kia import notices, trail
from kia.access import Access
from kia.engine import NOT_YOU, allow, locked
from kia.models import Judgement
from kia.problems import Problem, StepRefused, TakenJustNow
from kia.steps import EntryState

# Of these a team must be able to read what to do, or why.
SAYS_WHY = (Judgement.Value.CHANGE_NEEDED, Judgement.Value.LEAVE_OUT)
NO_TEXT = "Schrijf bij dit oordeel op wat er anders moet, of waarom niet."
NOT_NOW = "Over deze versie kan niet meer worden geoordeeld: de stand is nu «{state}»."
OVERTAKEN = "Intussen gaf {person} het oordeel «{value}» namens {department}."
ALREADY = "Dit oordeel was al gegeven."
JUST_NOW = timedelta(minutes=1)


@transaction.atomic
def give(version, *, department, value, text="", by, seen=None):
    """A later judgement counts instead of an earlier one, which stays.

    `seen` is the key of the last one of this department that the page showed.
    """
    version = locked(version)
    if version.state != EntryState.SUBMITTED:
        state = version.get_state_display()
        raise StepRefused(Problem("", NOT_NOW.format(state=state)))
    allow("judge", version, by)
    _allow_for(department, version, by)
    judgement = Judgement(
        version=version,
        department=department,
        value=value,
        text=text.strip(),
        by=by,
        day=clock.today(),
    )
    _compare(judgement, seen)
    if value in SAYS_WHY and not judgement.text:
        raise StepRefused(Problem("text", NO_TEXT))
    judgement.save()
    words = f"{judgement}. {judgement.text}" if judgement.text else f"{judgement}."
    step = trail.write(version, "judge", version.state, by, words)
    notices.send(step, ("coordinator",), version)
    return judgement


def _allow_for(department, version, by):
    access = Access.of(User.objects.get(pk=by.pk))
    if department.pk not in access.judges_in(version.entry.agenda_id):
        raise StepRefused(Problem("", NOT_YOU))


def _compare(judgement, seen):
    """With what this department said meanwhile, if anything."""
    given = judgement.version.judgements.filter(department=judgement.department)
    last = given.select_related("by").last()
    if last is None or last.pk == seen:
        return
    same = (last.by_id, last.value, last.text)
    is_same = same == (judgement.by_id, judgement.value, judgement.text)
    if is_same and timezone.now() - last.at < JUST_NOW:
        raise TakenJustNow(Problem("", ALREADY))
    words = OVERTAKEN.format(
        person=last.by.get_full_name(),
        value=last.get_value_display(),
        department=last.department,
    )
    raise StepRefused(Problem("", words))
