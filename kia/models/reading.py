"""What readers of a submitted version leave: how far they read, and remarks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from kia.access import Access
from kia.models.entry import INSIDE, EntryVersion
from kia.triggers import APPEND_ONLY, Holds, NeverEmptied, SetOnce

OF_SUBMITTED = Holds(
    "of_submitted",
    "(SELECT frozen_at IS NOT NULL FROM kia_entryversion WHERE id = NEW.version_id)",
    "Dit kan alleen bij een versie die is ingediend.",
)
LONGEST_REMARK = 4000


def shorter_than(field, limit, name):
    return models.CheckConstraint(
        name=name,
        condition=LessThanOrEqual(Length(field), limit),
        violation_error_message=f"Dit is langer dan {limit} tekens.",
    )


class Look(models.Model):
    """That somebody opened a version, and whether they said to have read it.

    Only they are told: what changed since they looked.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="looks"
    )
    version = models.ForeignKey(EntryVersion, models.CASCADE, related_name="looks")
    opened_at = models.DateTimeField("geopend op", auto_now_add=True)
    read_at = models.DateTimeField("gelezen op", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "version"], name="kia_look_once"),
        ]
        triggers = [OF_SUBMITTED]
        verbose_name = "gelezen versie"
        verbose_name_plural = "gelezen versies"

    def __str__(self):
        return f"{self.person}: {self.version}"


class RemarkThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For who may remark (`comment` of kia/permissions.py), and admins.

        Who only helps reads no remark at what is not for them to read.
        """
        access = Access.of(user)
        if access.is_admin:
            return self
        helped = EntryVersion.objects.filter(topsector_rows__topsector__in=access.teams)
        return self.filter(
            Q(version__lead__in=access.teams)
            | Q(version__entry__agenda__in=access.agendas | access.advises)
            | Q(version__in=helped.order_by().values("pk")) & ~Q(field__in=INSIDE)
        )


class RemarkThread(models.Model):
    """What one talks about: a field, a row of it, or a passage in its text.

    It belongs to the entry, and says on which version it was begun. `quote` is what
    stood there then, to the letter: of a passage, or of a row.
    """

    version = models.ForeignKey(
        EntryVersion, models.PROTECT, related_name="threads", verbose_name="versie"
    )
    # A name of kia/entries/fields/.
    field = models.CharField("veld", max_length=40)
    lineage = models.UUIDField("afkomst van de rij", null=True, blank=True)
    quote = models.TextField("aangehaald", blank=True)

    objects = RemarkThreadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="kia_remarkthread_has_field",
                condition=~Q(field=""),
                violation_error_message="Een opmerking staat bij een veld.",
            ),
            models.CheckConstraint(
                name="kia_remarkthread_row_is_quoted",
                condition=Q(lineage=None) | ~Q(quote=""),
                violation_error_message="Zeg van een rij wat er stond.",
            ),
            shorter_than("quote", 1000, "kia_remarkthread_quote_length"),
        ]
        triggers = [*APPEND_ONLY, OF_SUBMITTED]
        verbose_name = "draad van opmerkingen"
        verbose_name_plural = "draden van opmerkingen"

    def __str__(self):
        return f"{self.version}: {self.field}"


class Remark(models.Model):
    """One turn in a thread: words, or that it is dealt with, or open again.

    Nothing of it changes. Its writer can withdraw the words: then others do not
    read them any more.
    """

    class Turn(models.TextChoices):
        RESOLVED = "resolved", "afgehandeld"
        REOPENED = "reopened", "weer open"

    thread = models.ForeignKey(
        RemarkThread, models.PROTECT, related_name="remarks", verbose_name="draad"
    )
    turn = models.CharField("wending", max_length=8, choices=Turn, blank=True)
    text = models.TextField("opmerking", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    # Wall time, and the day of the clock of the register.
    at = models.DateTimeField("op", auto_now_add=True)
    day = models.DateField("dag")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    class Meta:
        ordering = ["thread", "pk"]
        constraints = [
            models.CheckConstraint(
                name="kia_remark_says_something",
                condition=~Q(text="") | ~Q(turn=""),
                violation_error_message="Schrijf uw opmerking op.",
            ),
            models.CheckConstraint(
                name="kia_remark_withdraws_words",
                condition=Q(withdrawn_at=None) | ~Q(text=""),
                violation_error_message="Er is geen tekst om in te trekken.",
            ),
            shorter_than("text", LONGEST_REMARK, "kia_remark_length"),
        ]
        triggers = [
            SetOnce("withdrawn_at", "Een opmerking verandert niet."),
            NeverEmptied(),
        ]
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"

    def __str__(self):
        return self.text or self.get_turn_display()


class RemarkMention(models.Model):
    """Somebody who is asked to look at a remark."""

    remark = models.ForeignKey(
        Remark, models.PROTECT, related_name="mentions", verbose_name="opmerking"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name="genoemd",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["remark", "person"], name="kia_remarkmention_once"
            ),
        ]
        triggers = APPEND_ONLY
        verbose_name = "genoemde"
        verbose_name_plural = "genoemden"

    def __str__(self):
        return str(self.person)
