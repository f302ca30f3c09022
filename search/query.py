"""What somebody typed, as concepts that can be looked for.

`klimaatneutrale landbouw -water "kennis en kunde"` has two concepts, a word that
must be absent and a phrase that must be there. A concept is one word, or a run of
words that the glossary knows under other names too.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from search.analysis import Token, key, normal, quoted, tokens
from search.compounds import parts
from search.stemming import stem

LONGEST_QUESTION = 500
MOST_WORDS = 12
LONGEST_RUN = 6
SHORTEST_PREFIX = 4
QUOTED = re.compile(
    r'(?:(?<=\s)|^)([-−]?)(?:"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^”“]*)[”“])'
)
ABSENT = frozenset(["geen", "zonder"])
# A share keeps its minus, as the register writes it: −49% excludes nothing.
MINUS = re.compile(r"(?:(?<=\s)|^)[-−](?!\d+(?:[.,]\d+)?\s?%)(?=\w)(\S+)")


@dataclass(frozen=True)
class Concept:
    """One thing to look for, as queries of PostgreSQL.

    `exact` is the word itself, `wide` also what begins with it or has its parts
    behind each other. `apart` is all its parts as words of their own, anywhere: that
    is less than the word. `pieces` are those parts.
    """

    text: str
    word: str = ""
    exact: str = ""
    wide: str = ""
    apart: str = ""
    pieces: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    prefix: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question as it will be asked. `unused` words came after the last one.

    `runs` are the words that stand behind each other: one may be a name.
    """

    text: str
    concepts: list[Concept] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    required: list[Concept] = field(default_factory=list)
    runs: list[str] = field(default_factory=list)
    unused: int = 0

    @property
    def is_empty(self):
        return not self.concepts


def read(text: str, glossary) -> Question:
    """Understand any text; `glossary` is a search.glossary.Glossary."""
    whole = normal(text.replace("\0", " "))
    text = whole[:LONGEST_QUESTION]
    rest, required, without = _quoted(text)
    rest, minus = _minus(rest)
    found = list(tokens(rest))
    used, unused = found[:MOST_WORDS], found[MOST_WORDS:]
    concepts = [*required, *_concepts(rest, used, glossary)]
    return Question(
        text=text.strip(),
        concepts=concepts[:MOST_WORDS],
        without=without + minus,
        required=required,
        runs=_runs([token.word for token in used]),
        unused=len(unused) + (len(whole) > LONGEST_QUESTION),
    )


def _runs(words):
    """Two to LONGEST_RUN words behind each other, as search.analysis.key writes them."""
    return [
        " ".join(words[start : start + length])
        for length in range(2, LONGEST_RUN + 1)
        for start in range(len(words) - length + 1)
    ]


def _quoted(text):
    required, without = [], []
    for match in QUOTED.finditer(text):
        minus, *groups = match.groups()
        words = next((group for group in groups if group), "")
        concept = phrase_concept(words)
        if concept and minus:
            without.append(concept.exact)
        elif concept:
            required.append(concept)
    return QUOTED.sub(" ", text), required[:MOST_WORDS], without[:MOST_WORDS]


def _minus(text):
    found = [phrase(list(tokens(word))) for word in MINUS.findall(text)]
    return MINUS.sub(" ", text), [query for query in found if query][:MOST_WORDS]


def _concepts(text, found, glossary):
    telling = [t for t in found if not t.is_stop_word]
    concepts, place = [], 0
    while place < len(found):
        group, length = glossary.longest(found[place:])
        if group:
            run = found[place : place + length]
            concepts.append(_of_group(text[run[0].start : run[-1].end], group))
            place += length
            continue
        # A question of stop words only ("wat is dit") finds nothing, and says so.
        if found[place] in telling:
            token = found[place]
            concepts.append(_of_word(token, text[token.start : token.end]))
        place += 1
    return _with_pairs(concepts)


def group_query(group, weight="") -> str:
    """Any of the terms of a group of the glossary, as in texts of this weight."""
    found = (_term(run, weight) for run in _group_runs(group))
    return " | ".join(filter(None, found))


def _group_runs(group):
    return [list(tokens(normal(term))) for term in group.terms]


def _of_group(typed, group):
    runs, query = _group_runs(group), group_query(group)
    return Concept(
        text=typed,
        word=key(typed),
        exact=query,
        wide=query,
        phrases=tuple(_stems(run) for run in runs if not _is_label(run)),
        synonyms=tuple(group.terms),
    )


def _is_label(run):
    """Whether it says that something is absent: that only labels can tell."""
    return run[0].word in ABSENT


def _term(run, weight):
    if _is_label(run):
        return quoted(" ".join(token.word for token in run))
    return phrase(run, weight)


def _of_word(token, typed):
    exact = quoted(token.stem)
    alternatives = [exact]
    prefix = token.stem if len(token.stem) >= SHORTEST_PREFIX else ""
    if prefix:
        alternatives.append(f"{exact}:*")
    pieces = [quoted(part) for part in token.pieces]
    if token.parts:
        between = " <-> " if pieces else " & "
        alternatives.append(f"({between.join(map(quoted, token.parts))})")
    return Concept(
        text=typed,
        word=token.word,
        exact=exact,
        wide=" | ".join(alternatives),
        apart=_apart(pieces),
        pieces=parts(token.word) if pieces else (),
        stems=frozenset([token.stem]),
        parts=frozenset(token.parts),
        prefix=prefix,
    )


def _apart(pieces):
    """All parts of a compound as words of their own, or landbouw- en natuursysteem.

    Not as parts of any other compounds: the stof of waterstof is not that of grondstof.
    """
    if not pieces:
        return ""
    words = " & ".join(f"{piece}:ABD" for piece in pieces)
    if len(pieces) != 2:
        return words
    first, last = pieces
    return f"({words}) | {first}:ABD <2> {last}"


def _with_pairs(concepts):
    """Two words that may be written as one: high tech is also found as hightech."""
    widened = list(concepts)
    for place, (left, right) in enumerate(pairwise(concepts)):
        if not (left.word.isalpha() and right.word.isalpha()):
            continue
        joined = stem(left.word + right.word)
        for at in (place, place + 1):
            one = widened[at]
            widened[at] = replace(
                one,
                wide=f"{one.wide} | {quoted(joined)}",
                stems=one.stems | {joined},
            )
    return widened


def phrase_concept(words: str) -> Concept | None:
    run = list(tokens(words))
    if not (query := phrase(run)):
        return None
    return Concept(text=words, exact=query, wide=query, phrases=(_stems(run),))


def phrase(run: list[Token], weight: str = "") -> str:
    """These words behind each other; between them as many stop words as typed."""
    query, last = "", 0
    for place, token in enumerate(run):
        if token.is_stop_word:
            continue
        query += f" <{place - last}> " if query else ""
        query += quoted(token.stem) + weight
        last = place
    return f"({query})" if query else ""


def _stems(run):
    return tuple(token.stem for token in run if not token.is_stop_word)
