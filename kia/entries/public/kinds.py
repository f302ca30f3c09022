"""Adopted entries as files. They go out only: an entry is written by its team."""

from dataclasses import dataclass

from django.db.models import Prefetch

from exchange.columns import Column, Key, Number, YesNo
from exchange.kinds import Kind, Part, parts_of
from kia.entries import content
from kia.entries.public.index import shown
from kia.models import (
    BudgetLine,
    Entry,
    EntryMission,
    EntryTechnology,
    EntryTopsector,
    EntryVersion,
    Form,
)
from kia.money import in_thousands

ENTRY = "De bijdrage waar deze regel bij hoort."
IN_THOUSANDS = "In duizenden euro’s."


@dataclass(frozen=True)
class Told(Part):
    """What another record says of this one; `read(record)` gives the cell."""

    related: tuple = ()
    read: object = None

    def values(self, record, look):
        return (self.read(record),)


def told(column, read, *related):
    return Told(column.name, (column,), related, read)


SLUG = told(
    Key("slug", "slug", "De naam in het webadres van de bijdrage. Verandert nooit."),
    lambda version: version.entry.slug,
    "entry__agenda",
)
ABOVE = (
    told(
        Key("agenda", "agenda", "De agenda waar de bijdrage bij hoort."),
        lambda version: version.entry.agenda.slug,
    ),
    told(
        Key("lead", "trekkende topsector", "De topsector die het initiatief heeft."),
        lambda version: version.lead.slug,
        "lead",
    ),
    told(
        Key("parent", "hoort bij programma", "Bij een deelprogramma: welk programma."),
        lambda version: version.shown_parent.slug if version.shown_parent else "",
    ),
)
TEXTS = {
    "title": "De titel van de bijdrage.",
    "kind": "Wat voor programma het is.",
    "level": "Programma of deelprogramma.",
    "priority": "Hoe zwaar de bijdrage weegt binnen de agenda. Leeg: niet aangegeven.",
    "summary": "De samenvatting in gewone taal.",
    "challenge": "Welke kennis ontbreekt, of welke oplossing nog niet werkt.",
    "contribution": "Hoe de bijdrage het doel van de missie dichterbij brengt.",
    "choice_do": "Waar de nadruk ligt.",
    "choice_dont": "Wat bewust blijft liggen.",
    "importance": "Bij een verdienvermogenprogramma: het belang voor de topsector.",
    "fits_theme": "Bij een verdienvermogenprogramma: of het op een thema aansluit.",
    "theme_fit": "Toelichting daarop.",
    "no_technology": "Of de bijdrage zonder sleuteltechnologie is.",
    "non_technological": "Gedrag, organisatie, verdienmodel, wetgeving of ontwerp.",
    "human_capital": "Welke mensen en vaardigheden nodig zijn.",
    "human_capital_follows": "Ja: daarvoor geldt de tekst van de agenda.",
    "approach": "Hoe de partijen werken.",
    "trl_start": "De TRL bij het begin. Leeg: niet ingevuld.",
    "trl_end": "De TRL aan het eind. Leeg: niet ingevuld.",
    "trl_does_not_apply": "Ja: een TRL past niet bij deze bijdrage.",
    "customers": "Wie het gaat gebruiken of kopen.",
    "small_business": "Hoe kleine en nieuwe bedrijven aanhaken.",
    "small_business_follows": "Ja: daarvoor geldt de tekst van de agenda.",
    "region": "Welke regio’s meedoen, of waarom geen.",
    "no_region": "Of er geen regio meedoet.",
    "valorisation": "Hoe de kennis komt bij wie er iets mee kan.",
    "market_creation": "Wie de eerste klant wordt en wat daarvoor nodig is.",
    "no_requests": "Of er geen verzoeken aan de overheid zijn.",
    "international": "Met welke programma’s buiten Nederland de partijen werken.",
    "international_follows": "Ja: daarvoor geldt de tekst van de agenda.",
    "make_or_get_choice": "Zelf ontwikkelen, of halen.",
    "make_or_get": "Toelichting daarop.",
    "make_or_get_follows": "Ja: daarvoor geldt de tekst van de agenda.",
    "budget_note": "Waarop de bedragen rusten.",
}


def _euros(version, **same):
    lines = [
        line.amount
        for line in version.budget_rows.all()
        if all(getattr(line, name) == value for name, value in same.items())
    ]
    return in_thousands(sum(lines))


