"""The rows of the contract as a file: out for everybody, in for one open year."""

from dataclasses import dataclass

from exchange.columns import (
    CellError,
    Choice,
    Column,
    Day,
    Key,
    Number,
    Whole,
    YesNo,
    as_text,
)
from exchange.kinds import UNREAD, Kind, Part, parts_of
from kia import money
from kia.contract.rules import warnings
from kia.models import (
    PRIVATE_KINDS,
    Agenda,
    Commitment,
    ContractAmount,
    ContractYear,
    Entry,
)
from sources.kinds import link_kind

Certainty = Commitment.Certainty
IN_AN_OPEN_YEAR = (Certainty.STATED, Certainty.CONFIRMED)
PRIVATE, PUBLIC = "privaat", "publiek"
OTHER_YEAR = "Deze regel is van {there}, en dit is de tabel van {here}."


class Name(Column):
    """A name without the spaces around it that a spreadsheet hides."""

    def read(self, cell):
        return super().read(cell).strip()


class Thousands(Number):
    """An amount in thousands of euros."""

    @property
    def how(self):
        return "getal in duizenden euro’s, met een komma (in JSON een punt)"

    def read(self, cell):
        try:
            return money.in_thousands(money.read(as_text(cell)))
        except money.OddAmount as error:
            raise CellError(str(error)) from error


@dataclass(frozen=True)
class Amount(Part):
    def values(self, record, look):
        return (money.in_thousands(record.amount),)

    def attribute(self, values, look):
        return "amount", int(values[0] * money.THOUSAND)


@dataclass(frozen=True)
class OfYear(Part):
    year: ContractYear = None
    related = ("year",)

    def values(self, record, look):
        return (record.year.year,)

    def attribute(self, values, look):
        if values[0] != self.year.year:
            there = values[0] or "geen jaar"
            raise CellError(OTHER_YEAR.format(there=there, here=self.year.year))
        return "year_id", self.year.pk


@dataclass(frozen=True)
class OfAgenda(Part):
    related = ("agenda",)

    def values(self, record, look):
        return (record.agenda.slug,)

    def attribute(self, values, look):
        return "agenda_id", look.key_of(Agenda, values[0])


@dataclass(frozen=True)
class OfEntry(Part):
    """An entry, to whoever may see it. To `by` another one is as one that is not
    there, in a file that comes out and in one that goes in."""

    by: object = None
    related = ("entry",)

    def values(self, record, look):
        return (self._named(look).get(record.entry_id, ""),)

    def attribute(self, values, look):
        if not values[0]:
            return "entry_id", None
        for pk, slug in self._named(look).items():
            if slug == values[0]:
                return "entry_id", pk
        raise CellError(f"«{values[0][:80]}» is geen bijdrage in het register.")

    def _named(self, look):
        """{pk: slug} of the entries that may be named."""
        if "entries" not in look.kept:
            entries = Entry.objects
            found = entries.public() if look.public else entries.visible_to(self.by)
            look.kept["entries"] = dict(found.values_list("pk", "slug"))
        return look.kept["entries"]


@dataclass(frozen=True)
class PrivateOrPublic(Choice):
    """Left empty it follows from the kind of party."""

    def read(self, cell):
        code = super().read(cell)
        return None if code == "" else code == PRIVATE

    def shown(self, value):
        return PRIVATE if value else PUBLIC


@dataclass(frozen=True)
class Required(Choice):
    def read(self, cell):
        code = super().read(cell)
        if not code:
            raise CellError("Vul hier iets in.")
        return code


@dataclass(frozen=True)
class CommitmentKind(Kind):
    """With a year: the rows of that year, for whoever keeps these agendas."""

    year: ContractYear = None
    agendas: tuple = ()
    by: object = None

    def all(self):
        rows = super().all()
        if self.year:
            own = rows.filter(year=self.year, agenda__in=self.agendas)
            rows = own.filter(correction_reason="")
        return rows

    def new(self):
        return Commitment(
            year=self.year, is_practice=self.year.is_practice, entered_by=self.by
        )

    def completed(self, record):
        """Who takes in a row as confirmed is the one that confirms it, as it is now."""
        is_confirmed = record.certainty == Certainty.CONFIRMED
        record.confirmed_by = self.by if is_confirmed else None
        return ["confirmed_by"]

    def remarked(self, pks):
        rows = self.all().select_related("year", "entry").order_by("pk")
        # A row that came or changed is set beside what was there already.
        rows = sorted(rows, key=lambda row: row.pk in pks)
        said = warnings(rows, self.by)
        return {row.pk: tuple(words) for row, words in said.items() if row.pk in pks}

    def settled(self, values):
        names = [column.name for column in self.own_columns]
        row = dict(zip(names, values, strict=True))
        if row["is_private"] is None and row["party_kind"] is not UNREAD:
            row["is_private"] = row["party_kind"] in PRIVATE_KINDS
        return list(row.values())


