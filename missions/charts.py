"""Missions and their targets as charts.

Every function expects missions with `FETCHED` prefetched and `theme` selected,
and makes no query of its own.
"""

from dataclasses import replace
from itertools import groupby, pairwise

from charts.fit import Tier, choose_lines, label_years, runs_width
from charts.vocabulary import (
    Axis,
    Bar,
    Cell,
    Group,
    Horizon,
    Kind,
    Label,
    Line,
    Mark,
    Row,
    Run,
    Scale,
    Spark,
    Steps,
    Table,
    Tick,
    percent,
)
from missions.models.mission import Kind as MissionKind
from missions.models.target import Target

FETCHED = ["targets__grounds__passage"]

# The year of the letter, and a little past the last year it names.
YEARS = Scale(2019, 2105)
SPARK_YEARS = (2019, 2050, 2100)

# The widths at which static/css/charts.css changes the layout.
HORIZON_TIERS = [
    Tier("xl", track=884, size=14),
    Tier("l", track=680, size=14),
    Tier("m", track=448, size=14, forms=2, all_years=False),
    Tier("s", track=328, size=13, forms=2, lines=2, all_years=False),
    Tier("xs", track=288, size=13, forms=2, lines=2, all_years=False),
]
# Below these tiers the words of a single line stand in a list under it.
LINE_TIERS = [
    Tier("xl", track=768, size=17, lines=2),
    Tier("l", track=768, size=17, lines=2),
    Tier("m", track=768, size=17, lines=2),
]
LINE_AXIS_TIERS = [
    *LINE_TIERS,
    Tier("s", track=328, size=13, all_years=False),
    Tier("xs", track=288, size=13, all_years=False),
]
BESIDE_MARK = 13
BEFORE_NEXT_MARK = 11

STEPS_HEIGHT = 215
ROOM_FOR_CHANGE = 28
# Two bars of the steps may not stand closer than this share of the width.
STEPS_GAP = 15

ORDINALS = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"]
NUMBERS = (
    "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien "
    "veertien vijftien zestien zeventien achttien negentien twintig"
).split()


def horizon(missions):
    """All missions in the letter's words on one time axis, grouped per theme.

    Expects them in tree order. Sub-targets get no row; they are counted in the
    heading of their theme.
    """
    missions = list(missions)
    rows = [m for m in missions if m.kind != MissionKind.SUB_TARGET]
    axis = year_axis(rows, HORIZON_TIERS)
    groups = groupby(missions, lambda mission: mission.theme)
    return Horizon(
        name="Missies per thema op een tijdas",
        axis=axis,
        groups=tuple(_group(theme, list(members), axis) for theme, members in groups),
        table=_table("Alle missies en hun doelen", rows),
        summary=_summary(rows),
    )


def mission_chart(mission, subject=""):
    """The targets of one mission drawn: in steps from 100, or on the time axis.

    `subject` says what is 100: "Uitstoot in Nederland". Include the answer with
    its own `template`.
    """
    return _steps(mission, subject) or _line(mission)


def spark(mission):
    """The targets of one mission without words, for in a list."""
    row = _row(mission, [])
    return Spark(
        key=_theme_key(mission.theme),
        axis=spark_axis(),
        row=replace(row, marks=tuple(replace(m, labels=()) for m in row.marks)),
    )


def spark_axis():
    """The axis above a column of sparks."""
    anchors = ["start", "middle", "middle"]
    return Axis(
        tuple(
            Tick(year, YEARS.x(year), anchor=anchor)
            for year, anchor in zip(SPARK_YEARS, anchors, strict=True)
        )
    )


