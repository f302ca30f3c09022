from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from instance.history import with_history
from missions.triggers import MISSION_RULES, RaisesRevision, StaysInTheme
from sources.models import Cited, CitedQuerySet, Document, Ground
from sources.triggers import RefusesCycle, ground_triggers, record_triggers
from themes.models import Theme


class Kind(models.TextChoices):
    CENTRAL = "central", "centrale missie"
    MISSION = "mission", "missie"
    SUB_TARGET = "sub_target", "subdoel"


class MissionQuerySet(CitedQuerySet):
    def current(self):
        """Public, and neither lapsed nor merged: what lists show and counts count."""
        return self.public().filter(withdrawn_on=None, merged_into=None)

    def in_the_letters_words(self):
        """What the letter itself calls a mission: 2 + 6 + 5 + 8."""
        return self.exclude(kind=Kind.SUB_TARGET)

    def top_level(self):
        return self.filter(parent=None)

    def as_the_press_counts(self):
        """Every bullet but the mission that falls apart into sub-targets."""
        parts = self.model.objects.current().filter(kind=Kind.SUB_TARGET)
        return self.exclude(pk__in=parts.values("parent"))

    def for_list(self):
        """Current missions in tree order, with theme, targets and passages."""
        return self.current().with_targets()

    def for_overview(self):
        """Current missions with their targets, to count them."""
        return self.current()._with(self._targets())

    def with_targets(self):
        return self._with(self._targets().with_grounds()).select_related("theme")

    def _targets(self):
        model = self.model._meta.get_field("targets").related_model
        return model.objects.public().filter(withdrawn_on=None)

    def _with(self, targets):
        return self.prefetch_related(models.Prefetch("targets", targets))

    def for_page(self):
        """Public missions as in the list, with grounds, the same mission and source."""
        public = self.model.objects.public().select_related("theme")
        return (
            self.public()
            .with_targets()
            .with_grounds()
            .select_related("theme", "made_by")
            .prefetch_related(
                "made_by__numbers",
                models.Prefetch("same_as", public.current()),
                models.Prefetch("same_from", public.current()),
                models.Prefetch("merged_into", public),
            )
        )

    def tree_of(self, slug):
        """A public mission with what stands above, beside and below it today."""
        around = Q(parent__slug=slug) | Q(children__slug=slug)
        beside = Q(parent__children__slug=slug)
        today = Q(withdrawn_on=None, merged_into=None)
        found = Q(slug=slug) | (around | beside) & today
        return self.for_page().filter(found).distinct()


@with_history
class Mission(Cited):
    """A mission, the central mission above it, or a sub-target (subdoel) below it.

    The same text may stand under two themes: `same_as` joins the two and merges
    nothing. `revision` rises when the mission or one of its targets changes.
    """

    Kind = Kind

    theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="missions", verbose_name="thema"
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="onderdeel van",
    )
    kind = models.CharField("soort", max_length=10, choices=Kind)
    code = models.CharField("code", max_length=10)
    title = models.CharField(
        "titel in de brief",
        max_length=120,
        blank=True,
        help_text="Woordelijk. Leeg als de brief geen titel geeft.",
    )
    short_label = models.CharField(
        "korte naam", max_length=80, help_text="Van de redactie, voor grafieken."
    )
    statement = models.TextField("formulering", help_text="Woordelijk uit de brief.")
    adopted_by = models.CharField("vastgesteld door", max_length=120, blank=True)
    order = models.PositiveSmallIntegerField("volgorde")
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="same_from",
        verbose_name="dezelfde missie als",
    )
    made_by = models.ForeignKey(
        Document, models.PROTECT, related_name="missions", verbose_name="gemaakt door"
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
    revision = models.PositiveIntegerField("versie", default=1, editable=False)
    is_typographic = models.BooleanField(
        "alleen een tikfout",
        default=False,
        help_text="Aangevinkt: de versie blijft gelijk en niemand krijgt bericht.",
    )

    objects = MissionQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["theme__order", "order"]
        constraints = [
            *Cited.Meta.constraints,
            models.UniqueConstraint(
                fields=["made_by", "code"],
                name="missions_mission_code_unique",
                violation_error_message="Deze code is al van een andere missie.",
            ),
            models.UniqueConstraint(
                fields=["theme", "order"], name="missions_mission_order_unique"
            ),
            models.CheckConstraint(
                name="missions_mission_sub_target_has_parent",
                condition=~Q(kind="sub_target", parent=None),
                violation_error_message="Een subdoel hoort bij een missie.",
            ),
            models.CheckConstraint(
                name="missions_mission_not_itself",
                condition=~Q(parent=F("pk"))
                & ~Q(same_as=F("pk"))
                & ~Q(merged_into=F("pk")),
                violation_error_message="Een missie hoort niet bij zichzelf.",
            ),
        ]
        triggers = [
            *record_triggers("missions_mission", MISSION_RULES),
            RefusesCycle("parent", "Een missie is geen onderdeel van zichzelf."),
            RefusesCycle("merged_into", "Een missie gaat niet op in zichzelf."),
            StaysInTheme(),
            RaisesRevision(
                ["title", "statement", "kind", "parent", "same_as", "withdrawn_on"]
            ),
        ]
        verbose_name = "missie"
        verbose_name_plural = "missies"

    def __str__(self):
        return f"{self.code} {self.short_label}"

    def get_absolute_url(self):
        return reverse("missions:detail", args=[self.slug])

    @property
    def kind_name(self):
        return self.get_kind_display()

    @property
    def is_sub_target(self):
        return self.kind == Kind.SUB_TARGET

    @property
    def same(self):
        """The same mission under another theme, on whichever side the link stands."""
        return self.same_as or next(iter(self.same_from.all()), None)

    @property
    def has_number(self):
        return any(target.value is not None for target in self.targets.all())

    @property
    def year_words(self):
        """(year, how the page says it) of its targets, from early to late.

        The words keep what the year alone loses: 2024 (afgeleid), ook na 2100.
        """
        dated = [t for t in self.targets.all() if t.target_year]
        return sorted({(t.target_year, t.year_text) for t in dated})

    @property
    def baseline_years(self):
        return sorted({t.baseline_year for t in self.targets.all() if t.baseline_year})


class SubTargetManager(models.Manager.from_queryset(MissionQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(kind=Kind.SUB_TARGET)


class SubTarget(Mission):
    objects = SubTargetManager()

    class Meta:
        proxy = True
        verbose_name = "subdoel"
        verbose_name_plural = "subdoelen"


@with_history
class MissionGround(Ground):
    record = models.ForeignKey(
        Mission, models.CASCADE, related_name="grounds", verbose_name="missie"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("missions_mission", MISSION_RULES)
