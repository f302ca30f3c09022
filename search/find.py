"""Put a question to the index: what is found, in which order, and what was meant."""

import re
from dataclasses import dataclass, field

from django.db import connection

from search.analysis import fold, normal, quoted, tokens
from search.models import Entry
from search.query import Question, group_query
from search.stemming import stem

# Of a title, a text, the part of a compound and the context, from D to A.
WEIGHTS = "{0.05, 0.3, 0.5, 1.0}"
# The words themselves count for more than what begins with them.
EXACT_AGAINST_WIDE = 2
# What a word that stands in one entry adds to the rank of that entry.
RAREST = 0.5
A_KIND = 5
A_PAGE = 20
SHORTEST_MISTAKE = 5
# From this length on a word may have two typing errors.
LONG_WORD = 10
LASTS_AT_MOST = "2s"
LONGEST_TYPED = 100
# While typing: "duurzaa" becomes "duurzaam", whose stem has one a.
DOUBLED = re.compile(r"([aeou])\1$")

OCCURS = """
    SELECT asked.query, (
        SELECT count(*) FROM search_entry WHERE vector @@ asked.query::tsquery
    )
    FROM unnest(%s::text[]) AS asked (query)
"""
NEAREST = """
    SELECT asked.word, near.word
    FROM unnest(%s::text[]) WITH ORDINALITY AS asked (word, place)
    CROSS JOIN LATERAL (
        SELECT word, stem, similarity(word, asked.word) AS likeness
        FROM search_word WHERE word %% asked.word AND left(word, 1) = left(asked.word, 1)
        ORDER BY likeness DESC, word LIMIT 12
    ) AS near
    WHERE likeness >= CASE
        WHEN length(asked.word) < %s AND length(asked.word) <> length(near.word)
        THEN 0.45 ELSE 0.3
    END AND EXISTS (
        SELECT 1 FROM search_entry WHERE vector @@ quote_literal(near.stem)::tsquery
    )
    ORDER BY asked.place, likeness DESC, near.word
"""
FOUND = """
    WITH found AS (
        SELECT id, kind, "order", exact && %(keys)s::varchar[] AS is_exact,
            coalesce(vector @@ %(codes)s::tsquery, FALSE) AS has_code,
            exact && %(named)s::varchar[] AS is_named,
            matched, coverage,
            %(exact_weight)s * ts_rank(%(weights)s::real[], vector, %(exact)s, 1)
                + ts_rank(%(weights)s::real[], vector, %(wide)s, 1)
                + coalesce(rarity, 0) AS rank
        FROM search_entry, LATERAL (
            SELECT sum(CASE WHEN vector @@ whole THEN 2 ELSE 1 END) AS coverage,
                count(*) AS matched, sum(rarity) AS rarity
            FROM unnest(
                %(concepts)s::tsquery[], %(apart)s::tsquery[], %(rarity)s::real[]
            ) AS concept (whole, apart, rarity)
            WHERE vector @@ whole OR vector @@ apart
        ) AS concepts
        WHERE (
                vector @@ %(wide)s::tsquery OR exact && %(keys)s::varchar[]
                OR coalesce(vector @@ %(codes)s::tsquery, FALSE)
            )
            AND coalesce(vector @@ %(required)s::tsquery, TRUE)
            AND NOT coalesce(vector @@ %(without)s::tsquery, FALSE)
    ), told AS (
        -- What has less than a third of the words does not answer the question.
        SELECT * FROM found
        WHERE is_exact OR has_code OR 3 * matched > cardinality(%(concepts)s::tsquery[])
    ), placed AS (
        SELECT *, count(*) OVER (PARTITION BY kind) AS of_kind,
            row_number() OVER (
                PARTITION BY kind
                ORDER BY is_exact DESC, has_code DESC, is_named DESC,
                    coverage DESC NULLS LAST, rank DESC, "order", id
            ) AS place
        FROM told
    ), cut AS (
        -- A page behind the last one is the last one.
        SELECT *, least(%(skipped)s, (of_kind - 1) / %(most)s * %(most)s) AS skipped
        FROM placed
    )
    SELECT id, kind, is_exact OR has_code, coalesce(coverage, 0), of_kind, place
    FROM cut
    WHERE place = 1 OR place > skipped AND place <= skipped + %(most)s
        AND (%(kind)s = '' OR kind = %(kind)s)
    ORDER BY is_exact DESC, has_code DESC, is_named DESC,
        coverage DESC NULLS LAST, rank DESC, "order", id
"""

SUGGESTED = """
    SELECT id, kind, title, url, shown FROM search_entry
    WHERE vector @@ %(query)s::tsquery OR exact && %(keys)s::varchar[]
    ORDER BY exact && %(keys)s::varchar[] DESC, array_position(%(kinds)s, kind::text),
        vector @@ %(whole)s::tsquery DESC, "order", length(title), id LIMIT 8
"""


@dataclass(frozen=True)
class Absent:
    """A word that occurs nowhere, and what a visitor may look for instead.

    `meant` is a known word that looks the same but for a typing error. `pieces` are
    the parts of the word that do occur; when they do so together, those records are
    among the hits: `is_apart`.
    """

    typed: str
    meant: str = ""
    pieces: tuple[str, ...] = ()
    is_apart: bool = False


