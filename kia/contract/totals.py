"""What the rows of the contract add up to, per agenda, kind of party and form.

A sum says what it is made of: money and effort apart, and how certain it is.
"""

from dataclasses import dataclass, fields

from django.db.models import Case, Sum, Value, When

from kia.models import Commitment, Form, PartyKind
from kia.money import millions, share

Certainty = Commitment.Certainty
# From the most certain on.
CERTAINTIES = (Certainty.ADOPTED, Certainty.CONFIRMED, Certainty.STATED)


@dataclass(frozen=True)
class Part:
    """Rows that are alike in everything but party and amount."""

    agenda: int
    party_kind: str
    is_private: bool
    form: str
    certainty: str = ""
    is_correction: bool = False
    is_practice: bool = False
    euros: int = 0


class Total:
    """A sum that can be taken apart: total.of(form="cash").of(is_private=True)."""

    def __init__(self, parts=()):
        self.parts = list(parts)

    def __bool__(self):
        return bool(self.parts)

    def of(self, **same):
        return Total(
            part
            for part in self.parts
            if all(getattr(part, name) == value for name, value in same.items())
        )

    @property
    def euros(self):
        return sum(part.euros for part in self.parts)

    @property
    def cash(self):
        return self.of(form=Form.CASH)

    @property
    def in_kind(self):
        return self.of(form=Form.KIND)

    @property
    def private(self):
        return self.of(is_private=True)

    @property
    def public(self):
        return self.of(is_private=False)

    @property
    def without(self):
        """The form in which nobody puts anything in, in words; empty if both are."""
        if not self.in_kind.euros:
            return Form.KIND.label
        return "" if self.cash.euros else Form.CASH.label

    @property
    def corrections(self):
        return self.of(is_correction=True)

    @property
    def as_signed(self):
        return self.of(is_correction=False)

    @property
    def is_practice(self):
        return any(part.is_practice for part in self.parts)

    @property
    def private_share(self):
        return share_text(self.private.euros, self.euros)

    @property
    def is_mixed(self):
        return len({part.certainty for part in self.parts}) > 1

    @property
    def mix(self):
        """How certain it is, in words; empty when all of it is equally certain."""
        return self.certainty if self.is_mixed else ""

    @property
    def certainty(self):
        """How certain it is, in words, with the sums of unlike certainty apart."""
        sums = [(self.of(certainty=c), c.label) for c in CERTAINTIES]
        sums = [(total, word) for total, word in sums if total]
        if len(sums) == 1:
            return sums[0][1]
        # The sign of the euro, the amount and its size stay on one line.
        return " en ".join(
            f"€\u00a0{millions(t.euros)}\u00a0mln {word}" for t, word in sums
        )


def share_text(part, whole):
    """Part of the whole in per cent with one decimal, as text; empty if unknown."""
    if whole <= 0 or part < 0:
        return ""
    whole_per_cents, tenths = divmod(share(part, whole), 10)
    return f"{whole_per_cents},{tenths}%"


def total_of(commitments):
    """The total of these rows, in one query."""
    return Total(part for _, part in _grouped(commitments))


def totals_by_year(commitments):
    """{year: its total}, in one query."""
    found = {}
    for year, part in _grouped(commitments):
        found.setdefault(year, []).append(part)
    return {year: Total(parts) for year, parts in found.items()}


def _grouped(commitments):
    """(year, part) for all rows that are alike."""
    names = [field.name for field in fields(Part) if field.name != "euros"]
    is_correction = Case(When(correction_reason="", then=False), default=Value(True))
    found = commitments.order_by().annotate(is_correction=is_correction)
    for row in found.values("year__year", *names).annotate(sum=Sum("amount")):
        yield (
            row["year__year"],
            Part(**{n: row[n] for n in names}, euros=int(row["sum"])),
        )


def kinds_in(total):
    """(whether private, kind of party) of each column that has money, private first."""
    present = {(part.is_private, part.party_kind) for part in total.parts}
    ordered = ((private, kind) for private in (True, False) for kind in PartyKind)
    return [pair for pair in ordered if pair in present]