def required(name, label, description, choices):
    return Part(name, (Required(name, label, description, tuple(choices)),))


def _parts(year, agendas, certainties, by):
    stated_in, stated_on, note = parts_of(
        Commitment,
        {
            "stated_in": "Brief, tabel of bericht waarop dit is gebaseerd.",
            "stated_on": "De datum daarvan.",
            "note": "Een opmerking.",
        },
    )
    model = Commitment._meta.get_field
    about = "Of het geld of inzet in uren, materiaal of faciliteiten is."
    who = "Wie dit inzet. Bij een groep: de groep en het aantal."
    return (
        OfYear("year", (Whole("year", "jaar", "Eén regel per jaar."),), year),
        OfAgenda(
            "agenda",
            (
                Required(
                    "agenda",
                    "agenda",
                    "De agenda waar dit bij hoort.",
                    tuple((agenda.slug, agenda.title) for agenda in agendas),
                ),
            ),
        ),
        Part("party", (Name("party", "partij", who),)),
        required(
            "party_kind",
            "soort partij",
            "Wat voor partij het is.",
            model("party_kind").choices,
        ),
        Part(
            "is_private",
            (
                PrivateOrPublic(
                    "is_private",
                    "publiek of privaat",
                    "Leeg: volgt uit de soort partij.",
                    ((PRIVATE, PRIVATE), (PUBLIC, PUBLIC)),
                ),
            ),
        ),
        required("form", "vorm", about, model("form").choices),
        required(
            "purpose",
            "doel",
            "Niet gesplitst als de partij het niet uitsplitst.",
            model("purpose").choices,
        ),
        Amount(
            "amount",
            (
                Thousands(
                    "amount",
                    "bedrag (× € 1.000)",
                    "In lopende prijzen, zonder inflatiecorrectie.",
                ),
            ),
        ),
        required("certainty", "zekerheid", "Hoe vast het bedrag staat.", certainties),
        stated_in,
        stated_on,
        note,
        OfEntry("entry", (Key("entry", "bijdrage", "De slug van één bijdrage."),), by),
    )


CORRECTED = (
    (
        Column("correction_reason", "reden van de correctie", "Leeg: geen correctie."),
        lambda row: row.correction_reason,
    ),
    (
        Day("corrected_on", "datum van de correctie", "Leeg: geen correctie."),
        lambda row: row.corrected_on,
    ),
)


def commitment_kind(agendas, year=None, by=None):
    """For taking rows out; with a year also for taking them in."""
    certainties = [(c.value, c.label) for c in (IN_AN_OPEN_YEAR if year else Certainty)]
    return CommitmentKind(
        code=f"inzet-{year.year}" if year else "inzet",
        model=Commitment,
        about="Wat partijen in een jaar inzetten voor de agenda’s.",
        key=("agenda", "party", "form"),
        parts=_parts(year, agendas, certainties, by),
        visible=lambda rows: rows.public(),
        computed=CORRECTED,
        year=year,
        agendas=tuple(agendas),
        by=by,
    )


def _out_parts():
    """The agenda by its slug, since which agendas there are is no part of the code."""
    key = (Key("agenda", "agenda", "De agenda waar dit bij hoort."),)
    certainties = [(c.value, c.label) for c in Certainty]
    return tuple(
        OfAgenda("agenda", key) if part.name == "agenda" else part
        for part in _parts(None, (), certainties, None)
    )


COMMITMENTS = Kind(
    code="inzet-contract",
    model=Commitment,
    about="Wat partijen inzetten, uit de vastgestelde jaren van het contract.",
    key=("year", "agenda", "party", "form"),
    parts=_out_parts(),
    visible=lambda rows: rows.public(),
    computed=(
        *CORRECTED,
        (
            YesNo("is_practice", "voorbeeld", "Ja: verzonnen, om mee te oefenen."),
            lambda row: row.is_practice,
        ),
    ),
    sample="is_practice",
)
AMOUNTS = link_kind(
    "totalen-contract",
    ContractAmount,
    "Totalen van het contract die een stuk noemt, per jaar of over de jaren ervoor.",
    {
        "amount": "Het bedrag, zoals het stuk het noemt.",
        "year": "Over welk jaar. Leeg: over de jaren vóór het contract.",
        "part": "Waarvan het een totaal is.",
    },
    key=("amount",),
)
