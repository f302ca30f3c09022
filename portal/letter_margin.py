"""The margin of the letter: a line per record, beside the paragraphs that say it.

Paragraphs whose notes are taller than they are share one margin with the
paragraphs after them, so that no note pushes the text apart. The heights are
estimates; a wrong one costs a little white, never an overlap.
"""

from dataclasses import dataclass
from itertools import groupby

from policy.models import Example
from portal.letter_notes import theme_of
from sources.models import Document, Paragraph

# Characters on a row, and px per row and between them, at the widest layout.
TEXT_WIDTH, TEXT_ROW, TEXT_GAP = 64, 29, 16
NOTE_WIDTH, NOTE_ROW, NOTE_GAP = 40, 20, 8
# A group closes here even when its notes are taller; the rest of them folds.
TALLEST = 900
# So much may a margin be taller than its text.
SLACK = 40
HEADS_SHOWN = 3
SHORT_NAMES = {Example: "short_label", Document: "label"}


@dataclass
class Line:
    """Records of one kind that rest on the same passages.

    `tail` is what each of them is linked to. `anchors` are the numbers that this
    line is the first to have.
    """

    kind: str
    numbers: list
    heads: list
    tail: object = None
    anchors: tuple = ()

    @property
    def spans(self):
        """The numbers as (first, last): 4, 7 to 9."""
        runs = groupby(enumerate(self.numbers), lambda pair: pair[1] - pair[0])
        spans = [[number for _, number in run] for _, run in runs]
        return [(span[0], span[-1]) for span in spans]

    @property
    def named(self):
        return [(name_of(record), record) for record in self.heads]

    @property
    def tail_name(self):
        return name_of(self.tail)

    @property
    def shown(self):
        # To fold a single name saves nothing.
        fits = len(self.heads) <= HEADS_SHOWN + 1
        return self.named if fits else self.named[:HEADS_SHOWN]

    @property
    def folded(self):
        return self.named[len(self.shown) :]

    @property
    def hue(self):
        """The colour of the one theme that all its records with a theme share."""
        themes = {theme_of(record) for record in [*self.heads, self.tail]} - {None}
        return themes.pop().hue if len(themes) == 1 else ""

    @property
    def height(self):
        names = [self.kind, *(name for name, _ in self.shown)]
        names += [self.tail_name] if self.tail else []
        used = sum(len(name) + 2 for name in names) + 5 * len(self.spans)
        return NOTE_ROW * -(-used // NOTE_WIDTH) + NOTE_GAP


@dataclass
class Margin:
    lines: list
    folded: list
    count: int


@dataclass
class Group:
    """Paragraphs as runs (is a list, blocks), and the one margin beside them."""

    runs: list
    margin: Margin


def grouped(runs):
    """The runs of a part in groups that are at least as tall as their notes."""
    groups, now = [], []
    for run in runs:
        now.append(run)
        if not is_heading(run) and text_height(now) >= min(notes_height(now), TALLEST):
            groups.append(now)
            now = []
    groups += [now] if now else []
    return [Group(group, margin(group)) for group in groups]


def is_heading(run):
    return run[1][-1].paragraph.kind == Paragraph.Kind.HEADING


def margin(runs):
    remarks, room = remarks_of(runs), text_height(runs) + SLACK
    lines, folded = lines_of(remarks), []
    while len(lines) > 1 and sum(line.height for line in lines) > room:
        folded.insert(0, lines.pop())
    # The line that opens the fold takes the place of one.
    if len(folded) == 1:
        lines, folded = lines + folded, []
    count = len({remark.number for remark in remarks})
    return Margin(_anchored(lines + folded)[: len(lines)], folded, count)


def remarks_of(runs):
    return [r for _, blocks in runs for block in blocks for r in block.remarks]


def lines_of(remarks):
    """One line per record and what it is linked to, in the order of the text."""
    numbers = {}
    for remark in remarks:
        for entry in remark.entries:
            numbers.setdefault(entry, {})[remark.number] = None
    lines = {}
    for entry, found in numbers.items():
        key = (entry.kind, entry.tail, *sorted(found))
        line = Line(entry.kind, sorted(found), [], entry.tail)
        lines.setdefault(key, line).heads.append(entry.record)
    return sorted(lines.values(), key=lambda line: line.numbers[0])


def _anchored(lines):
    seen = set()
    for line in lines:
        line.anchors = tuple(n for n in line.numbers if n not in seen)
        seen.update(line.numbers)
    return lines


def notes_height(runs):
    return sum(line.height for line in lines_of(remarks_of(runs)))


def text_height(runs):
    heights = (
        TEXT_GAP - TEXT_ROW * (-(b.paragraph.end - b.paragraph.start) // TEXT_WIDTH)
        for _, blocks in runs
        for b in blocks
    )
    return sum(heights)


def name_of(record):
    """What a line calls a record: its short name where the full one is a sentence."""
    short = SHORT_NAMES.get(type(record))
    return getattr(record, short) if short else record.full_name
