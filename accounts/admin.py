from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import invitations, roles, second_factor
from accounts.forms import InvitationForm, NewUserForm, UserForm
from accounts.models import Invitation, User
from instance.admin_base import RegisterAdmin

# One way in, with the second step.
admin.site.login = secure_admin_login(admin.site.login)
# What somebody may do follows from a role, not from a group. The rest are the
# bookkeeping of signing in: people manage it themselves, on their account page.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])
admin.site.unregister([SocialAccount, SocialApp, SocialToken])


@admin.register(User)
class UserAdmin(RegisterAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    object_history_template = None
    actions = ["reset_second_factor"]
    ordering = ["email"]
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "name"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (
            "Toegang",
            {
                "fields": ["is_active", "is_staff", "is_superuser"],
                "description": (
                    "Een account verwijdert u niet: de geschiedenis noemt het. Zet "
                    "‘actief’ uit, dan kan niemand er meer mee inloggen en eindigen de "
                    "rollen. Neemt iemand het werk over? Draag dan eerst de rollen "
                    "over, bij ‘Rollen van personen’."
                ),
            },
        ),
        ("Wanneer", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            # The old address no longer signs in, nor gets a new password.
            obj.emailaddress_set.exclude(email__iexact=obj.email).delete()
        if change and "is_active" in form.changed_data and not obj.is_active:
            self.end_roles(request, obj)

    def end_roles(self, request, person):
        for role in roles.end_all(person):
            text = f"Niemand heeft nu nog deze rol: {role}. Geef die aan iemand."
            self.message_user(request, text, messages.WARNING)

    @admin.action(
        permissions=["change"],
        description="Haal de tweede stap weg en log overal uit",
    )
    def reset_second_factor(self, request, queryset):
        """For who lost the phone and the recovery codes."""
        for user in queryset:
            second_factor.reset(user)
            self.log_change(request, user, "Tweede stap weggehaald.")
        text = (
            "De tweede stap is weggehaald. Zij stellen bij het inloggen een nieuwe in."
        )
        self.message_user(request, text, messages.SUCCESS)


@admin.register(Invitation)
class InvitationAdmin(RegisterAdmin):
    form = InvitationForm
    fields = ["email", "name"]
    list_display = ["email", "invited_by", "sent_at", "valid_until", "accepted_at"]
    list_select_related = ["invited_by"]
    search_fields = ["email", "name"]
    actions = None

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        unused = obj is None or obj.accepted_by_id is None
        return unused and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        sent = invitations.invite(obj.email, request.user, obj.name)
        obj.pk, obj._state.adding = sent.pk, False
        until = timezone.localtime(sent.valid_until)
        text = f"De link in de uitnodiging werkt tot en met {until:%d-%m-%Y, %H:%M}."
        self.message_user(request, text, messages.INFO)
