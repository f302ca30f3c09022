"""The milestones that organisations are linked to, in the query of the organisations.

A page of an organisation asks for much; so this costs it no query of its own.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from organisations.models import Organisation
from sources.links import between_public
from sources.models import Passage

MILESTONE = ("id", "slug", "title")
PASSAGE = ("id", "text_id", "start", "end", "page", "last_page", "quotation")


def fetched(organisations):
    """Organisations with the columns that `of()` reads."""
    columns = JSONObject(
        reason="reason",
        milestone=JSONObject(**{name: f"milestone__{name}" for name in MILESTONE}),
        passage=JSONObject(**{name: f"passage__{name}" for name in PASSAGE}),
    )
    own = between_public(_links().objects.filter(organisation=OuterRef("pk")))
    rows = own.order_by("milestone__slug").values(columns=columns)
    return organisations.annotate(milestone_columns=ArraySubquery(rows))


def of(organisation):
    """The links between an organisation and public milestones."""
    return [_link(columns) for columns in organisation.milestone_columns]


def _link(columns):
    passage = Passage(**columns["passage"]) if columns["passage"]["id"] else None
    milestone = _links()._meta.get_field("milestone").related_model
    return _links()(
        reason=columns["reason"],
        milestone=milestone(**columns["milestone"]),
        passage=passage,
    )


def _links():
    return Organisation._meta.get_field("milestone_links").related_model
