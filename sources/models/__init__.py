from sources.models.check import LinkCheck
from sources.models.context import SentenceContext
from sources.models.document import (
    ClaimedSlug,
    Document,
    DocumentAlias,
    DocumentGround,
    OfficialNumber,
    Precision,
)
from sources.models.link import LINK_TRIGGERS, Link, linked_once
from sources.models.names import ALIAS_TRIGGERS, Alias, sort_key
from sources.models.provenance import Cited, CitedQuerySet, Ground, NaturalKey
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
    "ALIAS_TRIGGERS",
    "LINK_TRIGGERS",
    "Alias",
    "Cited",
    "CitedQuerySet",
    "ClaimedSlug",
    "Document",
    "DocumentAlias",
    "DocumentGround",
    "DocumentText",
    "Ground",
    "Link",
    "LinkCheck",
    "Mark",
    "NaturalKey",
    "OfficialNumber",
    "Paragraph",
    "Passage",
    "PassageNotFound",
    "Precision",
    "Section",
    "Sentence",
    "SentenceContext",
    "linked_once",
    "sort_key",
]
