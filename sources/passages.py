"""Find in a text what an editor pasted, however the copying changed its signs.

Both texts are folded to a plain form first. Every folded character remembers the
stretch of the text that it came from, so that a find gives exact offsets in the
text itself. A passage is verbatim: what is only alike is shown, never taken.
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

# Signs that a keyboard, a PDF and a web page write in different ways.
QUOTES = dict.fromkeys("«»“”„‟‘’‚‛‹›\"'`´′″ʼ", "'")
DASHES = dict.fromkeys("‐‑‒–—―−-", "-")
INVISIBLE = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
SIGNS = QUOTES | DASHES | INVISIBLE
# The page of the letter shows it; the letter does not say it.
OUTSIDE_THE_TEXT = re.compile(r"\s*\[sic\]")

# Comparing takes time in the square of the length: what is longer is compared by
# word, not by character.
LONGEST_BY_CHARACTER = 150
LONGEST_COMPARED = 1500
PARAGRAPHS_COMPARED = 4
LEAST_ALIKE = 0.5


@dataclass(frozen=True, order=True)
class Hit:
    """A stretch of the text, body[start:end]."""

    start: int
    end: int

    def quotation(self, body: str) -> str:
        return body[self.start : self.end]

    def crosses_paragraphs(self, body: str) -> bool:
        return "\n" in self.quotation(body)

    def context(self, body: str, width: int = 60) -> tuple[str, str]:
        """What stands before and after it in the same paragraph."""
        before = body[max(0, self.start - width) : self.start].rpartition("\n")[2]
        after = body[self.end : self.end + width].partition("\n")[0]
        return before, after


@dataclass(frozen=True)
class Folded:
    """A text in plain form; `places` says where each character came from."""

    text: str
    places: list[tuple[int, int]]

    def hit(self, start: int, end: int) -> Hit:
        return Hit(self.places[start][0], self.places[end - 1][1])


def find(body: str, pasted: str) -> list[Hit]:
    """Every place where the pasted words stand, from front to back.

    First as they are; then without spaces and dashes, because a copy from a PDF
    breaks words off at the end of a line. Only when that finds nothing, capitals
    do not matter either.
    """
    pasted = OUTSIDE_THE_TEXT.sub("", pasted)
    return _find_as_written(body, pasted) or _find_as_written(
        body, pasted, ignore_case=True
    )


def _find_as_written(body: str, pasted: str, **how) -> list[Hit]:
    hits = _find_folded(_fold(body, **how), _fold(pasted, **how))
    if hits:
        return _on_word_boundaries(body, hits) or hits
    how["tight"] = True
    hits = _find_folded(_fold(body, **how), _fold(pasted, **how))
    return _on_word_boundaries(body, hits)


def nearest(body: str, pasted: str) -> Hit | None:
    """The stretch that is most like the pasted words; None when nothing is."""
    words = _fold(pasted).text[:LONGEST_COMPARED].lower()
    if not words:
        return None
    best = max(
        (
            candidate
            for paragraph in _most_alike(body, words)
            for candidate in _windows(body, paragraph, words)
        ),
        default=(0, None),
    )
    return best[1] if best[0] >= LEAST_ALIKE else None


def _fold(text: str, *, tight: bool = False, ignore_case: bool = False) -> Folded:
    characters, places = [], []
    for cluster in re.finditer(r"[^\W_]?[\u0300-\u036f]+|.", text, re.DOTALL):
        plain = _plain(cluster.group())
        for sign in plain.casefold() if ignore_case else plain:
            gap = sign == " " and (not characters or characters[-1] == " ")
            if gap or (tight and sign in " -"):
                continue
            characters.append(sign)
            places.append(cluster.span())
    if characters and characters[-1] == " ":
        characters.pop()
    return Folded("".join(characters), places)


def _plain(cluster: str) -> str:
    if cluster in SIGNS:
        return SIGNS[cluster]
    plain = unicodedata.normalize("NFKC", cluster)
    return " " if plain.isspace() else plain


def _find_folded(body: Folded, pasted: Folded) -> list[Hit]:
    hits, words = [], pasted.text
    start = body.text.find(words) if words else -1
    while start >= 0:
        hits.append(body.hit(start, start + len(words)))
        start = body.text.find(words, start + 1)
    return hits


def _on_word_boundaries(body: str, hits: list[Hit]) -> list[Hit]:
    """Only the hits that neither begin nor end in the middle of a word."""
    return [
        hit
        for hit in hits
        if not (body[hit.start - 1 : hit.start].isalnum() and body[hit.start].isalnum())
        and not (body[hit.end - 1].isalnum() and body[hit.end : hit.end + 1].isalnum())
    ]


def _paragraphs(body: str) -> list[Hit]:
    return [Hit(*line.span()) for line in re.finditer(r"[^\n]+", body)]


def _triples(text: str) -> Counter:
    return Counter(text[i : i + 3] for i in range(max(1, len(text) - 2)))


def _most_alike(body: str, words: str) -> list[Hit]:
    """The paragraphs that share most of the pasted groups of three characters."""
    wanted = _triples(words)

    def shared(paragraph):
        return (wanted & _triples(paragraph.quotation(body).lower())).total()

    paragraphs = _paragraphs(body)
    return sorted(paragraphs, key=shared, reverse=True)[:PARAGRAPHS_COMPARED]


def _units(text: str, words: str):
    return text if len(words) <= LONGEST_BY_CHARACTER else text.split()


def _windows(body: str, paragraph: Hit, words: str):
    """(likeness, hit) of the best stretch of whole words around each beginning."""
    spans = [m.span() for m in re.finditer(r"\S+", paragraph.quotation(body))]
    ends = [end for _, end in spans]
    matcher = SequenceMatcher(b=_units(words, words), autojunk=False)
    best = LEAST_ALIKE
    for start, _ in spans:
        wanted = bisect_right(ends, start + len(words))
        for end in ends[max(0, wanted - 1) : wanted + 1]:
            if end <= start:
                continue
            hit = Hit(paragraph.start + start, paragraph.start + end)
            matcher.set_seq1(_units(_fold(hit.quotation(body)).text.lower(), words))
            if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
                continue
            if (ratio := matcher.ratio()) >= best:
                best = ratio
                yield ratio, hit
