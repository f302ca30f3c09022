import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5
from django.utils import timezone


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


class ErrorReport(models.Model):
    """What a visitor says is wrong on a page. No address of a computer is kept.

    Name and e-mail leave when the report is handled: nobody needs them then.
    """

    page = models.CharField("pagina", max_length=300, blank=True)
    text = models.TextField("melding")
    name = models.CharField("naam", max_length=100, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    # Wall time: the cap per hour does not follow the practice clock.
    received_at = models.DateTimeField("ontvangen op", default=timezone.now)
    handled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    handled_by = models.CharField("afgehandeld door", max_length=254, blank=True)
    answer = models.TextField("wat ermee gedaan is", blank=True)

    class Meta:
        ordering = [models.F("handled_at").desc(nulls_first=True), "received_at"]
        constraints = [
            # An index on the text itself would refuse a long one.
            models.UniqueConstraint(
                "page",
                MD5("text"),
                condition=Q(handled_at=None),
                name="instance_errorreport_open_once",
                violation_error_message="Deze melding is al binnen.",
            ),
            models.CheckConstraint(
                name="instance_errorreport_handled_without_person",
                condition=Q(handled_at=None, handled_by="")
                | Q(handled_at__isnull=False, name="", email="") & ~Q(handled_by=""),
                violation_error_message=(
                    "Een afgehandelde melding zegt wie haar afhandelde, en bewaart "
                    "geen naam of e-mailadres van de melder."
                ),
            ),
        ]
        verbose_name = "melding van een fout"
        verbose_name_plural = "meldingen van fouten"

    def __str__(self):
        return f"{self.reference}: {self.page}"

    @property
    def reference(self):
        return f"M-{self.pk}"
