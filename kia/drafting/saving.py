"""Saving what was typed, as often as it is typed, without writing over anybody.

One transaction locks the version, sorts out per cell what is to be written and what
somebody else changed meanwhile, writes, and keeps the history of the sitting.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from kia.drafting.cells import Cell, Conflict, sort_out
from kia.drafting.gone import left_over
from kia.drafting.tabs import Tab
from kia.models import Change, EntryVersion
from kia.permissions import may

RELATED = (
    "entry__agenda",
    "agenda_version__agenda__period",
    "lead",
    "contact",
    "parent",
)
# Who pauses for longer than this begins a new sitting.
SITTING = timedelta(minutes=30)
REFUSED = "Dit kon niet worden bewaard: iemand anders wijzigde net hetzelfde."


class NotOpen(Exception):
    """The version was submitted, or the right to write was taken away."""


@dataclass
class Saved:
    """`written` and the tokens that the page goes on with, by the names of cells.

    `gone` is what was typed in fields that the form does not have any more.
    """

    tab: Tab | None
    written: list = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    tokens: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    gone: list[Cell] = field(default_factory=list)

    @property
    def is_whole(self):
        return not (self.errors or self.conflicts or self.gone)

    @property
    def changes_main_mission(self):
        return any(wanted.field == "main_mission" for _, wanted in self.written)


@transaction.atomic
def save(slug, number, data, user) -> Saved:
    """Keep what is good of a posted tab; the rest is in `errors` and `conflicts`.

    DoesNotExist when this person does not see the entry.
    """
    version = locked(user, entry__slug=slug)
    if not may("edit", user, version):
        raise NotOpen
    tab = Tab(version, number, user, data)
    saved = Saved(tab)
    for name, part in tab.parts.items():
        if name == "sub_missions" and saved.changes_main_mission:
            # They were of the mission before.
            continue
        to_write, conflicts, tokens = sort_out(part, data)
        if _write(part, to_write, saved):
            saved.written += to_write
            # What goes along with it, such as the parts of another main mission.
            saved.written += getattr(part, "also_written", [])
        saved.conflicts += conflicts
        saved.tokens |= tokens
    saved.errors |= tab.errors
    saved.gone += left_over(tab, data)
    saved.tokens |= {wanted.name: wanted.token for _, wanted in saved.written}
    remember(version, user, saved)
    return saved


def locked(user, **which):
    """The last version of an entry as it is now, until the end of the transaction.

    Its agenda is not locked, as a step does: a step that freezes this version waits
    for this lock or is waited for.
    """
    found = EntryVersion.objects.visible_to(user).current().filter(**which)
    # The nullable side of a join cannot be locked.
    found = found.select_for_update(no_key=True, of=["self"])
    return found.select_related(*RELATED).get()


def _write(part, to_write, saved):
    """Whether it was written. What the database refuses leaves the rest as it is."""
    if not to_write:
        return False
    try:
        with transaction.atomic(savepoint=part.can_be_refused):
            part.write(to_write)
    except IntegrityError:
        for _, wanted in to_write:
            saved.errors.setdefault(wanted.name, []).append(REFUSED)
        return False
    return True


@transaction.atomic
def remove_row(version, rows, lineage, user):
    """Take a saved row away; its words stay in the history."""
    version = locked(user, pk=version.pk)
    if not may("edit", user, version):
        raise NotOpen
    now = rows.held().get(f"{rows.kind.field}-{lineage}")
    if now:
        rows.remove(lineage)
        # Also what was typed in this very sitting.
        taken = Conflict(rows.gone(now), now.text)
        remember(version, user, Saved(None, [(now, rows.gone(now))], [taken]))


@transaction.atomic
def move_row(version, rows, lineage, by, user):
    version = locked(user, pk=version.pk)
    if not may("edit", user, version):
        raise NotOpen
    rows.move(lineage, by)


def remember(version, user, saved):
    """One row per field and person per sitting, however often it was saved."""
    rows = [_change(now, wanted, False) for now, wanted in saved.written]
    rows += [_aside(conflict) for conflict in saved.conflicts]
    rows += [_change(None, cell, True) for cell in saved.gone]
    if not rows:
        return
    moment = timezone.now()
    began_at = sitting_of(version, user, moment)
    for row in rows:
        row.version, row.person = version, user
        row.began_at, row.changed_at = began_at, moment
    Change.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=[
            "version",
            "person",
            "began_at",
            "field",
            "part",
            "is_aside",
            "overtaken_by",
        ],
        update_fields=["after", "changed_at"],
    )


def sitting_of(version, user, moment):
    """When the sitting began in which this person is now, as an expression."""
    last = Change.objects.filter(
        version=version, person=user, changed_at__gt=moment - SITTING
    ).order_by("-changed_at")
    return Coalesce(Subquery(last.values("began_at")[:1]), Value(moment))


def _change(now, wanted, is_aside):
    before = now.text if now else ""
    return Change(
        field=wanted.field,
        part=wanted.part,
        label=wanted.label,
        before=before,
        after=wanted.text,
        is_aside=is_aside,
    )


def _aside(conflict):
    """What was typed over a newer text is kept too, whatever the writer chooses."""
    now = conflict.now
    return Change(
        field=now.field,
        part=now.part,
        label=now.label,
        before=now.text,
        after=conflict.typed,
        is_aside=True,
        overtaken_by=now.token,
    )


def last_writer(version, cell):
    """Who changed this cell last, and when; None when that is not known."""
    found = version.changes.filter(
        field=cell.field, part=cell.part, is_aside=False
    ).exclude(before=F("after"))
    return found.select_related("person").order_by("-changed_at").first()
