import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone


class ImportFile(models.Model):
    """A file that an editor offered, kept as it came.

    Until it is taken in it is a trial: the next one of the same editor replaces it.
    Once taken in it stays for ever, so that the history can be understood.
    """

    name = models.CharField("naam van het bestand", max_length=200)
    kind = models.CharField("soort", max_length=60)
    content = models.BinaryField("inhoud")
    size = models.PositiveIntegerField("grootte in bytes")
    sha256 = models.CharField("sha256", max_length=64)
    # Wall time: an audit trail does not follow the practice clock.
    offered_at = models.DateTimeField("aangeboden op", default=timezone.now)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="import_files",
        verbose_name="aangeboden door",
    )
    applied_at = models.DateTimeField("teruggezet op", null=True, blank=True)
    added = models.PositiveIntegerField("nieuwe regels", default=0)
    changed = models.PositiveIntegerField("gewijzigde regels", default=0)
    unchanged = models.PositiveIntegerField("gelijke regels", default=0)

    class Meta:
        ordering = ["-offered_at", "-pk"]
        triggers = [
            pgtrigger.Protect(
                name="applied_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__applied_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="content_stays",
                operation=pgtrigger.Update,
                condition=(
                    pgtrigger.Q(old__content__df=pgtrigger.F("new__content"))
                    | pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256"))
                ),
            ),
        ]
        verbose_name = "teruggezet bestand"
        verbose_name_plural = "teruggezette bestanden"

    def __str__(self):
        return self.name
