"""What others say of a submitted version: outside its freeze."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from instance.data_version import RaisesDataVersion
from kia.access import Access
from kia.models.entry import EntryVersion
from kia.models.rows import EntryRequest
from kia.steps import EntryState
from kia.triggers import (
    APPEND_ONLY,
    FrozenWith,
    NeverEmptied,
    OnlyPublishes,
    OrganisationOfKind,
)
from organisations.models import Kind, Organisation

LONGEST_REPLY = 2000


class Judgement(models.Model):
    """Advice of a department on a submitted version. A later one counts instead."""

    class Value(models.TextChoices):
        AGREED = "agreed", "akkoord"
        AGREED_WITH_REMARK = "agreed_with_remark", "akkoord met opmerking"
        CHANGE_NEEDED = "change_needed", "aanpassing nodig"
        NO_OBJECTION = "no_objection", "geen bezwaar"
        LEAVE_OUT = "leave_out", "niet opnemen"

    version = models.ForeignKey(
        EntryVersion, models.PROTECT, related_name="judgements", verbose_name="versie"
    )
    department = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="judgements",
        verbose_name="departement",
    )
    value = models.CharField("oordeel", max_length=18, choices=Value)
    text = models.TextField("toelichting", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    # Wall time, and the day of the clock of the register.
    at = models.DateTimeField("gegeven op", auto_now_add=True)
    day = models.DateField("dag")

    class Meta:
        ordering = ["version", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="kia_judgement_says_why",
                condition=~Q(value__in=["change_needed", "leave_out"]) | ~Q(text=""),
                violation_error_message=(
                    "Schrijf bij dit oordeel op wat er anders moet, of waarom niet."
                ),
            ),
        ]
        triggers = [
            *APPEND_ONLY,
            OrganisationOfKind(
                "department", [Kind.DEPARTMENT], "Alleen een departement oordeelt."
            ),
        ]
        verbose_name = "oordeel van een departement"
        verbose_name_plural = "oordelen van departementen"

    def __str__(self):
        return f"{self.department}: {self.get_value_display()}"


class ConfirmedWarning(models.Model):
    """What deserved a look when a version was submitted, and was seen by who did so.

    Kept in the words of that moment: it travels along with the frozen version.
    """

    version = models.ForeignKey(
        EntryVersion,
        models.PROTECT,
        related_name="confirmed_warnings",
        verbose_name="versie",
    )
    rule = models.CharField("regel", max_length=4)
    # A name of kia/entries/fields/.
    field = models.CharField("veld", max_length=40)
    text = models.TextField("aandachtspunt")

    class Meta:
        ordering = ["version", "pk"]
        triggers = [*APPEND_ONLY, FrozenWith("version", "r.frozen_at IS NOT NULL")]
        verbose_name = "bevestigd aandachtspunt"
        verbose_name_plural = "bevestigde aandachtspunten"

    def __str__(self):
        return f"{self.rule}: {self.text}"


class ReviewPoint(models.Model):
    """A change that the coordinator asks for, and what the team did with it."""

    class Answer(models.TextChoices):
        DONE = "done", "gedaan"
        NOT_DONE = "not_done", "niet, omdat …"

    version = models.ForeignKey(
        EntryVersion, models.PROTECT, related_name="points", verbose_name="versie"
    )
    # A name of kia/entries/fields/, or empty for the whole entry.
    field = models.CharField("veld", max_length=40, blank=True)
    text = models.TextField("gevraagde aanpassing")
    due_on = models.DateField("graag vóór")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    answer = models.CharField("antwoord", max_length=8, choices=Answer, blank=True)
    answer_text = models.TextField("toelichting op het antwoord", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.CheckConstraint(
                name="kia_reviewpoint_has_text",
                condition=~Q(text=""),
                violation_error_message="Schrijf op wat er anders moet.",
            ),
            models.CheckConstraint(
                name="kia_reviewpoint_not_done_because",
                condition=~Q(answer="not_done") | ~Q(answer_text=""),
                violation_error_message="Schrijf op waarom niet.",
            ),
        ]
        verbose_name = "punt van aanpassing"
        verbose_name_plural = "punten van aanpassing"

    def __str__(self):
        return self.text


class RequestReplyQuerySet(models.QuerySet):
    def public(self):
        """Confirmed, to a request that was adopted."""
        adopted = EntryRequest.objects.filter(
            lineage=OuterRef("request__lineage"), version__state=EntryState.ADOPTED
        )
        return self.filter(Exists(adopted), is_public=True)

    def visible_to(self, user):
        """Before that to whom the agenda concerns, who asked and who was asked."""
        access = Access.of(user)
        if access.is_admin:
            return self
        return self.filter(
            Q(pk__in=self.model.objects.public().order_by().values("pk"))
            | Q(request__version__entry__agenda__in=access.concerned_agendas)
            | Q(request__version__lead__in=access.teams)
            | Q(request__addressee__in=access.departments)
        )


class RequestReply(models.Model):
    """An answer of government to a request; it stays with the lineage of the request.

    Visitors see it when the agenda is adopted and the addressee confirmed that. Only
    that changes afterwards: who thinks better of it answers again.
    """

    class Status(models.TextChoices):
        NONE = "none", "nog geen reactie"
        TALKING = "talking", "in gesprek"
        ANSWERED = "answered", "beantwoord"
        REFUSED = "refused", "niet overgenomen"
        LAPSED = "lapsed", "vervallen"

    request = models.ForeignKey(
        EntryRequest, models.PROTECT, related_name="replies", verbose_name="verzoek"
    )
    status = models.CharField("stand", max_length=8, choices=Status)
    text = models.TextField("reactie", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("gegeven op", auto_now_add=True)
    day = models.DateField("dag")
    is_public = models.BooleanField("mag openbaar", default=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="openbaar gemaakt door",
    )

    objects = RequestReplyQuerySet.as_manager()

    class Meta:
        ordering = ["request", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="kia_requestreply_says_why",
                condition=~Q(status="refused", text=""),
                violation_error_message="Zeg waarom het verzoek niet is overgenomen.",
            ),
            models.CheckConstraint(
                name="kia_requestreply_not_endless",
                condition=LessThanOrEqual(Length("text"), LONGEST_REPLY),
                violation_error_message=(
                    f"Een reactie is ten hoogste {LONGEST_REPLY} tekens."
                ),
            ),
        ]
        triggers = [
            OnlyPublishes(),
            NeverEmptied(),
            RaisesDataVersion(visible="{row}.is_public"),
        ]
        verbose_name = "antwoord op een verzoek"
        verbose_name_plural = "antwoorden op verzoeken"

    def __str__(self):
        return self.get_status_display()
