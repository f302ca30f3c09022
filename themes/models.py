from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from instance.history import with_history
from keytech.models import KeyTechnology
from organisations.models import Organisation
from sources.models import (
    LINK_TRIGGERS,
    Cited,
    CitedQuerySet,
    Document,
    Ground,
    Link,
    linked_once,
)
from sources.triggers import (
    HAS_GROUND,
    RefusesCycle,
    ground_triggers,
    quotes,
    record_triggers,
)

THEME_RULES = (
    HAS_GROUND,
    quotes(
        "title",
        "name",
        "De titel van een thema is woordelijk een passage voor de naam.",
    ),
)


class ThemeQuerySet(CitedQuerySet):
    def current(self):
        """Public, and neither lapsed nor merged."""
        return self.public().filter(withdrawn_on=None, merged_into=None)

    def for_list(self):
        """Current themes with their grounds, and their missions to be counted."""
        return self.current()._with(self._missions().for_overview())

    def for_page(self):
        """Public themes with their grounds and all that their missions show."""
        missions = self._missions().for_list().with_grounds()
        return (
            self.public()
            ._with(missions)
            .select_related("agenda")
            .prefetch_related(
                "made_by__numbers",
                models.Prefetch("merged_into", self.model.objects.public()),
            )
        )

    def _missions(self):
        return self.model._meta.get_field("missions").related_model.objects

    def _with(self, missions):
        missions = models.Prefetch("missions", missions)
        return self.with_grounds().prefetch_related(missions)


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
            models.CheckConstraint(
                name="themes_theme_not_itself",
                condition=~Q(merged_into=F("pk")),
                violation_error_message="Een thema gaat niet op in zichzelf.",
            ),
        ]
        triggers = [
            *record_triggers("themes_theme", THEME_RULES),
            RefusesCycle("merged_into", "Een thema gaat niet op in zichzelf."),
        ]
        verbose_name = "thema"
        verbose_name_plural = "thema’s"

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
        triggers = ground_triggers("themes_theme", THEME_RULES)


@with_history
class ThemeOrganisation(Link):
    """A party of a theme: one that works on it, or whom the source names in it."""

    NATURAL_KEY = ("theme_id", "organisation_id")

    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        related_name="organisation_links",
        verbose_name="thema",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="theme_links",
        verbose_name="organisatie",
    )

    class Meta(Link.Meta):
        ordering = ["theme__order", "organisation__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("theme", "organisation", name="themes_themeorganisation_once"),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling thema en organisatie"
        verbose_name_plural = "koppelingen thema en organisatie"

    def __str__(self):
        return f"{self.theme} – {self.organisation}"


@with_history
class ThemeTechnology(Link):
    NATURAL_KEY = ("theme_id", "technology_id")

    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        related_name="technology_links",
        verbose_name="thema",
    )
    technology = models.ForeignKey(
        KeyTechnology,
        models.CASCADE,
        related_name="theme_links",
        verbose_name="technologie",
    )

    class Meta(Link.Meta):
        ordering = ["theme__order", "technology__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("theme", "technology", name="themes_themetechnology_once"),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling thema en technologie"
        verbose_name_plural = "koppelingen thema en technologie"

    def __str__(self):
        return f"{self.theme} – {self.technology}"


@with_history
class ThemeDocument(Link):
    NATURAL_KEY = ("theme_id", "document_id")

    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        related_name="document_links",
        verbose_name="thema",
    )
    document = models.ForeignKey(
        Document,
        models.CASCADE,
        related_name="theme_links",
        verbose_name="bron",
    )

    class Meta(Link.Meta):
        ordering = ["theme__order", "document__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("theme", "document", name="themes_themedocument_once"),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling thema en bron"
        verbose_name_plural = "koppelingen thema en bron"

    def __str__(self):
        return f"{self.theme} – {self.document}"
