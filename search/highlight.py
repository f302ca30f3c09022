"""Mark what was found, with the analyser that found it."""

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from search.analysis import tokens
from search.query import Question

LONGEST_SNIPPET = 240
BEFORE_FIRST = 60


@dataclass(frozen=True)
class Highlighter:
    """Marks the words of a question in the texts of its answer."""

    question: Question

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where something was found, as (start, end)."""
        telling = [token for token in tokens(text) if not token.is_stop_word]
        marked = set()
        for concept in self.question.concepts:
            marked.update(_single(concept, telling))
            for phrase in concept.phrases:
                marked.update(_runs(phrase, telling))
        return sorted((telling[n].start, telling[n].end) for n in marked)

    def marked(self, text: str):
        """The text as HTML, each found word in <mark>."""
        return _marked(text, self.spans(text))

    def snippet(self, text: str):
        """At most one stretch of the text as HTML: where most was found."""
        if len(text) <= LONGEST_SNIPPET:
            return self.marked(text)
        spans = self.spans(text)
        start = _best_start(spans)
        start = 0 if start < BEFORE_FIRST else text.find(" ", start - BEFORE_FIRST) + 1
        end = text.rfind(" ", start, start + LONGEST_SNIPPET)
        if start + LONGEST_SNIPPET >= len(text) or end <= start:
            end = min(len(text), start + LONGEST_SNIPPET)
        inside = [(a - start, b - start) for a, b in spans if start <= a and b <= end]
        return format_html(
            "{}{}{}",
            "… " if start else "",
            _marked(text[start:end], inside),
            " …" if end < len(text) else "",
        )


def _single(concept, telling):
    here = {stem for token in telling for stem in (token.stem, *token.parts)}
    # As in the query: the parts count when all of them are there.
    wanted = concept.stems | (concept.parts if concept.parts <= here else set())
    for number, token in enumerate(telling):
        if (
            concept.prefix
            and token.stem.startswith(concept.prefix)
            or wanted.intersection([token.stem, *token.parts])
        ):
            yield number


def _runs(phrase, telling):
    for number in range(len(telling) - len(phrase) + 1):
        run = telling[number : number + len(phrase)]
        if all(
            stem == token.stem or stem in token.parts
            for stem, token in zip(phrase, run, strict=True)
        ):
            yield from range(number, number + len(phrase))


def _best_start(spans):
    """The first of the found words that has the most others close behind it."""

    def close(start):
        return sum(
            start <= a < start + LONGEST_SNIPPET - BEFORE_FIRST for a, _ in spans
        )

    return max((a for a, _ in spans), key=lambda a: (close(a), -a), default=0)


def _marked(text, spans):
    pieces, position = [], 0
    for start, end in spans:
        pieces.append((text[position:start], text[start:end]))
        position = end
    marked = (
        format_html_join("", "{}<mark>{}</mark>", pieces) if pieces else mark_safe("")
    )
    return format_html("{}{}", marked, text[position:])
