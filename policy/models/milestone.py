from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from instance.history import with_history
from organisations.models import Organisation
from policy.triggers import MILESTONE_RULES
from sources.models import (
    LINK_TRIGGERS,
    Cited,
    CitedQuerySet,
    Ground,
    Link,
    Precision,
)
from sources.triggers import ground_triggers, record_triggers
from themes.models import Theme


class MilestoneQuerySet(CitedQuerySet):
    def for_list(self):
        return self.public().with_grounds()


@with_history
class ProcessMilestone(Cited):
    """A date, deadline, period or announcement, as planned and as realised.

    `starts_on` and `ends_on` are the first and last day that the words of the
    source allow: "vóór 1 juli 2019" ends on 30 June, "najaar" has both. Words
    without a date ("komende maanden") have neither.
    """

    class Kind(models.TextChoices):
        DEADLINE = "deadline", "termijn"
        EVENT = "event", "gebeurtenis"
        PERIOD = "period", "periode"
        ANNOUNCEMENT = "announcement", "aankondiging"
        PROMISE = "promise", "toezegging aan de Kamer"

    kind = models.CharField("soort", max_length=12, choices=Kind)
    title = models.CharField("wat", max_length=200)
    who = models.CharField("wie", max_length=200, blank=True)
    term_text = models.CharField(
        "woorden van de bron", max_length=120, help_text="Bijvoorbeeld: najaar."
    )
    precision = models.CharField("nauwkeurigheid", max_length=8, choices=Precision)
    starts_on = models.DateField("eerste dag", null=True, blank=True)
    ends_on = models.DateField("laatste dag", null=True, blank=True)
    realised_on = models.DateField("werkelijk gebeurd op", null=True, blank=True)
    realised_text = models.CharField("wat er gebeurde", max_length=300, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = [
            F("ends_on").asc(nulls_last=True),
            F("starts_on").asc(nulls_last=True),
            "slug",
        ]
        constraints = [
            *Cited.Meta.constraints,
            models.CheckConstraint(
                name="policy_processmilestone_days_in_order",
                condition=Q(starts_on=None)
                | Q(ends_on=None)
                | Q(starts_on__lte=F("ends_on")),
                violation_error_message="De eerste dag ligt niet na de laatste.",
            ),
            models.CheckConstraint(
                name="policy_processmilestone_vague_has_no_days",
                condition=~Q(precision="vague") | Q(starts_on=None, ends_on=None),
                violation_error_message="Zonder datum zijn er geen dagen.",
            ),
            models.CheckConstraint(
                name="policy_processmilestone_realised_says_what",
                condition=Q(realised_on=None) | ~Q(realised_text=""),
                violation_error_message="Zeg bij de datum wat er gebeurde.",
            ),
        ]
        triggers = record_triggers("policy_processmilestone", MILESTONE_RULES)
        verbose_name = "termijn"
        verbose_name_plural = "termijnen"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"{reverse('policy:milestones')}#{self.slug}"

    @property
    def kind_name(self):
        return self.get_kind_display()

    @property
    def is_late(self):
        """It happened after the last day that the source gave."""
        return bool(
            self.realised_on and self.ends_on and self.realised_on > self.ends_on
        )

    def is_overdue(self, today):
        """Nothing is known to have happened, and the last day that it names is past."""
        if self.kind in (self.Kind.EVENT, self.Kind.PERIOD) or self.realised_text:
            return False
        last = self.ends_on or self.starts_on
        return bool(last and last < today)


@with_history
class ProcessMilestoneGround(Ground):
    record = models.ForeignKey(
        ProcessMilestone, models.CASCADE, related_name="grounds", verbose_name="termijn"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("policy_processmilestone", MILESTONE_RULES)


@with_history
class MilestoneLink(Link):
    """A milestone that is about one theme or one organisation, such as a topsector.

    One about all of them in general ("de topsectoren") has no link: only those that
    the source names. "Elk van de vier thema's" names them; "per Topsector" does not,
    as the letter counts nine and names seven.
    """

    NATURAL_KEY = ("milestone_id", "theme_id", "organisation_id")

    milestone = models.ForeignKey(
        ProcessMilestone, models.CASCADE, related_name="links", verbose_name="termijn"
    )
    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="milestone_links",
        verbose_name="thema",
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="milestone_links",
        verbose_name="organisatie",
    )

    class Meta(Link.Meta):
        ordering = ["milestone", "theme__order", "organisation__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            models.UniqueConstraint(
                fields=["milestone", "theme", "organisation"],
                nulls_distinct=False,
                name="policy_milestonelink_once",
                violation_error_message="Deze koppeling staat er al.",
            ),
            models.CheckConstraint(
                name="policy_milestonelink_exactly_one",
                condition=Q(theme=None, organisation__isnull=False)
                | Q(theme__isnull=False, organisation=None),
                violation_error_message=(
                    "Koppel een termijn aan precies één thema of organisatie."
                ),
            ),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "koppeling van een termijn"
        verbose_name_plural = "koppelingen van termijnen"

    def __str__(self):
        return f"{self.milestone} – {self.theme or self.organisation}"
