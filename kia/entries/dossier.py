"""An entry as a document: every answer in the order of the form, as blocks."""

from django.conf import settings
from django.utils.formats import date_format

from dossiers.phrases import made, missing
from dossiers.tree import Bullets, Dossier, Heading, Paragraph, Run, Table, runs
from exchange.download import SAMPLE
from instance import clock
from kia import prose
from kia.entries.public.answers import sections
from kia.models import EntryTopsector, Form
from kia.money import millions

COUNTING = (
    "de bedragen van deze versie, in lopende prijzen. In cash is geld; in kind is "
    "inzet in uren, materiaal of faciliteiten. Die twee tellen wij niet bij elkaar op."
)
CONCEPT, ADOPTED = "CONCEPT", "VASTGESTELD"


def dossier_of(held, path, *, adopted=None, extra=()):
    """Of one version. `adopted` is the agenda version that holds it; without one it is
    a draft, for who may read that. `extra` are sections that visitors do not get."""
    version = held.entry_version
    entry, agenda = version.entry, version.agenda_version.agenda
    made_at, where = clock.now(), settings.INSTANCE.absolute(path)
    found = sections(held, agenda.period)
    status = ADOPTED if adopted else CONCEPT
    if entry.is_practice or not settings.PRODUCTION:
        status = f"{SAMPLE} · {status}"
    blocks = [
        made(made_at, where),
        Paragraph(runs(_standing(version, adopted))),
        Paragraph(runs(f"Zo is geteld: {COUNTING}")),
        Heading("In het kort"),
        *text(version.summary),
        facts(held),
    ]
    for _, heading, answers in [*found, *extra]:
        blocks.append(Heading(heading))
        for answer in answers:
            blocks += [Heading(answer.label, 2), *answer_blocks(answer)]
    blocks += _not_in_it(found, adopted, bool(extra))
    return Dossier(
        title=version.title,
        subtitle=f"Bijdrage aan de {agenda.full_name[0].lower()}{agenda.full_name[1:]}.",
        address=where,
        made_at=made_at,
        version=adopted.label if adopted else version.get_state_display(),
        status=status,
        blocks=blocks,
    )


def _standing(version, adopted):
    if adopted is None:
        return f"Stand: {version.get_state_display()}. Dit is geen vastgestelde tekst."
    day = date_format(adopted.adopted_on, "j F Y")
    return (
        f"Vastgesteld met versie {adopted.label} van de agenda, op {day} door "
        f"{adopted.adopted_by}."
    )


def facts(held):
    version = held.entry_version
    rows = [
        ("Agenda", str(version.agenda_version.agenda)),
        ("Trekker", str(version.lead)),
        ("Werkt mee", ", ".join(str(r.topsector) for r in held.rows[EntryTopsector])),
        ("Soort", version.get_kind_display()),
        ("Niveau", version.get_level_display()),
        ("Prioriteit", version.get_priority_display()),
        ("Begroting", money(held.euros)),
    ]
    cells = tuple((runs(name), runs(value)) for name, value in rows if value)
    return Table("Feiten over deze bijdrage", ("Wat", "Antwoord"), cells)


def money(euros) -> str:
    """Money and effort apart, in millions; empty when there is none."""
    found = [
        f"€ {millions(euros[form])} mln {form.label}" for form in Form if euros[form]
    ]
    return " en ".join(found)


def answer_blocks(answer):
    if answer.is_empty:
        yield Paragraph(missing("Niet ingevuld."))
    if answer.chosen:
        yield Paragraph(runs(answer.chosen))
    yield from text(answer.text)
    if answer.table:
        yield rows_table(answer.table)
    for request in answer.requests:
        yield from request_blocks(request)
    yield from map(budget_table, answer.budgets)


def text(typed):
    """Paragraphs and points of a text, without its marks."""
    points = []
    for line in prose.plain(typed).split("\n"):
        if line.startswith(prose.BULLET):
            points.append(runs(line.removeprefix(prose.BULLET)))
            continue
        if points:
            yield Bullets(tuple(points))
            points = []
        if line.strip():
            yield Paragraph(runs(line))
    if points:
        yield Bullets(tuple(points))


def rows_table(table):
    rows = tuple(
        tuple(_cell(cell) for cell in (first, *(cell for _, cell in others)))
        for first, others in table.rows
    )
    return Table(table.caption, table.head, rows)


def _cell(cell):
    words = f"{cell.code} {cell.text}".strip() or "–"
    return runs(
        Run(words, url=settings.INSTANCE.absolute(cell.url) if cell.url else "")
    )


def request_blocks(request):
    """A request with every answer that may be read, or that there is none."""
    to = request.addressee or request.addressee_text or "niemand bij naam"
    kind = request.get_instrument_display()
    wanted = f", voor {request.wanted_year}" if request.wanted_year else ""
    yield Paragraph(runs(f"{request.text} ({kind}, gericht aan {to}{wanted})"))
    if not request.answers:
        yield Paragraph(missing("Nog geen reactie van de overheid."))
        return
    yield Bullets(tuple(_reply(reply) for reply in request.answers))


def _reply(reply):
    said = (
        f"{reply.get_status_display().capitalize()}, {date_format(reply.day, 'j F Y')}"
    )
    return runs(f"{said}: {reply.text}" if reply.text else f"{said}.")


def budget_table(budget):
    def cells(name, amounts, total):
        return tuple(
            runs(words or "–")
            for words in (
                name,
                *(millions(a) if a else "" for a in amounts),
                millions(total),
            )
        )

    rows = [cells(str(source), amounts, sum_) for source, amounts, sum_ in budget.lines]
    rows.append(cells("Samen", budget.sums, budget.total))
    head = ("Bron", *map(str, budget.years), "Samen")
    caption = f"Begroting {budget.label}, in miljoenen euro’s"
    return Table(caption, head, tuple(rows))


def _not_in_it(found, adopted, has_inside):
    empty = [a.label for *_, answers in found for a in answers if a.is_empty]
    said = []
    if empty:
        said.append(f"Niet ingevuld: {', '.join(empty)}.")
    if adopted:
        said.append("Wat na deze vaststelling is gewijzigd of nog in bewerking is.")
    if not has_inside:
        said.append(
            "De contactpersoon en de interne toelichting: die zijn niet openbaar."
        )
    said.append("Oordelen, opmerkingen en punten van de beoordeling.")
    items = tuple(runs(sentence) for sentence in said)
    return [Heading("Wat staat er niet in"), Bullets(items)]
