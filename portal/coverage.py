"""How much of a text the register holds, sentence by sentence.

A sentence is *held* when every word of it stands in a passage that a public
record or a link rests on. A ground for a name alone holds nothing. What is not
held is *context* when an editor said so and why, and otherwise *open*.
"""

import re
from dataclasses import dataclass

from portal.rows import holding_models
from sources.links import between_public
from sources.models import Ground, Sentence

HELD, CONTEXT, OPEN = "held", "context", "open"
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Coverage:
    """The sentences of a text with their states, in the order of the text."""

    sentences: list

    def count(self, state):
        return sum(found == state for _, _, found in self.sentences)

    @property
    def counts(self):
        return {state: self.count(state) for state in (HELD, CONTEXT, OPEN)}

    @property
    def open(self):
        return [(s, words) for s, words, state in self.sentences if state == OPEN]

    @property
    def contexts(self):
        return [(s, words) for s, words, state in self.sentences if state == CONTEXT]


def held_stretches(text):
    """(start, end) of each passage of `text` that something public rests on."""
    first, *others = [_stretches(model, text) for model in holding_models()]
    return set(first.union(*others).order_by())


def _stretches(model, text):
    rows = model.objects.filter(passage__text=text).order_by()
    rows = between_public(rows)
    if issubclass(model, Ground):
        rows = rows.exclude(supports=Ground.Supports.NAME)
    return rows.values_list("passage__start", "passage__end")


def coverage(text) -> Coverage:
    held = bytearray(len(text.body))
    for start, end in held_stretches(text):
        held[start:end] = b"\x01" * (end - start)
    sentences = Sentence.objects.filter(paragraph__text=text)
    states = []
    for sentence in sentences.select_related("context", "paragraph").order_by("start"):
        words = text.body[sentence.start : sentence.end]
        states.append((sentence, words, _state(sentence, words, held)))
    return Coverage(states)


def _state(sentence, words, held):
    at = sentence.start
    if all(all(held[at + w.start() : at + w.end()]) for w in WORD.finditer(words)):
        return HELD
    return CONTEXT if hasattr(sentence, "context") else OPEN
