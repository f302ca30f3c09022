from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager):
    def practice(self):
        """The demo people of a practice environment."""
        return self.filter(email__endswith=f"@{User.PRACTICE_DOMAIN}")

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractUser):
    """Somebody who signs in, by e-mail address."""

    username = None
    first_name = None
    last_name = None
    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=150, blank=True)

    # No mail can ever arrive there: .example is nobody's (RFC 2606).
    PRACTICE_DOMAIN = "oefenen.example"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message="Dit e-mailadres is al in gebruik.",
            ),
        ]
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"

    def __str__(self):
        return self.email

    def get_full_name(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email


class InvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(accepted_by=None, valid_until__gt=timezone.now())


class Invitation(models.Model):
    """A link, sent once, with which one person makes an account, or takes on a role.

    The link itself is nowhere in the database: only a digest of its secret part.
    """

    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=150, blank=True)
    invited_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="invitations",
        verbose_name="uitgenodigd door",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Wall time: a link does not follow the practice clock.
    sent_at = models.DateTimeField("verstuurd op", default=timezone.now)
    valid_until = models.DateTimeField("geldig tot")
    accepted_at = models.DateTimeField("gebruikt op", null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="accepted_invitations",
        null=True,
        blank=True,
        verbose_name="gebruikt door",
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=Q(accepted_by=None),
                name="accounts_invitation_open_once",
                violation_error_message="Voor dit adres is er al een uitnodiging.",
            ),
            models.CheckConstraint(
                name="accounts_invitation_accepted_by_somebody",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                violation_error_message="Wie de link gebruikte en wanneer, horen samen.",
            ),
        ]
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"

    def __str__(self):
        return self.email
