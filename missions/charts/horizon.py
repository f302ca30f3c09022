"""All missions in the letter's words on one time axis, grouped per theme."""

from dataclasses import replace
from itertools import groupby

from charts.build import counted, number, ordinal, year_counts
from charts.fit import Tier
from charts.vocabulary import Group, Horizon
from missions.charts.marks import axis_of, row_of, years_beyond
from missions.charts.table import table_of
from missions.models.target import Target

Precision = Target.YearPrecision

# The widths at which static/css/charts.css changes the layout.
HORIZON_TIERS = [
    Tier("xl", track=884, size=14),
    Tier("l", track=680, size=14),
    Tier("m", track=448, size=14, forms=3, all_years=False),
    Tier("s", track=328, size=13, forms=3, lines=2, all_years=False),
    Tier("xs", track=288, size=13, forms=3, lines=2, all_years=False),
]


def horizon(missions):
    """All missions in the letter's words on one time axis, grouped per theme.

    Expects them in tree order. Sub-targets get no row; they are counted in the
    heading of their theme.
    """
    missions = list(missions)
    rows = [m for m in missions if not m.is_sub_target]
    axis = axis_of(rows, HORIZON_TIERS)
    groups = groupby(missions, lambda mission: mission.theme)
    return Horizon(
        name="Missies per thema op een tijdas",
        axis=axis,
        groups=tuple(_group(theme, list(members), axis) for theme, members in groups),
        table=table_of(rows),
        summary=summary_of(rows),
    )


def _group(theme, members, axis):
    missions = [m for m in members if not m.is_sub_target]
    return Group(
        key=theme.hue,
        name=theme.title,
        url=theme.get_absolute_url(),
        summary=_group_summary(members, missions),
        rows=tuple(
            replace(row_of(m, HORIZON_TIERS, missions), note=_note(m, axis))
            for m in missions
        ),
    )


def _group_summary(members, missions):
    """ "2 missies, de eerste met 5 subdoelen", counted from the members."""
    centrals = [m for m in missions if m.kind == m.Kind.CENTRAL]
    others = len(missions) - len(centrals)
    if centrals:
        central = counted(len(centrals), "centrale missie", "centrale missies")
        return f"{central} met {counted(others, 'missie', 'missies')} eronder"
    parts = [counted(others, "missie", "missies")]
    for place, mission in enumerate(missions, 1):
        children = sum(m.parent_id == mission.pk for m in members)
        if children:
            parts.append(
                f"de {ordinal(place)} met {counted(children, 'subdoel', 'subdoelen')}"
            )
    return ", ".join(parts)


def _note(mission, axis):
    """Said at an arrow: how lonely it is so far to the right."""
    marks = [tick for tick in axis.ticks if tick.count]
    if len(marks) < 2 or marks[-1].count != 1:
        return ""
    last = [t for t in mission.targets.all() if t.target_year == marks[-1].year]
    if not last or last[0].year_precision != Precision.AFTER:
        return ""
    return f"Na {marks[-2].year} is er nog één missie met een doel."


def summary_of(missions):
    """The two busiest years in words, and who looks beyond them."""
    counts = year_counts(mission.year_words for mission in missions)
    after = sum(
        any(t.year_precision == Precision.AFTER for t in mission.targets.all())
        for mission in missions
    )
    until = [year for year in counts if year[0] not in years_beyond(missions)]
    busiest = sorted(until, key=lambda year: (-counts[year], year))[:2]
    if len(busiest) < 2:
        return ""
    one, two = busiest
    verb = "heeft" if counts[one] == 1 else "hebben"
    noun = "missie" if counts[one] == 1 else "missies"
    text = (
        f"{number(counts[one]).capitalize()} {noun} {verb} een doel in {one[1]}, "
        f"{number(counts[two])} in {two[1]}."
    )
    if after == 1:
        text += " Eén missie kijkt verder."
    elif after:
        text += f" {number(after).capitalize()} missies kijken verder."
    return text
