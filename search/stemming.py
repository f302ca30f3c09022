"""A light stemmer for Dutch: joins the forms of a word that people mix freely.

Light on purpose: it joins singular and plural, an adjective with and without -e,
and a verb with its noun in -ing, and leaves all else alone. What it expects is
folded: small letters, no accents (see search/analysis.py).
"""

import re
from functools import lru_cache

VOWELS = frozenset("aeiouy")
# Behind these a final s is an ending; in "proces" or "prijs" it is part of the word.
BEFORE_S = frozenset("lmnrtdkgpbf")

# (ending, what stays of it, length of the shortest word); the first that fits.
PLURALS = (
    ("ieen", "ie", 6),  # technologieën
    ("eeen", "ee", 5),  # zeeën
    ("iezen", "ie", 7),  # adviezen, as the next one cuts advies
    ("ies", "ie", 5),  # missies
    ("heden", "heid", 8),
    ("ingen", "ing", 7),
    ("dsen", "d", 7),  # fondsen, as a final s leaves fonds
    ("es", "e", 7),  # methodes
)
IRREGULAR = {"steden": "stad", "schepen": "schip", "kinderen": "kind", "leden": "lid"}
DOUBLED_VOWEL = re.compile(r"([^aeou])([aeou])\2([bcdfghklmnprstvwz])$")
VOICED = {"v": "f", "z": "s"}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of one word have in common; often no word itself."""
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _without_noun_ending(_singular(word))
    if word.endswith("e") and len(word) > 4 and word[-2] not in VOWELS - {"y"}:
        word = word[:-1]
    if word[-1] == word[-2] and word[-1] not in VOWELS and len(word) > 3:
        word = word[:-1]
    word = DOUBLED_VOWEL.sub(r"\1\2\3", word)
    return word[:-1] + VOICED.get(word[-1], word[-1])


def _singular(word):
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, stays, shortest in PLURALS:
        if len(word) >= shortest and word.endswith(ending):
            return word.removesuffix(ending) + stays
    if word.endswith("en") and len(word) > 5 and word[-3] not in VOWELS:
        return word[:-2]
    if word.endswith("s") and len(word) > 4 and word[-2] in BEFORE_S:
        return word[:-1]
    return word


def _without_noun_ending(word):
    # besparing as besparen; but koning is no noun of a verb.
    if word.endswith("ing") and len(word) > 7 and word[-4] not in VOWELS:
        return word[:-3]
    return word
