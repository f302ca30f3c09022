"""The kinds of this room that the register gives away and takes back."""

from keytech.models import (
    KeyTechnology,
    KeyTechnologyAlias,
    KeyTechnologyGround,
    TechnologyGroup,
    TechnologyTopsector,
)
from sources.kinds import alias_kind, ground_kind, link_kind, record_kind

TECHNOLOGIES = record_kind(
    "technologieen",
    KeyTechnology,
    "De technologieën in de brief.",
    {
        "name": "De naam van de technologie.",
        "level": "Hoe de brief de technologie noemt.",
        "is_group": "Ja: een groep, waar andere technologieën bij horen.",
    },
)
GROUPS = link_kind(
    "groepen-technologieen",
    TechnologyGroup,
    "Welke technologie een voorbeeld is van welke groep.",
    {"group": "De groep.", "member": "De technologie die erbij hoort."},
    key=("group", "member"),
)
TOPSECTORS = link_kind(
    "koppelingen-technologie-topsector",
    TechnologyTopsector,
    "Welke topsector aan welke technologie werkt.",
    {"technology": "De technologie.", "topsector": "De topsector."},
    key=("technology", "topsector"),
)
GROUNDS = ground_kind(TECHNOLOGIES, KeyTechnologyGround)
ALIASES = alias_kind(TECHNOLOGIES, KeyTechnologyAlias)
