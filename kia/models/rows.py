"""The rows of an entry version. They freeze with it.

A row keeps its `lineage` when the version is copied, so that one can say of two
versions that a row was moved or changed, and not that one went and another came.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from keytech.models import KeyTechnology
from kia.models.agenda import Agenda
from kia.models.entry import EntryVersion
from kia.models.period import Form, MoneySource
from kia.triggers import FrozenWith, NeverEmptied, OrganisationOfKind
from missions.models import Mission, Target
from organisations.models import TOPSECTORS, Organisation

FREEZES = [FrozenWith("version", "r.frozen_at IS NOT NULL"), NeverEmptied()]
YEAR = (2000, 2100)


class Row(models.Model):
    """One row; `order` is its place among its kind."""

    lineage = models.UUIDField("afkomst", default=uuid.uuid4, editable=False)
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        abstract = True
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "lineage"], name="%(app_label)s_%(class)s_lineage"
            ),
        ]
        triggers = FREEZES


def of_version(related_name):
    return models.ForeignKey(
        EntryVersion, models.CASCADE, related_name=related_name, verbose_name="versie"
    )


def once(*fields, name, message):
    return models.UniqueConstraint(
        fields=["version", *fields], name=name, violation_error_message=message
    )


def years(field, name):
    return models.CheckConstraint(
        name=name,
        condition=Q(**{field: None}) | Q(**{f"{field}__range": YEAR}),
        violation_error_message="Een jaar ligt tussen 2000 en 2100.",
    )


class EntryMission(Row):
    """A mission of an entry, pinned at the revision that its team read.

    Money counts at the main one only. A mission below the main one is one of its
    parts (subdoelen).
    """

    class Part(models.TextChoices):
        MAIN = "main", "hoofdmissie"
        SUB = "sub", "subdoel"
        SECONDARY = "secondary", "nevenmissie"

    version = of_version("mission_rows")
    mission = models.ForeignKey(
        Mission, models.PROTECT, related_name="entry_rows", verbose_name="missie"
    )
    part = models.CharField("als", max_length=9, choices=Part)
    revision = models.PositiveIntegerField("gezien bij revisie")

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once(
                "mission",
                name="kia_entrymission_once",
                message="Deze missie staat er al.",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(part="main"),
                name="kia_entrymission_one_main",
                violation_error_message="Er is precies één hoofdmissie.",
            ),
        ]
        verbose_name = "missie van een bijdrage"
        verbose_name_plural = "missies van bijdragen"

    def __str__(self):
        return f"{self.get_part_display()}: {self.mission}"


class EntryTarget(Row):
    """A target (streefwaarde) of the main mission, such as the halving of ED-2."""

    version = of_version("target_rows")
    target = models.ForeignKey(
        Target, models.PROTECT, related_name="entry_rows", verbose_name="doel"
    )

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once(
                "target", name="kia_entrytarget_once", message="Dit doel staat er al."
            ),
        ]
        verbose_name = "doel van een bijdrage"
        verbose_name_plural = "doelen van bijdragen"

    def __str__(self):
        return str(self.target)


class EntryTechnology(Row):
    class Role(models.TextChoices):
        DEVELOPS = "develops", "ontwikkelt"
        APPLIES = "applies", "past toe"

    version = of_version("technology_rows")
    technology = models.ForeignKey(
        KeyTechnology,
        models.PROTECT,
        related_name="entry_rows",
        verbose_name="technologie",
    )
    role = models.CharField("rol", max_length=8, choices=Role)
    is_main = models.BooleanField("hoofdtechnologie", default=False)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once(
                "technology",
                name="kia_entrytechnology_once",
                message="Deze technologie staat er al.",
            ),
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(is_main=True),
                name="kia_entrytechnology_one_main",
                violation_error_message="Er is ten hoogste één hoofdtechnologie.",
            ),
        ]
        verbose_name = "technologie van een bijdrage"
        verbose_name_plural = "technologieën van bijdragen"

    def __str__(self):
        return f"{self.technology} ({self.get_role_display()})"


class EntryTopsector(Row):
    """A topsector that co-operates; the one that leads is on the version."""

    version = of_version("topsector_rows")
    topsector = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="entry_rows",
        verbose_name="meewerkende topsector",
    )

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once(
                "topsector",
                name="kia_entrytopsector_once",
                message="Deze topsector staat er al.",
            ),
        ]
        triggers = [
            *FREEZES,
            OrganisationOfKind(
                "topsector", TOPSECTORS, "Wie meewerkt is een topsector of team ICT."
            ),
        ]
        verbose_name = "meewerkende topsector"
        verbose_name_plural = "meewerkende topsectoren"

    def __str__(self):
        return str(self.topsector)


class EntryValue(Row):
    """Whether one of the five values is at stake; unanswered is None."""

    class Value(models.TextChoices):
        ETHICS = "ethics", "ethiek"
        PRIVACY = "privacy", "privacy"
        SAFETY = "safety", "veiligheid"
        SUSTAINABILITY = "sustainability", "duurzaamheid"
        SURROUNDINGS = "surroundings", "omgevingsveiligheid"

    version = of_version("value_rows")
    value = models.CharField("waarde", max_length=14, choices=Value)
    applies = models.BooleanField("speelt", null=True, blank=True)
    text = models.CharField("toelichting", max_length=600, blank=True)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once(
                "value", name="kia_entryvalue_once", message="Deze waarde staat er al."
            ),
        ]
        verbose_name = "waarde bij een bijdrage"
        verbose_name_plural = "waarden bij bijdragen"

    def __str__(self):
        return self.get_value_display()


class EntryPhase(Row):
    class Phase(models.TextChoices):
        DEVELOPMENT = "development", "ontwikkeling"
        DEMONSTRATION = "demonstration", "demonstratie"
        IMPLEMENTATION = "implementation", "implementatie"

    version = of_version("phase_rows")
    phase = models.CharField("fase", max_length=14, choices=Phase)
    first_year = models.PositiveSmallIntegerField("van", null=True, blank=True)
    last_year = models.PositiveSmallIntegerField("tot en met", null=True, blank=True)
    result = models.CharField("resultaat", max_length=450, blank=True)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once("phase", name="kia_entryphase_once", message="Deze fase staat er al."),
            years("first_year", "kia_entryphase_first_year"),
            years("last_year", "kia_entryphase_last_year"),
            models.CheckConstraint(
                name="kia_entryphase_years_in_order",
                condition=Q(first_year=None)
                | Q(last_year=None)
                | Q(first_year__lte=F("last_year")),
                violation_error_message="Het eerste jaar ligt niet na het laatste.",
            ),
        ]
        verbose_name = "fase"
        verbose_name_plural = "fasen"

    def __str__(self):
        return f"{self.get_phase_display()} {self.first_year}–{self.last_year}"


class EntryMilestone(Row):
    version = of_version("milestone_rows")
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    quarter = models.PositiveSmallIntegerField("kwartaal", null=True, blank=True)
    text = models.CharField("mijlpaal", max_length=300, blank=True)

    class Meta(Row.Meta):
        ordering = ["version", "year", "quarter", "order", "pk"]
        constraints = [
            *Row.Meta.constraints,
            years("year", "kia_entrymilestone_year"),
            models.CheckConstraint(
                name="kia_entrymilestone_quarter",
                condition=Q(quarter=None) | Q(quarter__range=(1, 4)),
                violation_error_message="Een kwartaal is 1, 2, 3 of 4.",
            ),
        ]
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"

    def __str__(self):
        return f"{self.year}, kwartaal {self.quarter}: {self.text}"


class EntryParty(Row):
    """Who takes part. The name may wait until the party agrees to be named."""

    class Kind(models.TextChoices):
        COMPANY = "company", "bedrijf of bedrijven"
        KNOWLEDGE = "knowledge", "kennisinstelling"
        GOVERNMENT = "government", "overheid"
        SOCIETY = "society", "maatschappelijke organisatie"
        OTHER = "other", "anders"

    version = of_version("party_rows")
    kind = models.CharField("soort", max_length=10, choices=Kind, blank=True)
    description = models.CharField("omschrijving", max_length=120, blank=True)
    name = models.CharField("naam", max_length=120, blank=True)
    role = models.CharField("rol", max_length=300, blank=True)
    is_private = models.BooleanField("privaat", null=True, blank=True)
    is_small = models.BooleanField("mkb", default=False)
    is_startup = models.BooleanField("start-up of scale-up", default=False)

    class Meta(Row.Meta):
        verbose_name = "deelnemende partij"
        verbose_name_plural = "deelnemende partijen"

    def __str__(self):
        return self.name or self.description or self.get_kind_display()


class EntryRegion(Row):
    class Region(models.TextChoices):
        DRENTHE = "drenthe", "Drenthe"
        FLEVOLAND = "flevoland", "Flevoland"
        FRYSLAN = "fryslan", "Fryslân"
        GELDERLAND = "gelderland", "Gelderland"
        GRONINGEN = "groningen", "Groningen"
        LIMBURG = "limburg", "Limburg"
        NOORD_BRABANT = "noord-brabant", "Noord-Brabant"
        NOORD_HOLLAND = "noord-holland", "Noord-Holland"
        OVERIJSSEL = "overijssel", "Overijssel"
        UTRECHT = "utrecht", "Utrecht"
        ZEELAND = "zeeland", "Zeeland"
        ZUID_HOLLAND = "zuid-holland", "Zuid-Holland"
        ROM = "rom", "een of meer ROM’s"

    version = of_version("region_rows")
    region = models.CharField("provincie of ROM", max_length=13, choices=Region)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once(
                "region", name="kia_entryregion_once", message="Deze regio staat er al."
            ),
        ]
        verbose_name = "regio van een bijdrage"
        verbose_name_plural = "regio’s van bijdragen"

    def __str__(self):
        return self.get_region_display()


class EntryConsultation(Row):
    class Kind(models.TextChoices):
        DEPARTMENT = "department", "departement"
        COMPANY = "company", "bedrijven"
        SCIENCE = "science", "wetenschap"
        NWO = "nwo", "NWO"
        TO2 = "to2", "TO2-instituten"
        REGION = "region", "regio"
        OTHER = "other", "anders"

    version = of_version("consultation_rows")
    kind = models.CharField("soort partij", max_length=10, choices=Kind, blank=True)
    who = models.CharField("wie", max_length=120, blank=True)
    held_on = models.DateField("datum", null=True, blank=True)
    outcome = models.CharField("uitkomst", max_length=450, blank=True)
    is_processed = models.BooleanField("verwerkt", null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = "raadpleging"
        verbose_name_plural = "raadplegingen"

    def __str__(self):
        return self.who or self.get_kind_display()


class EntryRequest(Row):
    """A verzoek aan de overheid. Its answers follow it by its lineage."""

    class Instrument(models.TextChoices):
        PROCUREMENT = "procurement", "inkoop of launching customer"
        REGULATION = "regulation", "regelgeving"
        INCENTIVE = "incentive", "financiële of fiscale prikkel"
        CAPITAL = "capital", "kapitaal"
        OTHER = "other", "anders"

    version = of_version("request_rows")
    instrument = models.CharField(
        "instrument", max_length=11, choices=Instrument, blank=True
    )
    text = models.CharField("verzoek", max_length=600, blank=True)
    # A department of the register, or in words.
    addressee = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name="gericht aan",
    )
    addressee_text = models.CharField("of gericht aan", max_length=120, blank=True)
    wanted_year = models.PositiveSmallIntegerField(
        "gewenst jaar", null=True, blank=True
    )

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            years("wanted_year", "kia_entryrequest_wanted_year"),
        ]
        verbose_name = "verzoek aan de overheid"
        verbose_name_plural = "verzoeken aan de overheid"

    def __str__(self):
        return self.text


class BudgetLine(Row):
    """Whole euros of one source in one year, in one form."""

    class Certainty(models.TextChoices):
        INDICATIVE = "indicative", "indicatief"
        COMMITTED = "committed", "toegezegd"

    version = of_version("budget_rows")
    year = models.PositiveSmallIntegerField("jaar")
    source = models.ForeignKey(
        MoneySource, models.PROTECT, related_name="+", verbose_name="bron"
    )
    form = models.CharField("vorm", max_length=4, choices=Form)
    amount = models.BigIntegerField("bedrag in euro")
    certainty = models.CharField("zekerheid", max_length=10, choices=Certainty)

    class Meta(Row.Meta):
        ordering = ["version", "year", "source__order", "form"]
        constraints = [
            *Row.Meta.constraints,
            once(
                "year",
                "source",
                "form",
                name="kia_budgetline_once",
                message="Voor dit jaar, deze bron en deze vorm is er al een bedrag.",
            ),
            models.CheckConstraint(
                name="kia_budgetline_amount_positive",
                condition=Q(amount__gt=0, amount__lte=1_000_000_000_000),
                violation_error_message=(
                    "Een bedrag is meer dan nul en ten hoogste 1.000 miljard euro."
                ),
            ),
            years("year", "kia_budgetline_year"),
        ]
        verbose_name = "begrotingsregel"
        verbose_name_plural = "begrotingsregels"

    def __str__(self):
        return f"{self.year}, {self.source}, {self.get_form_display()}"


class EntryIndicator(Row):
    class Kind(models.TextChoices):
        INPUT = "input", "input"
        OUTPUT = "output", "output"
        OUTCOME = "outcome", "uitkomst"

    version = of_version("indicator_rows")
    name = models.CharField("naam", max_length=300, blank=True)
    kind = models.CharField("soort", max_length=7, choices=Kind, blank=True)
    unit = models.CharField("eenheid", max_length=80, blank=True)
    baseline = models.CharField("nulwaarde", max_length=80, blank=True)
    target = models.CharField("streefwaarde", max_length=80, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"

    def __str__(self):
        return self.name


class EntryRelation(Row):
    """Another agenda that gives something to this entry, or takes from it."""

    version = of_version("relation_rows")
    agenda = models.ForeignKey(
        Agenda, models.PROTECT, related_name="+", verbose_name="agenda"
    )
    text = models.CharField("toelichting", max_length=450, blank=True)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            once(
                "agenda",
                name="kia_entryrelation_once",
                message="Deze agenda staat er al.",
            ),
        ]
        verbose_name = "relatie met een andere agenda"
        verbose_name_plural = "relaties met andere agenda’s"

    def __str__(self):
        return str(self.agenda)


ROWS = (
    EntryMission,
    EntryTarget,
    EntryTechnology,
    EntryTopsector,
    EntryValue,
    EntryPhase,
    EntryMilestone,
    EntryParty,
    EntryRegion,
    EntryConsultation,
    EntryRequest,
    BudgetLine,
    EntryIndicator,
    EntryRelation,
)
