from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from instance import clock
from instance.data_version import RaisesDataVersion
from instance.history import with_history
from kia.access import Access
from kia.models.agenda import Agenda, StoredFile
from kia.models.entry import Entry, EntryVersion
from kia.models.period import PRIVATE_KINDS, Form, PartyKind, Period
from kia.steps import YEAR, YearState
from kia.triggers import (
    AdoptsItsRows,
    Corrects,
    FollowsTable,
    Frozen,
    FrozenWith,
    Holds,
    LeavesTrail,
    NeverEmptied,
    OnlyInPractice,
    SaysAdoptedWithYear,
)
from policy.models import Amount
from sources.models import LINK_TRIGGERS, Link, linked_once

# A correction counts once a second admin has confirmed it.
PUBLIC_ROW = (
    "({row}.correction_reason = '' OR {row}.confirmed_by_id IS NOT NULL) AND EXISTS "
    "(SELECT FROM kia_contractyear AS y "
    "WHERE y.id = {row}.year_id AND y.state = 'adopted')"
)
ROWS_STAND = "Deze jaartabel is bevestigd of vastgesteld: haar regels staan vast."
ONLY_CONFIRMS = (
    "OLD.correction_reason <> '' AND OLD.confirmed_by_id IS NULL AND (TG_OP = 'DELETE' "
    "OR to_jsonb(OLD) - 'confirmed_by_id' = to_jsonb(NEW) - 'confirmed_by_id')"
)
# As AdoptsItsRows does; SaysAdoptedWithYear refuses it where the year is not adopted.
ONLY_ADOPTS = (
    "TG_OP = 'UPDATE' AND NEW.certainty = 'adopted' "
    "AND to_jsonb(OLD) - 'certainty' = to_jsonb(NEW) - 'certainty'"
)
# Before this nobody stated anything for a contract; what is earlier is mistyped.
FIRST_DAY = date(2015, 1, 1)
NOT_YET = "Deze dag moet nog komen."


def has_come(day):
    """Asked by forms and by the importer: today is known to the clock alone."""
    if day > clock.today():
        raise ValidationError(NOT_YET)


class ContractYearQuerySet(models.QuerySet):
    def public(self):
        return self.filter(state=YearState.ADOPTED)

    def visible_to(self, user):
        return self.all() if Access.of(user).takes_part else self.public()


class ContractYear(models.Model):
    """One year of the kennis- en innovatiecontract (KIC): a table of its own.

    Adopted it is frozen; a correction after that is a new row with a reason.
    """

    period = models.ForeignKey(
        Period, models.PROTECT, related_name="contract_years", verbose_name="looptijd"
    )
    year = models.PositiveSmallIntegerField("jaar", unique=True)
    state = models.CharField("stand", max_length=10, choices=YearState)
    signed_on = models.DateField("ondertekend op", null=True, blank=True)
    document = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ondertekend stuk",
    )
    is_practice = models.BooleanField("voorbeeld", default=False)

    objects = ContractYearQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                name="kia_contractyear_adopted_is_signed",
                condition=~Q(state="adopted")
                | Q(signed_on__isnull=False, document__isnull=False),
                violation_error_message=(
                    "Vul in wanneer de jaartabel is ondertekend, met het stuk."
                ),
            ),
        ]
        triggers = [
            FollowsTable(YEAR),
            LeavesTrail("contract_year_id"),
            Frozen("OLD.state = 'adopted'"),
            AdoptsItsRows(),
            OnlyInPractice(),
            RaisesDataVersion(visible="{row}.state = 'adopted'"),
        ]
        verbose_name = "jaar van het contract"
        verbose_name_plural = "jaren van het contract"

    def __str__(self):
        return f"KIC-tabel {self.year}"

    def get_absolute_url(self):
        return reverse("kia:contract_year", args=[self.year])

    @property
    def is_collecting(self):
        """Whether rows can still come, change and go."""
        return self.state == YearState.COLLECTING

    @property
    def is_adopted(self):
        return self.state == YearState.ADOPTED


