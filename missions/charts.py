"""Missions and their targets as charts.

Every function expects missions with `FETCHED` prefetched and `theme` selected,
and makes no query of its own.
"""

from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from charts.fit import Tier, choose_lines, label_years
from charts.vocabulary import (
    BESIDE_MARK,
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
)
from missions.models.mission import Kind as MissionKind
from missions.models.target import Target

Precision = Target.YearPrecision

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
        table=_table(rows),
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
    if not last or last[0].year_precision != Precision.AFTER:
        return ""
    return f"Na {marks[-2].year} is er nog één missie met een doel."


def _summary(missions):
    """The two busiest years in words, and who looks beyond them."""
    counts = {}
    after = 0
    for mission in missions:
        targets = mission.targets.all()
        after += any(t.year_precision == Precision.AFTER for t in targets)
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
    targets = sorted(mission.targets.all(), key=lambda t: (t.target_year or 0, t.order))
    years = [list(same) for _, same in groupby(targets, lambda t: t.target_year)]
    shares = [YEARS.share(here[0].target_year or YEARS.first) for here in years]
    return tuple(
        _mark(mission, here, room, tiers, is_last=here is years[-1])
        for here, room in zip(years, _rooms(years, shares), strict=True)
    )


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
    words = _words(mission, targets, "label", is_last=is_last)
    return Mark(
        kind=kind,
        year=first.target_year,
        x=YEARS.x(first.target_year or YEARS.first),
        words=_text([*words, *_when(first, in_full=True)]),
        url=f"{mission.get_absolute_url()}#{first.slug}",
        labels=_labels(_forms(mission, targets, is_last=is_last), room, tiers),
    )


def _kind(targets):
    precision = targets[0].year_precision
    if precision == Precision.NONE:
        return Kind.NONE
    if precision == Precision.AFTER:
        return Kind.AFTER
    if any(target.year_precision == Precision.DERIVED for target in targets):
        return Kind.DERIVED
    has_number = any(target.value is not None for target in targets)
    return Kind.NUMBER if has_number else Kind.OPEN


def _labels(forms, room, tiers):
    """The form that fits, once for all tiers that show the same."""
    share, followed = room
    shown = {}
    for tier in tiers:
        space = share / 100 * tier.track - BESIDE_MARK
        lines = choose_lines(forms, space - BEFORE_NEXT_MARK * followed, tier)
        shown.setdefault(lines, []).append(tier.name)
    return tuple(Label(lines, tuple(names)) for lines, names in shown.items() if lines)


# Words. Runs are set with a space between them, so a comma ends the run before it.


def _forms(mission, targets, *, is_last):
    """From long to short: the full words, the short ones, the values alone."""
    first = targets[0]
    long = _words(mission, targets, "label", is_last=is_last)
    short = _words(mission, targets, "short_label", is_last=is_last)
    values = [Run(t.value_text, strong=True) for t in targets if t.value is not None]
    if first.year_precision == Precision.NONE:
        values = [Run("geen streefjaar")]
    return [
        tuple([*long, *_when(first)]),
        tuple([*short, *_when(first, in_short=True)]),
        tuple(_listed([[run] for run in dict.fromkeys(values)]) or short),
    ]


def _words(mission, targets, field, *, is_last):
    """What the targets of one year say: −49% uitstoot, −30% verschil."""
    parts, previous = [], None
    for target in targets:
        value, label = target.value_text, getattr(target, field)
        # The name beside the mark already says what a value is about.
        if value and target.label.lower() in mission.short_label.lower():
            label = ""
        if is_last and target.baseline_year:
            relative = "ten opzichte van" if field == "label" else "t.o.v."
            label = f"{label} {relative} {target.baseline_year}".strip()
        part = [Run(value, strong=True)] if value and value != previous else []
        part += [Run(label)] if label else []
        if value and value == previous:
            parts[-1] += [Run("en"), *part]
        elif part:
            parts.append(part)
        previous = value
    words = _listed(parts)
    if targets[0].year_precision == Precision.NONE:
        words = [Run("geen streefjaar:"), *words]
    return words


def _listed(parts):
    """Parts with a comma between them."""
    for part in parts[:-1]:
        part[-1] = replace(part[-1], text=f"{part[-1].text},")
    return [run for part in parts for run in part]


