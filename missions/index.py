"""What the list of missions is filtered and sorted by, for all of them in one query.

The rows of six tables come in one UNION, each as a JSON object, and without the
passages: it must also hold for a register of thousands of missions.
"""

from dataclasses import dataclass, field
from operator import attrgetter

from django.db.models import Q, Value
from django.db.models.functions import JSONObject

from missions.models.links import MissionOrganisation, MissionTechnology
from missions.models.mission import Mission
from missions.models.target import Target
from organisations.models import Organisation
from sources.links import Basis, basis_of
from themes.links import is_taken_over
from themes.models import ThemeOrganisation, ThemeTechnology

Precision = Target.YearPrecision


@dataclass(frozen=True)
class Goal:
    """A target: its year, how the letter gives that year, whether it has a number.

    `is_derived` of a year that no target states: it is always the editors' reading.
    """

    year: int | None
    precision: str
    has_number: bool
    is_derived: bool = False


@dataclass(frozen=True)
class Tie:
    """A link of a mission, or one that the source states of its theme.

    `end` is the kind of record at the other end: topsector, department,
    organisation or technology. `label` is short, where a list is narrow.
    """

    end: str
    slug: str
    label: str
    basis: Basis


@dataclass
class Entry:
    """A mission, as far as a list needs it to choose, count and sort."""

    pk: int
    theme_id: int
    theme_order: int
    theme_slug: str
    theme_title: str
    code: str
    name: str
    kind: str
    order: int
    goals: list = field(default_factory=list)
    ties: list = field(default_factory=list)
    # How many adopted entries serve it, where a list asks for that.
    served: int = 0

    @property
    def is_sub_target(self):
        return self.kind == Mission.Kind.SUB_TARGET

    @property
    def has_number(self):
        return any(goal.has_number for goal in self.goals)

    @property
    def years(self):
        return sorted({goal.year for goal in self.goals if goal.year})

    def linked(self, end):
        """The records of this kind, each once, by the strongest of its links."""
        found = sorted(self.ties, key=attrgetter("basis", "label"))
        first = {tie.slug: tie for tie in reversed(found) if tie.end == end}
        return [tie for tie in found if first.get(tie.slug) is tie]


def entries() -> list[Entry]:
    """All current missions in the order of the letter, with what holds of them."""
    missions, targets, *tables = _read()
    found = {row["pk"]: Entry(**row) for row in missions}
    stated = {row["year"] for row in targets if row["precision"] != Precision.DERIVED}
    for row in targets:
        if row["mission"] in found:
            found[row["mission"]].goals.append(_goal(row, stated))
    own, of_theme = {}, {}
    for model, rows in zip(LINKS, tables, strict=True):
        is_own = hasattr(model, "mission")
        for row in rows:
            by_owner = own if is_own else of_theme
            if is_own or is_taken_over(_link(model, row)):
                by_owner.setdefault(row["owner"], []).append(_tie(model, row))
    for pk, entry in found.items():
        entry.ties = own.get(pk, []) + of_theme.get(entry.theme_id, [])
    return sorted(found.values(), key=attrgetter("theme_order", "order"))


LINKS = [MissionOrganisation, MissionTechnology, ThemeOrganisation, ThemeTechnology]
MISSION = {
    "pk": "pk",
    "theme_id": "theme_id",
    "theme_order": "theme__order",
    "theme_slug": "theme__slug",
    "theme_title": "theme__title",
    "code": "code",
    "name": "short_label",
    "kind": "kind",
    "order": "order",
}
TARGET = {
    "mission": "mission_id",
    "year": "target_year",
    "precision": "year_precision",
    "value": "value",
}


def _read():
    """The rows of each table, of published records only."""
    parts = [(Mission.objects.current(), MISSION), (Target.objects.current(), TARGET)]
    parts += [_links(model) for model in LINKS]
    first, *others = (
        rows.order_by().values_list(Value(number), JSONObject(**columns))
        for number, (rows, columns) in enumerate(parts)
    )
    found = [[] for _ in parts]
    for number, row in first.union(*others, all=True).order_by():
        found[number].append(row)
    return found


def _links(model):
    owner = "mission" if hasattr(model, "mission") else "theme"
    end = "organisation" if hasattr(model, "organisation") else "technology"
    columns = {
        "owner": f"{owner}_id",
        "slug": f"{end}__slug",
        "label": f"{end}__name",
        "passage": "passage_id",
    }
    if end == "organisation":
        columns |= {"kind": "organisation__kind"}
    return model.objects.filter(Q(**{f"{end}__published_at__isnull": False})), columns


def _goal(row, stated):
    year, precision = row["year"], row["precision"]
    return Goal(year, precision, row["value"] is not None, year not in stated)


def _tie(model, row):
    kind = row.get("kind")
    end = Organisation(kind=kind).page if kind else "technology"
    return Tie(end, row["slug"], row["label"], basis_of(_link(model, row)))


def _link(model, row):
    owner = "mission" if hasattr(model, "mission") else "theme"
    return model(passage_id=row["passage"], **{f"{owner}_id": row["owner"]})
