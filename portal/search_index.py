"""Which kinds of record can be found, and what makes their entries stale."""

from portal import search_records as records
from search.index import Source

# The kinds in the order in which a page lists them, with their names.
KINDS = {
    "missie": "Missies",
    "subdoel": "Subdoelen",
    "doel": "Doelen",
    "thema": "Thema’s",
    "topsector": "Topsectoren",
    "technologie": "Technologieën",
    "organisatie": "Organisaties",
    "voorbeeld": "Voorbeelden",
    "instrument": "Instrumenten",
    "regel": "Regels",
    "begrip": "Begrippen",
    "termijn": "Termijnen",
    "bedrag": "Bedragen en getallen",
    "bron": "Bronnen",
    "brief": "Alinea’s van de brief",
}

SOURCES = [
    Source(records.missions, records.mission, {"themes.theme": "theme"}),
    Source(
        records.targets,
        records.target,
        {"missions.mission": "mission", "themes.theme": "mission__theme"},
    ),
    Source(records.themes, records.theme),
    Source(records.organisations, records.organisation),
    Source(records.technologies, records.technology),
    Source(records.documents, records.document),
    Source(records.examples, records.example),
    Source(records.instruments, records.instrument),
    Source(records.rules, records.rule),
    Source(records.terms, records.term),
    Source(records.milestones, records.milestone),
    Source(records.amounts, records.amount),
    Source(
        records.paragraphs, records.paragraph, {"sources.document": "text__document"}
    ),
]
