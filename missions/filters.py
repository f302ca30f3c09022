from functools import cached_property

from facets.facet import Choice, Facet, natural, plain
from facets.sets import FacetSet
from missions.charts import MOST_MARKS, bins, horizon
from missions.index import entries
from missions.models import Mission, Target
from sources.entries import served_missions
from sources.facets import BASES, NO_LINK

WITH_NUMBER = Choice("getal", "met een getal")
WITHOUT_NUMBER = Choice("zonder-getal", "zonder getal")
WITH_ENTRY = Choice("ja", "met een bijdrage")
WITHOUT_ENTRY = Choice("nee", "nog geen bijdrage")
NO_YEAR = Choice("geen", "geen streefjaar")


def theme(entry):
    return [Choice(entry.theme_slug, entry.theme_title, entry.theme_order)]


def years(entry):
    for goal in entry.goals:
        if goal.precision == Target.YearPrecision.AFTER:
            yield Choice(f"na-{goal.year}", f"ook na {goal.year}", goal.year)
        elif goal.year:
            words = f"{goal.year} (afgeleid)" if goal.is_derived else str(goal.year)
            yield Choice(str(goal.year), words, goal.year)


def number(entry):
    return [WITH_NUMBER if entry.has_number else WITHOUT_NUMBER]


def activity(entry):
    return [WITH_ENTRY if entry.served else WITHOUT_ENTRY]


def linked(end):
    def of(entry):
        return [
            Choice(tie.slug, tie.label.removeprefix("Ministerie van "))
            for tie in entry.ties
            if tie.end == end
        ]

    return of


def bases(entry):
    return [BASES[tie.basis.sign] for tie in entry.ties if tie.end != "organisation"]


class MissionFilter(FacetSet):
    """The list of missions. Links that a theme has count for its missions."""

    NOUNS = ("missie", "missies")
    PARTS = ("subdoel", "subdoelen")
    ORDER = "volgorde in de brief"
    SORTS = {
        "code": ("code", lambda entry: natural(entry.code)),
        "naam": ("naam", lambda entry: plain(entry.name)),
        "jaar": ("streefjaar", lambda entry: min(entry.years, default=9999)),
    }
    VIEWS = {"tabel": "Tabel", "kaarten": "Kaarten"}

    thema = Facet("Thema", theme)
    jaar = Facet("Streefjaar", years, none=NO_YEAR)
    doel = Facet("Soort doel", number, always=(WITH_NUMBER, WITHOUT_NUMBER))
    topsector = Facet(
        "Topsector", linked("topsector"), none=Choice("geen", "geen topsector")
    )
    technologie = Facet(
        "Technologie", linked("technology"), none=Choice("geen", "geen technologie")
    )
    departement = Facet(
        "Departement", linked("department"), none=Choice("geen", "geen departement")
    )
    grondslag = Facet(
        "Grondslag van een koppeling",
        bases,
        always=tuple(BASES.values()),
        none=NO_LINK,
        hint="Met een topsector, technologie of departement.",
    )

    bijdrage = Facet(
        "Bijdrage aan een agenda",
        activity,
        always=(WITH_ENTRY, WITHOUT_ENTRY),
        hint="Vastgesteld, met deze missie als hoofdmissie of als subdoel daarvan.",
    )

    class Meta:
        model = Mission
        fields = []

    def read(self):
        found = entries()
        for entry in found:
            entry.served = self.served.numbers[entry.pk]
        return found

    @cached_property
    def served(self):
        return served_missions()

    def is_part(self, record):
        return record.is_sub_target


class HorizonFilter(MissionFilter):
    """The missions on the time axis; their sub-targets have no place on it."""

    PARTS = ()
    SORTS = {}
    VIEWS = {}

    jaar = doel = technologie = departement = grondslag = bijdrage = None

    def read(self):
        return [entry for entry in entries() if not entry.is_sub_target]

    def of(self, missions):
        """Those that are found, with their sub-targets."""
        found = {entry.pk for entry in self.found}
        return [m for m in missions if found & {m.pk, m.is_sub_target and m.parent_id}]

    @property
    def beside_theme(self):
        """The other choices, as (name, value)."""
        return [(n, v) for n, own in self.chosen.items() if n != "thema" for v in own]

    @property
    def is_large(self):
        """Whether the whole register has more marks than an axis can show."""
        return marks(self.records) > MOST_MARKS

    @property
    def is_binned(self):
        return marks(self.found) > MOST_MARKS


def marks(entries):
    """How many marks these missions would have: one for each of their years."""
    return sum(len({(g.year, g.precision) for g in e.goals}) for e in entries)


def axis_missions(filterset):
    """(all missions, to count, and the chart of those that are found).

    Of a large register only what is drawn is read with its passages.
    """
    if not filterset.is_large:
        missions = list(Mission.objects.for_list())
        return missions, horizon(filterset.of(missions))
    missions = list(Mission.objects.for_overview().select_related("theme"))
    found = filterset.of(missions)
    if filterset.is_binned:
        return missions, bins(found, filterset.beside_theme)
    keys = [mission.pk for mission in found]
    return missions, horizon(Mission.objects.for_list().filter(pk__in=keys))
