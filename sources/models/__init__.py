from sources.models.document import (
    ClaimedSlug,
    Document,
    DocumentGround,
    OfficialNumber,
)
from sources.models.provenance import Cited, CitedQuerySet, Ground
from sources.models.text import (
    DocumentText,
    Mark,
    Paragraph,
    Passage,
    PassageNotFound,
    Section,
    Sentence,
)

__all__ = [
    "Cited",
    "CitedQuerySet",
    "ClaimedSlug",
    "Document",
    "DocumentGround",
    "DocumentText",
    "Ground",
    "Mark",
    "OfficialNumber",
    "Paragraph",
    "Passage",
    "PassageNotFound",
    "Section",
    "Sentence",
]
