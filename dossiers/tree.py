"""The content of a document, before it becomes Word, ODT or PDF.

One tree has three writers. A tree is made where its domain lives; nothing here
knows any room. `lines()` is the text of the tree, line by line: what a writer
makes must hold exactly these lines (see the tests).
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from statistics import mean

# In characters of a wide font, as stands in for one that is not there.
ON_A_LINE = 66
MARGINS = 2
LONGEST_WORD = 22
SUBSCRIPT = re.compile(r"CO[2₂]")


@dataclass(frozen=True)
class Run:
    """A stretch of text in one manner."""

    text: str
    bold: bool = False
    italic: bool = False
    sub: bool = False
    url: str = ""


def runs(*pieces):
    """Runs from texts and runs; the 2 of CO2 becomes a subscript."""
    found = []
    for piece in pieces:
        run = piece if isinstance(piece, Run) else Run(str(piece))
        rest = run.text
        while match := SUBSCRIPT.search(rest):
            found.append(_like(run, rest[: match.end() - 1]))
            found.append(_like(run, "2", sub=True))
            rest = rest[match.end() :]
        found.append(_like(run, rest))
    return tuple(run for run in found if run.text)


def _like(run, text, *, sub=False):
    return Run(text, run.bold, run.italic, sub or run.sub, run.url)


def plain(pieces) -> str:
    return "".join(run.text for run in pieces)


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1

    def lines(self):
        yield self.text


@dataclass(frozen=True)
class Paragraph:
    content: tuple

    def lines(self):
        yield plain(self.content)


@dataclass(frozen=True)
class Quote:
    """Words of a source, and the place where they stand."""

    content: tuple
    place: tuple

    def lines(self):
        yield plain(self.content)
        yield plain(self.place)


@dataclass(frozen=True)
class Bullets:
    items: tuple

    def lines(self):
        yield from (plain(item) for item in self.items)


@dataclass(frozen=True)
class Table:
    """The first cell of each row is its header. A cell is a tuple of runs."""

    caption: str
    header: tuple
    rows: tuple

    @property
    def shares(self):
        """The width of each column as a part of the whole.

        A word fits on a line; what is left is shared out by how much there is to read.
        """
        least, usual = [], []
        for number, head in enumerate(self.header):
            texts = [head, *(plain(row[number]) for row in self.rows)]
            longest_word = max(len(w) for text in texts for w in text.split())
            least.append(min(longest_word, LONGEST_WORD) + MARGINS)
            usual.append(min(mean(len(text) for text in texts), 60))
        spare = max(0, ON_A_LINE - sum(least)) / sum(usual)
        widths = [own + spare * much for own, much in zip(least, usual, strict=True)]
        return [width / sum(widths) for width in widths]

    def lines(self):
        yield self.caption
        yield from self.header
        for row in self.rows:
            yield from (plain(cell) for cell in row)


@dataclass(frozen=True)
class Dossier:
    """`status` stands on every page: CONCEPT, VASTGESTELD, VOORBEELD or nothing."""

    title: str
    subtitle: str
    address: str
    made_at: datetime
    version: int
    status: str = ""
    blocks: list = field(default_factory=list)

    def lines(self):
        """Every line of the body, from the title on; not what is on every page."""
        yield self.title
        yield self.subtitle
        for block in self.blocks:
            yield from (line for line in block.lines() if line)

    @property
    def fingerprint(self) -> str:
        """The first 12 digits of the sha256 of the text: same text, same digits."""
        return sha256("\n".join(self.lines()).encode()).hexdigest()[:12]

    @property
    def footer(self) -> str:
        """What stands on every page, before the page number."""
        parts = [
            self.status,
            self.title,
            f"versie {self.version} van {self.made_at:%d-%m-%Y %H.%M} uur",
            f"vingerafdruk {self.fingerprint}",
        ]
        return " · ".join(filter(None, parts))
