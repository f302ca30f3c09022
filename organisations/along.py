"""What organisations are linked to, in the query of the organisations.

A page of an organisation asks for much; so these links cost it no query of their own.
"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from organisations.models import Organisation
from sources.links import between_public
from sources.models import Passage

PASSAGE = ("id", "text_id", "start", "end", "page", "last_page", "quotation")


@dataclass(frozen=True)
class Along:
    """Links to public records at `end`, of which a page needs these `columns`.

    `own` are columns of the link itself, beside its reason and passage.
    """

    end: str
    columns: tuple
    order: str = ""
    own: tuple = ()

    @property
    def model(self):
        return Organisation._meta.get_field(f"{self.end}_links").related_model

    @property
    def name(self):
        return f"{self.end}_columns"

    def fetched(self, organisations):
        """Organisations with the columns that `of()` reads."""
        columns = JSONObject(
            reason="reason",
            own=JSONObject(**{name: name for name in self.own}),
            end=JSONObject(**{name: f"{self.end}__{name}" for name in self.columns}),
            passage=JSONObject(**{name: f"passage__{name}" for name in PASSAGE}),
        )
        links = self.model.objects.filter(organisation=OuterRef("pk"))
        rows = between_public(links).order_by(self.order or f"{self.end}__slug")
        rows = ArraySubquery(rows.values(columns=columns))
        return organisations.annotate(**{self.name: rows})

    def of(self, organisation):
        """The links between an organisation and what stands at the other end."""
        return [self._link(columns) for columns in getattr(organisation, self.name)]

    def _link(self, columns):
        passage = Passage(**columns["passage"]) if columns["passage"]["id"] else None
        record = self.model._meta.get_field(self.end).related_model
        given = {self.end: record(**columns["end"])} | columns["own"]
        return self.model(reason=columns["reason"], passage=passage, **given)


MILESTONES = Along("milestone", ("id", "slug", "title"))
EXAMPLES = Along(
    "example",
    ("id", "slug", "title", "short_label"),
    "example__order",
    ("as_what",),
)
AGENDAS = Along("agenda", ("id", "slug", "title", "code"))
