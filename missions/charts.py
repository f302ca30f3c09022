"""Missions and their targets as charts.

Every function expects missions as `Mission.objects.for_list()` gives them,
and makes no query of its own.
"""

from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from charts.build import (
    bar,
    counted,
    labels,
    number,
    ordinal,
    spoken,
    with_ending,
    year_axis,
    year_counts,
)
from charts.fit import Tier
from charts.vocabulary import (
    Axis,
    Cell,
    Group,
    Horizon,
    Kind,
    Line,
    Mark,
    Row,
    Scale,
    Spark,
    Steps,
    Table,
    Tick,
)
from missions.chart_words import label_forms, when, words
from missions.models.target import Target

Precision = Target.YearPrecision

# The year of the letter, and a little past the last year it names.
YEARS = Scale(2019, 2105)
SPARK_YEARS = (2019, 2050, 2100)

# The widths at which static/css/charts.css changes the layout.
HORIZON_TIERS = [
    Tier("xl", track=884, size=14),
    Tier("l", track=680, size=14),
    Tier("m", track=448, size=14, forms=3, all_years=False),
    Tier("s", track=328, size=13, forms=3, lines=2, all_years=False),
    Tier("xs", track=288, size=13, forms=3, lines=2, all_years=False),
]
# A value is set larger here. In the two narrow tiers the words stand in a list.
LINE_TIERS = [
    *(Tier(name, track=768, size=19, lines=2) for name in ("xl", "l", "m")),
    Tier("s", track=328, size=13, all_years=False),
    Tier("xs", track=288, size=13, all_years=False),
]
LINE_WORDS_TIERS = LINE_TIERS[:3]

# Two bars of the steps may not stand closer than this share of the width.
STEPS_GAP = 15


def horizon(missions):
    """All missions in the letter's words on one time axis, grouped per theme.

    Expects them in tree order. Sub-targets get no row; they are counted in the
    heading of their theme.
    """
    missions = list(missions)
    rows = [m for m in missions if not m.is_sub_target]
    axis = _axis(rows, HORIZON_TIERS)
    groups = groupby(missions, lambda mission: mission.theme)
    return Horizon(
        name="Missies per thema op een tijdas",
        axis=axis,
        groups=tuple(_group(theme, list(members), axis) for theme, members in groups),
        table=_table(rows),
        summary=_summary(rows),
    )


def mission_chart(mission):
    """The targets of one mission drawn: in steps from 100, or on the time axis.

    Include the answer with its own `template`.
    """
    return _steps(mission) or _line(mission)


def spark(mission):
    """The targets of one mission without words, for in a list."""
    return Spark(mission.theme.hue, spark_axis(), _row(mission, tiers=[]))


def spark_axis():
    """The axis above a column of sparks."""
    anchors = ["start", "middle", "middle"]
    return Axis(
        tuple(
            Tick(year, YEARS.x(year), str(year), anchor=anchor)
            for year, anchor in zip(SPARK_YEARS, anchors, strict=True)
        )
    )


def _axis(missions, tiers, **options):
    counts = year_counts(mission.year_words for mission in missions)
    name = "Aantal missies per streefjaar"
    return year_axis(YEARS, counts, tiers, name, after=_after(missions), **options)


def _after(missions):
    """The years that are named only as a year to look beyond."""
    looked, meant = set(), set()
    for target in (t for mission in missions for t in mission.targets.all()):
        beyond = target.year_precision == Precision.AFTER
        (looked if beyond else meant).add(target.target_year)
    return looked - meant


