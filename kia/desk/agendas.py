"""What the desk of an agenda shows: its versions, texts, entries, steps and trail."""

from dataclasses import dataclass, field

from django.db.models import Q, Subquery
from django.db.models.expressions import OuterRef
from django.urls import reverse

from kia import step_checks
from kia.access import Access
from kia.desk import told
from kia.models import Agenda, AgendaVersion, EntryVersion, Inclusion, SectionKind, Step
from kia.permissions import may
from kia.steps import AgendaState
from kia.workflow import available

MOST_STEPS = 100


def desks_of(user):
    """Agendas that somebody leads or writes for; an admin sees them all."""
    access = Access.of(user)
    if access.is_admin:
        return Agenda.objects.all()
    return Agenda.objects.filter(pk__in=access.agendas | access.leads)


@dataclass
class Desk:
    agenda: Agenda
    versions: list = field(default_factory=list)

    @property
    def in_work(self):
        return next((v for v in self.versions if v.is_in_work), None)

    @property
    def in_force(self):
        adopted = (v for v in self.versions if v.state == AgendaState.ADOPTED)
        return next(adopted, None)

    @property
    def version(self):
        """What the page is about: what is worked on, or else what is in force."""
        return self.in_work or self.in_force

    @property
    def next_version(self):
        """The one that could be opened, not saved; or that is in work already."""
        if self.in_work:
            return self.in_work
        last = self.versions[0].number if self.versions else 0
        return AgendaVersion(agenda=self.agenda, number=last + 1)

    def steps(self, user):
        return available(self.in_work, user) if self.in_work else []

    def may_open(self, user):
        """Whether this person is somebody who opens versions."""
        return may("opens_version", user, self.next_version)


def desk_of(agenda) -> Desk:
    versions = list(agenda.versions.order_by("-number"))
    for version in versions:
        # Without asking again for what is known.
        version.agenda = agenda
    return Desk(agenda, versions)


def entries_of(desk, user):
    """The last version of each entry, with what of it is in force."""
    in_force = Inclusion.objects.filter(
        entry=OuterRef("entry"), agenda_version__state=AgendaState.ADOPTED
    )
    versions = (
        EntryVersion.objects.visible_to(user)
        .current()
        .filter(entry__agenda=desk.agenda, entry__discarded_at=None)
        .annotate(version_in_force=Subquery(in_force.values("entry_version")[:1]))
        .select_related("entry", "lead")
        .order_by("state", "entry__slug")
    )
    may_end = bool(desk.in_work) and may("end_entry", user, desk.in_work)
    for version in versions:
        version.is_in_force = version.version_in_force == version.pk
        version.is_revised = version.version_in_force and not version.is_in_force
        version.may_end = may_end and version.is_in_force
        yield version


def trail_of(agenda):
    """The steps of its versions, and which entries end."""
    steps = Step.objects.filter(
        Q(agenda_version__agenda=agenda)
        | Q(entry_version__entry__agenda=agenda, action__in=["end", "keep"])
    )
    newest = steps.select_related(*told.RELATED).order_by("-pk")[:MOST_STEPS]
    return [
        {"step": s, "subject": _short(s), "what": told.what_happened(s)} for s in newest
    ]


def _short(step):
    """Without the name of the agenda, which stands above the page."""
    version = step.agenda_version
    return f"Versie {version.label}" if version else str(step.entry_version)


def in_the_way(step, version):
    """What has to be done first; what the step itself asks for does not count."""
    found = step_checks.problems(step.checks, version)
    return [(p, where(p, version)) for p in found if p.field not in step.takes]


def where(problem, version):
    """The page on which a problem is mended, or nothing."""
    is_section = SectionKind.objects.filter(code=problem.field).exists()
    if problem.field and is_section:
        return reverse(
            "desk:section", args=[version.agenda.slug, version.number, problem.field]
        )
    return ""
