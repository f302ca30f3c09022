"""One analyser for what is indexed and for what is asked.

A text becomes tokens with their place in it; a token has a stem, and the stems of
the parts it is a compound of. Because the index, the query and the highlighting
use the same tokens, what is marked is what was found.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from search.compounds import parts
from search.stemming import stem
from search.stopwords import STOP_WORDS

# Raise this when the same text would give another vector: all is indexed anew.
RECIPE = 2

# A number with spaces or points between its thousands; a code such as ab-12.3; or a
# word, with & @ + or an apostrophe inside.
TOKEN = re.compile(
    r"(?<![^\W_])\d{1,3}(?:[ \u00a0.]\d{3})+(?![^\W_])"
    r"|(?<![^\W_])[^\W\d_]{1,4}-\d+(?:\.\d+)*(?![^\W_])"
    r"|[^\W_]+(?:[&@+'’‘ʼ´`][^\W_]+)*"
)
APOSTROPHE = re.compile(r"['’‘ʼ´`]")
AFTER_APOSTROPHE = re.compile(r"['’‘ʼ´`](?:s|en|ers?|tjes?)$")
SEPARATOR = re.compile(r"[ \u00a0.]")
JOINT = re.compile(r"[&@+]")
# PostgreSQL counts no further.
LAST_PLACE = 16_383
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: text[start:end], folded as `word`."""

    start: int
    end: int
    word: str

    @property
    def stem(self):
        return stem(self.word)

    @property
    def parts(self):
        return part_stems(self.word)

    @property
    def pieces(self):
        """The stems of the parts of a compound; none when its parts say as much."""
        found = () if JOINT.search(self.word) else parts(self.word)
        return tuple(stem(part) for part in found)

    @property
    def is_stop_word(self):
        return self.word in STOP_WORDS


def normal(text: str) -> str:
    """The spelling in which texts are stored and compared: é as one character."""
    return unicodedata.normalize("NFC", text)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order, stop words too."""
    for match in TOKEN.finditer(text):
        if word := fold(match.group())[:LONGEST_WORD]:
            yield Token(match.start(), match.end(), word)


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def key(text: str) -> str:
    """Under this two spellings of one name are the same."""
    return " ".join(words(normal(text)))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Small letters without accents: Fryslân, CO₂ and thema’s as fryslan co2 thema."""
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = APOSTROPHE.sub("", AFTER_APOSTROPHE.sub("", plain))
    return SEPARATOR.sub("", plain) if plain[:1].isdigit() else plain


@lru_cache(maxsize=50_000)
def part_stems(word: str) -> tuple[str, ...]:
    """The stems of the parts of a word, and of what it was made of by an ending."""
    if JOINT.search(word):
        return tuple(stem(part) for part in JOINT.split(word))
    if found := parts(word):
        return tuple(stem(part) for part in found)
    # duurzaamheid is also found as duurzaam, but not overheid as over.
    root = word.removesuffix("heid")
    if root != word and len(root) > 5:
        return (stem(root),)
    return ()


def vector(
    weighted: Iterator[tuple[str, str]],
    labels: Iterable[str] = (),
    part_weight: str = "C",
) -> str:
    """A tsvector as PostgreSQL reads it, of (text, weight) in the order they stand.

    The stem of a word has the weight of its text; the stems of its parts have
    `part_weight`, at the same place, so that a phrase finds them too. A label stands
    in it as one lexeme, stop words and all: "geen streefjaar".
    """
    places: dict[str, set] = {key(label): {(1, "A")} for label in labels}
    place = 0
    for text, weight in weighted:
        for token in tokens(text):
            place += 1
            if token.is_stop_word:
                continue
            at = min(place, LAST_PLACE)
            places.setdefault(token.stem, set()).add((at, weight))
            for part in token.parts:
                if part != token.stem:
                    places.setdefault(part, set()).add((at, part_weight))
        # A phrase does not run on from one text into the next.
        place += 10
    return " ".join(
        f"{quoted(lexeme)}:{','.join(f'{at}{weight}' for at, weight in sorted(found))}"
        for lexeme, found in places.items()
    )


def quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
