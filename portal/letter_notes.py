"""What stands in the margin of the letter: every record and link of a passage."""

import re
from dataclasses import dataclass

from django.utils.text import capfirst

from missions.models import Target
from organisations.models import Role
from portal import rows
from sources.models import Ground, Passage
from sources.pages import in_force

# Signs that end a sentence or a part of one.
SIGNS = re.compile(r"[.,;:!?)»”’]*")
# What a passage is first of all: a mission, or else what it says of the others.
ROOMS = ["missions", "themes", "policy", "kia", "keytech", "organisations"]
ROOMS += ["sources"]
MISSION_OF_TARGET = Target._meta.get_field("mission")


@dataclass(frozen=True)
class Entry:
    """A record, or one and what it is linked to, with the kind of thing it is."""

    kind: str
    record: object
    tail: object = None


@dataclass
class Remark:
    """One passage with the entries that rest on it.

    Its number stands at `at`. Passages that end in the same place share a number.
    """

    passage: Passage
    entries: list
    at: int
    number: int = 0

    @property
    def hue(self):
        """The colour of the one theme that all its records with a theme share."""
        records = [r for entry in self.entries for r in (entry.record, entry.tail)]
        themes = {theme_of(record) for record in records} - {None}
        return themes.pop().hue if len(themes) == 1 else ""


def theme_of(record):
    mission = getattr(record, "mission", record)
    return getattr(mission, "theme", None) or (
        record if hasattr(record, "hue") else None
    )


def read_remarks(text):
    """One remark per cited passage, in the order in which they begin.

    The numbers follow the order in which they end, because there they stand.
    """
    passages = Passage.objects.filter(text=text).in_bulk()
    found = [
        Remark(passages[pk], entries, after_signs(text.body, passages[pk].end))
        for pk, entries in read_entries(text)
    ]
    found.sort(key=lambda remark: (remark.passage.start, -remark.passage.end))
    places = sorted({remark.at for remark in found})
    for remark in found:
        remark.number = places.index(remark.at) + 1
    return found


def after_signs(body, end):
    """Behind the signs that close the words: a number stands after them."""
    return end + len(SIGNS.match(body, end).group())


def read_entries(text):
    """(key of a passage, its entries): two queries, however many kinds there are."""
    records = public_records()
    cited = [m.objects.filter(passage__text=text) for m in rows.holding_models()]
    holders = rows.read(cited)
    rows.join(holders, records)
    by_passage = {}
    for holder in sorted(filter(is_shown, holders), key=rank):
        by_passage.setdefault(holder.passage_id, []).append(holder)
    return [(pk, [*entries(held)]) for pk, held in by_passage.items()]


def public_records():
    """All records that visitors can see and that hold, joined to each other."""
    found = rows.read(current(model.objects) for model in rows.record_models())
    records = rows.by_key(found)
    rows.join(found, records)
    # A target stands on the page of its mission.
    return {
        key: record
        for key, record in records.items()
        if not isinstance(record, Target) or MISSION_OF_TARGET.is_cached(record)
    }


def current(records):
    """Some kinds can also be merged into another record."""
    return records.current() if hasattr(records, "current") else in_force(records)


def ends(holder):
    """The foreign keys of a ground or a link to the records that it is about."""
    if isinstance(holder, Ground):
        return [holder._meta.get_field("record")]
    return [f for f in rows.relations(type(holder)) if getattr(holder, f.attname)]


def is_shown(holder):
    return all(field.is_cached(holder) for field in ends(holder))


def rank(holder):
    """Records before links; the grounds of one record stand together."""
    model = type(holder)
    room = ROOMS.index(model._meta.app_label)
    if isinstance(holder, Ground):
        record = holder.record
        return (0, room, model.__name__, record.kind_name, record.pk, holder.pk)
    return (1, room, model.__name__, "", 0, holder.pk)


def entries(holders):
    """What rests on one passage; a record stands there once."""
    links = [holder for holder in holders if not isinstance(holder, Ground)]
    # What an organisation does says at once that it is named here.
    with_role = {link.organisation for link in links if isinstance(link, Role)}
    found = {}
    for holder in holders:
        entry = as_entry(holder)
        if not isinstance(holder, Ground) or entry.record not in with_role:
            found[entry] = None
    return found


def as_entry(holder):
    if isinstance(holder, Ground):
        return Entry(capfirst(holder.record.kind_name), holder.record)
    first, *others = [getattr(holder, field.name) for field in ends(holder)]
    if isinstance(holder, Role):
        return Entry(capfirst(holder.get_role_display()), first, *others)
    return Entry("Koppeling", *others, first)
