"""Links between records as pages show them: public ones only, each with its basis."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from sources.models import Cited


@dataclass(frozen=True, order=True)
class Basis:
    """What a link rests on; the order is from strong to weak."""

    rank: int
    sign: str = field(compare=False)
    words: str = field(compare=False)

    @property
    def short(self):
        return "redactioneel" if self.sign == "r" else "in de brief"


STATED = Basis(1, "m", "In de brief")
STATED_FOR_MISSION = Basis(1, "m", "In de brief, bij deze missie")
STATED_FOR_THEME = Basis(2, "t", "In de brief, bij het thema")
EDITORIAL = Basis(3, "r", "Redactioneel")
EDITORIAL_FOR_THEME = Basis(4, "r", "Redactioneel, bij het thema")


def basis_of(link) -> Basis:
    """A link of a mission, of a theme, or between other records."""
    for_theme = getattr(link, "theme_id", None)
    # One that a page made of columns has a passage without a key.
    if not (link.passage_id or link.passage):
        return EDITORIAL_FOR_THEME if for_theme else EDITORIAL
    if getattr(link, "mission_id", None):
        return STATED_FOR_MISSION
    return STATED_FOR_THEME if for_theme else STATED


def between_public(links):
    """Only the links of which every end is published and not withdrawn."""
    for end in ends_of(links.model):
        shown = Q(
            **{f"{end}__published_at__isnull": False, f"{end}__withdrawn_on": None}
        )
        links = links.filter(shown | Q(**{f"{end}__isnull": True}))
    return links


def ends_of(model):
    """The names of the foreign keys of a link that point to a main record."""
    return [
        found.name
        for found in model._meta.fields
        if found.many_to_one and issubclass(found.related_model, Cited)
    ]


def with_links(records, **ends):
    """Fetch links of the records along: with_links(found, roles=None, theme_links="theme").

    The value names what to fetch at the other end, or at each end that may be filled.
    """
    for name, end in ends.items():
        model = records.model._meta.get_field(name).related_model
        along = ["passage", *([end] if isinstance(end, str) else end or [])]
        found = between_public(model.objects.select_related(*along))
        records = records.prefetch_related(Prefetch(name, found))
    return records


def by_record(links, end):
    """The records at `end`, each with its links, in the order of the links."""
    found = {}
    for link in links:
        record = getattr(link, end)
        if record:
            found.setdefault(record, []).append(link)
    return [(record, sorted(own, key=basis_of)) for record, own in found.items()]


def by_other(links, record):
    """What stands at the other end than this record, each with its link."""
    return [(link.other(record), [link]) for link in links]


def passages(links):
    return [link.passage for link in links if link.passage]


def tally(links):
    """How many links there are of each basis, from strong to weak."""
    return sorted(Counter(basis_of(link) for link in links).items())
