"""What the home page says about all missions together, counted from the missions.

Each function expects public missions with their targets fetched, as
`Mission.objects.for_list()` gives them, and makes no query.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A number with the rule it was counted by."""

    count: int
    rule: str


@dataclass(frozen=True)
class Gap:
    """Something the letter does not say, with the missions it does not say it of."""

    sentence: str
    missions: list


def home_figures(missions):
    counted = [m for m in missions if not m.is_sub_target]
    busiest = _busiest_year(counted)
    figures = [
        (f"met een doel in {busiest}", _with_year(counted, busiest)),
        ("met een getal als doel", [m for m in counted if m.has_number]),
        ("zonder getal", [m for m in counted if not m.has_number]),
        ("zonder streefjaar", [m for m in counted if not m.years]),
    ]
    return [
        Figure(len(found), f"{'missie' if len(found) == 1 else 'missies'} {rule}")
        for rule, found in figures
    ]


def gaps(missions):
    """What is missing in the letter, as sentences; only those that hold."""
    counted = [m for m in missions if not m.is_sub_target]
    found = [
        ("De brief noemt geen streefjaar.", [m for m in counted if not m.years]),
        (
            "Het doel is een verandering, maar de brief noemt geen referentiejaar.",
            [m for m in counted if any(t.lacks_baseline for t in m.targets.all())],
        ),
        (
            "De brief geeft geen titel. De korte naam is van de redactie.",
            [m for m in counted if not m.title],
        ),
    ]
    return [Gap(sentence, missions) for sentence, missions in found if missions]


def _with_year(missions, year):
    return [mission for mission in missions if year in mission.years]


def _busiest_year(missions):
    years = [year for mission in missions for year in mission.years]
    return max(sorted(set(years)), key=years.count, default=None)
