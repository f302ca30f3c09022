from django.db import models
from django.urls import reverse

from instance.history import with_history
from policy.triggers import RULE_RULES
from sources.models import Cited, CitedQuerySet, Ground
from sources.triggers import ground_triggers, record_triggers


@with_history
class Rule(Cited):
    """Something that the letter asks of an agenda, the contract or a call."""

    class About(models.TextChoices):
        AGENDA = "agenda", "kennis- en innovatieagenda"
        CONTRACT = "contract", "kennis- en innovatiecontract"
        TOPSECTOR = "topsector", "topsector"
        CALL = "call", "oproep van NWO"

    code = models.CharField("code", max_length=5, unique=True)
    order = models.PositiveSmallIntegerField("volgorde", unique=True)
    about = models.CharField("geldt voor", max_length=10, choices=About)
    title = models.CharField(
        "in het kort", max_length=160, help_text="Woorden van de redactie."
    )
    statement = models.TextField("zo zegt de brief het", help_text="Woordelijk.")
    check_text = models.TextField(
        "zo is het na te gaan", help_text="Woorden van de redactie."
    )

    objects = CitedQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["order"]
        triggers = record_triggers("policy_rule", RULE_RULES)
        verbose_name = "regel"
        verbose_name_plural = "regels"

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return reverse("policy:rule", args=[self.slug])


@with_history
class RuleGround(Ground):
    record = models.ForeignKey(
        Rule, models.CASCADE, related_name="grounds", verbose_name="regel"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("policy_rule", RULE_RULES)
