"""Forms for the accounts, of people themselves and in the admin."""

from allauth.account.fields import SetPasswordField
from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.forms import UserChangeForm as DjangoUserChangeForm
from django.contrib.auth.password_validation import validate_password

from accounts.models import Invitation, User
from instance.admin_forms import RegisterForm

HAS_ACCOUNT = "Wie dit adres heeft, heeft al een account."
NAME = {"max_length": "Gebruik ten hoogste %(limit_value)d tekens voor uw naam."}


class ProfileForm(RegisterForm):
    class Meta:
        model = User
        fields = ["name"]
        labels = {"name": "Uw naam"}
        error_messages = {"name": NAME}


class AcceptForm(forms.Form):
    """What somebody who was invited still has to say."""

    name = forms.CharField(
        label="Uw naam",
        max_length=150,
        error_messages=NAME | {"required": "Vul uw naam in."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = SetPasswordField(
        label="Kies een wachtwoord",
        error_messages={"required": "Kies een wachtwoord."},
    )

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.initial["name"] = invitation.name

    def clean(self):
        cleaned = super().clean()
        if password := cleaned.get("password"):
            somebody = User(email=self.invitation.email, name=cleaned.get("name", ""))
            try:
                validate_password(password, somebody)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class InvitationForm(RegisterForm):
    class Meta:
        model = Invitation
        fields = ["email", "name"]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(HAS_ACCOUNT)
        return email


class NewUserForm(RegisterForm, BaseUserCreationForm):
    class Meta:
        model = User
        fields = ["email", "name"]


class UserForm(RegisterForm, DjangoUserChangeForm):
    class Meta:
        model = User
        fields = ["email", "name", "password", "is_active", "is_staff", "is_superuser"]
