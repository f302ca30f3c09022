from django.db import models
from django.urls import reverse

from instance.history import with_history
from sources.models import (
    ALIAS_TRIGGERS,
    Alias,
    Cited,
    CitedQuerySet,
    Ground,
    sort_key,
)
from sources.triggers import ground_triggers, record_triggers


@with_history
class Instrument(Cited):
    """A lever of government, a scheme, or a named programme or initiative."""

    class Kind(models.TextChoices):
        REGULATION = "regulation", "regelgeving"
        PROCUREMENT = "procurement", "inkoop"
        FINANCE = "finance", "geld of belasting"
        FUND = "fund", "fonds"
        SCHEME = "scheme", "regeling of oproep"
        PROGRAMME = "programme", "programma of initiatief"
        NETWORK = "network", "proeftuin of netwerk"

    kind = models.CharField("soort", max_length=11, choices=Kind)
    name = models.CharField("naam", max_length=200)
    abbreviation = models.CharField("afkorting", max_length=30, blank=True)
    sort_key = sort_key("name")
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name="onderdeel van",
    )

    objects = CitedQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["sort_key", "slug"]
        triggers = record_triggers("policy_instrument")
        verbose_name = "instrument"
        verbose_name_plural = "instrumenten"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("policy:instrument", args=[self.slug])


@with_history
class InstrumentGround(Ground):
    record = models.ForeignKey(
        Instrument, models.CASCADE, related_name="grounds", verbose_name="instrument"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("policy_instrument")


@with_history
class InstrumentAlias(Alias):
    record = models.ForeignKey(
        Instrument, models.CASCADE, related_name="aliases", verbose_name="instrument"
    )

    class Meta(Alias.Meta):
        triggers = ALIAS_TRIGGERS
