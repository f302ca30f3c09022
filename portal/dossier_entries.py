"""What the dossier of a record holds of entries: what they do, cost and ask."""

from django.utils.formats import date_format

from dossiers.tree import Heading, Paragraph, Table, runs
from instance import clock
from kia.agendas.generated import budgets
from kia.agendas.held import Contents
from kia.entries import dossier
from kia.entries.fields import BY_NAME
from kia.entries.public.answers import answer_to
from kia.entries.public.content import read_content
from kia.models import EntryVersion
from kia.money import millions
from sources.entries import serving

# Of each entry, in this order; the rest stands on its page.
TOLD = ("choice_do", "choice_dont", "phases", "milestones", "indicators", "requests")
COUNTING = (
    "Dit zijn de vastgestelde bijdragen {words} (grondslag: geldend), op {day}. Een "
    "bijdrage telt haar geld één keer, bij haar hoofdmissie of hoofdtechnologie. In cash "
    "en in kind tellen wij niet bij elkaar op."
)


def blocks(record):
    """In four queries, however many entries there are."""
    found = serving(record)
    day = date_format(clock.today(), "j F Y")
    yield Heading("Bijdragen van topsectoren")
    yield Paragraph(runs(COUNTING.format(words=found.words, day=day)))
    if not found.entries:
        words = f"Er is nog geen vastgestelde bijdrage {found.words}."
        yield Paragraph(dossier.missing(words))
    else:
        yield from _told(found.entries)
    if found.others:
        titles = ", ".join(entry.title for entry in found.others)
        yield Paragraph(
            runs(f"Raakt hier ook aan, zonder dat geld hier telt: {titles}.")
        )


def _told(entries):
    held = _read(entries)
    yield _overview(held)
    contents = Contents(held[0].entry_version.agenda_version, held, [])
    yield from map(dossier.budget_table, budgets(contents))
    for one in held:
        yield from _of_entry(one)


def _read(entries):
    """As listed: by agenda and title."""
    along = ("entry", "lead", "agenda_version__agenda__period")
    found = EntryVersion.objects.filter(pk__in=[entry.pk for entry in entries])
    held = read_content(found.select_related(*along))
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
    yield Heading(version.title, 2)
    yield from dossier.text(version.summary)
    for name in TOLD:
        answer = answer_to(BY_NAME[name], held, period)
        if not answer.is_empty:
            yield Heading(answer.label, 3)
            yield from dossier.answer_blocks(answer)
