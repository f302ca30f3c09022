from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from instance.history import with_history
from keytech.triggers import LinksTopsector
from organisations.models import TOPSECTORS, Organisation
from sources.models import (
    ALIAS_TRIGGERS,
    LINK_TRIGGERS,
    Alias,
    Cited,
    CitedQuerySet,
    Ground,
    Link,
    linked_once,
    sort_key,
)
from sources.triggers import ground_triggers, record_triggers


@with_history
class KeyTechnology(Cited):
    """A technology of the letter, at the level that the letter gives it.

    A group ("digitale technologieën") has the technologies that the letter names
    as its examples, each by a `TechnologyGroup`. A technology may be in several.
    """

    class Level(models.TextChoices):
        KEY = "key", "sleuteltechnologie"
        DIGITAL = "digital", "digitale technologie"
        MENTIONED = "mentioned", "genoemd"

    name = models.CharField("naam", max_length=120)
    sort_key = sort_key("name")
    level = models.CharField(
        "zo noemt de brief het",
        max_length=10,
        choices=Level,
        help_text="«Genoemd»: de brief noemt het, maar niet als sleuteltechnologie.",
    )
    is_group = models.BooleanField("groep", default=False)

    objects = CitedQuerySet.as_manager()

    class Meta(Cited.Meta):
        ordering = ["sort_key", "slug"]
        triggers = record_triggers("keytech_keytechnology")
        verbose_name = "technologie"
        verbose_name_plural = "technologieën"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("keytech:detail", args=[self.slug])


@with_history
class KeyTechnologyGround(Ground):
    record = models.ForeignKey(
        KeyTechnology,
        models.CASCADE,
        related_name="grounds",
        verbose_name="technologie",
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("keytech_keytechnology")


@with_history
class KeyTechnologyAlias(Alias):
    record = models.ForeignKey(
        KeyTechnology,
        models.CASCADE,
        related_name="aliases",
        verbose_name="technologie",
    )

    class Meta(Alias.Meta):
        triggers = ALIAS_TRIGGERS


@with_history
class TechnologyGroup(Link):
    """A technology that the letter names as an example of a group."""

    NATURAL_KEY = ("group_id", "member_id")

    group = models.ForeignKey(
        KeyTechnology,
        models.CASCADE,
        related_name="member_links",
        verbose_name="groep",
    )
    member = models.ForeignKey(
        KeyTechnology,
        models.CASCADE,
        related_name="group_links",
        verbose_name="technologie",
    )

    class Meta(Link.Meta):
        ordering = ["group__sort_key", "member__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once("group", "member", name="keytech_technologygroup_once"),
            models.CheckConstraint(
                name="keytech_technologygroup_not_its_own",
                condition=~Q(group=F("member")),
                violation_error_message="Een groep hoort niet bij zichzelf.",
            ),
        ]
        triggers = LINK_TRIGGERS
        verbose_name = "lid van een groep technologieën"
        verbose_name_plural = "leden van groepen technologieën"

    def __str__(self):
        return f"{self.group} – {self.member}"


@with_history
class TechnologyTopsector(Link):
    NATURAL_KEY = ("technology_id", "topsector_id")

    technology = models.ForeignKey(
        KeyTechnology,
        models.CASCADE,
        related_name="topsector_links",
        verbose_name="technologie",
    )
    topsector = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="technology_links",
        verbose_name="topsector",
        limit_choices_to={"kind__in": TOPSECTORS},
    )

    class Meta(Link.Meta):
        ordering = ["technology__sort_key", "topsector__sort_key"]
        constraints = [
            *Link.Meta.constraints,
            linked_once(
                "technology", "topsector", name="keytech_technologytopsector_once"
            ),
        ]
        triggers = [*LINK_TRIGGERS, LinksTopsector()]
        verbose_name = "koppeling technologie en topsector"
        verbose_name_plural = "koppelingen technologie en topsector"

    def __str__(self):
        return f"{self.technology} – {self.topsector}"
