"""Where a published statement comes from.

A main record inherits `Cited`, and has one small table of grounds that inherits
`Ground`. A ground is a passage of a text held here, an external document with
place and date of reading, or an editorial choice with its reason.
"""

from django.db import models
from django.db.models import Q


class CitedQuerySet(models.QuerySet):
    def public(self):
        return self.filter(published_at__isnull=False)

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def with_grounds(self):
        """Fetch the grounds and what they point to along, in one query."""
        grounds = self.model._meta.get_field("grounds").related_model.objects
        found = grounds.select_related("passage", "document")
        return self.prefetch_related(models.Prefetch("grounds", found))


class Cited(models.Model):
    """A main record: published when `published_at` is set, with a slug for ever."""

    slug = models.SlugField(
        "slug",
        max_length=80,
        unique=True,
        help_text="Deel van het webadres. Verandert nooit.",
    )
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    confirmed_on = models.DateField(
        "laatst bevestigd op",
        null=True,
        blank=True,
        help_text="De dag waarop een redacteur dit gegeven voor het laatst nakeek.",
    )
    withdrawn_on = models.DateField("vervallen op", null=True, blank=True)
    withdrawn_because = models.CharField(
        "reden van vervallen", max_length=300, blank=True
    )

    objects = CitedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_withdrawn_with_reason",
                condition=Q(withdrawn_on=None, withdrawn_because="")
                | Q(withdrawn_on__isnull=False) & ~Q(withdrawn_because=""),
                violation_error_message=(
                    "Vul bij een vervallen gegeven de datum en de reden in."
                ),
            ),
        ]

    def natural_key(self):
        return (self.slug,)

    @property
    def kind_name(self):
        return self._meta.verbose_name

    @property
    def full_name(self):
        """How the record is called where nothing around it says what it is."""
        return str(self)

    @property
    def grounds_by_part(self):
        """The grounds by what they support: {"record": [...], "context": [...]}."""
        parts = {}
        for ground in self.grounds.all():
            parts.setdefault(ground.supports, []).append(ground)
        return parts

    @property
    def foundation(self):
        """What the record itself rests on; not what the source says around it."""
        order = Ground.Supports.values
        own = [g for g in self.grounds.all() if g.supports not in Ground.AROUND]
        return sorted(own, key=lambda ground: order.index(ground.supports))


class NaturalKeyManager(models.Manager):
    """Finds a row by the fields in `NATURAL_KEY` of its model."""

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class NaturalKey(models.Model):
    """A row that fixtures know by the values of its `NATURAL_KEY`."""

    NATURAL_KEY: tuple

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self):
        return tuple(getattr(self, field) for field in self.NATURAL_KEY)


class Ground(NaturalKey):
    """One ground of one record. Exactly one of the three kinds is filled."""

    NATURAL_KEY = (
        "record_id",
        "supports",
        "passage_id",
        "document_id",
        "place",
        "reason",
    )

    class Supports(models.TextChoices):
        RECORD = "record", "het gegeven zelf"
        NAME = "name", "de naam"
        VALUE = "value", "de waarde of het jaar"
        ADOPTION = "adoption", "wie het heeft vastgesteld"
        SAME = "same", "dezelfde missie"
        PART = "part", "de plaats in de boom"
        HORIZON = "horizon", "waarom de jaren verschillen"
        PROBLEM = "problem", "waarom dit nodig is"
        REALISED = "realised", "wat er gebeurde"
        CONTEXT = "context", "wat de brief er nog over zegt"

    # Quoted on the page of the record in a place of their own.
    AROUND = (Supports.HORIZON, Supports.PROBLEM, Supports.CONTEXT)

    supports = models.CharField(
        "grond voor", max_length=10, choices=Supports, default=Supports.RECORD
    )
    passage = models.ForeignKey(
        "sources.Passage",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="passage",
    )
    document = models.ForeignKey(
        "sources.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="externe bron",
    )
    place = models.CharField("plaats in de bron", max_length=200, blank=True)
    read_on = models.DateField("gelezen op", null=True, blank=True)
    confirmed_on = models.DateField(
        "nagekeken op",
        null=True,
        blank=True,
        help_text="Leeg: niet nagekeken door een redacteur.",
    )
    reason = models.TextField(
        "reden", blank=True, help_text="Bij een keuze van de redactie."
    )

    class Meta:
        abstract = True
        ordering = ["supports", "passage__start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "supports", "passage"],
                name="%(app_label)s_%(class)s_passage_once",
                violation_error_message="Deze passage staat er al voor dit onderdeel.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_exactly_one_kind",
                condition=(
                    Q(passage__isnull=False, document=None, read_on=None)
                    & Q(place="", confirmed_on=None, reason="")
                    | Q(passage=None, document__isnull=False, reason="")
                    & Q(read_on__isnull=False)
                    & ~Q(place="")
                    | Q(passage=None, document=None, place="")
                    & Q(read_on=None, confirmed_on=None)
                    & ~Q(reason="")
                ),
                violation_error_message=(
                    "Kies één soort grond: een passage, een externe bron met plaats "
                    "en leesdatum, of een reden van de redactie."
                ),
            ),
        ]
        verbose_name = "grond"
        verbose_name_plural = "gronden"

    def __str__(self):
        return str(self.passage or self.document or f"redactioneel: {self.reason}")

    @property
    def is_editorial(self):
        return self.passage_id is None and self.document_id is None
