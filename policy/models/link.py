"""What a sentence joins to an instrument or a document, and has no other kind of link."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact

from instance.history import with_history
from keytech.models import KeyTechnology
from organisations.models import Organisation
from policy.models.instrument import Instrument
from policy.models.term import Term
from sources.models import LINK_TRIGGERS, Document, Link

ENDS = {
    "instrument": Instrument,
    "document": Document,
    "organisation": Organisation,
    "technology": KeyTechnology,
    "term": Term,
}


def end(name):
    model = ENDS[name]
    return models.ForeignKey(
        model,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="policy_links",
        verbose_name=model._meta.verbose_name,
    )


def two_filled():
    filled = Func(
        *map(F, ENDS), function="num_nonnulls", output_field=models.IntegerField()
    )
    has_first = Q(instrument__isnull=False) | Q(document__isnull=False)
    return Q(Exact(filled, 2)) & has_first


@with_history
class PolicyLink(Link):
    """An instrument or a document with one other record.

    `as_what` says how they belong together, in words that hold from both ends.
    """

    NATURAL_KEY = tuple(f"{name}_id" for name in ENDS)

    instrument = end("instrument")
    document = end("document")
    organisation = end("organisation")
    technology = end("technology")
    term = end("term")
    as_what = models.CharField("hoe ze bij elkaar horen", max_length=120, blank=True)

    class Meta(Link.Meta):
        ordering = [
            models.F("instrument__sort_key").asc(nulls_last=True),
            models.F("document__sort_key").asc(nulls_last=True),
            "pk",
        ]
        constraints = [
            *Link.Meta.constraints,
            models.UniqueConstraint(
                fields=[*ENDS],
                nulls_distinct=False,
                name="policy_policylink_once",
                violation_error_message="Deze koppeling staat er al.",
            ),
            models.CheckConstraint(
                name="policy_policylink_two_ends",
                condition=two_filled(),
                violation_error_message=(
                    "Koppel een instrument of stuk aan precies één ander gegeven."
                ),
            ),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling van een instrument of stuk"
        verbose_name_plural = "koppelingen van instrumenten en stukken"

    def __str__(self):
        return " – ".join(map(str, self.records))

    @property
    def records(self):
        """The records that it joins."""
        return [*filter(None, (getattr(self, name) for name in ENDS))]

    def other(self, record):
        """The record at the other end than this one."""
        return next(found for found in self.records if found != record)
