import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from accounts.models import Invitation
from instance import clock
from instance.history import with_history
from kia.models.agenda import Agenda
from kia.roles import DEPARTMENT, TEAM, Role
from kia.triggers import APPEND_ONLY, OrganisationOfKind
from organisations.models import TOPSECTORS, Kind, Organisation


class DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


def for_what_fits(name):
    """A role of a team or department is for an organisation, a coordinator's for an
    agenda, a register editor's for the whole register."""
    return models.CheckConstraint(
        name=name,
        condition=Q(
            role__in=[*TEAM, *DEPARTMENT], organisation__isnull=False, agenda=None
        )
        | Q(role="coordinator", organisation=None, agenda__isnull=False)
        | Q(role="register_editor", organisation=None, agenda=None),
        violation_error_message=(
            "Kies bij een team of departement de organisatie, bij een coördinator de "
            "agenda, en bij een registerredacteur geen van beide."
        ),
    )


def of_fitting_kind():
    """Triggers: what a constraint cannot see of an organisation."""
    return [
        OrganisationOfKind(
            "organisation",
            TOPSECTORS,
            "Een team hoort bij een topsector of bij team ICT.",
            when="NEW.role IN ('team_member', 'team_editor')",
            name="team_of_topsector",
        ),
        OrganisationOfKind(
            "organisation",
            [Kind.DEPARTMENT],
            "Een beleidsmedewerker hoort bij een departement.",
            when="NEW.role IN ('policy_officer', 'judge')",
            name="officer_of_department",
        ),
    ]


def in_words(role, organisation, agenda):
    """A role with what it is for: «agendacoördinator, Veiligheid»."""
    where = organisation or agenda
    return f"{Role(role).label}{f', {where}' if where else ''}"


class Handover(models.Model):
    """All roles of a person given to another in one go: who did it, when, and why."""

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handovers_given",
        verbose_name="van",
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="handovers_taken",
        verbose_name="aan",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door"
    )
    # Wall time, and the day of the clock of the register.
    at = models.DateTimeField("op", auto_now_add=True)
    day = models.DateField("dag")
    note = models.CharField("toelichting", max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="kia_handover_to_another",
                condition=~Q(giver=F("taker")),
                violation_error_message="Kies iemand anders om het aan over te dragen.",
            ),
        ]
        triggers = APPEND_ONLY
        verbose_name = "overdracht"
        verbose_name_plural = "overdrachten"

    def __str__(self):
        return f"{self.giver.get_full_name()} → {self.taker.get_full_name()}"


class RoleGrantQuerySet(models.QuerySet):
    def current(self, today):
        """In force on this day: `valid_until` is the first day without the role."""
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gt=today), valid_from__lte=today
        )

    def of_teams(self, organisations):
        """Who is in these teams now, with what a list shows of them."""
        found = self.current(clock.today()).filter(
            organisation__in=organisations, role__in=TEAM
        )
        return found.select_related("person", "organisation", "agenda").order_by(
            "person__name", "person__email", "role"
        )

    def not_over(self, today):
        """In force on this day or on a day to come."""
        return self.filter(
            Q(valid_until=None)
            | Q(valid_until__gt=today) & Q(valid_until__gt=F("valid_from"))
        )


@with_history
class RoleGrant(models.Model):
    """What a person may do, for one organisation or one agenda, from day to day.

    Admins have no row: they are `is_superuser`. A role ends with a date; its row
    stays, so that one can see who had it.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="grants",
        verbose_name="persoon",
    )
    role = models.CharField("rol", max_length=16, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="topsector of departement",
    )
    agenda = models.ForeignKey(
        Agenda,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="agenda",
    )
    valid_from = models.DateField("vanaf")
    valid_until = models.DateField(
        "tot", null=True, blank=True, help_text="De eerste dag zonder deze rol."
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="gegeven door",
    )
    handover = models.ForeignKey(
        Handover,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="grants",
        verbose_name="gekregen bij",
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["person__email", "role", "valid_from"]
        constraints = [
            for_what_fits("kia_rolegrant_for_what_fits"),
            models.CheckConstraint(
                name="kia_rolegrant_from_before_until",
                condition=Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
                violation_error_message="De eerste dag ligt niet na de laatste.",
            ),
            ExclusionConstraint(
                name="kia_rolegrant_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            F("organisation"),
                            Value(0),
                            function="coalesce",
                            output_field=models.BigIntegerField(),
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (
                        Func(
                            F("agenda"),
                            Value(0),
                            function="coalesce",
                            output_field=models.BigIntegerField(),
                        ),
                        RangeOperators.EQUAL,
                    ),
                    (
                        DateRange("valid_from", "valid_until", Value("[)")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Deze persoon heeft deze rol dan al.",
            ),
        ]
        triggers = [
            *of_fitting_kind(),
            pgtrigger.Protect(name="stays", operation=pgtrigger.Delete),
        ]
        verbose_name = "rol van een persoon"
        verbose_name_plural = "rollen van personen"

    def __str__(self):
        return in_words(self.role, self.organisation, self.agenda)


class InvitedRole(models.Model):
    """A role that comes with an invitation: given when that is accepted.

    Only if who offered it may still give that role then.
    """

    invitation = models.ForeignKey(
        Invitation, models.CASCADE, related_name="roles", verbose_name="uitnodiging"
    )
    role = models.CharField("rol", max_length=16, choices=Role)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invited_roles",
        verbose_name="topsector of departement",
    )
    agenda = models.ForeignKey(
        Agenda,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invited_roles",
        verbose_name="agenda",
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="aangeboden door",
    )

    class Meta:
        ordering = ["invitation__email", "role"]
        constraints = [
            for_what_fits("kia_invitedrole_for_what_fits"),
            models.UniqueConstraint(
                fields=["invitation", "role", "organisation", "agenda"],
                name="kia_invitedrole_once",
                nulls_distinct=False,
                violation_error_message="Deze rol staat al bij deze uitnodiging.",
            ),
        ]
        triggers = of_fitting_kind()
        verbose_name = "uitnodiging met een rol"
        verbose_name_plural = "uitnodigingen met een rol"

    def __str__(self):
        return in_words(self.role, self.organisation, self.agenda)
