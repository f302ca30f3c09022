"""The kinds of agendas that the register gives away and takes back."""

from dataclasses import dataclass

from exchange.columns import CellError, Column, Key, Whole
from exchange.kinds import Kind, Part, parts_of
from kia.models import (
    Agenda,
    AgendaDocument,
    AgendaGround,
    AgendaMilestone,
    AgendaParty,
    AgendaVersion,
    Period,
    SectionKind,
    SectionKindGround,
)
from sources.kinds import ground_kind, link_kind, record_kind


@dataclass(frozen=True)
class OfPeriod(Part):
    """A period, which is named by its first year."""

    related = ("period",)

    def values(self, record, look):
        return (record.period.first_year,)

    def attribute(self, values, look):
        found = Period.objects.filter(first_year=values[0]).first()
        if found is None:
            raise CellError(f"Er is geen looptijd die begint in {values[0]}.")
        return "period_id", found.pk


def with_period(kind):
    """The kind with its period told by a year instead of a key."""
    column = Whole("period", "looptijd vanaf", "Het eerste jaar van de looptijd.")
    parts = tuple(
        OfPeriod("period", (column,)) if part.name == "period" else part
        for part in kind.parts
    )
    names = ("code", "model", "about", "key", "visible", "computed", "fetch")
    return Kind(parts=parts, **{name: getattr(kind, name) for name in names})


AGENDAS = with_period(
    record_kind(
        "agendas",
        Agenda,
        "De kennis- en innovatieagenda’s.",
        {
            "kind": "Waarvoor de agenda is.",
            "theme": "Het thema van de agenda. Leeg: zij is niet van een thema.",
            "code": "De code van het register.",
            "title": "De titel. Bij een thema is dat de titel van het thema.",
            "order": "De plaats in lijsten.",
            "period": "De looptijd.",
            "made_by": "Het stuk dat om deze agenda vraagt.",
            "valid_from": "De dag vanaf wanneer de agenda bestaat.",
            "valid_until": "De dag tot wanneer. Leeg: geen einde bekend.",
        },
    )
)
SECTIONS = record_kind(
    "secties",
    SectionKind,
    "De secties die elke agenda heeft.",
    {
        "code": "De code van de sectie, zoals A5.",
        "title": "De titel van de sectie.",
        "order": "De plaats in de agenda.",
        "has_text": "Ja: de makers schrijven een tekst.",
        "is_generated": "Ja: het register maakt er zelf iets bij op.",
        "is_required": "Ja: zonder tekst gaat een agenda niet ter vaststelling.",
        "max_length": "De richtlengte in tekens. Nul: er is geen tekst.",
        "help_text": "Wat er in de sectie hoort.",
    },
)
AGENDA = "De agenda."
PARTIES = link_kind(
    "koppelingen-agenda-organisatie",
    AgendaParty,
    "Wie een agenda trekt, en welk departement erbij hoort.",
    {"agenda": AGENDA, "organisation": "De organisatie.", "part": "Als wat."},
    key=("agenda", "organisation", "part"),
)
DOCUMENTS = link_kind(
    "koppelingen-agenda-bron",
    AgendaDocument,
    "Welk stuk bij welke agenda hoort.",
    {"agenda": AGENDA, "document": "Het stuk."},
    key=("agenda", "document"),
)
MILESTONES = link_kind(
    "koppelingen-agenda-termijn",
    AgendaMilestone,
    "Welke termijn over welke agenda gaat.",
    {"agenda": AGENDA, "milestone": "De termijn."},
    key=("agenda", "milestone"),
)
AGENDA_GROUNDS = ground_kind(AGENDAS, AgendaGround)
SECTION_GROUNDS = ground_kind(SECTIONS, SectionKindGround)


@dataclass(frozen=True)
class OfAgenda(Part):
    """The agenda of a version, named by its slug; of what goes out only."""

    related = ("agenda",)

    def values(self, record, look):
        return (record.agenda.slug,)


def adopted(versions):
    public = versions.filter(agenda__published_at__isnull=False)
    return public.filter(adopted_on__isnull=False)


VERSIONS = Kind(
    code="versies-agendas",
    model=AgendaVersion,
    about="De vastgestelde versies van de agenda’s, ook die er eerder golden.",
    key=("agenda", "number"),
    parts=(
        OfAgenda("agenda", (Key("agenda", "agenda", AGENDA),)),
        *parts_of(
            AgendaVersion,
            {
                "number": "Het nummer: 1 is versie 1.0.",
                "state": "Vastgesteld: zij geldt. Vervangen: zij gold eerder.",
                "due_on": "De dag waarop zij klaar moest zijn. Leeg: niet gepland.",
                "adopted_on": "De dag van de vaststelling.",
                "adopted_by": "Het gremium dat haar vaststelde.",
                "is_practice": "Ja: verzonnen, om mee te oefenen.",
            },
        ),
    ),
    visible=adopted,
    computed=(
        (
            Column("address", "adres op de site", "Het adres, na de naam van de site."),
            lambda version: version.get_absolute_url(),
        ),
    ),
    sample="is_practice",
)
