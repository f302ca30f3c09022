"""Forms for signing in and for the accounts in the admin."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm

from accounts.models import User
from instance.admin_forms import RegisterForm


class SignInForm(AdminAuthenticationForm):
    error_messages = {
        "invalid_login": (
            "Dit e-mailadres en dit wachtwoord horen niet bij een account dat in "
            "beheer mag. Kijk of u goed typte. Let bij het wachtwoord op hoofdletters."
        ),
        "inactive": "Dit account is uitgezet. Vraag een beheerder om hulp.",
    }


class NewUserForm(RegisterForm, BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


class UserForm(RegisterForm, DjangoUserChangeForm):
    class Meta:
        model = User
        fields = ["email", "name", "password", "is_active", "is_staff", "is_superuser"]
