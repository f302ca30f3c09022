"""Every kind of row in the register, each after the kinds that it points to."""

from keytech import kinds as keytech
from missions import kinds as missions
from organisations import kinds as organisations
from policy import kinds as policy
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
)
LINKS = (
    organisations.ROLES,
    keytech.TOPSECTORS,
    themes.ORGANISATIONS,
    themes.TECHNOLOGIES,
    themes.DOCUMENTS,
    missions.ORGANISATIONS,
    missions.TECHNOLOGIES,
    missions.DOCUMENTS,
    policy.EXAMPLE_LINKS,
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
)
KINDS = (*RECORDS, *NAMES, *LINKS, *GROUNDS, sources.CONTEXTS)
BY_CODE = {kind.code: kind for kind in KINDS}
