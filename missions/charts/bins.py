"""The time axis where there are too many missions to draw: per theme and year.

Each mark stands for all missions of a theme with a target in that year, and leads
to the list of them.
"""

from dataclasses import replace
from itertools import groupby

from django.urls import reverse
from django.utils.http import urlencode

from charts.build import counted, labels
from charts.vocabulary import Cell, Group, Horizon, Kind, Mark, Row, Run, Table
from missions.charts.horizon import HORIZON_TIERS, summary_of
from missions.charts.marks import YEARS, axis_of
from missions.models.target import Target

# More marks than this are no picture any more; the letter has 23.
MOST_MARKS = 120
NO_YEAR = (None, Target.YearPrecision.NONE)


def bins(missions, beside=()):
    """`beside` are the other choices, as (name, value), for the addresses."""
    rows = [mission for mission in missions if not mission.is_sub_target]
    themes = groupby(rows, lambda mission: mission.theme)
    found = [(theme, _counts(own), own) for theme, own in _lists(themes)]
    return Horizon(
        name="Aantal missies per thema en jaar op een tijdas",
        axis=axis_of(rows, HORIZON_TIERS),
        groups=tuple(_group(*own, beside) for own in found),
        table=_table(found, beside),
        summary=summary_of(rows),
        is_binned=True,
    )


def _lists(groups):
    return [(theme, list(own)) for theme, own in groups]


def _counts(missions):
    """Per (year, how the letter gives it) how many missions have a target then."""
    counts = {}
    for mission in missions:
        for key in {_year_of(target) for target in mission.targets.all()}:
            counts[key] = counts.get(key, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: item[0][0] or 0))


def _year_of(target):
    is_after = target.year_precision == Target.YearPrecision.AFTER
    if not target.target_year:
        return NO_YEAR
    return target.target_year, target.year_precision if is_after else ""


def _address(theme, year, beside):
    value = {"jaar": f"na-{year[0]}" if year[1] else str(year[0])}
    value = {"jaar": "geen"} if year == NO_YEAR else value
    query = urlencode([("thema", theme.slug), *value.items(), *beside])
    return f"{reverse('missions:list')}?{query}"


def _words(year):
    if year == NO_YEAR:
        return "zonder streefjaar"
    return f"met een doel na {year[0]}" if year[1] else f"met een doel in {year[0]}"


def _group(theme, counts, missions, beside):
    dated = {year: count for year, count in counts.items() if year != NO_YEAR}
    query = urlencode([("thema", theme.slug), *beside])
    row = Row(
        code=theme.code,
        name="Aantal missies per jaar",
        url=f"{reverse('missions:list')}?{query}",
        marks=_marks(theme, dated, beside),
    )
    rows = [replace(row, line_to=row.marks[-1].x)] if dated else []
    if NO_YEAR in counts:
        mark = _mark(theme, NO_YEAR, counts[NO_YEAR], (100, False), beside)
        rows.append(
            Row(theme.code, "Zonder streefjaar", mark.url, (mark,)),
        )
    summary = counted(len(missions), "missie", "missies")
    url = theme.get_absolute_url()
    return Group(theme.hue, theme.title, url, summary, tuple(rows))


def _marks(theme, dated, beside):
    shares = [YEARS.share(year[0]) for year in dated]
    ends = [*shares[1:], 100][: len(shares)]
    rooms = [(end - share, end < 100) for share, end in zip(shares, ends, strict=True)]
    return tuple(
        _mark(theme, year, count, room, beside)
        for (year, count), room in zip(dated.items(), rooms, strict=True)
    )


def _mark(theme, year, count, room, beside):
    share, followed = room
    kind = {"": Kind.BIN, NO_YEAR[1]: Kind.NONE}.get(year[1], Kind.AFTER)
    words = counted(count, "missie", "missies")
    forms = [(Run(words, strong=True),), (Run(str(count), strong=True),)]
    if kind == Kind.AFTER:
        # Its words stand before it.
        share, followed = 10, True
    return Mark(
        kind=kind,
        year=year[0],
        x=YEARS.x(year[0] or YEARS.first),
        words=f"{words} {_words(year)}",
        url=_address(theme, year, beside),
        labels=labels(forms, share, HORIZON_TIERS, followed=followed),
    )


def _table(found, beside):
    rows = [
        (
            Cell(theme.title),
            Cell(_words(year)),
            Cell(str(count), _address(theme, year, beside)),
        )
        for theme, counts, _ in found
        for year, count in counts.items()
    ]
    head = ("Thema", "Jaar", "Aantal missies")
    return Table("Aantal missies per thema en jaar", head, tuple(rows))