def _group(theme, members, axis):
    missions = [m for m in members if not m.is_sub_target]
    return Group(
        key=theme.hue,
        name=theme.title,
        url=theme.get_absolute_url(),
        summary=_group_summary(members, missions),
        rows=tuple(
            replace(_row(m, HORIZON_TIERS, missions), note=_note(m, axis))
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


def _summary(missions):
    """The two busiest years in words, and who looks beyond them."""
    counts = year_counts(mission.year_words for mission in missions)
    after = sum(
        any(t.year_precision == Precision.AFTER for t in mission.targets.all())
        for mission in missions
    )
    until = [year for year in counts if year[0] not in _after(missions)]
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


# Rows and marks


def _row(mission, tiers, siblings=()):
    marks = _marks(mission, tiers)
    dated = [mark.x for mark in marks if mark.year]
    codes = {sibling.pk: sibling.code for sibling in siblings}
    return Row(
        code=mission.code,
        name=mission.short_label,
        url=mission.get_absolute_url(),
        marks=marks,
        line_to=dated[-1] if dated else "",
        under=codes.get(mission.parent_id, ""),
    )


def _marks(mission, tiers):
    """One mark per year: targets of one mission in one year share it."""
    targets = sorted(mission.targets.all(), key=lambda t: (*_moment(t), t.order))
    years = [list(same) for _, same in groupby(targets, _moment)]
    shares = [YEARS.share(here[0].target_year or YEARS.first) for here in years]
    return tuple(
        _mark(mission, here, room, tiers, is_last=here is years[-1])
        for here, room in zip(years, _rooms(years, shares), strict=True)
    )


def _moment(target):
    return target.target_year or 0, target.year_text


def _rooms(years, shares):
    """Per mark the share of the track for its words, and whether a mark follows."""
    for here, (before, share, after) in zip(
        years, zip([0, *shares], shares, [*shares[1:], None], strict=False), strict=True
    ):
        if here[0].year_precision == Precision.AFTER:
            yield share - before, before > 0
        else:
            yield (100 if after is None else after) - share, after is not None


def _mark(mission, targets, room, tiers, *, is_last):
    kind, first = _kind(targets), targets[0]
    share, followed = room
    runs = words(mission, targets, "label", is_last=is_last)
    return Mark(
        kind=kind,
        year=first.target_year,
        x=YEARS.x(first.target_year or YEARS.first),
        words=spoken(with_ending(runs, when(first, in_full=True))),
        url=f"{mission.get_absolute_url()}#{first.slug}",
        labels=labels(
            label_forms(mission, targets, is_last=is_last),
            share,
            tiers,
            followed=followed,
        ),
    )


def _kind(targets):
    precision = targets[0].year_precision
    if precision == Precision.NONE:
        return Kind.NONE
    if precision == Precision.AFTER:
        return Kind.AFTER
    if any(t.has_derived_value for t in targets) or precision == Precision.DERIVED:
        return Kind.DERIVED
    has_number = any(target.value is not None for target in targets)
    return Kind.NUMBER if has_number else Kind.OPEN


# The table twin


HEAD = ("Code", "Missie", "Doel", "Waarde", "Jaar", "Referentiejaar", "Bladzijde")


def _table(missions):
    """One row per target, so that the table says no less than the marks."""
    return Table(
        caption="Alle missies en hun doelen",
        head=HEAD,
        rows=tuple(
            _table_row(mission, target)
            for mission in missions
            for target in mission.targets.all()
        ),
    )


def _table_row(mission, target):
    return (
        Cell(mission.code),
        Cell(mission.short_label, mission.get_absolute_url()),
        Cell(target.label, f"{mission.get_absolute_url()}#{target.slug}"),
        Cell(target.value_text or "geen getal"),
        Cell(_table_year(target)),
        Cell(target.baseline_text or "niet van toepassing"),
        Cell(_pages(target)),
    )


def _table_year(target):
    if target.year_precision == Precision.DERIVED and target.term_text:
        return f"{target.term_text}: {target.year_text}"
    return target.year_text


def _pages(target):
    """The pages of the passages that the target rests on."""
    grounds = [g for g in target.grounds.all() if g.passage_id]
    pages = sorted({(g.passage.page, g.passage.pages) for g in grounds})
    return " en ".join(words for _, words in pages) or "niet bekend"


# One mission


def _line(mission):
    targets = list(mission.targets.all())
    axis = _axis([mission], LINE_TIERS, goals_first=True)
    row = _row(mission, LINE_WORDS_TIERS)
    return Line(
        name=f"{mission.code}: {'; '.join(m.words for m in row.marks) or 'nog geen doel'}",
        key=mission.theme.hue,
        axis=axis,
        row=row,
        title=_line_title(len(targets)),
    )


def _line_title(count):
    if not count:
        return "Doel"
    return "Doel op de tijdas" if count == 1 else "Doelen op de tijdas"


def _steps(mission):
    """The steps down from 100, or None where the letter names no base for all."""
    targets = sorted(mission.targets.all(), key=lambda t: t.target_year or 0)
    if not targets or not all(_is_step(t, targets[0].baseline_year) for t in targets):
        return None
    base, last = targets[0].baseline_year, targets[-1].target_year
    scale = Scale(base, last, start=9, end=89)
    places = [scale.share(year) for year in [base, *(t.target_year for t in targets)]]
    if any(after - before < STEPS_GAP for before, after in pairwise(places)):
        return None
    bars = (
        bar(scale, base, Decimal(0), ""),
        *(bar(scale, t.target_year, t.value, t.value_text) for t in targets),
    )
    return Steps(
        name=f"{base}: 100. "
        + " ".join(f"{b.year}: {b.change}, {b.remaining} over." for b in bars[1:]),
        key=mission.theme.hue,
        bars=bars,
        caption=_steps_caption(base, len(targets)),
        title="Doel"
        if len(targets) == 1
        else f"Doel in {number(len(targets))} stappen",
    )


def _is_step(target, base):
    return (
        target.direction == Target.Direction.DECREASE
        and target.unit == Target.Unit.PERCENT
        and target.year_precision == Precision.STATED
        and target.baseline_year is not None
        and target.baseline_year == base
        and target.value <= 100
    )


def _steps_caption(base, count):
    if count == 1:
        return f"{base} is 100. De brief noemt alleen dit punt, geen pad erheen."
    return f"{base} is 100. De brief noemt alleen deze punten, geen pad ertussen."
