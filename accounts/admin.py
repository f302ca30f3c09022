from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group

from accounts.forms import NewUserForm, SignInForm, UserForm
from accounts.models import User
from instance.admin_base import RegisterAdmin

admin.site.login_form = SignInForm
# What somebody may do follows from a role, not from a group.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(RegisterAdmin, DjangoUserAdmin):
    form = UserForm
    add_form = NewUserForm
    object_history_template = None
    actions = None
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
                    "‘actief’ uit, dan kan niemand er meer mee inloggen."
                ),
            },
        ),
        ("Wanneer", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "password1", "password2"]})]

    def has_delete_permission(self, request, obj=None):
        return False
