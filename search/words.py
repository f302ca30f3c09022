"""Which words Dutch puts together into longer ones, from a list on disk.

The list is OpenTaal's, reduced by frontend/vendor.py; its licence stands in
static/LICENTIES.txt. It is read at the first word that may be a compound.
"""

import lzma
from bisect import bisect_left
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "woorden.txt.xz"


class Words:
    """Many words in little memory: those of one length are one sorted string.

    As a set of strings the lists would take ten times as much, in each worker.
    """

    def __init__(self, by_length: dict[int, str]):
        self._by_length = by_length

    def __contains__(self, word: str) -> bool:
        length = len(word)
        joined = self._by_length.get(length, "")

        def at(number):
            return joined[number * length : (number + 1) * length]

        count = len(joined) // length if length else 0
        place = bisect_left(range(count), word, key=at)
        return place < count and at(place) == word


@cache
def lists() -> tuple[Words, Words]:
    """First parts as they are written in a compound, and stems of last parts."""
    found = {"first": {}, "last": {}}
    for line in lzma.decompress(LIST.read_bytes()).decode("ascii").splitlines():
        part, length, joined = line.split(" ")
        found[part][int(length)] = joined
    return Words(found["first"]), Words(found["last"])


def packed(part: str, words: set[str]):
    """The lines of the file for the words of one part; frontend/vendor.py writes it."""
    for length in sorted({len(word) for word in words}):
        joined = "".join(sorted(word for word in words if len(word) == length))
        yield f"{part} {length} {joined}"
