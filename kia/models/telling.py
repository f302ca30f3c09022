"""What people want to hear of, and what they were told of days that come nearer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kia.models.agenda import Agenda, AgendaVersion
from kia.models.entry import EntryVersion
from kia.triggers import APPEND_ONLY, OrganisationOfKind
from missions.models import Mission
from organisations.models import TOPSECTORS, Organisation


class TermNotice(models.Model):
    """A day that was near enough to tell people of, once: `days_left` says how near.

    Days of the agenda count as they are, those of a judgement in working days.
    """

    class What(models.TextChoices):
        JUDGEMENT = "judgement", "laatste dag voor het oordeel van een departement"
        READY = "ready", "de dag waarop de agenda gereed moet zijn,"
        CONSULTATION = "consultation", "laatste dag van de consultatie"

    what = models.CharField("wat", max_length=12, choices=What)
    entry_version = models.ForeignKey(
        EntryVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agenda_version = models.ForeignKey(
        AgendaVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ends_on = models.DateField("dag waar het om gaat")
    days_left = models.PositiveSmallIntegerField("dagen ervoor")
    day = models.DateField("dag van het bericht")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "what",
                    "entry_version",
                    "agenda_version",
                    "ends_on",
                    "days_left",
                ],
                nulls_distinct=False,
                name="kia_termnotice_once",
            ),
            models.CheckConstraint(
                name="kia_termnotice_of_one_record",
                condition=Q(
                    what="judgement", entry_version__isnull=False, agenda_version=None
                )
                | Q(
                    what__in=["ready", "consultation"],
                    entry_version=None,
                    agenda_version__isnull=False,
                ),
                violation_error_message="Een termijn hoort bij precies één gegeven.",
            ),
        ]
        verbose_name = "herinnering aan een termijn"
        verbose_name_plural = "herinneringen aan termijnen"

    def __str__(self):
        return f"{self.record}: {self.get_what_display()}"

    @property
    def record(self):
        return self.entry_version or self.agenda_version


class PinNotice(models.Model):
    """A mission that changed since the team of an open version read it: told once for
    each revision that it rose to."""

    version = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    mission = models.ForeignKey(Mission, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField("versie van de missie")
    day = models.DateField("dag van het bericht")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "mission", "revision"], name="kia_pinnotice_once"
            ),
        ]
        verbose_name = "bericht over een gewijzigde missie"
        verbose_name_plural = "berichten over gewijzigde missies"

    def __str__(self):
        return f"{self.version}: {self.mission}"

    @property
    def record(self):
        return self.version


class Reminder(models.Model):
    """A coordinator's own line about an entry, at most once on a day."""

    entry_version = models.ForeignKey(
        EntryVersion, models.PROTECT, related_name="reminders", verbose_name="bijdrage"
    )
    text = models.CharField("regel", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("verstuurd op", auto_now_add=True)
    day = models.DateField("dag")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry_version", "day"],
                name="kia_reminder_once_a_day",
                violation_error_message="Hierover is vandaag al een herinnering gestuurd.",
            ),
            models.CheckConstraint(
                name="kia_reminder_has_text",
                condition=~Q(text=""),
                violation_error_message="Schrijf een regel bij de herinnering.",
            ),
        ]
        triggers = APPEND_ONLY
        verbose_name = "herinnering van de coördinator"
        verbose_name_plural = "herinneringen van de coördinator"

    def __str__(self):
        return f"{self.entry_version}: {self.text}"


class Subscription(models.Model):
    """A mission, agenda or topsector that somebody wants to hear of."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="subscriptions",
        verbose_name="persoon",
    )
    mission = models.ForeignKey(
        Mission, models.CASCADE, null=True, blank=True, related_name="+"
    )
    agenda = models.ForeignKey(
        Agenda, models.CASCADE, null=True, blank=True, related_name="+"
    )
    topsector = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    since = models.DateTimeField("sinds", auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "mission", "agenda", "topsector"],
                nulls_distinct=False,
                name="kia_subscription_once",
                violation_error_message="Dit volgt u al.",
            ),
            models.CheckConstraint(
                name="kia_subscription_to_one_thing",
                condition=Q(mission__isnull=False, agenda=None, topsector=None)
                | Q(mission=None, agenda__isnull=False, topsector=None)
                | Q(mission=None, agenda=None, topsector__isnull=False),
                violation_error_message="Kies precies één ding om te volgen.",
            ),
        ]
        triggers = [
            OrganisationOfKind(
                "topsector", TOPSECTORS, "Volgen kan een topsector of team ICT."
            )
        ]
        verbose_name = "gevolgd gegeven"
        verbose_name_plural = "gevolgde gegevens"

    def __str__(self):
        return str(self.followed)

    @property
    def followed(self):
        return self.mission or self.agenda or self.topsector


class MailChoice(models.Model):
    """Which mail somebody wants, and until when the digest has told."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="mail_choice",
        verbose_name="persoon",
    )
    digest = models.BooleanField("dagelijks overzicht per e-mail", default=True)
    at_once = models.BooleanField("dringend bericht meteen per e-mail", default=True)
    # A day of the clock of the register; the moment is wall time, as histories are.
    last_digest_on = models.DateField("laatste overzicht", null=True, blank=True)
    told_until = models.DateTimeField("verteld tot", null=True, blank=True)

    class Meta:
        ordering = ["person"]
        verbose_name = "keuze voor e-mail"
        verbose_name_plural = "keuzes voor e-mail"

    def __str__(self):
        return str(self.person)


class DailyRound(models.Model):
    """A day of which the reminders and digests are out."""

    day = models.DateField("dag", primary_key=True)
    finished_at = models.DateTimeField("klaar op", auto_now_add=True)

    class Meta:
        ordering = ["-day"]
        verbose_name = "dagelijkse ronde"
        verbose_name_plural = "dagelijkse rondes"

    def __str__(self):
        return f"{self.day}"
