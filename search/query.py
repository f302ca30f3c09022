"""What somebody typed, as concepts that can be looked for.

`klimaatneutrale landbouw -water "kennis en kunde"` has two concepts, a word that
must be absent and a phrase that must be there. A concept is one word, or a run of
words that the glossary knows under other names too.
"""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from search.analysis import Token, normal, quoted, tokens
from search.stemming import stem

LONGEST_QUESTION = 500
MOST_WORDS = 12
SHORTEST_PREFIX = 4
QUOTED = re.compile(
    r'(?:(?<=\s)|^)([-−]?)(?:"([^"]*)"|“([^”]*)”|«([^»]*)»|„([^”“]*)[”“])'
)
MINUS = re.compile(r"(?:(?<=\s)|^)[-−](?=\w)(\S+)")


@dataclass(frozen=True)
class Concept:
    """One thing to look for, as queries of PostgreSQL.

    `exact` is the word itself, `wide` also what begins with it or consists of the
    same parts, `loose` one of its parts: only when nothing else is found.
    """

    text: str
    word: str = ""
    exact: str = ""
    wide: str = ""
    loose: str = ""
    stems: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    prefix: str = ""
    phrases: tuple[tuple[str, ...], ...] = ()
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """A question as it will be asked. `unused` words came after the last one."""

    text: str
    concepts: list[Concept] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    required: list[Concept] = field(default_factory=list)
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
        unused=len(unused) + (len(whole) > LONGEST_QUESTION),
    )


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
            concepts.append(_of_word(found[place]))
        place += 1
    return _with_pairs(concepts)


def _of_group(typed, group):
    runs = [list(tokens(normal(term))) for term in group.terms]
    return Concept(
        text=typed,
        exact=" | ".join(filter(None, map(phrase, runs))),
        wide=" | ".join(filter(None, map(phrase, runs))),
        phrases=tuple(_stems(run) for run in runs),
        synonyms=tuple(group.terms),
    )


def _of_word(token):
    exact = quoted(token.stem)
    alternatives = [exact]
    prefix = token.stem if len(token.stem) >= SHORTEST_PREFIX else ""
    if prefix:
        alternatives.append(f"{exact}:*")
    pieces = [quoted(part) for part in token.parts]
    if pieces:
        alternatives.append(f"({' & '.join(pieces)})")
    return Concept(
        text=token.word,
        word=token.word,
        exact=exact,
        wide=" | ".join(alternatives),
        loose=pieces[0] if len(pieces) > 1 else "",
        stems=frozenset([token.stem]),
        parts=frozenset(token.parts),
        prefix=prefix,
    )


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


def phrase(run: list[Token]) -> str:
    """These words behind each other; between them as many stop words as typed."""
    query, last = "", 0
    for place, token in enumerate(run):
        if token.is_stop_word:
            continue
        query += f" <{place - last}> " if query else ""
        query += quoted(token.stem)
        last = place
    return f"({query})" if query else ""


def _stems(run):
    return tuple(token.stem for token in run if not token.is_stop_word)
