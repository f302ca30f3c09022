from datetime import date

from django.db import models
from django.db.models import F, Q

from instance.data_version import RaisesDataVersion
from sources.models import NaturalKey


class PartyKind(models.TextChoices):
    """Kinds of party to the contract; each source of money belongs to one."""

    COMPANY = "company", "bedrijven"
    SOCIETY = "society", "maatschappelijke organisatie"
    DEPARTMENT = "department", "departement"
    NWO = "nwo", "NWO"
    TO2 = "to2", "TO2-instituut"
    EDUCATION = "education", "universiteit of hogeschool"
    REGION = "region", "provincie, gemeente, waterschap of ROM"
    EUROPE = "europe", "Europa"
    OTHER_PUBLIC = "other_public", "overig publiek"


PRIVATE_KINDS = (PartyKind.COMPANY, PartyKind.SOCIETY)
# What is planned for a period lies at most so many years outside it.
YEARS_AROUND = 2


class Form(models.TextChoices):
    """Money, or effort in hours, material or facilities."""

    CASH = "cash", "in cash"
    KIND = "kind", "in kind"


class Period(NaturalKey):
    """The years that agendas and contract cover; charts and forms take theirs here.

    From `revision_year` on, agendas can be adapted.
    """

    NATURAL_KEY = ("first_year",)

    first_year = models.PositiveSmallIntegerField("eerste jaar", unique=True)
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    revision_year = models.PositiveSmallIntegerField("aan te passen vanaf")

    class Meta:
        ordering = ["first_year"]
        constraints = [
            models.CheckConstraint(
                name="kia_period_years_in_order",
                condition=Q(first_year__lte=F("revision_year"))
                & Q(revision_year__lte=F("last_year")),
                violation_error_message=(
                    "Het eerste jaar ligt niet na het laatste, en het jaar van de "
                    "aanpassing ligt ertussen."
                ),
            ),
        ]
        triggers = [RaisesDataVersion(visible="TRUE")]
        verbose_name = "looptijd"
        verbose_name_plural = "looptijden"

    def __str__(self):
        return f"{self.first_year}–{self.last_year}"

    @property
    def years(self):
        return range(self.first_year, self.last_year + 1)

    def planning_days(self, today):
        """The first and last day that can be planned; work may run late.

        A trigger on the versions of agendas holds the same (FitsPeriod).
        """
        last = max(self.last_year, today.year) + YEARS_AROUND
        return date(self.first_year - YEARS_AROUND, 1, 1), date(last, 12, 31)


class MoneySource(NaturalKey):
    """Where the money of a budget comes from, and which kind of party that is."""

    NATURAL_KEY = ("code",)

    code = models.SlugField("code", max_length=20, unique=True)
    name = models.CharField("naam", max_length=60, unique=True)
    is_private = models.BooleanField("privaat")
    party_kind = models.CharField("soort partij", max_length=12, choices=PartyKind)
    order = models.PositiveSmallIntegerField("volgorde")

    class Meta:
        ordering = ["order"]
        triggers = [RaisesDataVersion(visible="TRUE")]
        verbose_name = "bron van geld"
        verbose_name_plural = "bronnen van geld"

    def __str__(self):
        return self.name
