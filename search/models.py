from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models

from instance.data_version import RaisesDataVersion
from instance.history import with_history
from search.analysis import key


class Entry(models.Model):
    """A public record as search finds it. All of it follows from the record.

    `exact` are whole questions that this record answers: its names, its code, its
    year. `texts` are what a snippet is cut from: {"text": …, "quoted": bool}.
    `shown` is what the template of a result asks for, such as a page.
    """

    source = models.CharField("tabel", max_length=60)
    record = models.BigIntegerField("nummer in die tabel")
    kind = models.CharField("soort", max_length=20)
    key = models.CharField("sleutel", max_length=80)
    title = models.CharField("titel", max_length=300)
    url = models.CharField("adres", max_length=300)
    names = ArrayField(models.CharField(max_length=200), verbose_name="andere namen")
    exact = ArrayField(models.CharField(max_length=300), verbose_name="precies")
    texts = models.JSONField("teksten")
    shown = models.JSONField("bij het resultaat")
    order = models.IntegerField("volgorde")
    recipe = models.PositiveSmallIntegerField("recept")
    vector = SearchVectorField("woorden")

    class Meta:
        ordering = ["kind", "order", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "record"],
                name="search_entry_record_once",
                violation_error_message="Dit gegeven staat al in de index.",
            ),
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_vector"),
            GinIndex(fields=["exact"], name="search_entry_exact"),
        ]
        verbose_name = "vindbaar gegeven"
        verbose_name_plural = "vindbare gegevens"

    def __str__(self):
        return self.title


class Word(models.Model):
    """A word of the index with its stem, to find what somebody meant to type.

    A word may outlive the last record that had it: whoever suggests it looks first
    whether it still finds something.
    """

    word = models.CharField("woord", max_length=60, primary_key=True)
    stem = models.CharField("stam", max_length=60)

    class Meta:
        ordering = ["word"]
        indexes = [
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_trigrams")
        ]
        verbose_name = "woord"
        verbose_name_plural = "woorden"

    def __str__(self):
        return self.word


class Queued(models.Model):
    """A record to index anew at the next search. Triggers write it, nobody else."""

    source = models.CharField("tabel", max_length=60)
    record = models.BigIntegerField("nummer in die tabel")

    class Meta:
        ordering = ["id"]
        verbose_name = "te vernieuwen gegeven"
        verbose_name_plural = "te vernieuwen gegevens"

    def __str__(self):
        return f"{self.source} {self.record}"


class GlossaryManager(models.Manager):
    def get_by_natural_key(self, name):
        return self.get(name=name)


@with_history
class GlossaryGroup(models.Model):
    """Words for one and the same thing: who types one, finds the others too."""

    name = models.CharField("begrip", max_length=80, unique=True)
    synonyms = models.TextField(
        "ook bekend als",
        help_text="Eén woord of afkorting per regel. Accenten en hoofdletters tellen niet.",
    )

    objects = GlossaryManager()

    class Meta:
        ordering = ["name"]
        triggers = [RaisesDataVersion(visible="TRUE")]
        verbose_name = "groep zoekwoorden"
        verbose_name_plural = "zoekwoorden"

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.name,)

    def clean(self):
        if not all(key(term) for term in self.terms):
            raise ValidationError(
                {"synonyms": "Elke regel heeft ten minste één letter of cijfer."}
            )

    @property
    def terms(self) -> list[str]:
        lines = (line.strip() for line in self.synonyms.splitlines())
        return [self.name, *filter(None, lines)]
