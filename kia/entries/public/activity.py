"""Which entries join a mission with a topsector or technology: for the matrix.

An adopted entry that ended counts as “deliberately not”, with the reason that the
agenda gives, where no entry in force does the same.
"""

from dataclasses import dataclass

from kia.entries.public.index import Listed, listed
from kia.models import Entry, EntryVersion, Inclusion
from kia.steps import AgendaState, EntryState


@dataclass(frozen=True)
class Work:
    """An entry at a mission and at one end: a topsector or a technology."""

    mission: int
    end: str
    slug: str
    entry: Listed
    reason: str = ""


def activity() -> list[Work]:
    """Four queries at most."""
    found = [work for entry in listed() for work in _boxes(entry)]
    reasons = dict(_ended().values_list("slug", "ended_because"))
    if reasons:
        last = {e.slug: e for e in sorted(listed(_versions()), key=lambda e: e.pk)}
        for slug, reason in reasons.items():
            found += [work for work in _boxes(last[slug], reason)]
    return found


def _boxes(entry, reason=""):
    ends = [("organisation", slug) for slug in (entry.lead["slug"], *entry.partners)]
    ends += [("technology", end.slug) for end in entry.technologies]
    for mission in [end for end in entry.missions if end.is_served]:
        for end, slug in ends:
            yield Work(mission.pk, end, slug, entry, reason)


def _ended():
    """Entries that a version of their agenda that was adopted has ended."""
    over = [AgendaState.ADOPTED, AgendaState.REPLACED]
    found = Entry.objects.filter(ended_in__state__in=over, discarded_at=None)
    found = found.filter(agenda__published_at__isnull=False)
    in_force = Inclusion.objects.filter(agenda_version__state=AgendaState.ADOPTED)
    adopted = Inclusion.objects.values("entry")
    return found.exclude(pk__in=in_force.values("entry")).filter(pk__in=adopted)


def _versions():
    return EntryVersion.objects.filter(
        state=EntryState.ADOPTED, entry__in=_ended().order_by().values("pk")
    )