class CommitmentQuerySet(models.QuerySet):
    def counted(self):
        """The rows that add up: not a correction that is still to be confirmed."""
        return self.exclude(~Q(correction_reason=""), confirmed_by=None)

    def public(self):
        return self.counted().filter(year__state=YearState.ADOPTED)

    def visible_to(self, user):
        """Until the year is adopted: to those whom the agenda or entry concerns."""
        access = Access.of(user)
        if access.is_admin:
            return self
        own_entries = EntryVersion.objects.filter(lead__in=access.teams)
        return self.counted().filter(
            Q(year__state=YearState.ADOPTED)
            | Q(agenda__in=access.concerned_agendas)
            | Q(entry__in=own_entries.values("entry"))
        )


@with_history
class Commitment(models.Model):
    """What a party puts in (inzet), in whole euros at current prices.

    A row with a reason for correction came after its year was adopted. When it
    `corrects` another row, it adds its own amount, which may be negative, to it;
    otherwise that row was missing. It counts once another admin has confirmed it.
    """

    class Purpose(models.TextChoices):
        RESEARCH = "research", "onderzoek"
        VALORISATION = "valorisation", "valorisatie"
        MARKET = "market", "marktcreatie"
        NOT_SPLIT = "not_split", "niet gesplitst"

    class Certainty(models.TextChoices):
        STATED = "stated", "opgave"
        CONFIRMED = "confirmed", "bevestigd"
        ADOPTED = "adopted", "vastgesteld"

    year = models.ForeignKey(
        ContractYear, models.PROTECT, related_name="commitments", verbose_name="jaar"
    )
    party = models.CharField("partij", max_length=200)
    party_kind = models.CharField("soort partij", max_length=12, choices=PartyKind)
    is_private = models.BooleanField("privaat")
    agenda = models.ForeignKey(
        Agenda, models.PROTECT, related_name="commitments", verbose_name="agenda"
    )
    entry = models.ForeignKey(
        Entry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name="bijdrage",
    )
    form = models.CharField("vorm", max_length=4, choices=Form)
    purpose = models.CharField(
        "doel", max_length=12, choices=Purpose, default=Purpose.NOT_SPLIT
    )
    amount = models.BigIntegerField("bedrag in euro")
    certainty = models.CharField("zekerheid", max_length=9, choices=Certainty)
    stated_in = models.CharField(
        "bron van de opgave",
        max_length=300,
        help_text="Brief, tabel of bericht waarop dit is gebaseerd.",
    )
    stated_on = models.DateField("datum van de opgave", validators=[has_come])
    note = models.CharField("opmerking", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="ingevoerd door",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="bevestigd door",
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="corrigeert",
    )
    correction_reason = models.CharField(
        "reden van de correctie", max_length=300, blank=True
    )
    corrected_on = models.DateField(
        "datum van de correctie", null=True, blank=True, validators=[has_come]
    )
    is_practice = models.BooleanField("voorbeeld", default=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["year__year", "agenda__order", "party", "form", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "party", "agenda", "form"],
                condition=Q(corrects=None),
                name="kia_commitment_once",
                violation_error_message=(
                    "Deze partij heeft voor dit jaar, deze agenda en deze vorm al een "
                    "bedrag."
                ),
            ),
            models.UniqueConstraint(
                fields=["corrects", "amount", "correction_reason", "corrected_on"],
                name="kia_commitment_correction_once",
                violation_error_message=(
                    "Deze correctie is er al: hetzelfde bedrag, dezelfde reden en "
                    "dezelfde datum."
                ),
            ),
            models.CheckConstraint(
                name="kia_commitment_stated_on_in_range",
                condition=Q(stated_on__gte=FIRST_DAY),
                violation_error_message=(
                    "De datum van de opgave ligt vóór 2015. Kijk het jaar na."
                ),
            ),
            models.CheckConstraint(
                name="kia_commitment_corrected_after_statement",
                condition=Q(corrected_on=None) | Q(corrected_on__gte=F("stated_on")),
                violation_error_message=(
                    "De datum van de correctie ligt vóór de datum van de opgave."
                ),
            ),
            models.CheckConstraint(
                name="kia_commitment_amount_in_range",
                condition=Q(corrects=None, amount__gt=0, amount__lte=10**12)
                | Q(corrects__isnull=False, amount__range=(-(10**12), 10**12))
                & ~Q(amount=0),
                violation_error_message=(
                    "Een bedrag is meer dan nul en ten hoogste 1.000 miljard euro; "
                    "alleen een correctie mag eronder."
                ),
            ),
            models.CheckConstraint(
                name="kia_commitment_correction_is_whole",
                condition=Q(corrects=None, correction_reason="", corrected_on=None)
                | Q(corrected_on__isnull=False) & ~Q(correction_reason=""),
                violation_error_message="Geef bij een correctie de reden en de datum.",
            ),
            models.CheckConstraint(
                name="kia_commitment_not_its_own_correction",
                condition=~Q(corrects=F("pk")),
                violation_error_message="Een regel corrigeert niet zichzelf.",
            ),
            models.CheckConstraint(
                name="kia_commitment_statement_is_unconfirmed",
                condition=~Q(certainty="stated") | Q(confirmed_by=None),
                violation_error_message="Een opgave is nog door niemand bevestigd.",
            ),
            models.CheckConstraint(
                name="kia_commitment_correction_takes_two",
                condition=Q(correction_reason="")
                | Q(confirmed_by=None)
                | Q(entered_by__isnull=False) & ~Q(confirmed_by=F("entered_by")),
                violation_error_message=(
                    "Een ander dan wie de correctie opstelde, bevestigt haar."
                ),
            ),
        ]
        triggers = [
            FrozenWith(
                "year",
                "r.state <> 'collecting'",
                unless="NEW.correction_reason <> ''",
                open_while=f"({ONLY_CONFIRMS}) OR ({ONLY_ADOPTS})",
                message=ROWS_STAND,
            ),
            Holds(
                "entry_of_agenda",
                "NEW.entry_id IS NULL OR EXISTS (SELECT FROM kia_entry AS e "
                "WHERE e.id = NEW.entry_id AND e.agenda_id = NEW.agenda_id)",
                "Deze bijdrage hoort bij een andere agenda.",
            ),
            Corrects(),
            SaysAdoptedWithYear(),
            NeverEmptied(),
            OnlyInPractice(),
            RaisesDataVersion(visible=PUBLIC_ROW),
        ]
        verbose_name = "inzet"
        verbose_name_plural = "inzet"

    def __str__(self):
        return f"{self.party}, {self.year.year}"

    @property
    def kind_is_private(self):
        """What follows from the kind of party; a coordinator may say otherwise."""
        return self.party_kind in PRIVATE_KINDS

    @property
    def now(self):
        """The amount after corrections, where a query counted those along."""
        return self.amount + int(getattr(self, "corrected", None) or 0)


