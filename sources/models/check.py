from django.db import models

from sources.models.document import Document


class LinkCheck(models.Model):
    """What the address of a document answered when `check_links` last asked it."""

    document = models.OneToOneField(
        Document, models.CASCADE, related_name="link_check", verbose_name="bron"
    )
    url = models.URLField("adres", max_length=500)
    # Wall time: the other side does not follow the practice clock.
    checked_at = models.DateTimeField("nagevraagd op")
    status = models.PositiveSmallIntegerField("antwoord", null=True, blank=True)
    problem = models.CharField("wat er mis is", max_length=200, blank=True)

    class Meta:
        ordering = [models.Case(models.When(problem="", then=1), default=0), "url"]
        verbose_name = "nagevraagd adres"
        verbose_name_plural = "nagevraagde adressen"

    def __str__(self):
        return self.url
