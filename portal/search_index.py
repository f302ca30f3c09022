"""Which kinds of record can be found, and what makes their entries stale."""

from portal import search_agendas as agendas
from portal import search_records as records
from portal import search_texts
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
    "agenda": "Agenda’s",
    "bijdrage": "Bijdragen",
    "sectie": "Secties van elke agenda",
    "agendatekst": "Teksten van agenda’s",
    "brief": "Alinea’s van de brief",
}
# While typing a mission says more than its targets do, and a name than a number.
LATER = ("doel", "regel", "termijn", "bedrag", "sectie", "agendatekst")
SUGGESTED_KINDS = [kind for kind in KINDS if kind not in LATER] + list(LATER)

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
    Source(search_texts.documents, search_texts.document),
    Source(records.examples, records.example),
    Source(records.instruments, records.instrument),
    Source(records.rules, records.rule),
    Source(records.terms, records.term),
    Source(records.milestones, records.milestone),
    Source(records.amounts, records.amount),
    Source(agendas.agendas, agendas.agenda),
    # The database queues the texts of an agenda when a version of it is adopted; what
    # that did to its entries, is looked up along with them.
    Source(
        agendas.entries,
        agendas.entry,
        {"kia.section": "agenda__versions__sections", "kia.agenda": "agenda"},
    ),
    Source(agendas.kinds, agendas.kind),
    Source(
        agendas.sections,
        agendas.section,
        {"kia.sectionkind": "kind", "kia.agenda": "version__agenda"},
    ),
    Source(
        search_texts.paragraphs,
        search_texts.paragraph,
        {"sources.document": "text__document"},
    ),
]
