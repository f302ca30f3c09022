"""What changed between two versions of an entry, for one reader."""

from dataclasses import dataclass
from functools import cached_property

from kia.agendas.difference import Budget, Money
from kia.models import INSIDE, Form
from kia.permissions import may
from kia.review.difference import ADDED, MOVED, REMOVED, SAME, compare
from kia.review.difference_content import content_of
from kia.review.difference_since import Since
from kia.review.reading_parts import parts_of

# Pairs of equal words that are looked at for one page, whoever typed them.
MOST_COMPARED = 4_000_000


@dataclass(frozen=True)
class Difference:
    """From `old` to `new`, both as kia/agendas/held.py has them."""

    since: Since
    old: object
    new: object
    user: object

    @cached_property
    def all(self):
        """Each field that says something in one of the two."""
        was, now = (
            {p.field.name: p for p in parts_of(held, self.user)}
            for held in (self.old, self.new)
        )
        budget = Budget(MOST_COMPARED)
        changes = [
            compare(
                name,
                now[name].label,
                content_of(was[name], self.old),
                content_of(now[name], self.new),
                budget,
            )
            for name in now
            if name in was and self._may_read(name)
        ]
        return [c for c in changes if not (c.old.is_empty and c.new.is_empty)]

    def _may_read(self, name):
        versions = (self.old.entry_version, self.new.entry_version)
        return name not in INSIDE or all(
            may("read_internal_note", self.user, version) for version in versions
        )

    @property
    def changed(self):
        return [change for change in self.all if change.state != SAME]

    @property
    def same(self):
        return [change for change in self.all if change.state == SAME]

    @property
    def rows(self):
        """(how many, of what) of the rows that came, went and moved."""
        states = [row.state for change in self.all for row in _told(change)]
        words = {ADDED: "erbij", REMOVED: "weg", MOVED: "verplaatst"}
        counts = [(states.count(state), word) for state, word in words.items()]
        return [(n, word) for n, word in counts if n]

    @property
    def money(self):
        """In cash, in kind, and the two together."""
        sums = [
            Money(Form(form).label, self.old.euros[form], self.new.euros[form])
            for form in Form.values
        ]
        return [*sums, self.total]

    @property
    def total(self):
        return Money("samen", self.old.total, self.new.total)


def _told(change):
    """The rows of a budget are amounts, which are told as money."""
    return [] if change.name == "budget" else change.rows
