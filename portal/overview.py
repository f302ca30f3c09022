"""What the home page says about all missions together, counted from the missions.

The functions that take missions expect public ones with their targets fetched, as
`Mission.objects.for_list()` gives them, and make no query.
"""

from dataclasses import dataclass

from charts.build import year_counts
from keytech.models import KeyTechnology
from sources.pages import in_force


@dataclass(frozen=True)
class Figure:
    """A number with the rule it was counted by, and the list with that rule."""

    count: int
    rule: str
    query: str


@dataclass(frozen=True)
class Gap:
    """Something that is not said, with the records it is not said of."""

    sentence: str
    records: list


def home_figures(missions):
    counted = [m for m in missions if not m.is_sub_target]
    years = year_counts(mission.year_words for mission in counted)
    busiest = max(years, key=years.get, default=(None, None))
    figures = [
        (
            f"met een doel in {busiest[1]}",
            f"jaar={busiest[0]}",
            [m for m in counted if busiest in m.year_words],
        ),
        (
            "met een getal als doel",
            "doel=getal",
            [m for m in counted if m.has_number],
        ),
        ("zonder getal", "doel=zonder-getal", [m for m in counted if not m.has_number]),
        ("zonder streefjaar", "jaar=geen", [m for m in counted if not m.year_words]),
    ]
    return [
        Figure(
            len(found), f"{'missie' if len(found) == 1 else 'missies'} {rule}", query
        )
        for rule, query, found in figures
    ]


def gaps(missions):
    """What is missing in the letter, as sentences; only those that hold."""
    counted = [m for m in missions if not m.is_sub_target]
    found = [
        ("De brief noemt geen streefjaar.", [m for m in counted if not m.year_words]),
        (
            "Het doel is een verandering, maar de brief noemt geen referentiejaar.",
            [m for m in counted if any(t.lacks_baseline for t in m.targets.all())],
        ),
        (
            "De korte naam is van de redactie: de brief geeft geen titel, of een andere.",
            [m for m in counted if m.title != m.short_label],
        ),
    ]
    return [Gap(sentence, records) for sentence, records in found if records]


def link_gaps(missions, entries):
    """What hangs loose, even when the links of the editors count. One query.

    `entries` are the missions with their links, as `missions.index.entries()` has them.
    """
    linked = {entry.pk for entry in entries if entry.linked("topsector")}
    technologies = in_force(KeyTechnology.objects).filter(
        is_group=False, mission_links=None, theme_links=None
    )
    found = [
        (
            "Bij deze missies staat geen topsector.",
            [m for m in missions if not (m.is_sub_target or m.pk in linked)],
        ),
        ("Deze technologieën staan bij geen missie of thema.", list(technologies)),
    ]
    return [Gap(sentence, records) for sentence, records in found if records]


def boxes(examples):
    """The boxes of the letter, each with its missions, or else its themes.

    As (code, hue, whether the editors made that link).
    """
    found = []
    for example in examples.filter(number__isnull=False):
        links = example.links.all()
        missions = [
            (link.mission.code, link.mission.theme.hue, link.is_editorial)
            for link in links
            if link.mission
        ]
        themes = [
            (link.theme.code, link.theme.hue, link.is_editorial)
            for link in links
            if link.theme
        ]
        found.append((example, missions or themes))
    return found
