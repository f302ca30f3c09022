"""The words that a record of the policy quotes are words of its passages.

A record that rests on an external document or on a choice of the editors has no
words to compare with, and none is asked.
"""

from sources.triggers import HAS_GROUND, Rule, in_passage

HAS_PASSAGE = in_passage("TRUE", "record")


def in_the_words(field, message):
    """`field` stands in one passage for the record, when it rests on passages."""
    said = in_passage(f"position(r.{field} IN p.quotation) > 0", "record")
    return Rule(f"{field}_is_quoted", f"NOT {HAS_PASSAGE} OR {said}", message)


# Passages with one space between them are read on as one; others never.
STRETCHES = """SELECT string_agg(
        CASE WHEN before = start - 1 THEN ' ' ELSE E'\\n' END || quotation,
        '' ORDER BY start
    )
    FROM (
        SELECT p.quotation, p.start,
            lag(p."end") OVER (PARTITION BY p.text_id ORDER BY p.start) AS before
        FROM {ground} AS g JOIN sources_passage AS p ON p.id = g.passage_id
        WHERE g.record_id = r.id AND g.supports = 'record'
    ) AS cited"""

AMOUNT_RULES = (
    HAS_GROUND,
    in_the_words("quoted", "Zoals het getal hier staat, staat het in geen passage."),
)
MILESTONE_RULES = (
    HAS_GROUND,
    in_the_words(
        "term_text", "De woorden van de bron staan in geen passage van deze termijn."
    ),
)
TERM_RULES = (
    HAS_GROUND,
    in_the_words("definition", "De omschrijving staat niet woordelijk in een passage."),
)
RULE_RULES = (
    HAS_GROUND,
    Rule(
        "statement_is_quoted",
        f"""NOT {HAS_PASSAGE} OR NOT EXISTS (
            SELECT FROM regexp_split_to_table(r.statement, E'\\r?\\n') AS line(words)
            WHERE position(line.words IN ({STRETCHES})) = 0
        )""",
        "De woorden van de regel staan niet in zijn passages.",
    ),
)
