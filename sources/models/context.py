from django.db import models

from instance.data_version import RaisesDataVersion
from instance.history import with_history
from sources.models.provenance import NaturalKey
from sources.models.text import Sentence


@with_history
class SentenceContext(NaturalKey):
    """An editor's word that a sentence holds no fact for the register, and why."""

    NATURAL_KEY = ("sentence_id",)

    class Why(models.TextChoices):
        HEADING = "heading", "aanhef of ondertekening"
        REFERENCE = "reference", "zegt wat er in de brief volgt of staat"
        HISTORY = "history", "geschiedenis ter vergelijking"
        APPEAL = "appeal", "oproep of beeldspraak"
        REASONING = "reasoning", "redenering zonder nieuw gegeven"

    sentence = models.OneToOneField(
        Sentence, models.CASCADE, related_name="context", verbose_name="zin"
    )
    why = models.CharField("waarom", max_length=10, choices=Why)
    note = models.CharField("toelichting", max_length=200)

    class Meta:
        ordering = ["sentence__start"]
        triggers = [RaisesDataVersion(visible="TRUE")]
        verbose_name = "zin zonder gegeven"
        verbose_name_plural = "zinnen zonder gegeven"

    def __str__(self):
        return f"{self.get_why_display()}: {self.note}"
