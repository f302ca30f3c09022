from facets.facet import Choice, Facet
from facets.sets import FacetSet
from policy.models import ProcessMilestone
from policy.timeline import Standing, standing
from sources.facets import choice_of_theme

Kind = ProcessMilestone.Kind
KINDS = {
    Kind.DEADLINE: Choice("termijn", "termijn"),
    Kind.PROMISE: Choice("toezegging", "toezegging aan de Kamer"),
    Kind.ANNOUNCEMENT: Choice("aankondiging", "aankondiging"),
    Kind.PERIOD: Choice("periode", "periode"),
    Kind.EVENT: Choice("gebeurtenis", "gebeurtenis"),
}
STANDINGS = {
    Standing.COMING: Choice("komt", "komt nog of loopt"),
    Standing.OVERDUE: Choice("verstreken", "verstreken, afloop niet bekend"),
    Standing.PAST: Choice("voorbij", "voorbij"),
    Standing.UNDATED: Choice("zonder-datum", "zonder datum"),
}


def themes(milestone):
    links = milestone.links.all()
    return [choice_of_theme(link.theme) for link in links if link.theme]


def topsectors(milestone):
    for link in milestone.links.all():
        if link.organisation and link.organisation.page == "topsector":
            yield Choice(link.organisation.slug, link.organisation.name)


class MilestoneFilter(FacetSet):
    """The milestones; expects their links fetched. Where they stand depends on today."""

    NOUNS = ("termijn", "termijnen")

    stand = Facet(
        "Stand",
        lambda milestone: [STANDINGS[milestone.standing]],
        always=tuple(STANDINGS.values()),
    )
    soort = Facet("Soort", lambda m: [KINDS[m.kind]], always=tuple(KINDS.values()))
    thema = Facet(
        "Thema",
        themes,
        none=Choice("geen", "geen bepaald thema"),
        hint="Genoemd in de brief, of gekoppeld door de redactie.",
    )
    topsector = Facet(
        "Topsector",
        topsectors,
        none=Choice("geen", "geen bepaalde topsector"),
        hint="Genoemd in de brief, of gekoppeld door de redactie.",
    )

    class Meta:
        model = ProcessMilestone
        fields = []

    def __init__(self, data, queryset, today):
        super().__init__(data, queryset)
        self.today = today

    def read(self):
        found = list(self.queryset)
        for milestone in found:
            milestone.standing = standing(milestone, self.today)
        return found
