from facets.facet import Choice, Facet, plain
from facets.sets import FacetSet
from keytech.models import KeyTechnology
from sources.facets import BASES, NO_LINK, NO_THEME, bases, links_of, themes

LEVELS = {
    level: Choice(value, words, place)
    for place, (level, value, words) in enumerate(
        [
            (KeyTechnology.Level.KEY, "sleutel", "sleuteltechnologie"),
            (KeyTechnology.Level.DIGITAL, "digitaal", "digitale technologie"),
            (KeyTechnology.Level.MENTIONED, "genoemd", "alleen genoemd"),
        ]
    )
}


def topsectors(record):
    for link in record.topsector_links.all():
        yield Choice(link.topsector.slug, link.topsector.name)


class TechnologyFilter(FacetSet):
    NOUNS = ("technologie", "technologieën")
    ORDER = "zoals de brief het noemt"
    SORTS = {
        "naam": ("naam", lambda record: plain(record.name)),
        "koppelingen": ("aantal koppelingen", lambda record: -len(links_of(record))),
    }

    niveau = Facet(
        "Zo noemt de brief het",
        lambda record: [LEVELS[record.level]],
        always=tuple(LEVELS.values()),
    )
    thema = Facet("Thema", themes, none=NO_THEME)
    topsector = Facet("Topsector", topsectors, none=Choice("geen", "geen topsector"))
    grondslag = Facet(
        "Grondslag van een koppeling",
        bases,
        always=tuple(BASES.values()),
        none=NO_LINK,
        hint="Met een thema of een missie.",
    )

    class Meta:
        model = KeyTechnology
        fields = []
