"""The columns of the matrix: what missions can be linked with."""

from django.db.models import Q

from keytech.models import KeyTechnology
from missions.matrix.table import Group
from missions.models import MissionDocument
from organisations.models import Organisation
from sources.models import Document, DocumentGround
from sources.pages import in_force
from themes.models import ThemeDocument

TOPSECTORS, TECHNOLOGIES, DOCUMENTS = "topsectoren", "technologieen", "bronnen"
DEFAULT = ""
CHOICES = {
    TOPSECTORS: ("Topsectoren", (TOPSECTORS,)),
    TECHNOLOGIES: ("Technologieën", (TECHNOLOGIES,)),
    DEFAULT: ("Beide", (TOPSECTORS, TECHNOLOGIES)),
    DOCUMENTS: ("Stukken", (DOCUMENTS,)),
    "alles": ("Alles", (TOPSECTORS, TECHNOLOGIES, DOCUMENTS)),
}


def groups(choice):
    """The groups of columns of one of CHOICES, with a query for each."""
    return [GROUPS[key]() for key in CHOICES[choice][1]]


def topsectors():
    found = in_force(Organisation.objects.topsectors().with_stated())
    return Group(
        TOPSECTORS,
        "organisation",
        "Topsectoren en team ICT",
        "topsector",
        "topsectoren",
        tuple(found),
    )


def technologies():
    found = in_force(KeyTechnology.objects)
    return Group(
        TECHNOLOGIES,
        "technology",
        "Technologieën",
        "technologie",
        "technologieën",
        tuple(found),
    )


def documents():
    """What the letter names, but not a work whose text is held: the letter itself."""
    named = DocumentGround.objects.filter(passage__isnull=False).values("record")
    linked = Q(pk__in=MissionDocument.objects.values("document"))
    linked |= Q(pk__in=ThemeDocument.objects.values("document"))
    found = in_force(Document.objects).filter(Q(pk__in=named) | linked)
    return Group(
        DOCUMENTS,
        "document",
        "Stukken die de brief noemt",
        "stuk",
        "stukken",
        tuple(found.filter(texts=None)),
    )


GROUPS = {TOPSECTORS: topsectors, TECHNOLOGIES: technologies, DOCUMENTS: documents}
