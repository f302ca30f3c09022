"""How well search answers: the share of what must be found in the first five.

The first five are those that a visitor sees: the first rows of the page, from top to
bottom, and the lists that it offers above them. Where the page offers "Bedoelde u …?"
the visitor follows it, and `followed` says so. The questions stand in portal/tests/;
half of them was never looked at while search was tuned.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from portal.search import ask
from portal.search_page import Page
from search.models import Entry

TESTS = Path(__file__).parent / "tests"
FIRST = 5


@dataclass(frozen=True)
class Score:
    question: str
    part: str
    recall: float
    missed: list[str]
    followed: bool


def questions():
    """Records of every kind; `part` is tuned or held out."""
    for row in json.loads((TESTS / "search_questions.json").read_text("utf-8")):
        part = "achtergehouden" if row["held_out"] else "afgesteld"
        yield score(row["question"], part, row["must_find"])


def paragraphs():
    """Paragraphs of the letter only, by their first words; sets A and B."""
    for row in json.loads((TESTS / "search_paragraphs.json").read_text("utf-8")):
        must_find = [f"brief:{words}" for words in row["must_find"]]
        yield score(row["question"], row["set"], must_find, kind="brief")


def score(question, part, must_find, kind=""):
    page = Page(ask(question, kind), kind)
    followed = page.meant is not None
    if followed:
        page = Page(ask(page.meant[0], kind), kind)
    shown = [row.entry for row in page.rows[:FIRST]]
    offered = {f"lijst:{url}" for _, url in page.lists}
    missed = [
        wanted
        for wanted in must_find
        if wanted not in offered and not any(_is(entry, wanted) for entry in shown)
    ]
    found = len(must_find) - len(missed)
    recall = min(1, found / min(FIRST, len(must_find)))
    return Score(question, part, recall, missed, followed)


def exists(kind, slug):
    return Entry.objects.filter(kind=kind, key=slug).exists()


def _is(entry, wanted):
    kind, _, name = wanted.partition(":")
    if kind != entry.kind:
        return False
    if kind == "brief":
        return entry.texts[0]["text"].startswith(name)
    return entry.key == name
