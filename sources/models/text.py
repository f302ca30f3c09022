"""The text of a document, held once and cut into ever smaller stretches.

All offsets are counted in characters from the start of `DocumentText.body`;
a stretch is body[start:end]. Paragraphs are the lines of the body, so the body
is its paragraphs joined by newlines.
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from instance.data_version import RaisesDataVersion
from search.triggers import QueuesForSearch
from sources.triggers import QuotesVerbatim

IMMUTABLE = pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)


class Stretch(models.Model):
    start = models.PositiveIntegerField("begin")
    end = models.PositiveIntegerField("einde")

    class Meta:
        abstract = True


def stretch_meta(app_model):
    return models.CheckConstraint(
        name=f"{app_model}_start_before_end",
        condition=Q(start__lt=F("end")),
        violation_error_message="Het begin ligt vóór het einde.",
    )


class DocumentTextManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class DocumentText(models.Model):
    """One edition of the text of a document. A later edition is another row."""

    document = models.ForeignKey(
        "sources.Document", models.PROTECT, related_name="texts", verbose_name="bron"
    )
    slug = models.SlugField("slug", max_length=60, unique=True)
    body = models.TextField("tekst")
    raw_sha256 = models.CharField(
        "sha256 van het ruwe bestand",
        max_length=64,
        help_text="Het bestand waaruit deze tekst met herstelregels is gemaakt.",
    )

    objects = DocumentTextManager()

    class Meta:
        ordering = ["slug"]
        triggers = [IMMUTABLE, RaisesDataVersion(visible="TRUE")]
        verbose_name = "tekst"
        verbose_name_plural = "teksten"

    def __str__(self):
        return self.slug

    def natural_key(self):
        return (self.slug,)


class Section(models.Model):
    """A part of a text with its heading: a section, a box, the notes."""

    class Kind(models.TextChoices):
        SECTION = "section", "paragraaf"
        BOX = "box", "kader"
        NOTES = "notes", "noten"

    text = models.ForeignKey(DocumentText, models.CASCADE, related_name="sections")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    kind = models.CharField("soort", max_length=10, choices=Kind)
    slug = models.SlugField("anker", max_length=60)
    label = models.CharField(
        "korte naam", max_length=80, help_text="Voor de inhoudsopgave; redactioneel."
    )
    level = models.PositiveSmallIntegerField("niveau")
    start = models.PositiveIntegerField("begin")

    class Meta:
        ordering = ["text", "start", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "slug"], name="sources_section_slug_unique"
            ),
        ]
        triggers = [IMMUTABLE]
        verbose_name = "paragraaf"
        verbose_name_plural = "paragrafen"

    def __str__(self):
        return self.label


class Paragraph(Stretch):
    class Kind(models.TextChoices):
        HEADING = "heading", "kop"
        PROSE = "prose", "alinea"
        BULLET = "bullet", "opsomming"
        NOTE = "note", "noot"
        SIGNATURE = "signature", "ondertekening"

    text = models.ForeignKey(DocumentText, models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(Section, models.CASCADE, related_name="paragraphs")
    kind = models.CharField("soort", max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(
        "nummer", help_text="Nummer van de alinea in de tekst, vanaf 1."
    )
    depth = models.PositiveSmallIntegerField(
        "diepte", default=0, help_text="Van een opsomming: 1 of 2."
    )
    note = models.PositiveSmallIntegerField("nootnummer", null=True, blank=True)

    class Meta:
        ordering = ["text", "start"]
        constraints = [
            stretch_meta("sources_paragraph"),
            models.UniqueConstraint(
                fields=["text", "number"], name="sources_paragraph_number_unique"
            ),
        ]
        triggers = [IMMUTABLE, QueuesForSearch()]
        verbose_name = "alinea"
        verbose_name_plural = "alinea's"

    def __str__(self):
        return f"alinea {self.number}"


class SentenceManager(models.Manager):
    def get_by_natural_key(self, text_slug, words, occurrence=1):
        """The sentence with exactly these words; `occurrence` counts from 1."""
        passage = Passage.objects.get_by_natural_key(text_slug, words, occurrence)
        place = {"start": passage.start, "end": passage.end}
        return self.get(paragraph__text__slug=text_slug, **place)


class Sentence(Stretch):
    paragraph = models.ForeignKey(
        Paragraph, models.CASCADE, related_name="sentences", verbose_name="alinea"
    )

    objects = SentenceManager()

    class Meta:
        ordering = ["paragraph", "start"]
        constraints = [stretch_meta("sources_sentence")]
        triggers = [IMMUTABLE]
        verbose_name = "zin"
        verbose_name_plural = "zinnen"

    def __str__(self):
        return f"zin {self.start}–{self.end}"


class Mark(models.Model):
    """Something that stands at a place in the text but is not part of it."""

    class Kind(models.TextChoices):
        PAGE = "page", "begin van een bladzijde"
        NOTE = "note", "nootcijfer"
        SIC = "sic", "fout in het origineel"

    text = models.ForeignKey(DocumentText, models.CASCADE, related_name="marks")
    offset = models.PositiveIntegerField("plaats")
    kind = models.CharField("soort", max_length=4, choices=Kind)
    number = models.PositiveSmallIntegerField(
        "nummer", null=True, blank=True, help_text="Bladzijde of noot."
    )
    meant = models.CharField(
        "bedoeld", max_length=80, blank=True, help_text="Bij een fout: wat er hoort."
    )

    class Meta:
        ordering = ["text", "offset", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "kind", "offset"], name="sources_mark_place_unique"
            ),
            models.CheckConstraint(
                name="sources_mark_number_or_meant",
                condition=Q(kind="sic", number=None) & ~Q(meant="")
                | ~Q(kind="sic") & Q(number__isnull=False, meant=""),
                violation_error_message=(
                    "Een bladzijde of noot heeft een nummer, een fout heeft wat er "
                    "bedoeld is."
                ),
            ),
        ]
        triggers = [IMMUTABLE]
        verbose_name = "merk in de tekst"
        verbose_name_plural = "merken in de tekst"

    def __str__(self):
        return f"{self.get_kind_display()} {self.number or self.meant}"


class PassageNotFound(Exception):
    """The words do not stand in the text; the message says what comes nearest."""


class PassageManager(models.Manager):
    def at(self, text, start, end):
        """The passage text.body[start:end], made when it is not there yet."""
        quotation = text.body[start:end]
        first, last = (self._page(text, offset) for offset in (start, end - 1))
        return self.get_or_create(
            text=text,
            start=start,
            end=end,
            defaults={
                "quotation": quotation,
                "page": first,
                "last_page": last if last != first else None,
            },
        )[0]

    def _page(self, text, offset):
        begun = text.marks.filter(kind=Mark.Kind.PAGE, offset__lte=offset)
        return begun.order_by("-offset").values_list("number", flat=True)[0]

    def get_by_natural_key(self, text_slug, quotation, occurrence=1):
        """Find the exact words in a text; fixtures name a passage this way.

        The passage is made when the words stand in the text but nobody cited
        them before. `occurrence` counts the places where they stand, from 1.
        """
        text = DocumentText.objects.get_by_natural_key(text_slug)
        start = -1
        for _ in range(occurrence):
            start = text.body.find(quotation, start + 1)
            if start < 0:
                raise PassageNotFound(f"Niet gevonden in {text_slug}: «{quotation}»")
        return self.at(text, start, start + len(quotation))


class Passage(Stretch):
    """A verbatim stretch of a text that a ground points to."""

    text = models.ForeignKey(
        DocumentText, models.PROTECT, related_name="passages", verbose_name="tekst"
    )
    quotation = models.TextField("aanhaling")
    page = models.PositiveSmallIntegerField("bladzijde")
    last_page = models.PositiveSmallIntegerField(
        "laatste bladzijde",
        null=True,
        blank=True,
        help_text="Leeg als de passage op één bladzijde staat.",
    )

    objects = PassageManager()

    class Meta:
        ordering = ["text", "start", "-end"]
        constraints = [
            stretch_meta("sources_passage"),
            models.UniqueConstraint(
                fields=["text", "start", "end"], name="sources_passage_place_unique"
            ),
        ]
        triggers = [QuotesVerbatim(), IMMUTABLE]
        verbose_name = "passage"
        verbose_name_plural = "passages"

    def __str__(self):
        words = self.quotation
        return f"blz. {self.page}: {words[:70]}{'…' if len(words) > 70 else ''}"

    def get_absolute_url(self):
        return f"{reverse('letter')}#{self.anchor}"

    def natural_key(self):
        before = self.text.body[: self.start].count(self.quotation)
        key = (self.text.slug, self.quotation)
        return (*key, before + 1) if before else key

    natural_key.dependencies = ["sources.documenttext"]

    @property
    def pages(self):
        """4, or 4–5 when it runs on to the next page."""
        return f"{self.page}–{self.last_page}" if self.last_page else str(self.page)

    @property
    def anchor(self):
        """Fragment of the letter's page; stays when other passages come."""
        return f"p{self.start}-{self.end}"
