"""The kinds of this room that the register gives away and takes back."""

from exchange.columns import Column, Whole
from missions import derived
from missions.models import (
    Mission,
    MissionDocument,
    MissionGround,
    MissionOrganisation,
    MissionTechnology,
    Target,
    TargetGround,
)
from sources.kinds import ground_kind, link_kind, record_kind

REVISION = Whole("revision", "versie", "Hoe vaak de missie van inhoud veranderde.")
IN_WORDS = Column(
    "in_words", "in woorden", "Het doel zoals de site het laat zien, met het jaar."
)
MISSIONS = record_kind(
    "missies",
    Mission,
    "De missies van de brief, met de centrale missie en de subdoelen.",
    {
        "theme": "Het thema van de missie.",
        "code": "De code van het register, zoals ED-1.",
        "kind": "Missie, centrale missie of subdoel.",
        "parent": "De missie waar deze een onderdeel van is.",
        "order": "De plaats binnen het thema.",
        "title": "De titel, woordelijk. Leeg: de brief geeft geen titel.",
        "short_label": "Een korte naam, van de redactie.",
        "statement": "De missie, woordelijk uit de brief.",
        "adopted_by": "Wie de missie heeft vastgesteld.",
        "same_as": "Dezelfde missie onder een ander thema.",
        "made_by": "Het stuk dat deze missie maakte.",
        "valid_from": "De dag vanaf wanneer de missie geldt.",
        "valid_until": "De dag tot wanneer de missie geldt. Leeg: geen einde bekend.",
        "merged_into": "De missie waar deze missie in opging.",
    },
    computed=(*derived.COMPUTED, (REVISION, lambda mission: mission.revision)),
    fetch=derived.FETCH,
)
TARGETS = record_kind(
    "doelen",
    Target,
    "De doelen van de missies: een regel voor elke uitspraak die na te gaan is.",
    {
        "mission": "De missie met dit doel.",
        "order": "De plaats binnen de missie.",
        "fragment": "De woorden van de brief.",
        "label": "Wat er verandert, in woorden van de redactie.",
        "short_label": "Hetzelfde, korter.",
        "direction": "Toename, afname, bereiken of een plaats op een ranglijst.",
        "comparator": "Of het getal precies moet kloppen.",
        "value": "Het getal, zonder plus of min. Leeg: het doel heeft geen getal.",
        "unit": "Waarin het getal telt.",
        "value_basis": "Hoe het getal in de brief staat.",
        "scope": "Voor welk deel het doel geldt.",
        "baseline_year": "Het jaar waarmee vergeleken wordt. Leeg: niet genoemd.",
        "target_year": "Het jaar van het doel. Leeg: geen jaar genoemd.",
        "year_precision": "Hoe het jaar in de brief staat.",
        "term_text": "De termijn in woorden van de brief.",
        "derivation": "Hoe de redactie het getal of het jaar afleidde.",
    },
    computed=((IN_WORDS, str),),
)
MISSION = "De missie."
ORGANISATIONS = link_kind(
    "koppelingen-missie-organisatie",
    MissionOrganisation,
    "Welke organisatie bij welke missie hoort.",
    {"mission": MISSION, "organisation": "De organisatie."},
    key=("mission", "organisation"),
)
TECHNOLOGIES = link_kind(
    "koppelingen-missie-technologie",
    MissionTechnology,
    "Welke technologie bij welke missie hoort.",
    {"mission": MISSION, "technology": "De technologie."},
    key=("mission", "technology"),
)
DOCUMENTS = link_kind(
    "koppelingen-missie-bron",
    MissionDocument,
    "Welk stuk bij welke missie hoort.",
    {"mission": MISSION, "document": "Het stuk."},
    key=("mission", "document"),
)
MISSION_GROUNDS = ground_kind(MISSIONS, MissionGround)
TARGET_GROUNDS = ground_kind(TARGETS, TargetGround)
