"""Building blocks from which an app makes its charts."""

from collections import Counter
from dataclasses import replace

from charts.fit import choose_lines, label_years
from charts.vocabulary import (
    BESIDE_MARK,
    Axis,
    Bar,
    Label,
    Piece,
    Run,
    Stack,
    Tick,
    percent,
)

# Between the words of a mark and the edge of the next.
BEFORE_NEXT_MARK = 11

BAR_HEIGHT = 215
ROOM_FOR_CHANGE = 28

NUMBERS = (
    *("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"),
    *("tien", "elf", "twaalf", "dertien", "veertien", "vijftien", "zestien"),
    *("zeventien", "achttien", "negentien", "twintig"),
)
ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende")


def number(count):
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def ordinal(place):
    """From 1: eerste, tweede …"""
    return ORDINALS[place - 1] if place <= len(ORDINALS) else f"{place}e"


def counted(count, singular, plural):
    return f"{count} {singular if count == 1 else plural}"


def year_counts(years_per_record):
    """Per year, or (year, words), the number of records that name it, in order."""
    years_per_record = list(years_per_record)
    years = sorted(set().union(*years_per_record))
    return {year: sum(year in named for named in years_per_record) for year in years}


def year_axis(scale, said, tiers, name, *, after=(), goals_first=False):
    """The first year, the decades and the years that count, labelled where they fit.

    `said` gives a number per (year, how the page says it). A year in `after` is one
    to look beyond.

    Decades that count go before the first year, and it before the other years that
    count, unless `goals_first`; plain decades come last.
    """
    counts = Counter()
    for (year, _), count in said.items():
        counts[year] += count
    from_decade = scale.first // 10 * 10 + (20 if scale.first % 10 > 4 else 10)
    decades = range(from_decade, scale.last + 1, 10)
    shown = _years_per_tier(scale, counts, decades, tiers, goals_first)
    return Axis(
        ticks=tuple(
            Tick(
                year,
                scale.x(year),
                text=f"na {year}" if year in after else str(year),
                count=counts[year],
                tiers=tuple(tier for tier, years in shown.items() if year in years),
                anchor=_anchor(scale, year),
            )
            for year in sorted({scale.first, *decades, *counts})
        ),
        name=f"{name}: " + ", ".join(f"{text}: {n}" for (_, text), n in said.items()),
    )


def _years_per_tier(scale, counts, decades, tiers, goals_first):
    busy = sorted(counts, key=lambda year: (-counts[year], year))
    round_years = [year for year in busy if year in decades]
    others = [year for year in busy if year not in decades and year != scale.first]
    plain = [year for year in decades if year not in counts]
    middle = [*others, scale.first] if goals_first else [scale.first, *others]
    years = [*round_years, *middle, *plain]
    return {
        tier.name: label_years(
            [
                (year, scale.share(year), _anchor(scale, year))
                for year in years
                if tier.all_years or year not in plain
            ],
            tier,
        )
        for tier in tiers
    }


def _anchor(scale, year):
    return "start" if year == scale.first else "middle"


def labels(forms, share, tiers, *, followed):
    """The form that fits in this share of the track, once for tiers that agree."""
    shown = {}
    for tier in tiers:
        room = share / 100 * tier.track - BESIDE_MARK - BEFORE_NEXT_MARK * followed
        shown.setdefault(choose_lines(forms, room, tier), []).append(tier.name)
    return tuple(Label(lines, tuple(names)) for lines, names in shown.items() if lines)


# Runs are set with a space between them, so a comma ends the run before it.


def listed(parts):
    """Parts, each a list of runs, with a comma between them."""
    for part in parts[:-1]:
        part[-1] = replace(part[-1], text=f"{part[-1].text},")
    return [run for part in parts for run in part]


def with_ending(runs, ending):
    """The runs with an ending in plain weight; its comma stays with the last word."""
    if not ending:
        return tuple(runs)
    comma, _, rest = ending.partition(" ")
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text + comma), Run(rest))


def spoken(runs):
    return " ".join(run.text for run in runs)


def bar(scale, year, reduction, change):
    """The bar of a year in which `reduction` (a Decimal) per cent has gone."""
    gone = BAR_HEIGHT * float(reduction) / 100
    return Bar(
        year=year,
        x=scale.x(year),
        remaining=f"{(100 - reduction).normalize():f}".replace(".", ","),
        change=change,
        top=f"{gone:.1f}",
        height=f"{BAR_HEIGHT - gone:.1f}",
        # Beside the edge of what remains, but under the line of 100.
        label_y=f"{max(gone, 11):.1f}",
        change_y=f"{gone / 2 if gone >= ROOM_FOR_CHANGE else -12:.1f}",
    )


def stack(name, parts, most, say):
    """The bar of `parts`, (kind, number, words), on a scale that ends at `most`.

    `say` puts a number in words. What is less than nothing has no width.
    """
    pieces, start = [], 0
    for kind, amount, words in parts:
        width = 100 * max(amount, 0) / most if most > 0 else 0
        if width:
            spoken = f"{words}: {say(amount)}"
            pieces.append(Piece(kind, percent(start), percent(width), spoken))
        start += width
    return Stack(name, tuple(pieces), say(sum(amount for _, amount, _ in parts)))
