from facets.facet import Facet
from facets.sets import FacetSet
from organisations.models import Topsector
from sources.facets import (
    ADDED,
    BASES,
    IN_LETTER,
    NO_LINK,
    NO_THEME,
    bases,
    links_of,
    stated,
    themes,
)


class TopsectorFilter(FacetSet):
    """The list of topsectors, with the teams that stand beside them."""

    NOUNS = ("topsector", "topsectoren")
    PARTS = ("team ernaast", "teams ernaast")
    ORDER = "naam"
    SORTS = {
        "koppelingen": ("aantal koppelingen", lambda record: -len(links_of(record))),
    }

    thema = Facet("Thema", themes, none=NO_THEME)
    grondslag = Facet(
        "Grondslag van een koppeling",
        bases,
        always=tuple(BASES.values()),
        none=NO_LINK,
        hint="Met een thema of een missie.",
    )
    genoemd = Facet("Genoemd in de brief", stated, always=(IN_LETTER, ADDED))

    class Meta:
        model = Topsector
        fields = []

    def is_part(self, record):
        return record.kind == Topsector.Kind.TEAM
