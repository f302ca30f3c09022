"""What a theme and its missions are linked to, fetched in one query.

Theme and mission have their links under the same related names. A mission takes
over what the source states of its theme, so a page needs eight tables of links;
they are united, and the records at the other ends are made of the columns that a
link on a page needs.
"""

from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from sources.links import basis_of
from sources.models import Passage

# The other end of a link, with the two fields that name it on a page.
ENDS = {
    "organisation": ("name", "kind"),
    "technology": ("name", "level"),
    "document": ("title", "short_title"),
    "example": ("title", "short_label"),
    # Of a theme only.
    "milestone": ("title", "kind"),
}
PASSAGE = ("start", "end", "page", "last_page", "quotation")


@dataclass(frozen=True)
class Tie:
    """A link between a theme or mission (the owner) and the record at its end."""

    owner: object
    end: str
    record: object
    link: object


def ties(*owners) -> list[Tie]:
    """The public links of these themes and missions, from strong to weak basis."""
    owners = {(type(owner), owner.pk): owner for owner in owners}
    kinds = {model for model, _ in owners}
    tables = [
        _Table(model, end)
        for model in kinds
        for end in ENDS
        if hasattr(model, f"{end}_links")
    ]
    first, *others = (
        table.rows(number, [pk for model, pk in owners if model is table.owner])
        for number, table in enumerate(tables)
    )
    found = []
    for number, owner, *columns in first.union(*others, all=True).order_by():
        table = tables[number]
        found.append(table.tie(owners[table.owner, owner], *columns))
    return sorted(found, key=lambda tie: (basis_of(tie.link), str(tie.record).lower()))


def is_taken_over(link) -> bool:
    """Whether a mission takes over this link of its theme: if the source states it.

    The reason that an editor gives for a theme need not hold for each mission.
    """
    return bool(link.passage_id or link.passage)


@dataclass(frozen=True)
class _Table:
    owner: type
    end: str

    @property
    def relation(self):
        return self.owner._meta.get_field(f"{self.end}_links")

    def rows(self, number, owners):
        own = self.relation.field.name
        link = self.relation.related_model
        public = {
            f"{own}__in": owners,
            f"{self.end}__published_at__isnull": False,
            f"{self.end}__withdrawn_on": None,
        }
        names = (f"{self.end}__{name}" for name in ("slug", *ENDS[self.end]))
        return (
            link.objects.filter(**public)
            .order_by()
            .values_list(
                Value(number),
                F(f"{own}_id"),
                *(Cast(name, CharField()) for name in names),
                F("reason"),
                *(F(f"passage__{name}") for name in PASSAGE),
            )
        )

    def tie(self, owner, slug, first, second, reason, *place):
        link = self.relation.related_model
        record = link._meta.get_field(self.end).related_model
        named = dict(zip(ENDS[self.end], (first, second), strict=True))
        quoted = Passage(**dict(zip(PASSAGE, place, strict=True)))
        return Tie(
            owner,
            self.end,
            record(slug=slug, **named),
            link(
                reason=reason,
                passage=quoted if place[0] is not None else None,
                **{self.relation.field.attname: owner.pk},
            ),
        )


@dataclass(frozen=True)
class Section:
    """One kind of records that a theme or mission is linked to.

    `is_stated` says whether the source makes such a link for this very owner; what
    a mission takes over from its theme does not count.
    """

    rows: list
    is_stated: bool


def sections(found, owner) -> dict[str, Section]:
    """The links on the page of `owner`, by the kind of record they lead to."""
    found = [tie for tie in found if tie.owner == owner or is_taken_over(tie.link)]
    return {
        "topsectors": section(found, owner, "organisation", page="topsector"),
        "departments": section(found, owner, "organisation", page="department"),
        "organisations": section(found, owner, "organisation", page="organisation"),
        "technologies": section(found, owner, "technology"),
        "documents": section(found, owner, "document"),
        "examples": section(found, owner, "example"),
        "milestones": section(found, owner, "milestone"),
    }


def section(found, owner, end, page=None):
    here = [t for t in found if t.end == end]
    if page:
        here = [tie for tie in here if tie.record.page == page]
    own = any(tie.owner == owner and tie.link.passage for tie in here)
    return Section(grouped(here), own)


def grouped(found):
    """Each record once, with its links; the strongest first."""
    records = {}
    for tie in found:
        records.setdefault(tie.record.slug, (tie.record, []))[1].append(tie.link)
    return list(records.values())
