"""What happens to the text of an entry version while people write on it."""

from django.conf import settings
from django.db import models

from kia.models.entry import EntryVersion
from kia.triggers import FrozenWith, NeverEmptied


class Change(models.Model):
    """What one person made of one field in one sitting: the history of a draft.

    Saving again in the same sitting moves `after` on and leaves `before`, so that a
    sitting is one row per field however often it was saved. `is_aside` is text that
    did not come into the field: somebody else had saved another meanwhile.
    """

    version = models.ForeignKey(
        EntryVersion, models.PROTECT, related_name="changes", verbose_name="versie"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="door",
    )
    began_at = models.DateTimeField("zitting begonnen op")
    changed_at = models.DateTimeField("gewijzigd op")
    field = models.CharField("veld", max_length=40)
    part = models.CharField("deel", max_length=80, blank=True)
    label = models.CharField("naam van het veld", max_length=200)
    before = models.TextField("was", blank=True)
    after = models.TextField("werd", blank=True)
    is_aside = models.BooleanField("niet overgenomen", default=False)
    # Of text beside: a token of what stood there, so that each refusal is kept.
    overtaken_by = models.CharField("overtroffen door", max_length=12, blank=True)

    class Meta:
        ordering = ["-began_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "version",
                    "person",
                    "began_at",
                    "field",
                    "part",
                    "is_aside",
                    "overtaken_by",
                ],
                name="kia_change_once_a_sitting",
            ),
        ]
        triggers = [
            FrozenWith("version", "r.frozen_at IS NOT NULL"),
            NeverEmptied(),
        ]
        verbose_name = "wijziging van een concept"
        verbose_name_plural = "wijzigingen van concepten"

    def __str__(self):
        return f"{self.label}, {self.person}"


class Presence(models.Model):
    """Who has an entry open in the form, since when, and when that was last heard."""

    version = models.ForeignKey(
        EntryVersion, models.CASCADE, related_name="presences", verbose_name="versie"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name="persoon",
    )
    tab = models.PositiveSmallIntegerField("tabblad")
    since = models.DateTimeField("sinds")
    seen_at = models.DateTimeField("laatst gezien op")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person"], name="kia_presence_once"
            ),
        ]
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheid"

    def __str__(self):
        return f"{self.person} in {self.version}"


class Unsaved(models.Model):
    """What somebody typed in a tab and sent after the session had ended.

    It waits until the same person is signed in again, at most a day; see
    kia/drafting/unsaved.py.
    """

    version = models.ForeignKey(
        EntryVersion, models.CASCADE, related_name="+", verbose_name="versie"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name="persoon",
    )
    tab = models.PositiveSmallIntegerField("tabblad")
    # As a browser sends a form.
    typed = models.TextField("getypt")
    kept_at = models.DateTimeField("bewaard op")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "person", "tab"], name="kia_unsaved_once"
            ),
        ]
        verbose_name = "tekst die nog niet is opgeslagen"
        verbose_name_plural = "teksten die nog niet zijn opgeslagen"

    def __str__(self):
        return f"{self.person} in {self.version}"
