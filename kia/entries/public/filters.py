from facets.facet import Choice, Facet, plain
from facets.sets import FacetSet
from instance import clock
from kia.entries.public.index import NOT_YET, OVER, RUNNING, listed
from kia.models import EntryVersion

TERMS = {
    RUNNING: Choice(RUNNING, "loopt nu"),
    NOT_YET: Choice(NOT_YET, "nog niet begonnen"),
    OVER: Choice(OVER, "afgelopen"),
}
PRIORITIES = {
    value: Choice(words, words, order)
    for order, (value, words) in enumerate(EntryVersion.Priority.choices)
}
NO_THEME = Choice("geen", "geen thema")


def agenda(entry):
    return [Choice(entry.agenda["slug"], entry.agenda["title"], entry.agenda["order"])]


def theme(entry):
    theme = entry.theme
    found = Choice(theme["slug"], theme["title"], theme["order"])
    return [found] if theme["slug"] else []


def lead(entry):
    return [Choice(entry.lead["slug"], entry.lead["name"])]


def missions(entry):
    """Where it counts: at its main mission, and at the parts of that it chose."""
    return [
        Choice(end.slug, f"{end.code} {end.label}")
        for end in entry.missions
        if end.is_served
    ]


def technologies(entry):
    return [Choice(end.slug, end.label) for end in entry.technologies]


def years(entry):
    return [Choice(str(year), str(year)) for year in entry.years]


def term(entry):
    return [TERMS[entry.term]] if entry.term else []


def priority(entry):
    return [PRIORITIES[entry.priority]] if entry.priority else []


class EntryFilter(FacetSet):
    """The list of entries in force."""

    NOUNS = ("bijdrage", "bijdragen")
    ORDER = "agenda"
    SORTS = {
        "naam": ("naam", lambda entry: plain(entry.title)),
        "trekker": ("trekkende topsector", lambda entry: plain(entry.lead["name"])),
        "begroting": ("begroting, hoogste eerst", lambda entry: -entry.total),
    }

    agenda = Facet("Agenda", agenda)
    thema = Facet("Thema", theme, none=NO_THEME)
    topsector = Facet("Trekkende topsector", lead)
    missie = Facet(
        "Missie",
        missions,
        none=Choice("geen", "geen missie"),
        hint="De hoofdmissie en de subdoelen daarvan. Een nevenmissie telt niet mee.",
    )
    technologie = Facet(
        "Technologie", technologies, none=Choice("geen", "geen technologie")
    )
    looptijd = Facet(
        "Looptijd",
        term,
        always=tuple(TERMS.values()),
        none=Choice("geen", "geen looptijd"),
    )
    jaar = Facet("Jaar", years, hint="Een jaar waarin de bijdrage loopt.")
    prioriteit = Facet("Prioriteit", priority, none=Choice("geen", "niet aangegeven"))

    class Meta:
        model = EntryVersion
        fields = []

    def read(self):
        year = clock.today().year
        found = listed()
        for entry in found:
            entry.term = entry.term_in(year)
        return found
