"""What the dossier of a record holds of entries: what they do, cost and ask."""

from django.db.models import Q
from django.utils.formats import date_format

from dossiers.phrases import missing
from dossiers.tree import Heading, Paragraph, Table, runs
from instance import clock
from kia.agendas.generated import budgets
from kia.agendas.held import Contents
from kia.entries import dossier
from kia.entries.fields import BY_NAME
from kia.entries.public.answers import answer_to
from kia.entries.public.content import read_content
from kia.entries.public.index import SERVED
from kia.models import EntryMission, EntryVersion
from kia.money import millions
from kia.steps import EntryState
from sources.entries import serving

# Of each entry, in this order; the rest stands on its page.
TOLD = ("choice_do", "choice_dont", "phases", "milestones", "indicators", "requests")
COUNTING = (
    "Dit zijn de vastgestelde bijdragen {words} (grondslag: geldend), op {day}. Een "
    "bijdrage telt haar geld één keer, bij haar hoofdmissie of hoofdtechnologie. In cash "
    "en in kind tellen wij niet bij elkaar op."
)
NOT_ADOPTED = (
    "Deze bijdragen zijn concept, ingediend of akkoord. Zij tellen in geen cijfer "
    "hierboven mee en kunnen nog veranderen. Geef dit stuk niet door zonder dat erbij "
    "te zeggen."
)
UNDER_REVIEW = (EntryState.SUBMITTED, EntryState.ACCEPTED)
ALONG = ("entry", "lead", "agenda_version__agenda__period")


def blocks(record):
    """In four queries, however many entries there are."""
    found = serving(record)
    day = date_format(clock.today(), "j F Y")
    yield Heading("Bijdragen van topsectoren")
    yield Paragraph(runs(COUNTING.format(words=found.words, day=day)))
    if not found.entries:
        words = f"Er is nog geen vastgestelde bijdrage {found.words}."
        yield Paragraph(missing(words))
    else:
        yield from _told(found.entries)
    if found.others:
        titles = ", ".join(entry.title for entry in found.others)
        yield Paragraph(
            runs(f"Raakt hier ook aan, zonder dat geld hier telt: {titles}.")
        )


def drafts(mission, user):
    """What is in work or under review for this mission and those below it."""
    rows = EntryMission.objects.filter(
        Q(mission=mission) | Q(mission__parent=mission), part__in=SERVED
    )
    found = (
        EntryVersion.objects.visible_to(user)
        .current()
        .filter(
            Q(frozen_at=None) | Q(state__in=UNDER_REVIEW),
            entry__discarded_at=None,
            pk__in=rows.order_by().values("version"),
        )
    )
    ordered = found.order_by("entry__agenda__order", "title", "pk")
    held = list(read_content(ordered.select_related(*ALONG)).values())
    yield Heading("Nog niet vastgesteld: alleen voor wie dit mag lezen")
    yield Paragraph(runs(NOT_ADOPTED))
    if not held:
        yield Paragraph(missing("Er is niets in bewerking dat u mag lezen."))
        return
    for one in held:
        yield from _of_entry(one)


def _told(entries):
    held = _read(entries)
    yield _overview(held)
    contents = Contents(held[0].entry_version.agenda_version, held, [])
    yield from map(dossier.budget_table, budgets(contents))
    for one in held:
        yield from _of_entry(one)


def _read(entries):
    """As listed: by agenda and title."""
    found = EntryVersion.objects.filter(pk__in=[entry.pk for entry in entries])
    held = read_content(found.select_related(*ALONG))
    return [held[entry.pk] for entry in entries]


def _overview(held):
    rows = tuple(
        (
            runs(one.entry_version.title),
            runs(f"{one.entry_version.agenda_version}"),
            runs(str(one.entry_version.lead)),
            runs(millions(one.euros["cash"])),
            runs(millions(one.euros["kind"])),
        )
        for one in held
    )
    head = ("Bijdrage", "Agenda en versie", "Trekker", "In cash", "In kind")
    return Table("De bijdragen, in miljoenen euro’s", head, rows)


def _of_entry(held):
    version = held.entry_version
    period = version.agenda_version.agenda.period
    state = (
        ""
        if version.state == EntryState.ADOPTED
        else f" ({version.get_state_display()})"
    )
    yield Heading(f"{version.title}{state}", 2)
    if state:
        yield Paragraph(runs(f"Begroting: {dossier.money(held.euros) or 'nog geen'}."))
    yield from dossier.text(version.summary)
    for name in TOLD:
        answer = answer_to(BY_NAME[name], held, period)
        if not answer.is_empty:
            yield Heading(answer.label, 3)
            yield from dossier.answer_blocks(answer)
