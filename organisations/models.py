from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from instance.history import with_history
from search.triggers import QueuesForSearch
from sources.models import (
    ALIAS_TRIGGERS,
    LINK_TRIGGERS,
    Alias,
    Cited,
    CitedQuerySet,
    Ground,
    Link,
    NaturalKey,
    linked_once,
    sort_key,
)
from sources.triggers import ground_triggers, record_triggers


class Kind(models.TextChoices):
    TOPSECTOR = "topsector", "topsector"
    TEAM = "team", "team naast de topsectoren"
    DEPARTMENT = "department", "departement"
    GOVERNMENT = "government", "overheid"
    KNOWLEDGE = "knowledge", "kennisinstelling"
    COMPANY = "company", "bedrijf"
    NETWORK = "network", "netwerk of samenwerking"
    SOCIETY = "society", "maatschappelijke organisatie"
    PEOPLE = "people", "mensen"


# Team ICT stands beside the topsectors and counts as one of them on a page.
TOPSECTORS = (Kind.TOPSECTOR, Kind.TEAM)


class OrganisationQuerySet(CitedQuerySet):
    def topsectors(self):
        return self.filter(kind__in=TOPSECTORS)

    def departments(self):
        return self.filter(kind=Kind.DEPARTMENT)

    def with_stated(self):
        """With `is_stated`: the letter names it; the editors did not add it."""
        grounds = OrganisationGround.objects.filter(record=OuterRef("pk"))
        return self.annotate(is_stated=Exists(grounds.exclude(passage=None)))


@with_history
class Organisation(Cited):
    """An actor of the letter, or a group of them that the letter gives no name.

    `name` is how the register calls it; names that it carried in other years are
    its `names`, and other spellings its `aliases`.
    """

    Kind = Kind

    kind = models.CharField("soort", max_length=10, choices=Kind)
    is_group = models.BooleanField(
        "groep",
        default=False,
        help_text="Aangevinkt: een groep zonder eigen naam, zoals «afnemers».",
    )
    name = models.CharField("naam", max_length=200)
    abbreviation = models.CharField("afkorting", max_length=30, blank=True)
    sort_key = sort_key("name")
    official_identifier = models.URLField(
        "officiële identificatie",
        blank=True,
        help_text="Het adres in een officieel register van organisaties.",
    )
    is_practice = models.BooleanField(
        "voorbeeld",
        default=False,
        help_text="Een verzonnen organisatie, om te oefenen. Nooit openbaar.",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["sort_key", "slug"]
        constraints = [
            *Cited.Meta.constraints,
            models.CheckConstraint(
                name="organisations_organisation_practice_is_not_public",
                condition=Q(is_practice=False) | Q(published_at=None),
                violation_error_message="Een voorbeeld komt niet op de site.",
            ),
        ]
        triggers = record_triggers("organisations_organisation")
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse(f"organisations:{self.page}", args=[self.slug])

    @property
    def page(self):
        """The name of the address below which this kind has its pages."""
        if self.kind in TOPSECTORS:
            return "topsector"
        return "department" if self.kind == Kind.DEPARTMENT else "organisation"

    @property
    def kind_name(self):
        return self.get_kind_display()


class TopsectorManager(models.Manager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        return super().get_queryset().topsectors()


class Topsector(Organisation):
    objects = TopsectorManager()

    class Meta:
        proxy = True
        verbose_name = "topsector"
        verbose_name_plural = "topsectoren"


class DepartmentManager(models.Manager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        return super().get_queryset().departments()


class Department(Organisation):
    objects = DepartmentManager()

    class Meta:
        proxy = True
        verbose_name = "departement"
        verbose_name_plural = "departementen"


@with_history
class OrganisationGround(Ground):
    record = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="grounds",
        verbose_name="organisatie",
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("organisations_organisation")


@with_history
class OrganisationAlias(Alias):
    record = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="aliases",
        verbose_name="organisatie",
    )

    class Meta(Alias.Meta):
        triggers = ALIAS_TRIGGERS


@with_history
class OrganisationName(NaturalKey):
    """A name that an organisation carried in other years than now."""

    NATURAL_KEY = ("organisation_id", "name")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="names", verbose_name="organisatie"
    )
    name = models.CharField("naam", max_length=200)
    abbreviation = models.CharField("afkorting", max_length=30, blank=True)
    valid_from = models.DateField("vanaf", null=True, blank=True)
    valid_until = models.DateField("tot", null=True, blank=True)

    class Meta:
        ordering = ["organisation", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="organisations_name_once",
                violation_error_message="Deze naam staat er al.",
            ),
            models.CheckConstraint(
                name="organisations_name_from_before_until",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_from__lt=models.F("valid_until")),
                violation_error_message="De eerste dag ligt vóór de laatste.",
            ),
        ]
        triggers = [*LINK_TRIGGERS, QueuesForSearch(of="organisation")]
        verbose_name = "naam in andere jaren"
        verbose_name_plural = "namen in andere jaren"

    def __str__(self):
        return self.name


@with_history
class Role(Link):
    """What an organisation does in the policy, in the words of `subject`."""

    NATURAL_KEY = ("organisation_id", "role", "subject")

    class Kind(models.TextChoices):
        LEADS = "leads", "trekt"
        INITIATES = "initiates", "neemt het initiatief"
        DECIDES = "decides", "stelt vast"
        DRAFTS = "drafts", "stelt op"
        CONSULTED = "consulted", "wordt geraadpleegd"
        TAKES_PART = "takes_part", "werkt mee"
        COORDINATES = "coordinates", "coördineert"
        FACILITATES = "facilitates", "maakt mogelijk"
        FUNDS = "funds", "betaalt mee"
        CARRIES_OUT = "carries_out", "voert uit"
        INFORMED = "informed", "wordt geïnformeerd"
        BENEFITS = "benefits", "heeft er baat bij"
        # The source looks at them, and says no more.
        IN_VIEW = "in_view", "komt in beeld"

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="roles", verbose_name="organisatie"
    )
    role = models.CharField("rol", max_length=12, choices=Kind)
    subject = models.CharField(
        "waarbij", max_length=200, help_text="Bijvoorbeeld: de missies opstellen."
    )

    class Meta(Link.Meta):
        ordering = ["organisation", "passage__start", "pk"]
        constraints = [
            *Link.Meta.constraints,
            linked_once(
                "organisation", "role", "subject", name="organisations_role_once"
            ),
        ]
        triggers = [*LINK_TRIGGERS, QueuesForSearch(of="organisation")]
        verbose_name = "rol"
        verbose_name_plural = "rollen"

    def __str__(self):
        # Labels are singular: «Departementen stelt op» would be wrong.
        return f"{self.get_role_display()}: {self.subject}"
