"""Addresses of signing in. The names without a namespace are django-allauth's own."""

from allauth.account import views as account
from allauth.account.internal.decorators import login_not_required
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from django.urls import include, path, re_path

from accounts import views

ours = [
    path("", views.profile, name="profile"),
    path("uitnodiging/<str:token>/", views.invitation, name="invitation"),
    path("sessies/", views.sessions, name="sessions"),
]

email = [
    path("", account.email, name="account_email"),
    path(
        "verstuurd/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(
        r"^bevestigen/(?P<key>[-:\w]+)/$",
        account.confirm_email,
        name="account_confirm_email",
    ),
]

password = [
    path("", account.password_change, name="account_change_password"),
    path("instellen/", account.password_set, name="account_set_password"),
    path("vergeten/", account.password_reset, name="account_reset_password"),
    path(
        "vergeten/verstuurd/",
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "nieuw/bewaard/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("nogmaals/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/uitzetten/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "herstelcodes/nieuw/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "herstelcodes/bestand/",
        codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("sleutels/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("sleutels/nieuw/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("sleutels/<int:pk>/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("sleutels/<int:pk>/weg/", views.remove_key, name="mfa_remove_webauthn"),
    path(
        "sleutels/nogmaals/",
        keys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "sleutels/inloggen/",
        login_not_required(keys.login_webauthn),
        name="mfa_login_webauthn",
    ),
]

# Only with the settings OIDC_… is there a provider; without it these are not found.
openid_connect = [
    path("<slug:provider_id>/login/", openid.login, name="openid_connect_login"),
    path(
        "<slug:provider_id>/login/callback/",
        openid.callback,
        name="openid_connect_callback",
    ),
    path("afgebroken/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("mislukt/", social.login_error, name="socialaccount_login_error"),
    path("koppelingen/", social.connections, name="socialaccount_connections"),
    path("geen-account/", social.signup, name="socialaccount_signup"),
]

urlpatterns = [
    path("", include((ours, "accounts"))),
    path("inloggen/", account.login, name="account_login"),
    path("uitloggen/", account.logout, name="account_logout"),
    path("uitgezet/", account.account_inactive, name="account_inactive"),
    path("aanvragen/", account.signup, name="account_signup"),
    path("nogmaals/", account.reauthenticate, name="account_reauthenticate"),
    path("e-mailadres/", include(email)),
    path("wachtwoord/", include(password)),
    path("tweede-stap/", include(second_factor)),
    path("", include(openid_connect)),
]
