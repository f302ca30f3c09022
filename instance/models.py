import pgtrigger
from django.db import models
from django.db.models import Q


class Environment(models.TextChoices):
    PRACTICE = "practice", "oefenen"
    PRODUCTION = "production", "echt gebruik"


class InstanceState(models.Model):
    """What this database knows about itself: one row, made by post_migrate."""

    environment = models.CharField("omgeving", choices=Environment, max_length=10)
    data_version = models.BigIntegerField("gegevensversie", default=1, db_default=1)
    clock_offset = models.DurationField("verschoven klok", null=True, blank=True)

    class Meta:
        db_table = "instance_state"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="instance_state_single_row",
                condition=Q(id=1),
                violation_error_message="Er is precies één rij.",
            ),
            models.CheckConstraint(
                name="instance_state_environment_known",
                condition=Q(environment__in=Environment.values),
                violation_error_message="Kies practice of production.",
            ),
            models.CheckConstraint(
                name="instance_state_production_clock",
                condition=Q(environment="practice") | Q(clock_offset=None),
                violation_error_message="In echt gebruik loopt de klok gelijk.",
            ),
        ]
        verbose_name = "toestand van het register"
        verbose_name_plural = "toestand van het register"

    def __str__(self):
        return self.get_environment_display()


class Remarking(models.Model):
    """A production dump was made fit for practice. Never changed or removed."""

    # Wall time: an audit trail does not follow the practice clock.
    made_at = models.DateTimeField("gedaan op", auto_now_add=True)
    people = models.PositiveIntegerField("aantal personen zonder gegevens")

    class Meta:
        ordering = ["made_at"]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                when=pgtrigger.Before,
                level=pgtrigger.Statement,
                operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
                func="RAISE EXCEPTION 'Dit logboek blijft zoals het is.';",
            )
        ]
        verbose_name = "omzetting naar oefenen"
        verbose_name_plural = "omzettingen naar oefenen"

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d}: {self.people} personen"
