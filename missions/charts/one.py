"""One mission as a chart: its targets in steps, on the time axis, or as a spark."""

from decimal import Decimal
from itertools import pairwise

from charts.build import bar, number
from charts.fit import Tier
from charts.vocabulary import Axis, Line, Scale, Spark, Steps, Tick
from missions.charts.marks import YEARS, axis_of, row_of
from missions.models.target import Target

Precision = Target.YearPrecision

SPARK_YEARS = (2019, 2050, 2100)

# A value is set larger here. In the two narrow tiers the words stand in a list.
LINE_TIERS = [
    *(Tier(name, track=768, size=19, lines=2) for name in ("xl", "l", "m")),
    Tier("s", track=328, size=13, all_years=False),
    Tier("xs", track=288, size=13, all_years=False),
]
LINE_WORDS_TIERS = LINE_TIERS[:3]

# Two bars of the steps may not stand closer than this share of the width.
STEPS_GAP = 15


def mission_chart(mission):
    """The targets of one mission drawn: in steps from 100, or on the time axis.

    Include the answer with its own `template`.
    """
    return _steps(mission) or _line(mission)


def spark(mission):
    """The targets of one mission without words, for in a list."""
    return Spark(mission.theme.hue, spark_axis(), row_of(mission, tiers=[]))


def spark_axis():
    """The axis above a column of sparks."""
    anchors = ["start", "middle", "middle"]
    return Axis(
        tuple(
            Tick(year, YEARS.x(year), str(year), anchor=anchor)
            for year, anchor in zip(SPARK_YEARS, anchors, strict=True)
        )
    )


def _line(mission):
    targets = list(mission.targets.all())
    axis = axis_of([mission], LINE_TIERS, goals_first=True)
    row = row_of(mission, LINE_WORDS_TIERS)
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
