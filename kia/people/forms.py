"""Forms about people and their roles, in the admin and for a team."""

from django import forms

from accounts.forms import HAS_ACCOUNT
from accounts.models import User
from instance import clock
from instance.admin_forms import RegisterForm
from kia.models import InvitedRole, Role, RoleGrant
from kia.people import roles

ENDED_BEFORE = "Een rol eindigt vandaag of later, niet met terugwerkende kracht."
UNKNOWN = "Kies iemand uit de lijst."
SAME = "Kies iemand anders om het aan over te dragen."


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return f"{person.name} ({person.email})" if person.name else person.email


class RoleGrantForm(RegisterForm):
    class Meta:
        model = RoleGrant
        fields = [
            "person", "role", "organisation", "agenda", "valid_from", "valid_until",
        ]  # fmt: skip

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if day and "valid_until" in self.changed_data and day < clock.today():
            raise forms.ValidationError(ENDED_BEFORE)
        return day


class InvitedRoleForm(RegisterForm):
    email = forms.EmailField(label="E-mailadres", max_length=254)
    name = forms.CharField(label="Naam", max_length=150, required=False)

    class Meta:
        model = InvitedRole
        fields = ["role", "organisation", "agenda"]

    def clean_email(self):
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            where = "Geef de rol bij ‘Rollen van personen’."
            raise forms.ValidationError(f"{HAS_ACCOUNT} {where}")
        return email


class HandoverForm(forms.Form):
    giver = PersonField(
        label="Van wie",
        queryset=User.objects.none(),
        error_messages={
            "required": "Kies van wie de rollen zijn.",
            "invalid_choice": UNKNOWN,
        },
    )
    taker = PersonField(
        label="Aan wie",
        queryset=User.objects.none(),
        error_messages={
            "required": "Kies aan wie de rollen gaan.",
            "invalid_choice": UNKNOWN,
        },
    )
    note = forms.CharField(
        label="Toelichting",
        max_length=300,
        required=False,
        help_text="Waarom, bijvoorbeeld: verlof tot 1 september. Hoeft niet.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        grants = RoleGrant.objects.not_over(clock.today())
        with_roles = User.objects.filter(pk__in=grants.values("person"))
        self.fields["giver"].queryset = with_roles
        self.fields["taker"].queryset = User.objects.filter(is_active=True)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("giver") and cleaned["giver"] == cleaned.get("taker"):
            self.add_error("taker", SAME)
        return cleaned

    def moving(self):
        """What would go from one to the other, to look at first."""
        giver = self.cleaned_data["giver"]
        grants = giver.grants.not_over(clock.today())
        entries, messages = roles.waiting_for(giver)
        return {
            "grants": grants.select_related("organisation", "agenda"),
            "entries": entries.select_related("entry"),
            "messages": messages.count(),
        }

    def hand_over(self, by):
        return roles.hand_over(by=by, **self.cleaned_data)


class TeamInvitationForm(forms.Form):
    """An editor asks somebody into the own team."""

    email = forms.EmailField(
        label="E-mailadres",
        max_length=254,
        error_messages={
            "required": "Vul het e-mailadres in.",
            "invalid": "Dit e-mailadres klopt niet. Het ziet eruit als naam@voorbeeld.nl.",
            "max_length": "Gebruik ten hoogste 254 tekens.",
        },
    )
    name = forms.CharField(
        label="Naam (hoeft niet)",
        max_length=150,
        required=False,
        error_messages={"max_length": "Gebruik ten hoogste 150 tekens."},
    )
    organisation = forms.ModelChoiceField(
        label="Team",
        queryset=None,
        empty_label=None,
        error_messages={
            "required": "Kies een van uw teams.",
            "invalid_choice": "Kies een van uw teams.",
        },
    )
    role = forms.ChoiceField(
        label="Rol",
        choices=[
            (Role.TEAM_MEMBER, "teamlid: schrijft mee"),
            (Role.TEAM_EDITOR, "redacteur: schrijft mee, dient in en nodigt uit"),
        ],
        error_messages={
            "required": "Kies een rol.",
            "invalid_choice": "Kies een rol uit de lijst.",
        },
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = teams
        for field in self.fields.values():
            field.widget.attrs["class"] = "mr-invoer"
