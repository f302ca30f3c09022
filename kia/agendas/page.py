"""What the pages of agendas show, fetched and put in order."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.visitor import visitor
from kia.agendas.difference import entry_changes, money_changes, text_changes
from kia.agendas.generated import generate
from kia.agendas.held import contents_of
from kia.models import AgendaParty, AgendaVersion, Section, SectionKind
from kia.steps import AgendaState
from policy.models import ProcessMilestone
from sources.links import between_public
from sources.pages import in_force

PARTIES = between_public(AgendaParty.objects.select_related("passage", "organisation"))


@dataclass(frozen=True)
class Versions:
    """The versions of one agenda that somebody may see, the newest first."""

    all: list

    @property
    def in_force(self):
        return next((v for v in self.all if v.state == AgendaState.ADOPTED), None)

    @property
    def first_adopted(self):
        return next((v for v in reversed(self.all) if v.adopted_on), None)

    @property
    def in_work(self):
        return next((v for v in self.all if v.is_in_work), None)

    @property
    def steps(self):
        """(old, new) of each two that follow each other, the newest first."""
        return list(zip(self.all[1:], self.all, strict=False))


def seen_by(request):
    """The versions that this visitor may see, of agendas that are public."""
    found = AgendaVersion.objects.visible_to(visitor(request))
    return found.filter(agenda__published_at__isnull=False)


def with_versions(request, agendas):
    """Fetch along, as `versions_seen`, what this visitor may see."""
    found = Prefetch("versions", seen_by(request), to_attr="versions_seen")
    return agendas.prefetch_related(found)


def visible_version(request, slug, number):
    """A version with its agenda and who takes part, without the file."""
    found = _with_agenda(seen_by(request)).select_related("adoption_document")
    found = found.defer("adoption_document__content")
    found = found.prefetch_related(Prefetch("agenda__party_links", PARTIES))
    return get_object_or_404(found, agenda__slug=slug, number=number)


def visible_pair(request, slug, old, new):
    """Two versions of one agenda in the order of time; 404 when one is not seen."""
    found = _with_agenda(seen_by(request)).filter(agenda__slug=slug)
    seen = {version.number: version for version in found.filter(number__in=[old, new])}
    if not {old, new} <= seen.keys():
        raise Http404
    return seen[min(old, new)], seen[max(old, new)]


def _with_agenda(versions):
    return versions.select_related("agenda__theme", "agenda__period")


def parties(agenda):
    """{part: [link]}, of links that were fetched along."""
    found = {part: [] for part in AgendaParty.Part.values}
    for link in agenda.party_links.all():
        found[link.part].append(link)
    return found


def due(links):
    """The deadline among the terms of an agenda: planned, and what came of it."""
    deadline = ProcessMilestone.Kind.DEADLINE
    found = (link.milestone for link in links if link.milestone.kind == deadline)
    return next(found, None)


@dataclass(frozen=True)
class Part:
    """One section of a version: its kind, its text, and what the register makes."""

    kind: SectionKind
    text: str
    made: list | None

    @property
    def is_shown(self):
        """What has no text of its own and is empty, is left out when it may be."""
        return bool(self.kind.has_text or self.made or self.kind.code != "A15")


def sections_of(version, contents) -> list[Part]:
    texts = texts_of(version)
    kinds = in_force(SectionKind.objects).with_grounds()
    parts = [
        Part(kind, texts.get((version.pk, kind.pk), ""), generate(kind.code, contents))
        for kind in kinds
    ]
    return [part for part in parts if part.is_shown]


def texts_of(*versions):
    """{(key of a version, key of a kind): text}, in one query."""
    found = Section.objects.filter(version__in=versions).order_by()
    return {(v, k): text for v, k, text in found.values_list("version", "kind", "text")}


def changes(old, new, person):
    """What became of the texts, the entries and the money."""
    before, after = (contents_of(version, person) for version in (old, new))
    kinds = in_force(SectionKind.objects)
    return {
        "texts": text_changes(kinds, old, new, texts_of(old, new)),
        "entries": entry_changes(before, after),
        "money": money_changes(before, after),
    }
