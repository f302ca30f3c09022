"""Figures about entries, added up by PostgreSQL in whole euros.

Money counts once: at the agenda of an entry, and at its one main mission or one
main technology; never at what it also touches.
"""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce

from keytech.models import KeyTechnology
from kia.models import (
    AgendaVersion,
    BudgetLine,
    EntryMission,
    EntryRequest,
    EntryTechnology,
    EntryVersion,
    Form,
    RequestReply,
)
from kia.steps import EntryState
from missions.models import Mission


class Basis(models.TextChoices):
    """Which version of each entry counts; at most one."""

    IN_FORCE = "in_force", "geldend"
    WORKING = "working", "werkversie"
    SUBMITTED = "submitted", "ingediend"


# What money can be split by: the columns of each.
DIMENSIONS = {
    "agenda": ("version__entry__agenda",),
    "entry": ("version__entry",),
    "year": ("year",),
    "source": ("source",),
    "form": ("form",),
    "certainty": ("certainty",),
    "place": ("mission", "technology"),
}


def versions(basis=Basis.IN_FORCE):
    found = EntryVersion.objects.filter(entry__discarded_at=None)
    if basis == Basis.IN_FORCE:
        return found.in_force()
    if basis == Basis.WORKING:
        return _working(found)
    return found.counted_as_submitted()


def _working(found):
    """What would hold if the versions of agendas in work were adopted today."""
    accepted = found.current().filter(state=EntryState.ACCEPTED)
    stays = (
        found.in_force()
        .exclude(Exists(accepted.filter(entry=OuterRef("entry")).order_by()))
        .exclude(entry__ended_in__in=AgendaVersion.objects.in_work())
    )
    keys = [rows.order_by().values("pk") for rows in (accepted, stays)]
    return found.filter(Q(pk__in=keys[0]) | Q(pk__in=keys[1]))


def budget(basis=Basis.IN_FORCE):
    """The lines that count, with the mission or technology at which they count."""
    return BudgetLine.objects.filter(
        version__in=versions(basis).order_by().values("pk")
    ).annotate(
        mission=_main(EntryMission, "mission", part=EntryMission.Part.MAIN),
        technology=_main(EntryTechnology, "technology", is_main=True),
    )


def _main(model, column, **which):
    rows = model.objects.filter(version=OuterRef("version"), **which).order_by()
    return Subquery(rows.values(column))


def _euros(**only):
    """Whole euros: PostgreSQL adds up bigints to a numeric."""
    total = Coalesce(Sum("amount", filter=Q(**only) if only else None), 0)
    return Cast(total, models.BigIntegerField())


SUMS = {
    "total": _euros(),
    "private": _euros(source__is_private=True),
    "kind": _euros(form=Form.KIND),
    "entries": Count("version", distinct=True),
}


def money(lines, *by):
    """One row per combination of these dimensions, in one query; a list of dicts.

    Without dimensions there is one row, with zeros when there is no line.
    """
    if not by:
        return [lines.order_by().aggregate(**SUMS)]
    columns = [column for dimension in by for column in DIMENSIONS[dimension]]
    return list(lines.order_by().values(*columns).annotate(**SUMS).order_by(*columns))


def gaps(basis=Basis.IN_FORCE):
    """Missions as the press counts them (25) that no entry has as main mission or
    as a part of it."""
    return counted_missions().filter(~Exists(_serving(basis)))


def served(missions, basis=Basis.IN_FORCE):
    """These missions, each with how many `entries` have it as main mission or part."""
    rows = _serving(basis).order_by().values("mission").annotate(number=Count("pk"))
    return missions.annotate(entries=Coalesce(Subquery(rows.values("number")), 0))


def _serving(basis):
    """Rows of entries at the mission of the query around this one."""
    return EntryMission.objects.filter(
        mission=OuterRef("pk"),
        part__in=[EntryMission.Part.MAIN, EntryMission.Part.SUB],
        version__in=versions(basis).order_by().values("pk"),
    )


def counted_missions():
    return Mission.objects.current().as_the_press_counts()


def technologies(basis=Basis.IN_FORCE):
    """Technologies that entries develop or apply, with the number of those entries."""
    counted = Q(entry_rows__version__in=versions(basis).order_by().values("pk"))
    number = Count("entry_rows__version", filter=counted, distinct=True)
    found = KeyTechnology.objects.annotate(entries=number).filter(entries__gt=0)
    return found.order_by("-entries", "sort_key")


def requests():
    """Requests to government by the state of their answer: {status: number}.

    Of every entry that was not left out: as in force, or else as it stands now. An
    answer stays with the lineage of its request.
    """
    latest = RequestReply.objects.filter(
        request__lineage=OuterRef("lineage"),
        request__version__entry=OuterRef("version__entry"),
    ).order_by("-pk")
    rows = (
        EntryRequest.objects.filter(version__in=_standing().values("pk"))
        .annotate(
            status=Coalesce(
                Subquery(latest.values("status")[:1]), Value(RequestReply.Status.NONE)
            )
        )
        .order_by()
        .values("status")
        .annotate(number=Count("pk"))
    )
    return {row["status"]: row["number"] for row in rows}


def _standing():
    in_force = versions(Basis.IN_FORCE)
    held = in_force.filter(entry=OuterRef("entry")).order_by()
    last = Q(followed_by=None) & ~Q(state="not_included") & ~Exists(held)
    found = EntryVersion.objects.filter(entry__discarded_at=None).order_by()
    return found.filter(Q(pk__in=in_force.order_by().values("pk")) | last)
