"""The table twin of a chart of missions."""

from charts.vocabulary import Cell, Table
from missions.models.target import Target

Precision = Target.YearPrecision
HEAD = ("Code", "Missie", "Doel", "Waarde", "Jaar", "Referentiejaar", "Bladzijde")


def table_of(missions):
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
