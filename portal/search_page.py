"""What the page of a search shows of an answer. Makes no query."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from portal.search_index import KINDS
from portal.search_lists import lists
from search.find import pages_of
from search.highlight import Highlighter

THE_BEST = 5


@dataclass(frozen=True)
class Row:
    """One hit with the words of the question marked.

    `is_around`: they stand in nothing that is shown.
    """

    entry: object
    title: str
    snippet: str = ""
    is_quoted: bool = False
    alias: str = ""
    named: str = ""
    where: str = ""
    after: str = ""
    is_around: bool = False
    first_partial: bool = False


@dataclass
class Group:
    """The hits of one kind; `more` leads to all of them."""

    kind: str
    name: str
    count: int
    more: str
    rows: list[Row] = field(default_factory=list)

    @property
    def has_more(self):
        return self.count > len(self.rows)


@dataclass(frozen=True)
class Facet:
    name: str
    count: int
    url: str
    is_current: bool


class Page:
    def __init__(self, answer, kind=""):
        self.answer, self.kind, self.number = answer, kind, answer.page
        self.text = answer.question.text
        self.highlighter = Highlighter(answer.question)
        # Each word counts for two: see search.find.Hit.
        self.asked = 2 * len(answer.question.concepts)

    @property
    def is_empty(self):
        return not self.answer.question.text

    @property
    def says_nothing(self):
        """Only words such as «de» and «van», or no words at all."""
        question = self.answer.question
        return bool(question.text) and not question.concepts and not self.answer.hits

    @property
    def total(self):
        return self.answer.total

    @property
    def counts_of_kind(self):
        return self.answer.counts.get(self.kind, 0)

    @property
    def kind_name(self):
        return KINDS.get(self.kind, "")

    @property
    def facets(self):
        counts = self.answer.counts
        listed = [("", "Alles", self.total)]
        listed += [(k, name, counts[k]) for k, name in KINDS.items() if k in counts]
        if self.kind and self.kind not in counts:
            listed.append((self.kind, KINDS[self.kind], 0))
        return [
            Facet(name, count, self.url(kind), kind == self.kind)
            for kind, name, count in listed
        ]

    @cached_property
    def best(self):
        """The first five of all kinds, when there is more than one kind."""
        if self.kind or len(self.answer.counts) < 2:
            return []
        rows = []
        for hit in self.answer.hits[:THE_BEST]:
            rows.append(self._row(hit, rows))
        return rows

    @property
    def groups(self):
        """By kind; the kind of the best hit first. Not those of `lesser_kinds`.

        What stands among the best is not told twice.
        """
        groups = {}
        lesser = self._lesser()
        best = {row.entry.pk for row in self.best}
        for hit in self.answer.hits:
            kind = hit.entry.kind
            if kind in lesser:
                continue
            if kind not in groups:
                count = self.answer.counts[kind]
                groups[kind] = Group(kind, KINDS[kind], count, self.url(kind))
            if hit.entry.pk not in best:
                groups[kind].rows.append(self._row(hit, groups[kind].rows))
        return [group for group in groups.values() if group.rows]

    @property
    def rows(self):
        """Every row of the page, from top to bottom."""
        return [*self.best, *(row for group in self.groups for row in group.rows)]

    @property
    def lesser_kinds(self):
        """The kinds where nothing has all the words, while elsewhere something has."""
        counts, lesser = self.answer.counts, self._lesser()
        return [
            Facet(name, counts[kind], self.url(kind), False)
            for kind, name in KINDS.items()
            if kind in lesser
        ]

    def _lesser(self):
        if self.kind or not self.found_all:
            return set()
        whole = {h.entry.kind for h in self.answer.hits if not self._is_partial(h)}
        return set(self.answer.counts) - whole

    @property
    def found_all(self):
        """Whether some hit has all the words."""
        return any(not self._is_partial(hit) for hit in self.answer.hits)

    @property
    def lists(self):
        return lists(self.answer)

    @property
    def synonyms(self):
        """(typed, the other words that were looked for too)."""
        return [
            (
                concept.text,
                [s for s in concept.synonyms if s.lower() != concept.text.lower()],
            )
            for concept in self.answer.question.concepts
            if concept.synonyms
        ]

    @property
    def absent(self):
        """The words that are nowhere. Of a code is said that it does not exist."""
        codes = set(self.answer.unknown_codes)
        return [
            {"word": word, "pieces": [(p, link(p)) for p in word.pieces]}
            for word in self.answer.absent
            if word.typed.upper() not in codes
        ]

    @property
    def unused(self):
        return [(word, link(word)) for word in self.answer.unused]

    @property
    def meant(self):
        """The question with the words that look like it, to follow: (text, url)."""
        text = self.text
        for word in self.answer.absent:
            if word.meant:
                text = replaced(text, word.typed, word.meant)
        return (text, link(text)) if text != self.text else None

    @property
    def pages(self):
        """The pages before and after this one, as urls; only within one kind."""
        last = pages_of(self.counts_of_kind)
        return {
            "last": last,
            "previous": self.number > 1 and self.url(self.kind, self.number - 1),
            "next": self.number < last and self.url(self.kind, self.number + 1),
        }

    def url(self, kind="", page=1):
        asked = {"q": self.text, "soort": kind, "pagina": page if page > 1 else ""}
        return f"?{urlencode({k: v for k, v in asked.items() if v})}"

    def _is_partial(self, hit):
        return not hit.is_exact and hit.coverage < self.asked

    def _row(self, hit, before):
        entry, mark = hit.entry, self.highlighter
        partial = self._is_partial(hit) and self.found_all
        text = max(entry.texts, key=lambda t: len(mark.spans(t["text"])), default=None)
        after, where = (entry.shown.get(name, "") for name in ("after", "where"))
        is_told = mark.spans(f"{entry.title} . {after}")
        alias = "" if is_told else self._alias(entry)
        is_marked = is_told or alias or text and mark.spans(text["text"])
        # Why this was found, when its own words do not say so.
        where = "" if is_marked or not mark.spans(where) else mark.marked(where)
        return Row(
            entry=entry,
            title=mark.marked(entry.title),
            after=mark.marked(after),
            snippet=mark.snippet(text["text"]) if text else "",
            is_quoted=bool(text and text["quoted"]),
            alias=alias,
            named=entry.shown.get("named", "Ook bekend als"),
            where=where,
            is_around=not (is_marked or where or hit.is_exact),
            first_partial=partial and not any(row.first_partial for row in before),
        )

    def _alias(self, entry):
        names = (
            self.highlighter.marked(n) for n in entry.names if self.highlighter.spans(n)
        )
        return next(names, "")


def link(text):
    return f"?{urlencode({'q': text})}"


def replaced(text, typed, meant):
    """The question as it was probably meant; the rest of it stays as typed."""
    whole_word = rf"(?<![^\W_]){re.escape(typed)}(?![^\W_])"
    return re.sub(whole_word, lambda _: meant, text)
