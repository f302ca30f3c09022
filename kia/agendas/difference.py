"""What changed between two versions of an agenda: texts, entries and money."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import takewhile

from kia.models import (
    LENGTHS,
    BudgetLine,
    EntryConsultation,
    EntryMission,
    EntryRequest,
    EntryTechnology,
    EntryValue,
    EntryVersion,
    Form,
)
from kia.money import MINUS, share
from kia.prose import plain

TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
WORD = re.compile(r"\w")
# Pairs of equal lines or words that are looked at in one text: what is left then
# counts as other text, for comparing short repeated lines takes minutes.
MOST_COMPARED = 2_000_000
# What nobody outside the work may read is not compared here.
TOLD = [name for name in LENGTHS if name != "internal_note"]
LARGE_CHANGE = 25
# The rows that an entry is read with, as a reader calls them.
ROWS_TOLD = {
    EntryMission: "missies",
    EntryTechnology: "sleuteltechnologieën",
    EntryValue: "maatschappelijke waarde",
    EntryConsultation: "raadplegingen",
    EntryRequest: "verzoeken aan de overheid",
    BudgetLine: "begroting",
}
# What a copy has of its own, and which revision of a mission somebody read.
OF_THE_COPY = {"id", "version", "order", "lineage", "revision"}
# Of two stretches with less in common one reads first the old, then the new.
HALF = 0.5


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came ("ins") or went ("del")."""

    kind: str
    text: str

    @property
    def words(self):
        return sum(bool(WORD.match(token)) for token in TOKEN.findall(self.text))


@dataclass(frozen=True)
class TextChange:
    """How the text of one section changed, in pieces and in words."""

    kind: object
    pieces: list
    old: str
    new: str

    @property
    def state(self):
        if plain(self.old) == plain(self.new):
            return "same" if self.old == self.new else "layout"
        if not self.old.strip():
            return "added"
        return "changed" if self.new.strip() else "removed"

    @property
    def came(self):
        return sum(piece.words for piece in self.pieces if piece.kind == "ins")

    @property
    def went(self):
        return sum(piece.words for piece in self.pieces if piece.kind == "del")


@dataclass(frozen=True)
class Texts:
    """What became of the text of each section."""

    all: list[TextChange]

    @property
    def changed(self):
        return [change for change in self.all if change.state != "same"]

    @property
    def same(self):
        return [change for change in self.all if change.state == "same"]


def text_changes(kinds, old, new, texts) -> Texts:
    """Per section with a text; `texts` are by the keys of a version and a kind."""
    found = []
    for kind in [kind for kind in kinds if kind.has_text]:
        was, now = (texts.get((v.pk, kind.pk), "") for v in (old, new))
        found.append(TextChange(kind, pieces(plain(was), plain(now)), was, now))
    return Texts(found)


@dataclass
class Budget:
    """How many pairs may still be looked at in a text."""

    left: int = MOST_COMPARED


class Matcher(SequenceMatcher):
    """Finds nothing more when the budget is spent."""

    def __init__(self, before, after, budget):
        self.budget = budget
        super().__init__(None, before, after, autojunk=False)

    def find_longest_match(self, alo, ahi, blo, bhi):
        if self.budget.left >= 0:
            equal = (len(self.b2j.get(token, ())) for token in self.a[alo:ahi])
            self.budget.left -= sum(equal)
        if self.budget.left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def pieces(old: str, new: str, budget=None) -> list[Piece]:
    """Old and new in one: line by line, and word by word in lines that changed.

    Texts that are shown together share a budget.
    """
    before, after, budget = _lines(old), _lines(new), budget or Budget()
    found = []
    for is_same, was, now in _stretches(before, after, budget):
        found += [Piece("same", was)] if is_same else _by_word(was, now, budget)
    return found


def _lines(text):
    """Each with its end, the last one too: so equal lines are equal anywhere."""
    return [f"{line}\n" for line in text.split("\n")]


def _by_word(old, new, budget):
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if not _alike(before, after, budget):
        return _both(old, new)
    found = []
    for is_same, was, now in _stretches(before, after, budget):
        found += [Piece("same", was)] if is_same else _both(was, now)
    return found


