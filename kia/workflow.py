"""Taking steps: the only writer of the state of entries, agendas and the contract.

A step locks its record, asks permission, fills in what comes along, runs the checks,
writes state and trail, and tells who should know: one transaction, all or nothing.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from kia import adoption, copying, notices, trail
from kia.engine import allow, is_last, locked, refuse_if
from kia.models import (
    AgendaVersion,
    ConfirmedWarning,
    ContractYear,
    Entry,
    EntryVersion,
    ReviewPoint,
    Section,
)
from kia.permissions import may
from kia.problems import Problem, StepRefused, TakenJustNow
from kia.steps import AGENDA, ENTRY, NEW, YEAR, AgendaState, EntryState

__all__ = [
    "StepRefused",
    "available",
    "open_version",
    "open_year",
    "perform",
    "revise_entry",
    "start_entry",
    "too_late",
]

TABLES = {AgendaVersion: AGENDA, EntryVersion: ENTRY, ContractYear: YEAR}
# Fields of an entry itself; the others are of its version.
OF_ENTRY = ("slug", "is_shared", "is_practice")
SLUG_TAKEN = ("kia_entry_slug_key", "sources_claimedslug_unique")
MOST_ALIKE = 100
# In which a version of an entry can be changed.
OPEN = (EntryState.DRAFT, EntryState.CHANGES_REQUESTED)
# What goes along with a step and is no column of its record.
BESIDE = ("points", "warnings", "merged_into")
# Two presses of one button come within this time.
JUST_NOW = timedelta(minutes=1)
OVERTAKEN = "Iemand anders was u voor: de stand is nu «{state}». Er is niets gewijzigd."
ALREADY = (
    "Deze stap is al gezet, {by_whom}. De stand is nu «{state}». Er is niets gewijzigd."
)
OTHERWISE = (
    "Intussen is er een andere stap gezet, {by_whom}: de stand is nu «{state}». Er is "
    "niets gewijzigd."
)
NOT_NOW = "Deze stap kan niet vanuit de stand «{state}»."


def available(record, user):
    """The steps that this person can try now; the checks come with the step."""
    if not is_last(record):
        return []
    steps = TABLES[type(record)].from_state(record.state)
    return [step for step in steps if may(step.who, user, record)]


@transaction.atomic
def perform(action, record, *, by, note="", **given):
    """Take a step. Returns the record to go on with: the copy, if one was opened.

    `given` is what the step takes along, under the names in its `takes`.
    """
    seen, record = record.state, locked(record)
    step = _step(action, record, seen, by)
    allow(step.who, record, by)
    _fill_in(record, step, given, by)
    refuse_if(step, record, note)
    return _take(step, record, by, note, tuple(given))


def _step(action, record, seen, by):
    if record.state != seen:
        raise too_late(action, record, seen, by)
    if step := TABLES[type(record)].of(action, record.state):
        return step
    state = record.get_state_display()
    raise StepRefused(Problem("", NOT_NOW.format(state=state)))


def too_late(action, record, seen, by, now=None):
    """The page showed a state that it is no longer in: who changed it, and when.

    `now` is the version that people go on with, when the page was of an earlier one.
    """
    words = {"state": (now or record).get_state_display()}
    taken = trail.moved_from(record, seen)
    if taken is None:
        return StepRefused(Problem("", OVERTAKEN.format(**words)))
    words["by_whom"] = trail.by_whom(taken, by)
    if taken.action != action:
        return StepRefused(Problem("", OTHERWISE.format(**words)))
    is_same = taken.by_id == by.pk and timezone.now() - taken.at < JUST_NOW
    kind = TakenJustNow if is_same else StepRefused
    return kind(Problem("", ALREADY.format(**words)))


def _fill_in(record, step, given, by):
    unknown = given.keys() - set(step.takes)
    if unknown:
        raise TypeError(f"{step.action} takes no {', '.join(sorted(unknown))}")
    for name, value in given.items():
        match name:
            case "points":
                ReviewPoint.objects.bulk_create(
                    ReviewPoint(version=record, asked_by=by, **point) for point in value
                )
            case "warnings":
                ConfirmedWarning.objects.bulk_create(
                    ConfirmedWarning(
                        version=record, rule=w.rule, field=w.field, text=w.text
                    )
                    for w in value
                )
            case "merged_into":
                record.entry.merged_into = value
                record.entry.save(update_fields=["merged_into"])
            case _:
                setattr(record, name, value)


def _take(step, record, by, note, given):
    _take_along(step, record, by)
    record.state = step.target
    changed = ["state", *_freeze(step, record, by)]
    own = [name for name in given if name not in BESIDE]
    record.save(update_fields=[*changed, *own])
    taken = trail.write(record, step.action, step.source, by, note)
    notices.send(taken, step.tells, record)
    if (type(record), step.target) == (AgendaVersion, AgendaState.ADOPTED):
        notices.tell_followers(taken, record)
    return _open_copy(record, by) if step.opens_copy else record


def _take_along(step, record, by):
    """What has to happen before the record itself is frozen.

    The rows of a year are adopted by a trigger (AdoptsItsRows).
    """
    if (type(record), step.target) == (AgendaVersion, AgendaState.ADOPTED):
        adoption.adopt(record, by)
    if (type(record), step.action) == (EntryVersion, "reopen"):
        # It goes on by itself.
        record.entry.merged_into = None
        record.entry.save(update_fields=["merged_into"])


def _freeze(step, record, by):
    """An open version that leaves the hands of its team; the fields that change."""
    if not isinstance(record, EntryVersion) or not record.is_open:
        return []
    if step.target in OPEN:
        return []
    record.frozen_at = timezone.now()
    if step.action != "submit":
        return ["frozen_at"]
    record.submitted_by = by
    return ["frozen_at", "submitted_by"]


def _open_copy(version, by):
    """Goes with the version of the agenda that is being worked on, if there is one."""
    in_work = AgendaVersion.objects.in_work().filter(agenda=version.entry.agenda_id)
    agenda_version = in_work.first() or version.agenda_version
    opened = copying.copy(version, agenda_version, version.state)
    copying.save(opened)
    trail.write(opened, "copy", "", by)
    return opened


@transaction.atomic
def start_entry(agenda_version, *, lead, title, by, **fields):
    """A first draft; returns its version. It is practice where its agenda is."""
    agenda_version = locked(agenda_version)
    own = {name: fields.pop(name) for name in OF_ENTRY if name in fields}
    own.setdefault("is_practice", agenda_version.is_practice)
    entry = Entry(agenda=agenda_version.agenda, created_by=by, **own)
    version = EntryVersion(
        entry=entry, agenda_version=agenda_version, lead=lead, title=title, **fields
    )
    step = _ask(ENTRY.of("start", NEW), version, by)
    version.entry = _saved_under_a_free_slug(entry, title)
    return _save(version, step, by)


@transaction.atomic
def revise_entry(entry, agenda_version, by):
    """A draft that follows the version in force; returns it."""
    agenda_version = locked(agenda_version)
    last = entry.versions.current().select_for_update(no_key=True, of=["self"]).get()
    step = ENTRY.of("revise", NEW)
    version = copying.copy(last, agenda_version, step.target)
    _ask(step, version, by)
    copying.save(version)
    trail.write(version, step.action, NEW, by)
    return version


@transaction.atomic
def open_version(agenda, by, **fields):
    """The next version of an agenda, with the texts of the one before.

    Drafts that stayed behind come along; entries in force stay what they are until
    they are revised.
    """
    agenda = locked(agenda)
    before = agenda.versions.order_by("number").last()
    number = before.number + 1 if before else 1
    fields.setdefault("is_practice", bool(before and before.is_practice))
    version = AgendaVersion(agenda=agenda, number=number, **fields)
    step = _ask(AGENDA.of("open", NEW), version, by)
    _save(version, step, by)
    if before:
        _copy_sections(before, version)
    left_behind = EntryVersion.objects.open().filter(entry__agenda=agenda)
    left_behind.update(agenda_version=version)
    return version


@transaction.atomic
def open_year(period, year, by, **fields):
    """A year of the contract, in which commitments can be entered."""
    record = ContractYear(period=locked(period), year=year, **fields)
    step = _ask(YEAR.of("open", NEW), record, by)
    return _save(record, step, by)


def _ask(step, record, by):
    allow(step.who, record, by)
    refuse_if(step, record)
    return step


def _save(record, step, by):
    record.state = step.target
    record.save()
    trail.write(record, step.action, NEW, by)
    return record


def _saved_under_a_free_slug(entry, title):
    """Tries until the database takes one: two entries may get one title at once."""
    wanted = entry.slug or slugify(title)[:75].strip("-") or "bijdrage"
    for number in range(1, MOST_ALIKE):
        entry.slug = wanted if number == 1 else f"{wanted}-{number}"
        try:
            with transaction.atomic():
                entry.save(force_insert=True)
            return entry
        except IntegrityError as error:
            entry.pk = None
            if error.__cause__.diag.constraint_name not in SLUG_TAKEN:
                raise
    raise StepRefused(Problem("title", "Er zijn al te veel bijdragen met deze titel."))


def _copy_sections(before, version):
    Section.objects.bulk_create(
        Section(version=version, kind_id=section.kind_id, text=section.text)
        for section in before.sections.all()
    )
