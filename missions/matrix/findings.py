"""What the matrix says, in words: the findings above it and the list of gaps."""

from dataclasses import dataclass

NAMED = 3
# In the list of gaps; the address of the gap leads to all of them.
LISTED = 40


@dataclass(frozen=True)
class Finding:
    """A number with a sentence; `records` are named after it, `url` leads to all.

    `see` are the words of that link when no record is named.
    """

    count: int
    words: str
    records: tuple = ()
    more: int = 0
    url: str = ""
    see: str = ""


def findings(matrix, choice):
    """At most one sentence about rows, one for each group, and one about bases.

    What there is none of is no finding.
    """
    if not matrix.rows:
        return []
    found = [_missions(matrix, matrix.groups[0], choice)]
    found += [_columns(matrix, group, choice) for group in matrix.groups]
    if not (choice.is_stated or choice.is_activity):
        editorial, filled = editorial_share(matrix)
        words = f"van de {filled} koppelingen zijn een keuze van de redactie"
        url = choice.address(koppelingen="brief")
        see = "Laat alleen de brief zien"
        found.append(Finding(editorial, words, url=url, see=see))
    return [finding for finding in found if finding.count]


def _missions(matrix, group, choice):
    missions = matrix.missions_without(group)
    url = choice.address(kolommen=group.key, gaten="missies")
    if missions or choice.is_stated or choice.is_activity:
        return _finding(missions, _without(missions, group, choice), url)
    only_editorial = matrix.only_editorial(group)
    verb = "heeft" if len(only_editorial) == 1 else "hebben"
    noun = _missions_noun(only_editorial)
    words = f"{noun} {verb} alleen een {group.one} van de redactie"
    url = choice.address(kolommen=group.key, gaten="redactie")
    return Finding(len(only_editorial), words, url=url, see="Bekijk ze")


def _columns(matrix, group, choice):
    columns = matrix.columns_without(group)
    url = choice.address(kolommen=group.key, gaten="kolommen")
    return _finding(columns, _unused(group, columns, choice), url)


def _without(missions, group, choice):
    lacks = f"bijdrage met een {group.one}" if choice.is_activity else group.one
    return f"{_missions_noun(missions)} zonder {lacks}"


def _unused(group, columns, choice):
    lacks = "bijdrage aan een missie" if choice.is_activity else "missie"
    return f"{_noun(group, columns)} zonder {lacks}"


def _finding(records, words, url, most=NAMED):
    named = tuple(records[:most])
    return Finding(len(records), words, named, len(records) - len(named), url)


def _missions_noun(missions):
    return "missie" if len(missions) == 1 else "missies"


def editorial_share(matrix):
    """(boxes that only the editors fill, all filled boxes), of missions."""
    editorial = filled = 0
    for group in matrix.groups:
        counts, _ = matrix.tally(group)
        counts = dict(counts)
        editorial += counts["r"]
        filled += counts["m"] + counts["t"] + counts["r"]
    return editorial, filled


def gaps(matrix, choice):
    """Per group what is missing, as findings that name the records."""
    return [
        (group, [gap for gap in _gaps_of(matrix, group, choice) if gap.count])
        for group in matrix.groups
        if group.columns and matrix.rows
    ]


def _gaps_of(matrix, group, choice):
    here = {"kolommen": group.key}
    missions = matrix.missions_without(group)
    url = choice.address(**here, gaten="missies")
    yield _finding(missions, _without(missions, group, choice), url, LISTED)
    if not (choice.is_stated or choice.is_activity):
        own = matrix.only_editorial(group)
        words = f"{_missions_noun(own)} met alleen een {group.one} van de redactie"
        url = choice.address(**here, gaten="redactie")
        yield _finding(own, words, url, LISTED)
    columns = matrix.columns_without(group)
    url = choice.address(**here, gaten="kolommen")
    yield _finding(columns, _unused(group, columns, choice), url, LISTED)
    folded = matrix.columns_of_sub_targets(group)
    words = f"{_noun(group, folded)} met alleen een subdoel"
    url = choice.address(**here, gaten="subdoelen")
    yield _finding(folded, words, url, LISTED)


def _noun(group, columns):
    return group.one if len(columns) == 1 else group.many
