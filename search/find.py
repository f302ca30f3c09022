"""Put a question to the index: what is found, in which order, and what was meant."""

import re
from dataclasses import dataclass, field, replace

from django.db import connection

from search.analysis import normal, quoted, tokens
from search.models import Entry
from search.query import Concept, Question

# Of a title, a text, the part of a compound and the context, from D to A.
WEIGHTS = "{0.05, 0.3, 0.5, 1.0}"
# The words themselves count for more than what begins with them.
EXACT_AGAINST_WIDE = 2
A_KIND = 5
A_PAGE = 20
LEAST_LIKENESS = 0.3
SHORTEST_MISTAKE = 4
LASTS_AT_MOST = "2s"
LONGEST_TYPED = 100
# While typing: "duurzaa" becomes "duurzaam", whose stem has one a.
DOUBLED = re.compile(r"([aeou])\1$")

HAS_HITS = """
    SELECT EXISTS (SELECT 1 FROM search_entry WHERE vector @@ asked.query)
    FROM unnest(%s::tsquery[]) WITH ORDINALITY AS asked (query, place) ORDER BY place
"""
NEAREST = """
    SELECT asked.word, near.word, near.stem
    FROM unnest(%s::text[]) WITH ORDINALITY AS asked (word, place)
    CROSS JOIN LATERAL (
        SELECT word, stem, similarity(word, asked.word) AS likeness
        FROM search_word WHERE word %% asked.word
        ORDER BY likeness DESC, word LIMIT 8
    ) AS near
    WHERE likeness >= %s AND EXISTS (
        SELECT 1 FROM search_entry WHERE vector @@ quote_literal(near.stem)::tsquery
    )
    ORDER BY asked.place, likeness DESC, near.word
"""
FOUND = """
    WITH found AS (
        SELECT id, kind, "order", exact && %(keys)s::varchar[] AS is_exact,
            (
                SELECT count(*) FROM unnest(%(concepts)s::tsquery[]) AS concept
                WHERE vector @@ concept
            ) AS coverage,
            %(exact_weight)s * ts_rank(%(weights)s::real[], vector, %(exact)s, 1)
                + ts_rank(%(weights)s::real[], vector, %(wide)s, 1) AS rank
        FROM search_entry
        WHERE (vector @@ %(wide)s::tsquery OR exact && %(keys)s::varchar[])
            AND coalesce(vector @@ %(required)s::tsquery, TRUE)
            AND NOT coalesce(vector @@ %(without)s::tsquery, FALSE)
    ), placed AS (
        SELECT *, count(*) OVER (PARTITION BY kind) AS of_kind,
            row_number() OVER (
                PARTITION BY kind
                ORDER BY is_exact DESC, coverage DESC, rank DESC, "order", id
            ) AS place
        FROM found
    )
    SELECT id, kind, is_exact, coverage, of_kind, place FROM placed
    WHERE place = 1 OR place > %(skipped)s AND place <= %(skipped)s + %(most)s
        AND (%(kind)s = '' OR kind = %(kind)s)
    ORDER BY is_exact DESC, coverage DESC, rank DESC, "order", id
"""


SUGGESTED = """
    SELECT id, kind, title, url, shown FROM search_entry
    WHERE vector @@ %(query)s::tsquery OR exact && %(keys)s::varchar[]
    ORDER BY exact && %(keys)s::varchar[] DESC, length(title), "order", id LIMIT 8
"""


@dataclass(frozen=True)
class Correction:
    typed: str
    meant: str


@dataclass(frozen=True)
class Hit:
    entry: Entry
    is_exact: bool
    coverage: int
    place: int


@dataclass(frozen=True)
class Answer:
    """The best hits in order, how many there are of each kind, and what was meant."""

    question: Question
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)
    is_complete: bool = True

    @property
    def total(self):
        return sum(self.counts.values())


