"""Which adopted entries serve a record, for pages of the floors below.

See sources/entries.py. Counting basis *geldend*; a mission is served by an entry
that has it as its main mission or as a part of that, as kia/entries/totals.py counts.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from keytech.models import KeyTechnology
from kia.entries import totals
from kia.entries.public.activity import activity
from kia.entries.public.index import SERVED, listed, shown
from kia.models import (
    EntryMission,
    EntryRequest,
    EntryTechnology,
    EntryTopsector,
)
from missions.models import Mission
from themes.models import Theme

__all__ = ["activity", "mission_gaps", "served_missions", "serving"]


@dataclass(frozen=True)
class Serving:
    """Entries that serve a record, and those that only touch it.

    `list_query` leads to the same entries in their list, where that can be asked.
    """

    entries: list
    others: list
    words: str
    list_query: str = ""

    @property
    def missions(self):
        """The keys of the missions that these entries serve."""
        ends = [end for entry in self.entries for end in entry.missions]
        return {end.pk for end in ends if end.is_served}

    @property
    def is_practice(self):
        return any(entry.is_practice for entry in (*self.entries, *self.others))


@dataclass(frozen=True)
class Served:
    """By the key of a mission how many entries serve it."""

    numbers: Counter
    is_practice: bool


@dataclass(frozen=True)
class Gaps:
    """Of `counted` missions, `missing` have no adopted entry yet."""

    missing: int
    counted: int
    is_practice: bool


def serving(record) -> Serving:
    """In one query."""
    if isinstance(record, Mission):
        return _of_mission(record)
    if isinstance(record, Theme):
        found = listed(shown().filter(entry__agenda__theme=record))
        return Serving(found, [], "in de agenda van dit thema", f"thema={record.slug}")
    if isinstance(record, KeyTechnology):
        rows = EntryTechnology.objects.filter(technology=record)
        found = listed(_with(rows))
        words = "met deze technologie"
        return Serving(found, [], words, f"technologie={record.slug}")
    return _of_organisation(record)


def _of_mission(mission):
    """Also those of the missions below it; a secondary mission is only touched."""
    own = Q(mission=mission) | Q(mission__parent=mission)
    found = listed(_with(EntryMission.objects.filter(own)))
    served = [e for e in found if any(_serves(end, mission) for end in e.missions)]
    others = [entry for entry in found if entry not in served]
    return Serving(served, others, "voor deze missie", f"missie={mission.slug}")


def _serves(end, mission):
    return end.is_served and mission.pk in (end.pk, end.parent)


def _of_organisation(record):
    """What a topsector leads or helps with; of others what is asked of them."""
    if record.page != "topsector":
        asked = _with(EntryRequest.objects.filter(addressee=record))
        return Serving(listed(asked), [], "met een verzoek aan deze organisatie")
    helped = EntryTopsector.objects.filter(topsector=record)
    found = listed(shown().filter(Q(lead=record) | Q(pk__in=helped.values("version"))))
    led = [entry for entry in found if entry.lead["slug"] == record.slug]
    others = [entry for entry in found if entry not in led]
    query = f"topsector={record.slug}"
    return Serving(led, others, "die deze topsector trekt", query)


def _with(rows):
    return shown().filter(pk__in=rows.order_by().values("version"))


def served_missions() -> Served:
    rows = EntryMission.objects.filter(
        version__in=shown().order_by().values("pk"), part__in=SERVED
    )
    names = ("mission", "version__entry__is_practice")
    found = list(rows.order_by().values_list(*names).annotate(Count("version")))
    numbers = Counter()
    for mission, _, number in found:
        numbers[mission] += number
    return Served(numbers, any(is_practice for _, is_practice, _ in found))


def mission_gaps(served) -> Gaps:
    """In one query; what is counted as served is the same for every page."""
    counted = set(totals.counted_missions().order_by().values_list("pk", flat=True))
    missing = len(counted - served.numbers.keys())
    return Gaps(missing, len(counted), served.is_practice)
