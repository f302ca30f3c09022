from django.db import models
from django.db.models import Q
from django.urls import reverse

from instance.history import with_history
from keytech.models import KeyTechnology
from missions.models import Mission
from organisations.models import Organisation
from policy.models.instrument import Instrument
from sources.models import (
    LINK_TRIGGERS,
    Cited,
    CitedQuerySet,
    Document,
    Ground,
    Link,
)
from sources.triggers import ground_triggers, record_triggers
from themes.models import Theme


@with_history
class Example(Cited):
    """A box of the letter (kader), or an example that it tells in its prose."""

    number = models.PositiveSmallIntegerField(
        "nummer van het kader",
        null=True,
        blank=True,
        help_text="Leeg: een voorbeeld in de lopende tekst.",
    )
    title = models.CharField("titel", max_length=200)
    short_label = models.CharField("korte naam", max_length=80)
    order = models.PositiveSmallIntegerField("volgorde", unique=True)

    objects = CitedQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["order"]
        triggers = record_triggers("policy_example")
        verbose_name = "voorbeeld"
        verbose_name_plural = "voorbeelden"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("policy:example", args=[self.slug])


@with_history
class ExampleGround(Ground):
    record = models.ForeignKey(
        Example, models.CASCADE, related_name="grounds", verbose_name="voorbeeld"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("policy_example")


SUBJECTS = {
    "theme": Theme,
    "mission": Mission,
    "organisation": Organisation,
    "technology": KeyTechnology,
    "document": Document,
    "instrument": Instrument,
}


def subject(name):
    model = SUBJECTS[name]
    return models.ForeignKey(
        model,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="example_links",
        verbose_name=model._meta.verbose_name,
    )


def exactly_one():
    filled = Q()
    for name in SUBJECTS:
        others = {f"{other}__isnull": True for other in SUBJECTS if other != name}
        filled |= Q(**{f"{name}__isnull": False}, **others)
    return filled


@with_history
class ExampleLink(Link):
    """An example with one other record; `as_what` says what that is in it."""

    NATURAL_KEY = ("example_id", *(f"{name}_id" for name in SUBJECTS))

    example = models.ForeignKey(
        Example, models.CASCADE, related_name="links", verbose_name="voorbeeld"
    )
    theme = subject("theme")
    mission = subject("mission")
    organisation = subject("organisation")
    technology = subject("technology")
    document = subject("document")
    instrument = subject("instrument")
    as_what = models.CharField("als wat", max_length=120, blank=True)

    class Meta(Link.Meta):
        ordering = ["example__order", "pk"]
        constraints = [
            *Link.Meta.constraints,
            models.UniqueConstraint(
                fields=["example", *SUBJECTS],
                nulls_distinct=False,
                name="policy_examplelink_once",
                violation_error_message="Deze koppeling staat er al.",
            ),
            models.CheckConstraint(
                name="policy_examplelink_exactly_one",
                condition=exactly_one(),
                violation_error_message="Koppel een voorbeeld aan precies één gegeven.",
            ),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling van een voorbeeld"
        verbose_name_plural = "koppelingen van voorbeelden"

    def __str__(self):
        return f"{self.example.short_label} – {self.subject}"

    @property
    def subject(self):
        """The record at the other end."""
        return next(filter(None, (getattr(self, name) for name in SUBJECTS)), None)
