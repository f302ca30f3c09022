"""The kinds of this room, and what the kinds of all rooms are made of."""

from dataclasses import dataclass

from exchange.columns import CellError, Column, Whole
from exchange.kinds import Kind, Part, parts_of
from sources.links import between_public
from sources.models import (
    Document,
    DocumentAlias,
    DocumentGround,
    DocumentText,
    OfficialNumber,
    Passage,
    PassageNotFound,
    Sentence,
    SentenceContext,
)

SLUG = "De naam in het webadres. Verandert nooit, en is uniek in het hele register."
LIFE = {
    "published_at": "Wanneer dit gegeven openbaar werd. Leeg: nog niet openbaar.",
    "confirmed_on": "De dag waarop een redacteur dit gegeven voor het laatst nakeek.",
    "withdrawn_on": "De dag waarop dit gegeven verviel. Leeg: het geldt.",
    "withdrawn_because": "Waarom dit gegeven verviel.",
}
ADDRESS = Column(
    "address", "adres op de site", "De pagina van dit gegeven, na de naam van de site."
)
RECORD = "Het gegeven waar deze regel bij hoort."
GROUND = {
    "document": "Bij een externe bron: welke bron dat is.",
    "place": "Bij een externe bron: waar het daarin staat.",
    "read_on": "Bij een externe bron: de dag waarop die is gelezen.",
    "confirmed_on": "Wanneer een redacteur de bron nakeek. Leeg: niet nagekeken.",
    "reason": "Bij een keuze van de redactie: waarom.",
}
REASON = "Bij een koppeling van de redactie: waarom. Leeg als de brief het zegt."


@dataclass(frozen=True)
class Words(Part):
    """A stretch of a text, named by its words as in fixtures."""

    model: type = Passage

    @property
    def related(self):
        above = (f"{self.name}__paragraph",) if self.model is Sentence else ()
        return (self.name, *above)

    def values(self, record, look):
        found = getattr(record, self.name)
        if found is None:
            return ("", "", None)
        place = found.paragraph if self.model is Sentence else found
        text = _text(place.text_id, look)
        words = text.body[found.start : found.end]
        before = text.body[: found.start].count(words)
        return (text.slug, words, before + 1 if before else None)

    def attribute(self, values, look):
        slug, words, nth = values
        if not (slug or words):
            return f"{self.name}_id", None
        try:
            found = self.model.objects.get_by_natural_key(slug, words, nth or 1)
        except DocumentText.DoesNotExist as error:
            raise CellError(f"«{slug[:80]}» is geen tekst in het register.") from error
        except (PassageNotFound, Sentence.DoesNotExist) as error:
            raise CellError("Deze woorden staan zo niet in de tekst.") from error
        return f"{self.name}_id", found.pk


def _text(pk, look):
    """The text; all are fetched at once, for many passages stand in few texts."""
    key = (DocumentText, pk)
    if key not in look.kept:
        look.kept |= {(DocumentText, t.pk): t for t in DocumentText.objects.all()}
    return look.kept[key]


def words_part(name, model=Passage):
    """The three columns that name a passage, or a sentence."""
    noun = "zin" if model is Sentence else "passage"
    columns = (
        Column(f"{name}_text", "tekst", f"In welke tekst de {noun} staat."),
        Column(name, noun, f"De {noun}, woord voor woord."),
        Whole(
            f"{name}_nth",
            "hoeveelste keer",
            "Staan de woorden vaker in de tekst: de hoeveelste keer. Leeg: de eerste.",
        ),
    )
    return Words(name, columns, model)


def record_kind(code, model, about, descriptions, *, computed=(), fetch=()):
    """A main record, with the fields that all of them have."""
    described = {"slug": SLUG} | descriptions | LIFE
    address = (ADDRESS, lambda record: record.get_absolute_url())
    return Kind(
        code=code,
        model=model,
        about=about,
        key=("slug",),
        parts=parts_of(model, described),
        visible=lambda rows: rows.public(),
        computed=(*computed, address),
        fetch=fetch,
    )


def ground_kind(of, model):
    """What the records of one kind rest on."""
    record, supports = parts_of(
        model,
        {"record": RECORD, "supports": "Wat van het gegeven hierop rust."},
    )
    return Kind(
        code=f"gronden-{of.code}",
        model=model,
        about=f"Waar de {of.title} op rusten: een passage, een bron of een reden.",
        key=(
            *("record", "supports", "passage_text", "passage", "passage_nth"),
            *("document", "place", "reason"),
        ),
        parts=(record, supports, words_part("passage"), *parts_of(model, GROUND)),
        visible=between_public,
    )


def alias_kind(of, model):
    described = {
        "record": RECORD,
        "name": "Een andere schrijfwijze van de naam.",
        "is_distinctive": "Ja: elke zin met deze woorden gaat over dit gegeven.",
    }
    return Kind(
        code=f"andere-namen-{of.code}",
        model=model,
        about=f"Andere schrijfwijzen van de namen van {of.title}.",
        key=("record", "name"),
        parts=parts_of(model, described),
        visible=between_public,
    )


def link_kind(code, model, about, descriptions, key):
    """A link between records, with the words or the reason that it rests on."""
    parts = parts_of(model, descriptions)
    why = parts_of(model, {"reason": REASON})
    return Kind(
        code=code,
        model=model,
        about=about,
        key=key,
        parts=(*parts, words_part("passage"), *why),
        visible=between_public,
    )


DOCUMENTS = record_kind(
    "bronnen",
    Document,
    "De stukken die de brief noemt, en enkele van later.",
    {
        "kind": "Wat voor stuk het is.",
        "title": "De titel van het stuk.",
        "short_title": "Een korte titel, van de redactie.",
        "publisher": "Wie het stuk uitgaf.",
        "signatory": "Wie het stuk ondertekende.",
        "date": "De datum; bij een maand of jaar de eerste dag daarvan.",
        "date_precision": "Hoe precies die datum is.",
        "url": "Waar het stuk op internet staat.",
    },
)
NUMBERS = Kind(
    code="kamerstuknummers",
    model=OfficialNumber,
    about="De nummers van stukken in een dossier van het parlement.",
    key=("dossier", "suffix", "number"),
    parts=parts_of(
        OfficialNumber,
        {
            "document": "Het stuk met dit nummer.",
            "dossier": "Het dossier, zonder spatie.",
            "suffix": "De toevoeging bij het dossier, als die er is.",
            "number": "Het ondernummer in het dossier.",
        },
    ),
    visible=between_public,
)
CONTEXTS = Kind(
    code="zinnen-zonder-gegeven",
    model=SentenceContext,
    about="Zinnen van de brief waar geen gegeven in staat, en waarom niet.",
    key=("sentence_text", "sentence", "sentence_nth"),
    parts=(
        words_part("sentence", Sentence),
        *parts_of(
            SentenceContext,
            {"why": "Wat voor zin het is.", "note": "De toelichting van de redactie."},
        ),
    ),
    visible=between_public,
)
GROUNDS = ground_kind(DOCUMENTS, DocumentGround)
ALIASES = alias_kind(DOCUMENTS, DocumentAlias)
