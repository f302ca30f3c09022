"""Pairs of entries of an agenda with the same main mission and a shared technology."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from kia.drafting.reading import fetch
from kia.entries import content
from kia.models import EntryVersion
from kia.steps import EntryState


@dataclass(frozen=True)
class Side:
    version: EntryVersion

    @property
    def euros(self):
        """{form: whole euros}"""
        found = Counter()
        for line in self.version.budget_rows.all():
            found[line.form] += line.amount
        return found

    @property
    def partners(self):
        return [row.topsector for row in self.version.topsector_rows.all()]

    @property
    def parties(self):
        rows = self.version.party_rows.all()
        return [row.name or row.description or row.get_kind_display() for row in rows]


@dataclass(frozen=True)
class Pair:
    sides: tuple
    mission: object
    technologies: list


def pairs_of(agenda, user) -> list[Pair]:
    """By mission; a programme and its parts are one thing, as for warning W9."""
    versions = list(_versions(agenda, user))
    fetch(versions)
    found = [_pair(one, other) for one, other in combinations(versions, 2)]
    pairs = [pair for pair in found if pair]
    return sorted(pairs, key=lambda pair: pair.mission.order)


def _pair(one, other):
    mission = content.main_mission(one)
    if mission is None or mission != content.main_mission(other):
        return None
    if one.parent_id == other.entry_id or other.parent_id == one.entry_id:
        return None
    theirs = {row.technology_id for row in other.technology_rows.all()}
    shared = [
        row.technology
        for row in one.technology_rows.all()
        if row.technology_id in theirs
    ]
    sides = (Side(one), Side(other))
    return Pair(sides, mission, shared) if shared else None


def _versions(agenda, user):
    return (
        EntryVersion.objects.visible_to(user)
        .current()
        .filter(entry__agenda=agenda, entry__discarded_at=None)
        .exclude(state=EntryState.NOT_INCLUDED)
        .select_related("entry", "lead", "parent", "agenda_version__agenda__period")
        .order_by("entry__slug")
    )
