"""Every kind of row that goes out, each after the kinds that it points to."""

from exchange.kinds import Kind
from keytech import kinds as keytech
from kia.agendas import kinds as agendas
from kia.contract import kinds as contract
from kia.entries.public import kinds as entries
from kia.requests import kinds as requests
from missions import kinds as missions
from organisations import kinds as organisations
from policy import kinds as policy
from search.models import GlossaryGroup
from sources import kinds as sources
from themes import kinds as themes

RECORDS = (
    sources.DOCUMENTS,
    organisations.ORGANISATIONS,
    keytech.TECHNOLOGIES,
    themes.THEMES,
    missions.MISSIONS,
    missions.TARGETS,
    policy.INSTRUMENTS,
    policy.EXAMPLES,
    policy.AMOUNTS,
    policy.MILESTONES,
    policy.RULES,
    policy.TERMS,
    agendas.AGENDAS,
    agendas.SECTIONS,
)
LINKS = (
    organisations.ROLES,
    keytech.GROUPS,
    keytech.TOPSECTORS,
    themes.ORGANISATIONS,
    themes.TECHNOLOGIES,
    themes.DOCUMENTS,
    missions.ORGANISATIONS,
    missions.TECHNOLOGIES,
    missions.DOCUMENTS,
    policy.EXAMPLE_LINKS,
    policy.MILESTONE_LINKS,
    policy.POLICY_LINKS,
    agendas.PARTIES,
    agendas.DOCUMENTS,
    agendas.MILESTONES,
    contract.AMOUNTS,
)
NAMES = (
    sources.NUMBERS,
    organisations.NAMES,
    sources.ALIASES,
    organisations.ALIASES,
    keytech.ALIASES,
    *policy.ALIASES,
)
GROUNDS = (
    sources.GROUNDS,
    organisations.GROUNDS,
    keytech.GROUNDS,
    themes.GROUNDS,
    missions.MISSION_GROUNDS,
    missions.TARGET_GROUNDS,
    *policy.GROUNDS,
    agendas.AGENDA_GROUNDS,
    agendas.SECTION_GROUNDS,
)
GLOSSARY = Kind(
    code="zoekwoorden",
    model=GlossaryGroup,
    about="Woorden die bij het zoeken hetzelfde betekenen.",
    key=("name",),
    parts=sources.parts_of(
        GlossaryGroup,
        {"name": "Het begrip.", "synonyms": "De andere woorden, elk op een regel."},
    ),
    visible=lambda rows: rows,
)
KINDS = (*RECORDS, *NAMES, *LINKS, *GROUNDS, sources.CONTEXTS, GLOSSARY)
# What teams and coordinators adopted; it goes out, and nobody takes it in.
ADOPTED = (
    agendas.VERSIONS,
    entries.ENTRIES,
    entries.BUDGETS,
    requests.REQUESTS,
    contract.COMMITMENTS,
)
SHOWN = (*KINDS, *ADOPTED)
BY_CODE = {kind.code: kind for kind in SHOWN}
