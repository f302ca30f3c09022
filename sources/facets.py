"""Facets that lists of more than one kind share: themes, and what a link rests on."""

from facets.facet import Choice
from sources.links import EDITORIAL, STATED_FOR_MISSION, STATED_FOR_THEME, basis_of

# By the sign of a basis; the words are those of the legend.
BASES = {
    STATED_FOR_MISSION.sign: Choice("missie", "in de brief, bij de missie"),
    STATED_FOR_THEME.sign: Choice("thema", "in de brief, bij het thema"),
    EDITORIAL.sign: Choice("redactie", "redactioneel"),
}
NO_LINK = Choice("geen", "geen koppeling")
NO_THEME = Choice("geen", "geen thema")
IN_LETTER = Choice("ja", "in de brief")
ADDED = Choice("nee", "toegevoegd door de redactie")


def choice_of_theme(theme):
    return Choice(theme.slug, theme.title, theme.order)


def links_of(record):
    """The links with themes and missions, which the list has fetched along."""
    return [*record.theme_links.all(), *record.mission_links.all()]


def themes(record):
    """The themes that a record is linked to, by itself or through a mission."""
    for link in record.theme_links.all():
        yield choice_of_theme(link.theme)
    for link in record.mission_links.all():
        yield choice_of_theme(link.mission.theme)


def bases(record):
    return [BASES[basis_of(link).sign] for link in links_of(record)]


def stated(record):
    """Whether the letter names the record; the list has looked that up."""
    return [IN_LETTER if record.is_stated else ADDED]
