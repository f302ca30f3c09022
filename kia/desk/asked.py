"""What else is asked of somebody: the contract, corrections, requests, the own agenda.

Entries that wait have a list of their own; see waiting.py.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse

from kia.access import Access
from kia.models import (
    AgendaVersion,
    Commitment,
    EntryRequest,
    EntryVersion,
    RequestReply,
    Step,
)
from kia.permissions import may
from kia.steps import EntryState, YearState
from kia.workflow import available

IN_TALKS = (EntryState.SUBMITTED, EntryState.ACCEPTED, EntryState.ADOPTED)


@dataclass(frozen=True)
class Asked:
    what: str
    url: str = ""


def asked_of(user, agendas) -> list[Asked]:
    """`agendas` are those of the own roles, each with its versions fetched along."""
    access = Access.of(user)
    return [
        *_next_steps(user, access, agendas),
        *_to_confirm(user, access),
        *_corrections(access),
        *_requests(user, access),
    ]


def _next_steps(user, access, agendas):
    """Of agendas that one coordinates: the step that leads on, not back."""
    for agenda in agendas:
        if agenda.pk not in access.agendas:
            continue
        versions = list(agenda.versions.all())
        if not versions:
            first = AgendaVersion(agenda=agenda, number=1)
            address = reverse("desk:open_version", args=[agenda.slug])
            yield Asked(f"{agenda}: open versie {first.label}", address)
        for version in versions:
            yield from _steps_of(version, user)


def _steps_of(version, user):
    for step in available(version, user) if version.is_in_work else []:
        if not step.needs_reason:
            args = [version.agenda.slug, version.number, step.action]
            what = f"{version}: {step.label[0].lower()}{step.label[1:]}"
            yield Asked(what, reverse("desk:step", args=args))


def _to_confirm(user, access):
    if not (access.agendas or access.departments or access.edits):
        return
    leads = EntryVersion.objects.only("entry", "lead")
    rows = (
        Commitment.objects.visible_to(user)
        .filter(certainty=Commitment.Certainty.STATED)
        .filter(year__state=YearState.COLLECTING)
        .select_related("year", "entry")
        .prefetch_related(Prefetch("entry__versions", leads))
    )
    waiting = [row.year for row in rows if may("confirm_commitment", user, row)]
    for year, count in sorted(Counter(waiting).items(), key=lambda x: x[0].year):
        rows = "regel wacht" if count == 1 else "regels wachten"
        yield _of_year(year, f"{count} {rows} op uw bevestiging")


def _corrections(access):
    """What another admin asked to correct."""
    if not access.is_admin:
        return
    proposed = Commitment.objects.exclude(correction_reason="")
    proposed = proposed.filter(confirmed_by=None).exclude(entered_by=access.person)
    years = Counter(row.year for row in proposed.select_related("year"))
    for year, count in years.items():
        rows = "correctie wacht" if count == 1 else "correcties wachten"
        yield _of_year(year, f"{count} {rows} op een tweede beheerder")
    steps = Step.objects.filter(entry_version=OuterRef("pk"))
    last = steps.exclude(action="judge").order_by("-pk")
    versions = EntryVersion.objects.current().alias(
        last=Subquery(last.values("action")[:1]), asker=Subquery(last.values("by")[:1])
    )
    asked = versions.filter(last="ask_correction").exclude(asker=access.person)
    for version in asked.select_related("entry__agenda"):
        what = f"Correctie van «{version}»: een tweede beheerder zet die door of niet"
        yield Asked(what, reverse("review:correction", args=[version.entry.slug]))


def _requests(user, access):
    """To the own department, and without an answer; the last text of each."""
    if not access.departments:
        return
    answers = RequestReply.objects.filter(request__lineage=OuterRef("lineage"))
    answered = Exists(answers.exclude(status=RequestReply.Status.NONE))
    in_force = EntryVersion.objects.in_force().values("pk")
    last = Q(followed_by=None, frozen_at__isnull=False) | Q(pk__in=in_force)
    versions = EntryVersion.objects.visible_to(user).filter(last, state__in=IN_TALKS)
    found = EntryRequest.objects.filter(
        ~answered, addressee__in=access.departments, version__in=versions.values("pk")
    )
    found = found.order_by("version", "pk")
    for request in {request.lineage: request for request in found}.values():
        address = reverse("requests:one", args=[request.lineage])
        yield Asked(f"Verzoek aan uw departement: {request}", address)


def _of_year(year, what):
    return Asked(
        f"KIC-tabel {year.year}: {what}", reverse("contract:year", args=[year.year])
    )
