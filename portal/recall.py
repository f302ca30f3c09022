"""How well search answers: the share of what must be found in the first five.

The questions stand in portal/tests/; half of them was never looked at while
search was tuned.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from portal.search import ask
from search.models import Entry

TESTS = Path(__file__).parent / "tests"
FIRST = 5


@dataclass(frozen=True)
class Score:
    question: str
    part: str
    recall: float
    missed: list[str]


def questions():
    """Records of every kind; `part` is tuned or held out."""
    for row in json.loads((TESTS / "search_questions.json").read_text("utf-8")):
        part = "achtergehouden" if row["held_out"] else "afgesteld"
        yield score(row["question"], part, row["must_find"])


def paragraphs():
    """Paragraphs of the letter only, by their first words; sets A and B.

    The sets were made for the letter without its notes.
    """
    for row in json.loads((TESTS / "search_paragraphs.json").read_text("utf-8")):
        must_find = [f"brief:{words}" for words in row["must_find"]]
        yield score(row["question"], row["set"], must_find, kind="brief")


def score(question, part, must_find, kind=""):
    hits = [h for h in ask(question, kind).hits if "#voetnoot-" not in h.entry.url]
    hits = hits[:FIRST]
    missed = [m for m in must_find if not any(_is(hit.entry, m) for hit in hits)]
    found = len(must_find) - len(missed)
    return Score(question, part, found / min(FIRST, len(must_find)), missed)


def exists(kind, slug):
    return Entry.objects.filter(kind=kind, key=slug).exists()


def _is(entry, wanted):
    kind, _, name = wanted.partition(":")
    if kind != entry.kind:
        return False
    if kind == "brief":
        return entry.texts[0]["text"].startswith(name)
    return entry.key == name
