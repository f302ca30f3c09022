"""Requests to government as they stand: who asks, whom, and what came of it.

Two looks at the same rows. Visitors see those of entries in force, with the answers
that were made public; who takes part sees of each entry the text that holds, or else
the last one that they may read.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from instance import clock
from kia.access import Access
from kia.entries.public.index import shown
from kia.models import (
    LENGTHS,
    EntryRequest,
    EntryVersion,
    Inclusion,
    RequestReply,
    Step,
)
from kia.permissions import may
from kia.steps import EntryState

Status = RequestReply.Status
# After these there is nothing more to wait for.
SETTLED = (Status.ANSWERED, Status.REFUSED, Status.LAPSED)
ALONG = ("version__entry__agenda__theme", "version__lead", "addressee")
HEAVY = [f"version__{name}" for name in LENGTHS if name != "title"]


@dataclass(frozen=True)
class Line:
    """A request with the last answer to it, on one day."""

    request: EntryRequest
    today: date
    # What the reader has to do with it.
    part: str = ""

    @property
    def pk(self):
        return self.request.pk

    @property
    def status(self):
        return Status(self.request.status)

    @property
    def is_settled(self):
        return self.status in SETTLED

    @property
    def asked_on(self):
        return self.request.asked_on

    @property
    def days(self):
        """From the asking to the answer, or until today; None when nobody asked yet.

        Zero for what was answered before.
        """
        until = self.request.replied_on if self.is_settled else self.today
        return max((until - self.asked_on).days, 0) if self.asked_on else None

    @property
    def order(self):
        """Who waits longest first; then what is settled, the latest first."""
        days = self.days if self.days is not None else -1
        until = self.request.replied_on if self.is_settled else self.today
        return self.is_settled, -until.toordinal(), -days, self.pk

    @property
    def entry(self):
        return self.request.version.entry

    @property
    def agenda(self):
        return self.entry.agenda


def public_rows():
    """The requests of entries in force, counted from the adoption of the first."""
    adopted = Inclusion.objects.filter(
        entry=OuterRef("version__entry"),
        entry_version__request_rows__lineage=OuterRef("lineage"),
        agenda_version__adopted_on__isnull=False,
    ).order_by("agenda_version__adopted_on")
    rows = EntryRequest.objects.filter(version__in=shown().order_by().values("pk"))
    rows = rows.annotate(
        asked_on=Subquery(adopted.values("agenda_version__adopted_on")[:1])
    )
    return _with_last(rows, RequestReply.objects.public())


def rows_for(user):
    """The requests that this person may read, counted from the first submission."""
    submitted = Step.objects.filter(
        action="submit",
        entry_version__entry=OuterRef("version__entry"),
        entry_version__request_rows__lineage=OuterRef("lineage"),
    ).order_by("pk")
    rows = EntryRequest.objects.filter(version__in=_standing_for(user).values("pk"))
    rows = rows.annotate(asked_on=Subquery(submitted.values("day")[:1]))
    return _with_last(rows, RequestReply.objects.visible_to(user))


def _standing_for(user):
    """One version of each entry, as kia/entries/totals.py counts requests: what is in
    force, or else the last, unless that is left out."""
    in_force = EntryVersion.objects.in_force().order_by().values("pk")
    first = Case(When(pk__in=in_force, then=Value(0)), default=Value(1))
    last = Q(pk__in=in_force) | ~Q(entry__in=_left_out())
    return (
        EntryVersion.objects.visible_to(user)
        .filter(last, entry__discarded_at=None)
        .order_by("entry_id", first, "-pk")
        .distinct("entry_id")
    )


def _left_out():
    left_out = EntryVersion.objects.current().filter(state=EntryState.NOT_INCLUDED)
    return left_out.order_by().values("entry")


def _with_last(rows, replies):
    """With the last of these answers; an answer stays with the lineage of a request."""
    last = replies.filter(request__lineage=OuterRef("lineage")).order_by("-pk")
    return (
        rows.annotate(
            status=Coalesce(Subquery(last.values("status")[:1]), Value(Status.NONE)),
            reply=Coalesce(Subquery(last.values("text")[:1]), Value("", TextField())),
            replied_on=Subquery(last.values("day")[:1]),
        )
        .select_related(*ALONG)
        .defer(*HEAVY)
        .order_by("version__entry__agenda__order", "version__entry__slug", "order")
    )


def public_lines():
    today = clock.today()
    return [Line(request, today) for request in public_rows()]


def lines_for(user):
    """Who waits longest first."""
    today, access = clock.today(), Access.of(user)
    rows = rows_for(user)
    found = [Line(r, today, part_of(access, r)) for r in rows]
    return sorted(found, key=lambda line: line.order)


TO_ANSWER, OF_TEAM, OF_AGENDA, OTHER = "antwoorden", "team", "agenda", "anders"
PARTS = {
    TO_ANSWER: "te beantwoorden door uw departement",
    OF_TEAM: "van uw team",
    OF_AGENDA: "in uw agenda",
    OTHER: "van anderen",
}


def part_of(access, request):
    if may("reply", access, request):
        return TO_ANSWER
    if request.version.lead_id in access.teams:
        return OF_TEAM
    return OF_AGENDA if request.version.entry.agenda_id in access.agendas else OTHER


def answerable(user, lineage):
    """The row of a submitted text that answers go to, or None before that."""
    versions = EntryVersion.objects.visible_to(user).filter(frozen_at__isnull=False)
    rows = EntryRequest.objects.filter(lineage=lineage, version__in=versions)
    return rows.select_related("version__entry").order_by("-version").first()


def replies_to(request, replies):
    """The history of the answers, the first one first."""
    found = replies.filter(request__lineage=request.lineage)
    return found.select_related("by", "published_by").order_by("pk")