def limit_time():
    """From here to the end of the transaction no statement takes long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true)", [LASTS_AT_MOST]
        )


def answer(question: Question, keys=(), kind="", page=1) -> Answer:
    """Five hits of each kind, or one page of one kind.

    `keys` are folded texts: an entry that has one among its `exact` goes on top.
    """
    concepts, corrections = _corrected(question.concepts)
    rows = _rows(replace(question, concepts=concepts), list(keys), kind, page)
    entries = Entry.objects.defer("vector").in_bulk(row[0] for row in rows)
    hits = [
        Hit(entries[pk], is_exact, coverage, place)
        for pk, of, is_exact, coverage, _, place in rows
        if not kind or (of == kind and (place - 1) // A_PAGE == page - 1)
    ]
    return Answer(
        question=replace(question, concepts=concepts),
        hits=hits,
        counts={row[1]: row[4] for row in rows},
        corrections=corrections,
    )


def suggestions(text: str, keys=()) -> list[Entry]:
    """Entries with these words in their name; the last word may be half a word."""
    asked = [token for token in tokens(normal(text)[:LONGEST_TYPED]) if token.word]
    if not asked:
        return []
    whole = [f"{quoted(t.stem)}:A | {quoted(t.stem)}:*A" for t in asked[:-1]]
    halves = {asked[-1].word, asked[-1].stem, DOUBLED.sub(r"\1", asked[-1].word)}
    queries = [*whole, " | ".join(f"{quoted(half)}:*A" for half in sorted(halves))]
    rows = Entry.objects.raw(
        SUGGESTED, {"keys": list(keys), "query": " & ".join(f"({q})" for q in queries)}
    )
    return list(rows)


def _rows(question, keys, kind, page):
    if not (question.concepts or keys):
        return []
    either = " | ".join
    wide = [concept.wide for concept in question.concepts]
    values = {
        "keys": keys,
        "concepts": wide,
        "exact": either(concept.exact for concept in question.concepts),
        "wide": either(f"({query})" for query in wide),
        "required": " & ".join(c.exact for c in question.required) or None,
        "without": either(question.without) or None,
        "weights": WEIGHTS,
        "exact_weight": EXACT_AGAINST_WIDE,
        "kind": kind,
        "skipped": (page - 1) * A_PAGE if kind else 0,
        "most": A_PAGE if kind else A_KIND,
    }
    with connection.cursor() as cursor:
        cursor.execute(FOUND, values)
        return cursor.fetchall()


def _corrected(concepts):
    """The concepts, and for those that occur nowhere what comes nearest."""
    asked = [c.wide for c in concepts] + [c.loose or c.wide for c in concepts]
    if not asked:
        return concepts, []
    with connection.cursor() as cursor:
        cursor.execute(HAS_HITS, [asked])
        has_hits = [row[0] for row in cursor.fetchall()]
    wide, loose = has_hits[: len(concepts)], has_hits[len(concepts) :]
    better = [
        replace(concept, wide=concept.loose) if not found and looser else concept
        for concept, found, looser in zip(concepts, wide, loose, strict=True)
    ]
    missing = [
        concept.word
        for concept, found in zip(concepts, loose, strict=True)
        if not found and len(concept.word) >= SHORTEST_MISTAKE
    ]
    nearest = _nearest(missing)
    corrections = [Correction(typed, meant) for typed, (meant, _) in nearest.items()]
    return [_as_meant(c, nearest.get(c.word)) for c in better], corrections


def _nearest(missing):
    """For each word the known word that looks most like it, with its stem."""
    if not missing:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [missing, LEAST_LIKENESS])
        rows = cursor.fetchall()
    # The last one stays: the nearest.
    return {typed: (meant, stem) for typed, meant, stem in reversed(rows)}


def _as_meant(concept: Concept, meant):
    if not meant:
        return concept
    query = quoted(meant[1])
    return replace(
        concept, exact=query, wide=query, stems=frozenset([meant[1]]), prefix=""
    )
