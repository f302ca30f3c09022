from django.db import models
from django.urls import reverse

from instance.history import with_history
from sources.models import Cited, CitedQuerySet, Document, Ground
from sources.triggers import ground_triggers, record_triggers


class ThemeQuerySet(CitedQuerySet):
    def for_list(self):
        """Public themes with their grounds, and their missions to be counted."""
        return self._with(self._missions().for_overview())

    def for_page(self):
        """A public theme with its grounds and all that its missions show."""
        return self._with(self._missions().for_list()).prefetch_related(
            "made_by__numbers",
            models.Prefetch("merged_into", self.model.objects.public()),
        )

    def _missions(self):
        return self.model._meta.get_field("missions").related_model.objects

    def _with(self, missions):
        found = self.public().with_grounds()
        return found.prefetch_related(models.Prefetch("missions", missions))


@with_history
class Theme(Cited):
    """A societal theme (maatschappelijk thema) of the letter.

    What the letter says about why it is needed are its grounds for PROBLEM; the
    first of them opens the page.
    """

    code = models.CharField("code", max_length=5)
    title = models.CharField("titel in de brief", max_length=120)
    order = models.PositiveSmallIntegerField("volgorde")
    made_by = models.ForeignKey(
        Document, models.PROTECT, related_name="themes", verbose_name="gemaakt door"
    )
    valid_from = models.DateField("geldt vanaf")
    valid_until = models.DateField("geldt tot", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="opgegaan in",
    )

    objects = ThemeQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["order"]
        constraints = [
            *Cited.Meta.constraints,
            models.UniqueConstraint(
                fields=["made_by", "code"],
                name="themes_theme_code_unique",
                violation_error_message="Deze code is al van een ander thema.",
            ),
        ]
        triggers = record_triggers("themes_theme")
        verbose_name = "thema"
        verbose_name_plural = "thema's"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("themes:detail", args=[self.slug])

    @property
    def hue(self):
        """The value of data-thema, which gives a part of a page its colour."""
        return self.code.lower()


@with_history
class ThemeGround(Ground):
    record = models.ForeignKey(
        Theme, models.CASCADE, related_name="grounds", verbose_name="thema"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("themes_theme")