def _alike(before, after, budget):
    """Whether enough words stayed to read the two as one."""
    was, now = ([t for t in tokens if WORD.match(t)] for tokens in (before, after))
    head, tail = _equal_ends(was, now)
    left = [tokens[head : len(tokens) - tail] for tokens in (was, now)]
    blocks = Matcher(*left, budget).get_matching_blocks()
    same = head + tail + sum(block.size for block in blocks)
    return same * 2 >= HALF * (len(was) + len(now))


def _both(old, new):
    return [piece for piece in (Piece("del", old), Piece("ins", new)) if piece.text]


def _stretches(before, after, budget):
    """(whether the same, the old text, the new text) from the start to the end."""
    head, tail = _equal_ends(before, after)
    was, now = (tokens[head : len(tokens) - tail] for tokens in (before, after))
    if head:
        yield True, "".join(before[:head]), "".join(after[:head])
    for tag, i, j, k, m in Matcher(was, now, budget).get_opcodes():
        yield tag == "equal", "".join(was[i:j]), "".join(now[k:m])
    if tail:
        yield True, "".join(before[-tail:]), "".join(after[-tail:])


def _equal_ends(before, after):
    """How many tokens are equal at the start, and of the others at the end."""
    head = _equal_start(before, after)
    return head, _equal_start(before[head:][::-1], after[head:][::-1])


def _equal_start(before, after):
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@dataclass(frozen=True)
class EntryChange:
    """An entry in the old version, the new one, or both."""

    old: object = None
    new: object = None
    ended_because: str = ""

    @property
    def held(self):
        return self.new or self.old

    @property
    def state(self):
        if not self.old:
            return "new"
        if not self.new:
            return "ended"
        same = self.old.entry_version.pk == self.new.entry_version.pk
        return "carried_over" if same else "changed"

    @property
    def fields(self):
        """What changed: the names of its texts, and those of its kinds of rows."""
        if self.state != "changed":
            return []
        was, now = self.old.entry_version, self.new.entry_version
        changed = [name for name in TOLD if getattr(was, name) != getattr(now, name)]
        texts = [EntryVersion._meta.get_field(name).verbose_name for name in changed]
        return texts + [
            words
            for model, words in ROWS_TOLD.items()
            if _said(self.old.rows[model]) != _said(self.new.rows[model])
        ]

    @property
    def money(self):
        return Money(
            "", self.old.total if self.old else 0, self.new.total if self.new else 0
        )


def _said(rows):
    """What these rows say, in whatever order."""
    return Counter(
        tuple(
            getattr(row, field.attname)
            for field in row._meta.concrete_fields
            if field.name not in OF_THE_COPY
        )
        for row in rows
    )


STATES = {
    "new": "nieuw",
    "changed": "gewijzigd",
    "ended": "beëindigd",
    "carried_over": "overgenomen",
}


def entry_changes(old, new):
    """[(state, its words, the entries)] for the contents of two versions."""
    was = {one.entry.pk: one for one in old.held}
    now = {one.entry.pk: one for one in new.held}
    changes = [
        EntryChange(was.get(pk), now.get(pk), _why_ended(was.get(pk), new.version))
        for pk in {**was, **now}
    ]
    groups = [
        (state, words, [change for change in changes if change.state == state])
        for state, words in STATES.items()
    ]
    return [group for group in groups if group[2]]


def _why_ended(held, version):
    ended = held and held.entry.ended_in_id == version.pk
    return held.entry.ended_because if ended else ""


@dataclass(frozen=True)
class Money:
    """Whole euros in two versions."""

    name: str
    old: int
    new: int

    @property
    def change(self):
        return self.new - self.old

    @property
    def fell(self):
        return -self.change

    @property
    def percent(self):
        """Whole per cents of the old amount; None when there was nothing."""
        return share(self.change, self.old, of=100) if self.old else None

    @property
    def percent_text(self):
        """With its sign; empty when there was nothing."""
        return "" if self.percent is None else f"{self.percent:+d}%".replace("-", MINUS)

    @property
    def is_large(self):
        """More than a quarter up or down; what is new has nothing to be compared with."""
        return self.old > 0 and abs(self.change) * 100 > LARGE_CHANGE * self.old


def money_changes(old, new) -> list[Money]:
    """Money, effort, and the two together."""
    sums = [
        Money(Form(form).label, _sum(old, form), _sum(new, form))
        for form in Form.values
    ]
    both = Money("samen", sum(m.old for m in sums), sum(m.new for m in sums))
    return [*sums, both]


def _sum(contents, form):
    return sum(one.euros[form] for one in contents.held)
