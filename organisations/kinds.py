"""The kinds of this room that the register gives away and takes back."""

from exchange.kinds import Kind, parts_of
from organisations.models import (
    Organisation,
    OrganisationAlias,
    OrganisationGround,
    OrganisationName,
    Role,
)
from sources.kinds import alias_kind, ground_kind, link_kind, record_kind
from sources.links import between_public

ORGANISATIONS = record_kind(
    "organisaties",
    Organisation,
    "Topsectoren, departementen en alle andere organisaties in de brief.",
    {
        "kind": "Wat voor organisatie het is.",
        "is_group": "Ja: een groep zonder eigen naam, zoals «afnemers».",
        "name": "Zo noemt het register de organisatie.",
        "abbreviation": "De afkorting van de naam.",
        "official_identifier": "Het adres in een officieel register van organisaties.",
    },
)
NAMES = Kind(
    code="namen-in-andere-jaren",
    model=OrganisationName,
    about="Namen die een organisatie in andere jaren had.",
    key=("organisation", "name"),
    parts=parts_of(
        OrganisationName,
        {
            "organisation": "De organisatie.",
            "name": "De naam in die jaren.",
            "abbreviation": "De afkorting van die naam.",
            "valid_from": "De eerste dag van deze naam.",
            "valid_until": "De dag waarop deze naam ophield.",
        },
    ),
    visible=between_public,
)
ROLES = link_kind(
    "rollen",
    Role,
    "Wat een organisatie doet in het beleid.",
    {
        "organisation": "De organisatie.",
        "role": "Wat zij doet.",
        "subject": "Waarbij zij dat doet.",
    },
    key=("organisation", "role", "subject"),
)
GROUNDS = ground_kind(ORGANISATIONS, OrganisationGround)
ALIASES = alias_kind(ORGANISATIONS, OrganisationAlias)
