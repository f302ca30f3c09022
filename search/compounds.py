"""Cut a Dutch compound into its parts: kringlooplandbouw, kringloop + landbouw."""

from functools import lru_cache

from search.stemming import stem
from search.words import lists

# Below this the parts say little of the whole: land + bouw.
SHORTEST_COMPOUND = 9
LONGEST_COMPOUND = 40
SHORTEST_PART = 3
SHORTEST_LAST_PART = 4
DEEPEST = 3
# What may stand between two parts: gezondheid-s-verschil, goeder-en-trein.
LINKS = ("", "s", "e", "en", "n")


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    """The parts of a folded word, or none when it is no compound that we know."""
    return _best(word, DEEPEST)


def _best(word, depth):
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
        return ()
    return min(_cuts(word, depth), key=_badness, default=())


def _badness(cut):
    """Few parts; none very short; a long first part; zink+emissies, not zink-e-missies."""
    lengths = [len(part) for part in cut]
    return len(cut), -min(lengths), -lengths[0], -sum(lengths)


def _cuts(word, depth):
    first_parts, last_stems = lists()
    for place in range(SHORTEST_PART, len(word) - SHORTEST_LAST_PART + 1):
        for head in _heads(word[:place]):
            if head not in first_parts:
                continue
            rest = word[place:]
            if stem(rest) in last_stems:
                yield head, rest
            elif depth > 2 and (below := _best(rest, depth - 1)):
                yield head, *below


def _heads(start):
    for link in LINKS:
        if start.endswith(link) and len(start) - len(link) >= SHORTEST_PART:
            yield start[: len(start) - len(link)]
