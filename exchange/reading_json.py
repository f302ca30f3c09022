"""Read the rows of a JSON file, of one kind or of the whole register.

A value of JSON is what the cell of a spreadsheet stands for, so each text gets the
quote that the cell would have: from there on both are read in one way.
"""

import json

from exchange.columns import harmless

NO_JSON = "Dit bestand is niet te lezen als JSON."
NO_ROWS = (
    "In dit JSON-bestand staan geen regels zoals het register ze schrijft: onder "
    "«rows», en elke regel met dezelfde namen en zonder lijsten erin."
)
# A file of the register has its first row on this line.
FIRST_ROW = 2


class NotOurs(Exception):
    """Why the JSON cannot be read, as a Dutch sentence."""


def tables_of_json(content, code):
    """(code, head, numbered rows) of each kind in the file that has rows."""
    held = _parsed(content)
    if not isinstance(held, dict):
        raise NotOurs(NO_ROWS)
    rows, code = held.get("rows"), held.get("kind", code)
    kinds = rows if isinstance(rows, dict) else {code: rows}
    if not isinstance(code, str) or not all(map(_is_rows, kinds.values())):
        raise NotOurs(NO_ROWS)
    return [(kind, *_table(rows)) for kind, rows in kinds.items() if rows]


def _parsed(content):
    try:
        text = content.decode("utf-8-sig")
        held = json.loads(text, parse_constant=_refuse)
        # What a text may hold is less than what JSON can write.
        is_text = "\0" not in json.dumps(held, ensure_ascii=False).encode().decode()
    except (ValueError, RecursionError) as error:
        raise NotOurs(NO_JSON) from error
    if not is_text or r"\u0000" in text:
        raise NotOurs(NO_JSON)
    return held


def _refuse(word):
    raise ValueError(word)


def _is_rows(rows):
    """Whether these are rows with the same names, each with values and no lists."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return False
    values = (value for row in rows for value in row.values())
    return all(row.keys() == rows[0].keys() for row in rows) and not any(
        isinstance(value, dict | list) for value in values
    )


def _table(rows):
    head = list(rows[0])
    lines = [[_cell(row[name]) for name in head] for row in rows]
    return head, list(enumerate(lines, FIRST_ROW))


def _cell(value):
    return harmless(value) if isinstance(value, str) else value