@dataclass(frozen=True)
class Hit:
    """`coverage` counts two for each word of the question, one for its parts apart."""

    entry: Entry
    is_exact: bool
    coverage: int
    place: int


@dataclass(frozen=True)
class Answer:
    """The best hits in order, how many there are of each kind, and what is nowhere.

    `page` is the one that was found: no later one than the last. `unused` words do occur, but are too little of the question to answer it.
    """

    question: Question
    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    absent: list[Absent] = field(default_factory=list)
    unknown_codes: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    is_complete: bool = True
    page: int = 1

    @property
    def total(self):
        return sum(self.counts.values())


def limit_time():
    """From here to the end of the transaction no statement takes long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true)", [LASTS_AT_MOST]
        )


def answer(question: Question, keys=(), codes=(), kind="", page=1) -> Answer:
    """Five hits of each kind, or one page of one kind.

    `keys` are folded texts: an entry that has one among its `exact` goes on top, and
    below it what has one of `codes` for a label.
    """
    occurs = _occurring(question.concepts)
    absent = _absent(question.concepts, occurs)
    words = {word.typed for word in absent if not word.is_apart}
    present = [concept for concept in question.concepts if concept.text not in words]
    tells_little = 3 * len(present) <= len(question.concepts)
    rows = _rows(
        question, [] if tells_little else present, occurs, list(keys), codes, kind, page
    )
    entries = Entry.objects.defer("vector").in_bulk(row[0] for row in rows)
    counts = {row[1]: row[4] for row in rows}
    page = min(page, max(1, pages_of(counts.get(kind, 0))))
    hits = [
        Hit(entries[pk], is_exact, coverage, place)
        for pk, of, is_exact, coverage, _, place in rows
        if not kind or (of == kind and (place - 1) // A_PAGE == page - 1)
    ]
    return Answer(
        question=question,
        hits=hits,
        counts=counts,
        absent=absent,
        unused=[concept.text for concept in present] if tells_little else [],
        page=page,
    )


def pages_of(count):
    """How many pages it takes to list so many hits of one kind."""
    return -(-count // A_PAGE)


def suggestions(text: str, glossary, keys=(), kinds=()) -> list[Entry]:
    """Entries with these words in their name; the last word may be half a word.

    Exact names first, then by kind, in the order of `kinds`.
    """
    asked = [token for token in tokens(normal(text)[:LONGEST_TYPED]) if token.word]
    if not asked:
        return []
    whole = [f"{quoted(t.stem)}:A | {quoted(t.stem)}:*A" for t in asked[:-1]]
    halves = {asked[-1].word, asked[-1].stem, DOUBLED.sub(r"\1", asked[-1].word)}
    queries = [*whole, " | ".join(f"{quoted(half)}:*A" for half in sorted(halves))]
    query = " & ".join(f"({q})" for q in queries)
    group, length = glossary.longest(asked)
    if group and length == len(asked):
        query = f"{query} | {group_query(group, ':A')}"
    values = {
        "keys": list(keys),
        "kinds": list(kinds),
        "query": query,
        "whole": " & ".join(f"{quoted(t.stem)}:A" for t in asked),
    }
    return list(Entry.objects.raw(SUGGESTED, values))


def _rows(question, concepts, occurs, keys, codes, kind, page):
    if not (concepts or keys):
        return []
    either = " | ".join
    values = {
        "keys": keys,
        "codes": either(map(quoted, codes)) or None,
        "named": [key for key in question.runs if key not in keys],
        "concepts": [concept.wide for concept in concepts],
        "apart": [concept.apart or None for concept in concepts],
        "rarity": [RAREST / occurs.get(concept.wide, 1) for concept in concepts],
        "exact": either(concept.exact for concept in concepts),
        "wide": either(f"({q})" for c in concepts for q in (c.wide, c.apart) if q),
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


def _absent(concepts, occurs):
    """What is said of the concepts that no record has."""
    missing = [concept for concept in concepts if concept.wide not in occurs]
    typed = [c.word for c in missing if len(c.word) >= SHORTEST_MISTAKE]
    nearest = _nearest(typed)
    return [
        Absent(
            typed=concept.text,
            meant=nearest.get(concept.word, ""),
            pieces=tuple(
                word for query, word in _pieces(concept).items() if query in occurs
            ),
            is_apart=concept.apart in occurs,
        )
        for concept in missing
    ]


def _pieces(concept):
    return {quoted(stem(piece)): piece for piece in concept.pieces}


def _occurring(concepts):
    """In how many entries each query and each piece of these concepts occurs."""
    asked = {q for c in concepts for q in (c.wide, c.apart, *_pieces(c)) if q}
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(OCCURS, [sorted(asked)])
        return {query: count for query, count in cursor.fetchall() if count}


def _nearest(missing):
    """For each word the known word that it is but for a typing error."""
    if not missing:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [missing, LONG_WORD])
        rows = cursor.fetchall()
    found = {}
    for typed, known in rows:
        errors = min(
            typing_errors(typed, fold(known)),
            typing_errors(stem(typed), stem(fold(known))),
        )
        if 0 < errors <= (2 if len(typed) >= LONG_WORD else 1):
            found.setdefault(typed, []).append((errors, known))
    return {typed: min(known)[1] for typed, known in found.items()}


def typing_errors(one: str, other: str) -> int:
    """How many letters were left out, added, mistaken or put in the wrong order."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]
