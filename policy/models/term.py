from django.db import models
from django.urls import reverse

from instance.history import with_history
from policy.triggers import TERM_RULES
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
class Term(Cited):
    """A word of the policy with its meaning.

    The definition is verbatim where the letter defines the term; the explanation
    is the register's own, for readers who are new to it.
    """

    name = models.CharField("begrip", max_length=120)
    abbreviation = models.CharField("afkorting", max_length=30, blank=True)
    sort_key = sort_key("name")
    definition = models.TextField(
        "omschrijving in de brief", blank=True, help_text="Woordelijk."
    )
    explanation = models.TextField("uitleg van de redactie", blank=True)

    objects = CitedQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["sort_key", "slug"]
        constraints = [
            *Cited.Meta.constraints,
            models.CheckConstraint(
                name="policy_term_is_explained",
                condition=~models.Q(definition="", explanation=""),
                violation_error_message="Geef een omschrijving of een uitleg.",
            ),
        ]
        triggers = record_triggers("policy_term", TERM_RULES)
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("policy:term", args=[self.slug])


@with_history
class TermGround(Ground):
    record = models.ForeignKey(
        Term, models.CASCADE, related_name="grounds", verbose_name="begrip"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("policy_term", TERM_RULES)


@with_history
class TermAlias(Alias):
    record = models.ForeignKey(
        Term, models.CASCADE, related_name="aliases", verbose_name="begrip"
    )

    class Meta(Alias.Meta):
        triggers = ALIAS_TRIGGERS