@with_history
class ContractAmount(Link):
    """A total that a document quotes, to stand beside the sum of our own rows.

    Of one year, or of the years before the contract: such a figure is another
    size, and never stands in one chart with a year.
    """

    NATURAL_KEY = ("amount_id",)

    class Part(models.TextChoices):
        TOTAL = "total", "publiek en privaat samen"
        PRIVATE = "private", "privaat"
        PUBLIC = "public", "publiek"
        BEFORE = "before", "over de jaren vóór het contract"

    amount = models.ForeignKey(
        Amount,
        models.PROTECT,
        related_name="contract_links",
        limit_choices_to={"unit": "€"},
        verbose_name="bedrag",
    )
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    part = models.CharField("waarvan", max_length=7, choices=Part)

    class Meta(Link.Meta):
        ordering = ["year", "amount__order"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("amount", name="kia_contractamount_amount_once"),
            models.UniqueConstraint(
                fields=["year", "part"],
                name="kia_contractamount_once",
                violation_error_message="Voor dit jaar is dit totaal er al.",
            ),
            models.CheckConstraint(
                name="kia_contractamount_year_or_before",
                condition=Q(part="before", year=None)
                | ~Q(part="before") & Q(year__isnull=False),
                violation_error_message=(
                    "Een totaal hoort bij een jaar, of bij de jaren vóór het contract."
                ),
            ),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "totaal uit een stuk"
        verbose_name_plural = "totalen uit stukken"

    def __str__(self):
        return f"{self.amount}, {self.get_part_display()}"