def _private(version):
    lines = [line for line in version.budget_rows.all() if line.source.is_private]
    return in_thousands(sum(line.amount for line in lines))


def _codes(part):
    return lambda version: "; ".join(m.code for m in content.parts_of(version, part))


def _main(find, name):
    def read(version):
        found = find(version)
        return getattr(found, name) if found else ""

    return read


COMPUTED = (
    (
        Column("main_mission", "hoofdmissie", "De code van de missie waar geld telt."),
        _main(content.main_mission, "code"),
    ),
    (
        Column("sub_missions", "subdoelen", "Codes, met een puntkomma ertussen."),
        _codes("sub"),
    ),
    (
        Column("secondary_missions", "nevenmissies", "Hier telt geen geld mee."),
        _codes("secondary"),
    ),
    (
        Column(
            "main_technology",
            "hoofdtechnologie",
            "De slug van de technologie waar geld telt. Leeg bij een missieprogramma.",
        ),
        _main(content.main_technology, "slug"),
    ),
    (
        Column("technologies", "technologieën", "Elke technologie met haar rol."),
        lambda version: "; ".join(map(str, version.technology_rows.all())),
    ),
    (
        Column("topsectors", "meewerkende topsectoren", "Wie ook meewerkt."),
        lambda version: "; ".join(map(str, version.topsector_rows.all())),
    ),
    (
        Number("cash", "begroting in cash (× € 1.000)", IN_THOUSANDS),
        lambda version: _euros(version, form=Form.CASH),
    ),
    (
        Number("in_kind", "begroting in kind (× € 1.000)", IN_THOUSANDS),
        lambda version: _euros(version, form=Form.KIND),
    ),
    (
        Number("private", "begroting, privaat deel (× € 1.000)", IN_THOUSANDS),
        _private,
    ),
    (
        YesNo("is_practice", "voorbeeld", "Ja: verzonnen, om mee te oefenen."),
        lambda version: version.entry.is_practice,
    ),
    (
        Column("address", "adres op de site", "Het adres, na de naam van de site."),
        lambda version: version.entry.get_absolute_url(),
    ),
)
ENTRIES = Kind(
    code="bijdragen",
    model=EntryVersion,
    about="De vastgestelde bijdragen aan de agenda’s die nu gelden.",
    key=("slug",),
    parts=(SLUG, *ABOVE, *parts_of(EntryVersion, TEXTS)),
    visible=lambda rows: rows.filter(pk__in=shown().order_by().values("pk")),
    sample="entry__is_practice",
    computed=COMPUTED,
    fetch=(
        # A programme that does not hold has no page, and no name here.
        Prefetch("parent", Entry.objects.in_force(), to_attr="shown_parent"),
        Prefetch("mission_rows", EntryMission.objects.select_related("mission")),
        Prefetch(
            "technology_rows", EntryTechnology.objects.select_related("technology")
        ),
        Prefetch("topsector_rows", EntryTopsector.objects.select_related("topsector")),
        Prefetch("budget_rows", BudgetLine.objects.select_related("source")),
    ),
)
BUDGETS = Kind(
    code="begrotingen-bijdragen",
    model=BudgetLine,
    about="De begroting van elke vastgestelde bijdrage: een regel per bedrag.",
    key=("entry", "year", "source", "form"),
    parts=(
        told(
            Key("entry", "bijdrage", ENTRY),
            lambda line: line.version.entry.slug,
            "version__entry",
        ),
        *parts_of(BudgetLine, {"year": "Het jaar van het bedrag."}),
        told(
            Column("source", "bron", "Waar het geld vandaan komt."),
            lambda line: line.source.name,
            "source",
        ),
        told(
            YesNo("is_private", "privaat", "Of de bron privaat is."),
            lambda line: line.source.is_private,
        ),
        *parts_of(
            BudgetLine,
            {
                "form": "Of het geld is, of inzet in uren, materiaal of faciliteiten.",
                "certainty": "Hoe zeker het bedrag is.",
            },
        ),
        told(
            Number("amount", "bedrag (× € 1.000)", IN_THOUSANDS),
            lambda line: in_thousands(line.amount),
        ),
    ),
    visible=lambda rows: rows.filter(version__in=shown().order_by().values("pk")),
    sample="version__entry__is_practice",
    computed=(
        (
            YesNo("is_practice", "voorbeeld", "Ja: verzonnen, om mee te oefenen."),
            lambda line: line.version.entry.is_practice,
        ),
    ),
)
