"""The board of an agenda: its entries by state, how long, and how whole they are."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, Subquery

from instance import clock
from kia.access import departments_of
from kia.drafting.reading import fetch
from kia.entries import content, rules
from kia.models import EntryVersion, Reminder, Step
from kia.step_checks import JUDGEMENT_TERM
from kia.steps import EntryState
from kia.working_days import working_days_after

OPEN = (EntryState.DRAFT, EntryState.CHANGES_REQUESTED)
MISSION, TOPSECTOR = "missie", "topsector"


@dataclass
class Card:
    """The last version of an entry on the board, on one day."""

    version: EntryVersion
    departments: list
    today: date
    done: int = 0
    needed: int = 0

    @property
    def days(self):
        return (self.today - self.version.since).days if self.version.since else 0

    @property
    def percent(self):
        return 100 * self.done // self.needed if self.needed else 0

    @property
    def missions(self):
        parts = ("main", "sub")
        return [m for part in parts for m in content.parts_of(self.version, part)]

    @property
    def not_judged(self):
        """Departments whose judgement is waited for."""
        if self.version.state != EntryState.SUBMITTED:
            return []
        judged = {
            judgement.department_id for judgement in self.version.judgements.all()
        }
        return [one for one in self.departments if one.pk not in judged]

    @property
    def judged(self):
        return len(self.departments) - len(self.not_judged)

    @property
    def due_on(self):
        day = self.version.submitted_on
        return working_days_after(day, JUDGEMENT_TERM) if day else None

    @property
    def is_overdue(self):
        return bool(self.not_judged and self.due_on and self.due_on < self.today)

    @property
    def may_be_reminded(self):
        return self.version.state in OPEN or bool(self.not_judged)

    @property
    def is_reminded(self):
        return self.version.reminded_on == self.today

    @property
    def key(self):
        return str(self.version.pk)


@dataclass
class Board:
    """`asked` is the address: `missie` and `topsector`."""

    cards: list
    asked: dict
    today: date
    chosen: set = field(default_factory=set)

    @property
    def missions(self):
        found = {m.slug: m for card in self.cards for m in card.missions}
        ordered = sorted(found.values(), key=lambda m: m.order)
        return [
            (m.slug, f"{m.code} {m.short_label}", m.slug == self.asked.get(MISSION))
            for m in ordered
        ]

    @property
    def topsectors(self):
        found = {card.version.lead.slug: card.version.lead for card in self.cards}
        return [
            (one.slug, str(one), one.slug == self.asked.get(TOPSECTOR))
            for one in sorted(found.values(), key=lambda one: one.sort_key)
        ]

    @property
    def shown(self):
        return [card for card in self.cards if self._fits(card)]

    def _fits(self, card):
        mission, topsector = self.asked.get(MISSION), self.asked.get(TOPSECTOR)
        slugs = {m.slug for m in card.missions}
        return (not mission or mission in slugs) and (
            not topsector or topsector == card.version.lead.slug
        )

    @property
    def columns(self):
        """(state, its words, cards): every state, the oldest first."""
        return [
            (
                state.value,
                state.label,
                [c for c in self.shown if c.version.state == state],
            )
            for state in EntryState
        ]

    @property
    def overdue(self):
        return [card for card in self.shown if card.is_overdue]

    @property
    def done(self):
        return sum(card.done for card in self.counted)

    @property
    def needed(self):
        return sum(card.needed for card in self.counted)

    @property
    def percent(self):
        return 100 * self.done // self.needed if self.needed else 0

    @property
    def counted(self):
        """What was left out is not to be completed."""
        left_out = EntryState.NOT_INCLUDED
        return [card for card in self.shown if card.version.state != left_out]


def board_of(agenda, user, asked) -> Board:
    """At the same cost for any number of entries."""
    today = clock.today()
    versions = list(_versions(agenda, user))
    fetch(versions)
    departments = list(departments_of(agenda).order_by("sort_key"))
    cards = [Card(version, departments, today) for version in versions]
    for card in cards:
        problems = rules.missing(card.version) if card.version.is_open else []
        card.done, card.needed = rules.fields_in_order(card.version, problems)
    return Board(cards, asked, today)


def _versions(agenda, user):
    steps = Step.objects.filter(entry_version=OuterRef("pk")).order_by("-pk")
    submitted = steps.filter(action="submit")
    reminders = Reminder.objects.filter(entry_version=OuterRef("pk")).order_by("-pk")
    return (
        EntryVersion.objects.visible_to(user)
        .current()
        .filter(entry__agenda=agenda, entry__discarded_at=None)
        .annotate(
            since=Subquery(steps.values("day")[:1]),
            submitted_on=Subquery(submitted.values("day")[:1]),
            reminded_on=Subquery(reminders.values("day")[:1]),
        )
        .select_related("entry", "lead", "parent", "agenda_version__agenda__period")
        .prefetch_related("judgements")
        .order_by("since", "pk")
    )
