"""The content of an entry version, fetched in a fixed number of queries."""

from django.db.models import Prefetch, prefetch_related_objects

from kia.models import (
    AgendaVersion,
    BudgetLine,
    EntryMission,
    EntryTarget,
    EntryTechnology,
    EntryVersion,
)

Kind = EntryVersion.Kind


def _along(path, model, *along):
    return Prefetch(path, model.objects.select_related(*along))


# The longer paths cost nothing, unless a caller fetched the shorter one without them.
LOOKUPS = (
    _along("agenda_version", AgendaVersion, "agenda__period"),
    "agenda_version__agenda__period",
    "parent__versions",
    _along("mission_rows", EntryMission, "mission"),
    "mission_rows__mission__children",
    _along("target_rows", EntryTarget, "target"),
    "target_rows__target",
    _along("technology_rows", EntryTechnology, "technology"),
    "technology_rows__technology",
    _along("budget_rows", BudgetLine, "source"),
    "budget_rows__source",
    "topsector_rows",
    "value_rows",
    "phase_rows",
    "milestone_rows",
    "party_rows",
    "consultation_rows",
    "request_rows",
    "indicator_rows",
)


def fetch(*versions):
    """Fetch along what the rules look at; what was fetched before stays."""
    prefetch_related_objects(versions, *LOOKUPS)


def agenda(version):
    return version.agenda_version.agenda


def period(version):
    return agenda(version).period


def parts_of(version, part):
    """The missions of a version that stand there as main, sub or secondary one."""
    return [row.mission for row in version.mission_rows.all() if row.part == part]


def main_mission(version):
    return next(iter(parts_of(version, "main")), None)


def main_technology(version):
    rows = version.technology_rows.all()
    return next((row.technology for row in rows if row.is_main), None)


def is_of(kind):
    return lambda version: version.kind == kind


def is_technological(version):
    return bool(version.technology_rows.all())


def has_parts(version):
    """Whether the main mission falls apart into missions that one can choose."""
    mission = main_mission(version)
    return mission is not None and any(
        part.published_at and not part.withdrawn_on and not part.merged_into_id
        for part in mission.children.all()
    )


def phase_years(version):
    """Every year that a phase covers."""
    return {
        year
        for row in version.phase_rows.all()
        if row.first_year and row.last_year
        for year in range(row.first_year, row.last_year + 1)
    }


def running_years(version):
    """The years of the phases that fall within the period of the agenda."""
    return sorted(phase_years(version) & set(period(version).years))


def programme_of(version):
    """The last version of the entry that this one is a part of, or None."""
    versions = version.parent.versions.all() if version.parent else []
    return max(versions, key=lambda v: v.pk, default=None)
