from django.db import models
from django.urls import reverse

from instance.data_version import RaisesDataVersion
from instance.history import with_history
from search.triggers import QueuesForSearch
from sources.models.names import ALIAS_TRIGGERS, Alias, sort_key
from sources.models.provenance import Cited, Ground, NaturalKey
from sources.triggers import ground_triggers, record_triggers


class Precision(models.TextChoices):
    """How exactly a source gives a moment."""

    DAY = "day", "dag"
    MONTH = "month", "maand"
    QUARTER = "quarter", "kwartaal"
    SEASON = "season", "jaargetijde"
    YEAR = "year", "jaar"
    PERIOD = "period", "periode"
    VAGUE = "vague", "zonder datum"


class ClaimedSlug(models.Model):
    """Every slug that a main record ever had, with its kind. Never reused."""

    slug = models.SlugField("slug", max_length=80, primary_key=True)
    kind = models.CharField("soort", max_length=60)

    class Meta:
        ordering = ["slug"]
        verbose_name = "uitgegeven slug"
        verbose_name_plural = "uitgegeven slugs"

    def __str__(self):
        return self.slug


@with_history
class Document(Cited):
    """A work that the register knows; its text is held in `texts`, if at all.

    With a precision of a month or a year, `date` is the first day of it.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", "Kamerstuk"
        AGREEMENT = "agreement", "akkoord"
        STRATEGY = "strategy", "strategie of visie"
        PROGRAMME = "programme", "programma of plan"
        AGENDA = "agenda", "agenda"
        INDEX = "index", "index"
        PUBLICATION = "publication", "publicatie"

    kind = models.CharField(
        "soort", max_length=12, choices=Kind, default=Kind.PUBLICATION
    )
    title = models.CharField("titel", max_length=300)
    short_title = models.CharField("korte titel", max_length=80, blank=True)
    sort_key = sort_key("title")
    publisher = models.CharField("uitgever", max_length=200, blank=True)
    signatory = models.CharField("ondertekend door", max_length=200, blank=True)
    date = models.DateField("datum", null=True, blank=True)
    date_precision = models.CharField(
        "nauwkeurigheid", max_length=8, choices=Precision, default=Precision.DAY
    )
    url = models.URLField("vindplaats", max_length=500, blank=True)

    class Meta(Cited.Meta):
        ordering = ["sort_key", "slug"]
        triggers = record_triggers("sources_document")
        verbose_name = "bron"
        verbose_name_plural = "bronnen"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("sources:detail", args=[self.slug])

    @property
    def label(self):
        return self.short_title or self.title

    @property
    def reference(self):
        """How one refers to it: by its official numbers, or else by its title."""
        return " en ".join(str(number) for number in self.numbers.all()) or self.title


@with_history
class DocumentGround(Ground):
    record = models.ForeignKey(
        Document, models.CASCADE, related_name="grounds", verbose_name="bron"
    )

    class Meta(Ground.Meta):
        triggers = ground_triggers("sources_document")


@with_history
class DocumentAlias(Alias):
    record = models.ForeignKey(
        Document, models.CASCADE, related_name="aliases", verbose_name="bron"
    )

    class Meta(Alias.Meta):
        triggers = ALIAS_TRIGGERS


@with_history
class OfficialNumber(NaturalKey):
    """A number in a dossier of parliament. One paper may stand in several."""

    NATURAL_KEY = ("dossier", "suffix", "number")

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="numbers", verbose_name="bron"
    )
    dossier = models.CharField("dossier", max_length=10, help_text="Zonder spatie.")
    suffix = models.CharField("toevoeging", max_length=10, blank=True)
    number = models.CharField("ondernummer", max_length=10)

    class Meta:
        # The letter, too, names the newer dossier first.
        ordering = ["document", "-dossier"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "suffix", "number"],
                name="sources_officialnumber_unique",
                violation_error_message="Dit nummer is al van een andere bron.",
            ),
        ]
        triggers = [
            RaisesDataVersion(visible="TRUE"),
            QueuesForSearch(of="document"),
        ]
        verbose_name = "officieel nummer"
        verbose_name_plural = "officiële nummers"

    def __str__(self):
        dossier = f"{self.dossier[:2]}\u00a0{self.dossier[2:]}"
        suffix = self.suffix and f"-{self.suffix}"
        return f"Kamerstuk {dossier}{suffix}, nr.\u00a0{self.number}"
