"""What taking rows in did, or would do."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where; `row` counts as a spreadsheet does."""

    code: str
    sentence: str
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class Change:
    """One new or changed row; `fields` are (heading, before, after)."""

    code: str
    row: int
    name: str
    is_new: bool
    fields: tuple


@dataclass
class Outcome:
    """`remarks` are told as problems are, and stand in the way of nothing."""

    problems: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    unchanged: int = 0

    @property
    def added(self):
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self):
        return len(self.changes) - self.added

    @property
    def digest(self):
        """Two outcomes with one digest would do the same."""
        return hashlib.sha256(repr(self.changes).encode()).hexdigest()
