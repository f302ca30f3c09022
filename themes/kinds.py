"""The kinds of this room that the register gives away and takes back."""

from sources.kinds import ground_kind, link_kind, record_kind
from themes.models import (
    Theme,
    ThemeDocument,
    ThemeGround,
    ThemeOrganisation,
    ThemeTechnology,
)

THEMES = record_kind(
    "themas",
    Theme,
    "De maatschappelijke thema’s van de brief.",
    {
        "code": "De code van het register; uniek binnen het stuk dat het thema maakte.",
        "title": "De titel, woordelijk uit de brief.",
        "order": "De plaats in lijsten.",
        "made_by": "Het stuk dat dit thema maakte.",
        "valid_from": "De dag vanaf wanneer het thema geldt.",
        "valid_until": "De dag tot wanneer het thema geldt. Leeg: geen einde bekend.",
        "merged_into": "Het thema waar dit thema in opging.",
    },
)
THEME = "Het thema."
ORGANISATIONS = link_kind(
    "koppelingen-thema-organisatie",
    ThemeOrganisation,
    "Welke organisatie bij welk thema hoort.",
    {"theme": THEME, "organisation": "De organisatie."},
    key=("theme", "organisation"),
)
TECHNOLOGIES = link_kind(
    "koppelingen-thema-technologie",
    ThemeTechnology,
    "Welke technologie bij welk thema hoort.",
    {"theme": THEME, "technology": "De technologie."},
    key=("theme", "technology"),
)
DOCUMENTS = link_kind(
    "koppelingen-thema-bron",
    ThemeDocument,
    "Welk stuk bij welk thema hoort.",
    {"theme": THEME, "document": "Het stuk."},
    key=("theme", "document"),
)
GROUNDS = ground_kind(THEMES, ThemeGround)
