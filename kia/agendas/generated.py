"""The parts of an agenda that the register makes from what the agenda holds."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from kia.models import (
    BudgetLine,
    EntryConsultation,
    EntryMission,
    EntryRequest,
    Form,
)


@dataclass
class Group:
    """What stands under one mission or technology, or under none of them."""

    record: object
    held: list = field(default_factory=list)
    parts: list = field(default_factory=list)


def by_mission(contents):
    """A2: each mission of the theme with its entries and sub-targets, gaps too.

    An agenda without a theme is told by main technology. What has neither mission
    nor technology comes last; programmes for earning power stand in A15.
    """
    missions = contents.missions
    groups = {m.pk: Group(m) for m in missions if _is_head(m, missions)}
    loose = {}
    for one in [one for one in contents.held if not one.serves_earning_power]:
        record = one.mission or one.technology
        group = groups.get(record and record.pk) if one.mission else None
        if group is None:
            key = (type(record), record and record.pk)
            group = loose.setdefault(key, Group(record))
        group.held.append(one)
    for mission in missions:
        whole = groups.get(mission.parent_id)
        if whole and mission.pk not in groups:
            whole.parts.append(Group(mission, _with_part(whole.held, mission)))
    last = sorted(loose.values(), key=lambda g: (g.record is None, str(g.record)))
    return [*groups.values(), *last]


def _is_head(mission, missions):
    """A sub-target stands below its mission; whatever else stands by itself."""
    above = {m.pk for m in missions}
    return mission.kind != mission.Kind.SUB_TARGET or mission.parent_id not in above


def _with_part(held, mission):
    return [one for one in held if mission in one.missions(EntryMission.Part.SUB)]


def choices(contents):
    """A3: what each entry does, and what it leaves."""
    versions = [(one, one.entry_version) for one in contents.held]
    return [one for one, v in versions if v.choice_do or v.choice_dont]


def requests(contents):
    """A6: (instrument, [(request, its entry)]) in the order of the form."""
    return _by_choice(contents, EntryRequest, "instrument")


@dataclass
class Budget:
    """A13, of one form: sources against years, in whole euros."""

    form: str
    years: list
    rows: list = field(default_factory=list)

    @property
    def label(self):
        return Form(self.form).label

    @property
    def sums(self):
        """Of each year."""
        return [sum(year) for year in zip(*(a for _, a in self.rows), strict=True)]

    @property
    def lines(self):
        """(source, [euros per year], their sum)"""
        return [(source, amounts, sum(amounts)) for source, amounts in self.rows]

    @property
    def total(self):
        return sum(self.sums)


def budgets(contents):
    """A13: a table of money and one of effort, as far as there is any."""
    found, sources = Counter(), {}
    for line in [line for one in contents.held for line in one.rows[BudgetLine]]:
        found[line.form, line.source_id, line.year] += line.amount
        sources[line.source_id] = line.source
    ordered = sorted(sources.values(), key=lambda source: source.order)
    tables = [Budget(form, contents.years) for form in Form.values]
    for table in tables:
        for source in ordered:
            euros = [found[table.form, source.pk, year] for year in table.years]
            table.rows += [(source, euros)] if any(euros) else []
    return [table for table in tables if table.rows]


def earning_power(contents):
    """A15: the programmes that serve earning power in the first place."""
    return [one for one in contents.held if one.serves_earning_power]


def consulted(contents):
    """A16: (kind of party, [(consultation, its entry)]) in the order of the form."""
    return _by_choice(contents, EntryConsultation, "kind")


def _by_choice(contents, model, name):
    found = defaultdict(list)
    for one in contents.held:
        for row in one.rows[model]:
            found[getattr(row, name)].append((row, one))
    words = dict(model._meta.get_field(name).choices) | {"": "niet ingevuld"}
    return [(words[key], found[key]) for key in words if found[key]]


# What the register makes, by the code of the section that shows it.
MAKERS = {
    "A2": by_mission,
    "A3": choices,
    "A6": requests,
    "A13": budgets,
    "A15": earning_power,
    "A16": consulted,
}


def generate(code, contents):
    """What the section with this code shows, or None if it is written."""
    return MAKERS[code](contents) if code in MAKERS else None
