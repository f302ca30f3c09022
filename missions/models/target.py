from django.db import models
from django.db.models import F, Q

from instance.history import with_history
from missions.models.mission import Mission
from missions.triggers import TARGET_RULES, RaisesRevisionOfMission
from search.triggers import QueuesForSearch
from sources.models import Cited, CitedQuerySet, Ground
from sources.triggers import ground_triggers, record_triggers


class TargetQuerySet(CitedQuerySet):
    def current(self):
        """Public, not lapsed, and of a mission that is current."""
        missions = Mission.objects.current().values("pk")
        return self.public().filter(withdrawn_on=None, mission__in=missions)

    def with_number(self):
        """Targets with a number; a rank ("top 10") counts as a number."""
        return self.filter(value__isnull=False)


@with_history
class Target(Cited):
    """One separately verifiable claim of a mission.

    Which claims count: a main clause with a year, a term or a number is a target.
    Main clauses that are joined in one sentence share these, and are a target each;
    verbs with the same subject and object are one clause, and so is a mission
    without a verb. A clause with two years, or with two things that are measured
    apart, is two targets. A sentence without year, term or number explains and is
    no target; a mission without any has its first sentence as its target.

    With a value the target is a change (−49% against 1990) or a rank (top 10). A
    change may have no number in the letter («substantieel verminderd»). Otherwise
    it is a state to be reached. `value` is always positive, the direction says
    which way. `baseline_year` stays empty when the letter names none: the page
    says so.
    """

    class Direction(models.TextChoices):
        INCREASE = "increase", "toename"
        DECREASE = "decrease", "afname"
        REACH = "reach", "bereiken"
        RANK = "rank", "plaats op een ranglijst"

    class Comparator(models.TextChoices):
        EXACTLY = "exactly", "precies"
        AT_LEAST = "at_least", "ten minste"
        AT_MOST = "at_most", "ten hoogste"

    class ValueBasis(models.TextChoices):
        STATED = "stated", "in cijfers in de brief"
        IN_WORDS = "in_words", "in woorden in de brief"
        DERIVED = "derived", "afgeleid door de redactie"

    class Unit(models.TextChoices):
        PERCENT = "percent", "procent"
        YEARS = "years", "jaar"
        RANK = "rank", "plaats"

    class YearPrecision(models.TextChoices):
        STATED = "stated", "in de brief"
        DERIVED = "derived", "afgeleid"
        AFTER = "after", "ook na dit jaar"
        NONE = "none", "geen jaar"

    mission = models.ForeignKey(
        Mission, models.CASCADE, related_name="targets", verbose_name="missie"
    )
    order = models.PositiveSmallIntegerField("volgorde")
    fragment = models.TextField("woorden in de brief", help_text="Woordelijk.")
    label = models.CharField(
        "wat", max_length=120, help_text="Van de redactie, achter de waarde."
    )
    short_label = models.CharField("wat, kort", max_length=60)
    direction = models.CharField("richting", max_length=10, choices=Direction)
    comparator = models.CharField("vergelijking", max_length=10, choices=Comparator)
    value = models.DecimalField(
        "waarde", max_digits=12, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField("eenheid", max_length=10, choices=Unit, blank=True)
    value_basis = models.CharField(
        "grond van de waarde", max_length=10, choices=ValueBasis, blank=True
    )
    scope = models.CharField("voor welk deel", max_length=80, blank=True)
    baseline_year = models.PositiveSmallIntegerField(
        "referentiejaar", null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField("streefjaar", null=True, blank=True)
    year_precision = models.CharField(
        "soort jaar", max_length=10, choices=YearPrecision
    )
    term_text = models.CharField(
        "termijn in woorden", max_length=60, blank=True, help_text="Woordelijk."
    )
    derivation = models.CharField(
        "hoe afgeleid",
        max_length=200,
        blank=True,
        help_text="Waarom dit getal of jaar volgt uit de woorden.",
    )
    is_typographic = models.BooleanField("alleen een tikfout", default=False)

    objects = TargetQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["mission__theme__order", "mission__order", "order"]
        constraints = [
            *Cited.Meta.constraints,
            models.UniqueConstraint(
                fields=["mission", "order"], name="missions_target_order_unique"
            ),
            models.CheckConstraint(
                name="missions_target_value_complete",
                condition=Q(value=None, unit="", value_basis="")
                | Q(value__gt=0) & ~Q(unit="") & ~Q(value_basis=""),
                violation_error_message=(
                    "Een waarde is groter dan nul en heeft een eenheid en een grond."
                ),
            ),
            models.CheckConstraint(
                name="missions_target_state_has_no_value",
                condition=Q(direction="reach", value=None)
                | Q(direction="rank", value__isnull=False)
                | Q(direction__in=["increase", "decrease"]),
                violation_error_message=(
                    "Bij een ranglijst hoort een waarde; bij bereiken niet."
                ),
            ),
            models.CheckConstraint(
                name="missions_target_unit_fits_direction",
                condition=Q(direction="rank", unit__in=["", "rank"])
                | ~Q(direction="rank") & ~Q(unit="rank"),
                violation_error_message=(
                    "De eenheid plaats hoort bij een ranglijst, en alleen daarbij."
                ),
            ),
            models.CheckConstraint(
                name="missions_target_at_most_all_of_it",
                condition=~Q(direction="decrease", unit="percent", value__gt=100),
                violation_error_message="Een afname is ten hoogste 100 procent.",
            ),
            models.CheckConstraint(
                name="missions_target_years_are_years",
                condition=(Q(target_year=None) | Q(target_year__range=(1900, 2200)))
                & (Q(baseline_year=None) | Q(baseline_year__range=(1900, 2200))),
                violation_error_message="Een jaar ligt tussen 1900 en 2200.",
            ),
            models.CheckConstraint(
                name="missions_target_year_fits_precision",
                condition=Q(year_precision="none", target_year=None)
                | ~Q(year_precision="none") & Q(target_year__isnull=False),
                violation_error_message=(
                    "Vul een streefjaar in, of kies bij soort jaar: geen jaar."
                ),
            ),
            models.CheckConstraint(
                name="missions_target_baseline_before_target",
                condition=Q(baseline_year=None) | Q(baseline_year__lt=F("target_year")),
                violation_error_message="Het referentiejaar ligt vóór het streefjaar.",
            ),
            models.CheckConstraint(
                name="missions_target_derived_says_how",
                condition=~Q(value_basis="derived", derivation="")
                & ~Q(year_precision="derived", derivation=""),
                violation_error_message="Zeg hoe de waarde of het jaar is afgeleid.",
            ),
        ]
        triggers = [
            *record_triggers("missions_target", TARGET_RULES),
            RaisesRevisionOfMission(),
            # The years of a mission are those of its targets.
            QueuesForSearch(of="mission"),
        ]
        verbose_name = "doel"
        verbose_name_plural = "doelen"

    def __str__(self):
        what = " ".join(filter(None, [self.value_text, self.label]))
        return f"{what}, {self.year_text}"

    def get_absolute_url(self):
        return f"{self.mission.get_absolute_url()}#{self.slug}"

    @property
    def full_name(self):
        return f"{self.mission.code}: {self}"

    @property
    def value_text(self):
        """The value as every page says it: ten minste +5 jaar, −50% (afgeleid)."""
        if self.value is None or self.direction == self.Direction.RANK:
            # A place in a top 10 is at most the tenth: the words say so.
            return self.number_text
        exactly = self.comparator in (self.Comparator.EXACTLY, "")
        comparator = "" if exactly else f"{self.get_comparator_display()} "
        derived = " (afgeleid)" if self.has_derived_value else ""
        return f"{comparator}{self.number_text}{derived}"

    @property
    def has_derived_value(self):
        return self.value_basis == self.ValueBasis.DERIVED

    @property
    def number_text(self):
        """The bare number: −49%, +5 jaar, top 10, or empty."""
        if self.value is None:
            return ""
        number = f"{self.value.normalize():f}".replace(".", ",")
        if self.direction == self.Direction.RANK:
            return f"top {number}"
        sign = "−" if self.direction == self.Direction.DECREASE else "+"
        return f"{sign}{number}{'%' if self.unit == self.Unit.PERCENT else ' jaar'}"

    @property
    def year_text(self):
        """The year as the page shows it; the term in words goes before it."""
        return {
            self.YearPrecision.STATED: f"{self.target_year}",
            self.YearPrecision.DERIVED: f"{self.target_year} (afgeleid)",
            self.YearPrecision.AFTER: f"ook na {self.target_year}",
            self.YearPrecision.NONE: "geen streefjaar",
        }[self.year_precision]

    @property
    def lacks_baseline(self):
        """Whether it is a change, and the letter does not say against which year."""
        change = self.direction in (self.Direction.INCREASE, self.Direction.DECREASE)
        return change and not self.baseline_year

    @property
    def baseline_text(self):
        """The reference year, or that the letter names none; empty for a state."""
        if self.lacks_baseline:
            return "de brief noemt geen referentiejaar"
        return str(self.baseline_year or "")

    @property
    def passages(self):
        """Where the letter says it, in the order of the letter."""
        return self._passages(Ground.Supports.RECORD)

    @property
    def quotation(self):
        """Its words, with those of its value and year where they stand apart."""
        words = [p.quotation for p in self._passages(Ground.Supports.VALUE)]
        apart = [w for w in words if w not in self.fragment]
        statement = self.mission.statement
        return " … ".join(sorted([*apart, self.fragment], key=statement.find))

    def _passages(self, part):
        return [
            g.passage for g in self.grounds.all() if g.supports == part and g.passage
        ]


@with_history
class TargetGround(Ground):
    record = models.ForeignKey(
        Target, models.CASCADE, related_name="grounds", verbose_name="doel"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("missions_target", TARGET_RULES)
