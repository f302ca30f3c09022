"""django-allauth's forms for passkeys, proof against what is no passkey at all."""

from allauth.mfa.webauthn import forms as allauth_forms
from django import forms
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

UNREADABLE = "De toegangssleutel is niet gelezen. Probeer het nog een keer."
# What reading a made-up answer of a key may end in.
ERRORS = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class KeyField(forms.JSONField):
    def __init__(self, shape):
        super().__init__(
            widget=forms.HiddenInput,
            error_messages={"required": UNREADABLE, "invalid": UNREADABLE},
        )
        self.shape = shape

    def clean(self, value):
        answer = super().clean(value)
        try:
            self.shape.from_dict(answer)
        except ERRORS as error:
            raise forms.ValidationError(UNREADABLE) from error
        return answer


class AddForm(allauth_forms.AddWebAuthnForm):
    credential = KeyField(RegistrationResponse)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam van de sleutel"
        self.fields["name"].max_length = 100
        passwordless = self.fields["passwordless"]
        passwordless.label = "Met deze sleutel ook inloggen zonder wachtwoord"
        passwordless.help_text = ""


class AuthenticateForm(allauth_forms.AuthenticateWebAuthnForm):
    credential = KeyField(AuthenticationResponse)


class LoginForm(allauth_forms.LoginWebAuthnForm):
    credential = KeyField(AuthenticationResponse)


class ReauthenticateForm(allauth_forms.ReauthenticateWebAuthnForm):
    credential = KeyField(AuthenticationResponse)
