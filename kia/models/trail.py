from django.conf import settings
from django.db import models
from django.db.models import Func, Q

from kia.models.agenda import AgendaVersion
from kia.models.contract import ContractYear
from kia.models.entry import EntryVersion
from kia.models.people import Handover
from kia.models.reading import RemarkMention
from kia.models.review import RequestReply
from kia.models.telling import PinNotice, Reminder, TermNotice
from kia.steps import STATES
from kia.triggers import APPEND_ONLY


class CurrentTransaction(Func):
    # An xid8 becomes a number only by way of text.
    template = "pg_current_xact_id()::text::bigint"
    output_field = models.BigIntegerField()


def about_one_of(*names):
    """A condition: exactly one of these foreign keys is filled."""
    found = Q()
    for one in names:
        filled = {f"{name}__isnull": name != one for name in names}
        found |= Q(**filled)
    return found


class Step(models.Model):
    """One step that somebody took: the trail. Neither changed nor removed.

    `at` is wall time; `day` is the day of the clock of the register, which practice
    may have moved.
    """

    agenda_version = models.ForeignKey(
        AgendaVersion, models.PROTECT, null=True, blank=True, related_name="steps"
    )
    entry_version = models.ForeignKey(
        EntryVersion, models.PROTECT, null=True, blank=True, related_name="steps"
    )
    contract_year = models.ForeignKey(
        ContractYear, models.PROTECT, null=True, blank=True, related_name="steps"
    )
    action = models.CharField("stap", max_length=16)
    from_state = models.CharField("van", max_length=17, blank=True)
    to_state = models.CharField("naar", max_length=17)
    note = models.TextField("toelichting", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="steps",
        verbose_name="door",
    )
    at = models.DateTimeField("op", auto_now_add=True)
    day = models.DateField("dag")
    # PostgreSQL fills it in: a change of state and its step are of one transaction.
    transaction = models.BigIntegerField(
        editable=False,
        db_default=CurrentTransaction(),
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="kia_step_of_one_record",
                condition=about_one_of(
                    "agenda_version", "entry_version", "contract_year"
                ),
                violation_error_message="Een stap hoort bij precies één gegeven.",
            ),
        ]
        triggers = APPEND_ONLY
        verbose_name = "stap"
        verbose_name_plural = "stappen"

    def __str__(self):
        return f"{STATES[self.from_state]} → {STATES[self.to_state]}"

    @property
    def record(self):
        return self.agenda_version or self.entry_version or self.contract_year


# What a message can be about.
ABOUT = ("step", "handover", "term", "pin", "mention", "reply", "reminder")


def about(model):
    return models.ForeignKey(
        model, models.PROTECT, null=True, blank=True, related_name="notifications"
    )


class Notification(models.Model):
    """A line in somebody's inbox, about one of the things it points to."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    step = about(Step)
    handover = about(Handover)
    # A day that comes nearer, or a mission that changed.
    term = about(TermNotice)
    pin = about(PinNotice)
    # Somebody named them in a remark.
    mention = about(RemarkMention)
    # An answer to a request, or a line of the coordinator.
    reply = about(RequestReply)
    reminder = about(Reminder)
    read_at = models.DateTimeField("gelezen op", null=True, blank=True)
    # When it was mailed, or when it was decided that it need not be.
    mail_settled_at = models.DateTimeField(
        "verwerkt voor e-mail op", null=True, blank=True, editable=False
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["person", name], name=f"kia_notification_of_{name}_once"
                )
                for name in ABOUT
            ),
            models.CheckConstraint(
                name="kia_notification_about_one_thing",
                condition=about_one_of(*ABOUT),
                violation_error_message="Een bericht gaat over precies één ding.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(read_at=None),
                name="kia_notification_unread",
            ),
            models.Index(
                fields=["person"],
                condition=Q(mail_settled_at=None),
                name="kia_notification_unmailed",
            ),
        ]
        verbose_name = "bericht"
        verbose_name_plural = "berichten"

    def __str__(self):
        return str(self.subject)

    @property
    def kind(self):
        """The name of what it is about."""
        return next(name for name in ABOUT if getattr(self, f"{name}_id"))

    @property
    def subject(self):
        return getattr(self, self.kind)
