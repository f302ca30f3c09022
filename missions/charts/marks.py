"""Missions as rows of marks on the years of the letter."""

from itertools import groupby

from charts.build import labels, spoken, with_ending, year_axis, year_counts
from charts.vocabulary import Kind, Mark, Row, Scale
from missions.charts.words import label_forms, when, words
from missions.models.target import Target

Precision = Target.YearPrecision

# The year of the letter, and a little past the last year it names.
YEARS = Scale(2019, 2105)


def axis_of(missions, tiers, **options):
    counts = year_counts(mission.year_words for mission in missions)
    name = "Aantal missies per streefjaar"
    return year_axis(
        YEARS, counts, tiers, name, after=years_beyond(missions), **options
    )


def years_beyond(missions):
    """The years that are named only as a year to look beyond."""
    looked, meant = set(), set()
    for target in (t for mission in missions for t in mission.targets.all()):
        beyond = target.year_precision == Precision.AFTER
        (looked if beyond else meant).add(target.target_year)
    return looked - meant


def row_of(mission, tiers, siblings=()):
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