def year_axis(missions, tiers):
    """The years of the scale with the number of missions that have a target then."""
    per_mission = [_goal_years(mission) for mission in missions]
    counts = {
        year: sum(year in years for years in per_mission)
        for year in sorted(set().union(*per_mission))
    }
    decades = range(YEARS.first // 10 * 10 + 10, YEARS.last + 1, 10)
    shown = _tiers_per_year(counts, decades, tiers)
    return Axis(
        ticks=tuple(
            Tick(
                year,
                YEARS.x(year),
                count=counts.get(year, 0),
                tiers=tuple(tier for tier, years in shown.items() if year in years),
                anchor="start" if year == YEARS.first else "middle",
            )
            for year in sorted({YEARS.first, *decades, *counts})
        ),
        name="Aantal missies per streefjaar: "
        + ", ".join(f"{year}: {count}" for year, count in counts.items()),
    )


def _tiers_per_year(counts, decades, tiers):
    """Round years with a goal go before others; the first year before plain ones."""
    goals = sorted(counts, key=lambda year: (year % 10 != 0, -counts[year], year))
    plain = [year for year in decades if year not in counts]
    first = [] if YEARS.first in counts else [YEARS.first]
    return {
        tier.name: label_years(
            [
                (year, YEARS.share(year), "start" if year == YEARS.first else "middle")
                for year in [*goals, *first, *(plain if tier.all_years else [])]
            ],
            tier,
        )
        for tier in tiers
    }


def _goal_years(mission):
    return {t.target_year for t in mission.targets.all() if t.target_year}


def _group(theme, members, axis):
    missions = [m for m in members if m.kind != MissionKind.SUB_TARGET]
    return Group(
        key=_theme_key(theme),
        name=theme.title,
        url=theme.get_absolute_url(),
        summary=_group_summary(members, missions),
        rows=tuple(
            replace(_row(m, HORIZON_TIERS, missions), note=_note(m, axis))
            for m in missions
        ),
    )


def _theme_key(theme):
    return theme.code.lower()


def _group_summary(members, missions):
    """ "2 missies, de eerste met 5 subdoelen", counted from the members."""
    centrals = [m for m in missions if m.kind == MissionKind.CENTRAL]
    others = len(missions) - len(centrals)
    if centrals:
        central = _count(len(centrals), "centrale missie", "centrale missies")
        return f"{central} met {_count(others, 'missie', 'missies')} eronder"
    parts = [_count(others, "missie", "missies")]
    for place, mission in enumerate(missions):
        children = sum(m.parent_id == mission.pk for m in members)
        if children:
            which = ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}e"
            parts.append(f"de {which} met {_count(children, 'subdoel', 'subdoelen')}")
    return ", ".join(parts)


def _note(mission, axis):
    """Said at an arrow: how lonely it is so far to the right."""
    marks = [tick for tick in axis.ticks if tick.count]
    if len(marks) < 2 or marks[-1].count != 1:
        return ""
    last = [t for t in mission.targets.all() if t.target_year == marks[-1].year]
    if not last or last[0].year_precision != Target.YearPrecision.AFTER:
        return ""
    return f"Na {marks[-2].year} is er nog één missie met een doel."


def _summary(missions):
    """The two busiest years in words, and who looks beyond them."""
    counts = {}
    after = 0
    for mission in missions:
        targets = mission.targets.all()
        after += any(t.year_precision == Target.YearPrecision.AFTER for t in targets)
        for year in _goal_years(mission):
            counts[year] = counts.get(year, 0) + 1
    busiest = sorted(counts, key=lambda year: (-counts[year], year))[:2]
    if len(busiest) < 2:
        return ""
    one, two = busiest
    verb = "heeft" if counts[one] == 1 else "hebben"
    noun = "missie" if counts[one] == 1 else "missies"
    text = (
        f"{_number(counts[one]).capitalize()} {noun} {verb} een doel in {one}, "
        f"{_number(counts[two])} in {two}."
    )
    if after == 1:
        text += " Eén missie kijkt verder."
    elif after:
        text += f" {_number(after).capitalize()} missies kijken verder."
    return text


def _number(count):
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def _count(count, singular, plural):
    return f"{count} {singular if count == 1 else plural}"


# Rows and marks


def _row(mission, tiers, siblings=()):
    marks = _marks(mission, tiers)
    dated = [mark.x for mark in marks if mark.year]
    parents = {m.pk: m.code for m in siblings}
    return Row(
        code=mission.code,
        name=mission.short_label,
        url=mission.get_absolute_url(),
        marks=marks,
        line_to=dated[-1] if dated else "",
        under=parents.get(mission.parent_id, ""),
    )


def _marks(mission, tiers):
    """One mark per year: targets of one mission in one year share it."""
    targets = sorted(
        mission.targets.all(), key=lambda t: (t.target_year or 0, t.order)
    )
    if not targets:
        return (_mark_without_target(mission, tiers),)
    years = [list(same) for _, same in groupby(targets, lambda t: t.target_year)]
    return tuple(
        _mark(mission, here, after, tiers)
        for here, after in zip(years, [*years[1:], None], strict=True)
    )


def _mark(mission, targets, following, tiers):
    first = targets[0]
    forms = _forms(mission, targets, is_last=following is None)
    words = "".join(run.text for run in forms[0])
    year = first.target_year
    name = f"{mission.code}: {words}"
    # An arrow and a dotted line already say in their words when.
    if year and str(year) not in words.split("1990")[-1][-12:]:
        name += f", {year}"
    kind = _kind(targets)
    next_year = following[0].target_year if following else None
    return Mark(
        kind=kind,
        year=year,
        x=YEARS.x(year) if year else "0%",
        name=name,
        url=f"{mission.get_absolute_url()}#{first.slug}",
        labels=_labels(forms, _share_of_room(kind, year, next_year), tiers),
    )
