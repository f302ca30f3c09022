"""Parts that the dossiers of all kinds share: records as blocks of a document."""

from django.conf import settings
from django.utils.formats import date_format

from dossiers.phrases import made, missing
from dossiers.tree import Bullets, Heading, Paragraph, Quote, Run, Table, plain, runs
from sources.links import basis_of

LETTER = "Kamerstuk 33 009, nr. 70"
SUPPORTS_AROUND = ("horizon", "problem", "context")
NO_TARGET = "De brief noemt geen doel."
TARGET = ("Doel", "Streefjaar", "Referentiejaar")


def link(record, words=None):
    return Run(
        words or str(record), url=settings.INSTANCE.absolute(record.get_absolute_url())
    )


def place(passage):
    """Where a passage stands, leading to it on the page of the letter."""
    url = settings.INSTANCE.absolute(passage.get_absolute_url())
    return runs(f"{LETTER}, ", Run(f"blz. {passage.pages}", url=url))


def quote(passage):
    return Quote(runs(passage.quotation), place(passage))


def quotes(grounds):
    """What these grounds rest on; the words of the letter as quotations."""
    return [
        quote(ground.passage) if ground.passage else Paragraph(_sentence(ground))
        for ground in grounds
    ]


def _sentence(ground):
    kind, words = _ground(ground)
    return runs(f"{plain(kind).capitalize()}: ", *words)


def on_first_page(dossier_address, made_at, rule):
    return [
        made(made_at, dossier_address),
        Paragraph(runs(f"Zo is geteld: {rule}")),
    ]


def links_table(head, rows):
    """Linked records with what each link rests on."""
    header = (head, "Grondslag", "Waarop")
    return [Table(f"{head} met grondslag", header, tuple(link_rows(rows)))]


def link_rows(rows):
    """(record, basis, what that is) for each link of the records in `rows`."""
    for record, links in rows:
        for found in links:
            yield runs(link(record)), *_basis(found)


def _basis(found):
    words = runs(basis_of(found).words)
    if not found.passage:
        return words, runs(found.reason)
    quoted = runs("«", found.passage.quotation, "» ")
    return words, quoted + place(found.passage)


def grounds(record):
    """What the record itself rests on, and after it what the letter says around it."""
    rows = tuple(
        (runs(ground.get_supports_display()), *_ground(ground))
        for ground in record.foundation
    )
    header = ("Wat", "Soort", "Waarop")
    return [Heading("Waar dit op rust"), Table("Grond per gegeven", header, rows)]


def _ground(ground):
    if ground.passage:
        quoted = runs("«", ground.passage.quotation, "» ")
        return runs("in de brief"), quoted + place(ground.passage)
    if ground.document:
        checked = "" if ground.confirmed_on else ", niet nagekeken"
        read = f"gelezen op {date_format(ground.read_on, 'j F Y')}"
        words = f"{ground.document.title}, {ground.place} ({read}{checked})"
        return runs("externe bron"), runs(words)
    return runs("redactioneel"), runs(ground.reason)


def around(record, heading):
    """The passages around a record as quotations, below `heading`."""
    found = [
        ground.passage
        for ground in record.grounds.all()
        if ground.supports in SUPPORTS_AROUND and ground.passage
    ]
    if not found:
        return []
    return [Heading(heading), *(quote(passage) for passage in found)]


def targets_table(targets):
    if not targets:
        return [Paragraph(missing(NO_TARGET))]
    rows = tuple((*_target(t), runs("«", t.fragment, "»")) for t in targets)
    caption = "Elk doel met de woorden van de brief"
    return [Table(caption, (*TARGET, "Woorden van de brief"), rows)]


def targets_of(missions):
    """The targets of several missions; their words stand with the missions."""
    rows = tuple(
        (runs(link(mission)), *_target(target))
        for mission in missions
        for target in mission.targets.all()
    )
    if not rows:
        return [Paragraph(missing(NO_TARGET))]
    return [Table("Elk doel van deze missies", ("Missie", *TARGET), rows)]


def _target(target):
    return (
        runs(f"{target.value_text} {target.label}".strip()),
        runs(target.year_text),
        runs(target.baseline_text or "niet van toepassing"),
    )


def mentions_list(mentions):
    if not mentions:
        return [Paragraph(missing("De brief noemt dit niet."))]
    items = tuple(
        runs(
            f"«{line.words}» ",
            Run(
                f"blz. {line.pages}",
                url=settings.INSTANCE.absolute(line.get_absolute_url()),
            ),
        )
        for line in mentions
    )
    return [Bullets(items)]


def not_in_it(*sentences):
    """What a reader might look for in vain, said plainly."""
    always = [
        "Geld uit de brief: die noemt geen bedrag per missie, thema, topsector of "
        "technologie. De bedragen hierboven komen uit de bijdragen.",
        "Bijdragen die nog niet zijn vastgesteld, of die niet zijn opgenomen.",
    ]
    items = tuple(runs(sentence) for sentence in [*sentences, *always] if sentence)
    return [Heading("Wat staat er niet in"), Bullets(items)]
