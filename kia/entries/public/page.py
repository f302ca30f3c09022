"""The page of an entry: the version in force, or one that was adopted before."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.http import Http404

from exchange.download import SAMPLE
from kia.entries.public.answers import sections
from kia.entries.public.changes import Change
from kia.entries.public.content import read_content
from kia.entries.public.index import shown
from kia.models import EntryTopsector, Inclusion
from kia.steps import AgendaState

ALONG = (
    "agenda_version__agenda__theme",
    "agenda_version__agenda__period",
    "agenda_version__adoption_document",
    "entry__merged_into",
    "entry__ended_in",
    "entry_version__lead",
    "entry_version__parent",
    "entry_version__agenda_version__agenda__period",
)


@dataclass(frozen=True)
class EntryPage:
    """`history` are its inclusions in adopted agendas, the newest first."""

    chosen: Inclusion
    history: list
    held_by_version: dict

    @property
    def entry(self):
        return self.chosen.entry

    @property
    def version(self):
        return self.chosen.entry_version

    @property
    def agenda_version(self):
        return self.chosen.agenda_version

    @property
    def agenda(self):
        return self.agenda_version.agenda

    @property
    def held(self):
        return self.held_by_version[self.chosen.entry_version_id]

    @property
    def cited(self):
        """How a text of others names this version."""
        name = f"{self.version.title}, versie {self.agenda_version.label}"
        is_said = not self.entry.is_practice or name.startswith(SAMPLE)
        return name if is_said else f"{SAMPLE} {name}"

    @property
    def partners(self):
        return [row.topsector for row in self.held.rows[EntryTopsector]]

    @property
    def is_in_force(self):
        return self.agenda_version.state == AgendaState.ADOPTED

    @property
    def in_force(self):
        """Where the entry holds now, or None when it has ended."""
        newest = self.history[0]
        return newest if newest.agenda_version.state == AgendaState.ADOPTED else None

    @cached_property
    def parts(self):
        """The sub-programmes in force, each as the version that holds."""
        found = shown().filter(parent=self.entry).select_related("entry")
        return found.order_by("sort_key", "pk")

    @cached_property
    def sections(self):
        return sections(self.held, self.agenda.period)

    @cached_property
    def steps(self):
        """(inclusion, what changed in it), the newest first."""
        olders = [*self.history[1:], None]
        return [
            (new, self._change(old, new))
            for new, old in zip(self.history, olders, strict=True)
        ]

    def _change(self, old, new):
        found = self.held_by_version
        was = old and found[old.entry_version_id]
        return Change(was, found[new.entry_version_id], self.agenda.period)


def entry_page(slug, number=None) -> EntryPage:
    """As it holds, or as version `number` of its agenda adopted it; four queries."""
    history = list(_history(slug))
    fits = (i for i in history if number in (None, i.agenda_version.number))
    chosen = next(fits, None)
    if chosen is None:
        raise Http404
    versions = {i.entry_version_id: i.entry_version for i in history}
    for inclusion in history:
        inclusion.entry_version.entry = inclusion.entry
    return EntryPage(chosen, history, read_content(versions.values()))


def _history(slug):
    found = Inclusion.objects.filter(
        entry__slug=slug,
        entry__discarded_at=None,
        agenda_version__state__in=[AgendaState.ADOPTED, AgendaState.REPLACED],
        agenda_version__agenda__published_at__isnull=False,
    )
    programme = shown().filter(entry=OuterRef("entry_version__parent")).order_by()
    found = found.annotate(programme=Subquery(programme.values("title")[:1]))
    found = found.select_related(*ALONG).order_by("-agenda_version__number")
    return found.defer("agenda_version__adoption_document__content")
