from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from instance.history import with_history
from policy.models.example import Example
from policy.models.instrument import Instrument
from policy.triggers import AMOUNT_RULES
from sources.models import Cited, CitedQuerySet, Ground
from sources.triggers import ground_triggers, record_triggers


class AmountQuerySet(CitedQuerySet):
    def with_place(self):
        """With `is_in_letter`: a passage has it, not a later document."""
        grounds = AmountGround.objects.filter(record=OuterRef("pk"))
        return self.annotate(is_in_letter=Exists(grounds.exclude(passage=None)))


@with_history
class Amount(Cited):
    """A figure that is no target of a mission, in the letter or a later document.

    `value` counts in `unit`; € 7,5 miljoen is 7500000 with the unit "€".
    """

    class Comparator(models.TextChoices):
        EXACTLY = "exactly", "precies"
        AT_LEAST = "at_least", "ten minste"
        MORE_THAN = "more_than", "ruim"
        ALMOST = "almost", "bijna"
        ABOUT = "about", "gemiddeld"

    title = models.CharField("waarvan", max_length=200)
    value = models.DecimalField("getal", max_digits=16, decimal_places=3)
    unit = models.CharField("eenheid", max_length=40)
    comparator = models.CharField(
        "precies of niet",
        max_length=9,
        choices=Comparator,
        default=Comparator.EXACTLY,
    )
    quoted = models.CharField("zo staat het er", max_length=120)
    period = models.CharField("over welke tijd", max_length=120, blank=True)
    example = models.ForeignKey(
        Example,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amounts",
        verbose_name="voorbeeld",
    )
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="amounts",
        verbose_name="instrument",
    )
    order = models.PositiveSmallIntegerField("volgorde", unique=True)

    objects = AmountQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["order"]
        constraints = [
            *Cited.Meta.constraints,
            models.CheckConstraint(
                name="policy_amount_not_negative",
                condition=Q(value__gte=0),
                violation_error_message="Een getal is hier niet kleiner dan nul.",
            ),
        ]
        triggers = record_triggers("policy_amount", AMOUNT_RULES)
        verbose_name = "bedrag of getal"
        verbose_name_plural = "bedragen en getallen"

    def __str__(self):
        return f"{self.title}: {self.quoted}"

    def get_absolute_url(self):
        return f"{reverse('policy:amounts')}#{self.slug}"


@with_history
class AmountGround(Ground):
    record = models.ForeignKey(
        Amount, models.CASCADE, related_name="grounds", verbose_name="bedrag of getal"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("policy_amount", AMOUNT_RULES)