def _when(target, *, in_full=False, in_short=False):
    """The year after the words, where the place of the mark does not say it."""
    match target.year_precision:
        case Precision.AFTER if in_full:
            return [Run(f", ook na {target.target_year}")]
        case Precision.AFTER:
            return [Run(f"«{target.term_text or target.year_text}»")]
        case Precision.DERIVED if in_full:
            return [Run(f", {target.target_year} (afgeleid)")]
        case Precision.DERIVED if not in_short:
            return [Run(f"({target.target_year}, afgeleid)")]
        case Precision.STATED if in_full:
            return [Run(f", {target.target_year}")]
    return []


def _text(runs):
    return " ".join(run.text for run in runs).replace(" ,", ",")


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
    pages = sorted({ground.passage.page for ground in grounds})
    return " en ".join(map(str, pages)) or "niet bekend"


# One mission


def _line(mission):
    targets = list(mission.targets.all())
    axis = year_axis([mission], LINE_AXIS_TIERS)
    row = _row(mission, LINE_TIERS)
    return Line(
        name=f"{mission.code}: {'; '.join(m.words for m in row.marks) or 'geen doel'}",
        key=_theme_key(mission.theme),
        axis=axis,
        row=row,
        table=Table(
            caption=f"De doelen van {mission.code}",
            head=HEAD[2:],
            rows=tuple(_table_row(mission, target)[2:] for target in targets),
            summary="Toon als tabel",
        ),
        title="Doel op de tijdas" if len(targets) == 1 else "Doelen op de tijdas",
    )


def _steps(mission, subject):
    """The steps down from 100, or None where the letter names no base for all."""
    targets = sorted(mission.targets.all(), key=lambda t: t.target_year or 0)
    if not targets or not all(_is_step(t, targets[0].baseline_year) for t in targets):
        return None
    base, last = targets[0].baseline_year, targets[-1].target_year
    scale = Scale(base, last, start=9, end=89)
    places = [scale.share(year) for year in [base, *(t.target_year for t in targets)]]
    if any(after - before < STEPS_GAP for before, after in pairwise(places)):
        return None
    bars = (_bar(scale, base), *(_bar(scale, t.target_year, t) for t in targets))
    return Steps(
        name=f"{base}: 100. "
        + " ".join(f"{b.year}: {b.change}, {b.remaining} over." for b in bars[1:]),
        key=_theme_key(mission.theme),
        bars=bars,
        caption=_steps_caption(subject, base, len(targets)),
        table=_steps_table(mission, base, bars),
        title="Doel"
        if len(targets) == 1
        else f"Doel in {_number(len(targets))} stappen",
    )


def _is_step(target, base):
    return (
        target.direction == Target.Direction.DECREASE
        and target.unit == Target.Unit.PERCENT
        and target.baseline_year is not None
        and target.baseline_year == base
        and target.value <= 100
    )


def _bar(scale, year, target=None):
    value = target.value if target else 0
    change = STEPS_HEIGHT * float(value) / 100
    inside = change >= ROOM_FOR_CHANGE
    return Bar(
        year=year,
        x=scale.x(year),
        remaining=f"{(100 - Decimal(value)).normalize():f}".replace(".", ","),
        change=target.value_text if target else "",
        top=f"{change:.1f}",
        height=f"{STEPS_HEIGHT - change:.1f}",
        # Beside the edge of what remains, but under the line of 100.
        label_y=f"{max(change, 11):.1f}",
        change_y=f"{change / 2 if inside else -12:.1f}",
    )


def _steps_caption(subject, base, count):
    is_base = f"{subject}, {base} is 100." if subject else f"{base} is 100."
    if count == 1:
        return f"{is_base} De brief noemt alleen dit punt, geen pad erheen."
    return f"{is_base} De brief noemt alleen deze punten, geen pad ertussen."


def _steps_table(mission, base, bars):
    changes = [Cell("referentiejaar"), *(Cell(bar.change) for bar in bars[1:])]
    pages = [_pages(target) for target in mission.targets.all()]
    return Table(
        caption=f"De doelen van {mission.code}, {base} is 100",
        head=("Jaar", f"Ten opzichte van {base}", "Over", "Bladzijde"),
        rows=tuple(
            (Cell(str(bar.year)), change, Cell(bar.remaining), Cell(page))
            for bar, change, page in zip(
                bars, changes, [pages[0], *pages], strict=True
            )
        ),
        summary="Toon als tabel",
    )
