from facets.facet import Choice, Facet, plain
from facets.sets import FacetSet
from sources.models import Document

KINDS = {
    kind: Choice(value, words, place)
    for place, (kind, value, words) in enumerate(
        [
            (Document.Kind.PAPER, "kamerstuk", "Kamerstuk"),
            (Document.Kind.AGREEMENT, "akkoord", "akkoord"),
            (Document.Kind.STRATEGY, "strategie", "strategie of visie"),
            (Document.Kind.PROGRAMME, "programma", "programma of plan"),
            (Document.Kind.AGENDA, "agenda", "agenda"),
            (Document.Kind.INDEX, "index", "index"),
            (Document.Kind.PUBLICATION, "publicatie", "publicatie"),
        ]
    )
}
IN_LETTER = Choice("brief", "in de brief")
OUTSIDE = Choice("buiten", "buiten de brief")
CHECKED = Choice("ja", "nagekeken")
UNCHECKED = Choice("nee", "niet nagekeken")
NOTHING_TO_CHECK = Choice("brief", "staat in de brief zelf")


def dossiers(document):
    for number in document.numbers.all():
        dossier = number.dossier
        yield Choice(dossier, f"{dossier[:2]}\u00a0{dossier[2:]}")


def year(document):
    if document.date:
        # The newest first.
        year = document.date.year
        yield Choice(str(year), str(year), -year)


def place(document):
    """As the list says it; the letter itself is in the letter too."""
    quoted = any(ground.passage for ground in document.grounds.all())
    return [IN_LETTER if quoted or document.is_held else OUTSIDE]


def checked(document):
    """What the register has from elsewhere, an editor must look at."""
    external = [ground for ground in document.grounds.all() if ground.document]
    if external:
        all_checked = all(ground.confirmed_on for ground in external)
        yield CHECKED if all_checked else UNCHECKED


def newest_first(document):
    return -document.date.toordinal() if document.date else 0


class DocumentFilter(FacetSet):
    """Expects documents with grounds and numbers fetched, and annotated `is_held`."""

    NOUNS = ("bron", "bronnen")
    ORDER = "soort"
    SORTS = {
        "naam": ("naam", lambda document: plain(document.title)),
        "datum": ("datum, nieuwste eerst", newest_first),
    }
    KEEPS = ("nummer",)

    soort = Facet("Soort", lambda d: [KINDS[d.kind]], always=tuple(KINDS.values()))
    dossier = Facet("Dossier", dossiers, none=Choice("geen", "geen dossier"))
    jaar = Facet("Jaar", year, none=Choice("geen", "geen datum"))
    plaats = Facet("Waar genoemd", place, always=(IN_LETTER, OUTSIDE))
    nagekeken = Facet(
        "Nagekeken door de redactie",
        checked,
        always=(CHECKED, UNCHECKED),
        none=NOTHING_TO_CHECK,
        hint="Wat niet in de brief staat, kijkt de redactie na.",
    )

    class Meta:
        model = Document
        fields = []
