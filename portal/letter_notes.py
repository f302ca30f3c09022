"""What stands in the margin of the letter: every record and link of a passage."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.text import capfirst

from missions.models import Target
from organisations.models import Role
from policy.models import ExampleLink
from portal import rows
from sources.models import Ground, Passage
from sources.pages import in_force

SHOWN_AT_ONCE = 3
# What a passage is first of all: a mission, or else what it says of the others.
ROOMS = ["missions", "themes", "policy", "keytech", "organisations", "sources"]
WHOLE = (Ground.Supports.RECORD, Ground.Supports.CONTEXT)
MISSION_OF_TARGET = Target._meta.get_field("mission")


@dataclass
class Entry:
    """One line: a record, or the two that a link joins, with words after them.

    `kind` is printed once above the entries that share it.
    """

    kind: str
    records: list
    words: str = ""


@dataclass
class Remark:
    """One passage with the entries that rest on it."""

    passage: Passage
    entries: list
    number: int = 0

    @property
    def hue(self):
        """The colour of the one theme that all its records with a theme share."""
        records = [record for entry in self.entries for record in entry.records]
        themes = {theme_of(record) for record in records} - {None}
        return themes.pop().hue if len(themes) == 1 else ""

    @property
    def shown(self):
        return by_kind(self.entries[: self._fold_at])

    @property
    def folded(self):
        return by_kind(self.entries[self._fold_at :])

    @property
    def folded_count(self):
        return len(self.entries) - self._fold_at

    @property
    def _fold_at(self):
        # To fold a single line saves none.
        count = len(self.entries)
        return count if count <= SHOWN_AT_ONCE + 1 else SHOWN_AT_ONCE


def by_kind(entries):
    return [(kind, [*same]) for kind, same in groupby(entries, lambda e: e.kind)]


def theme_of(record):
    mission = getattr(record, "mission", record)
    return getattr(mission, "theme", None) or (
        record if hasattr(record, "hue") else None
    )


def read_remarks(text):
    """One remark per cited passage, numbered in the order of the text."""
    passages = Passage.objects.filter(text=text).in_bulk()
    found = [Remark(passages[pk], entries) for pk, entries in read_entries(text)]
    found.sort(key=lambda remark: (remark.passage.start, -remark.passage.end))
    for number, remark in enumerate(found, 1):
        remark.number = number
    return found


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
    """The lines for what rests on one passage; a record stands there once."""
    grounds = [holder for holder in holders if isinstance(holder, Ground)]
    links = holders[len(grounds) :]
    with_role = {link.organisation for link in links if isinstance(link, Role)}
    for record, same in groupby(grounds, lambda ground: ground.record):
        # What an organisation does says at once that it is named here.
        if record not in with_role:
            yield Entry(_kind(record, [*same]), [record])
    for link in links:
        joined = [getattr(link, field.name) for field in ends(link)]
        if isinstance(link, Role):
            yield Entry("Rol", joined, f": {link.get_role_display()}, {link.subject}")
        else:
            yield Entry("Koppeling", joined[::-1], _as_what(link))


def _kind(record, grounds):
    """The kind of the record, with what the passage says of it if that is a part."""
    parts = [g.get_supports_display() for g in grounds if g.supports not in WHOLE]
    return ": ".join(filter(None, [capfirst(record.kind_name), ", ".join(parts)]))


def _as_what(link):
    return (
        f" ({link.as_what})" if isinstance(link, ExampleLink) and link.as_what else ""
    )
