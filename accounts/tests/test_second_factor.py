"""The second step, for who must and for who wants to."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.invitations import invite
from accounts.models import User
from accounts.second_factor import needs_second_factor
from accounts.tests.builders import PASSWORD, make_user, signed_in
from instance.management.commands.remark_as_practice import remark

pytestmark = pytest.mark.django_db

LOGIN = "/account/inloggen/"
CODE = "/account/tweede-stap/code/"
BAD = ["", "12", "a\0b", "x" * 1_000_000, "١٢٣٤٥٦", "000000", "<b>"]


def make_admin(email="noor@voorbeeld.nl"):
    return make_user(email, is_staff=True, is_superuser=True)


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def with_app(user):
    """(user, secret) after setting up an app."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return user, secret


def sign_in(client, user):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD})


def test_who_needs_one():
    assert needs_second_factor(User(is_superuser=True))
    assert needs_second_factor(User(is_staff=True))
    assert not needs_second_factor(make_user())


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", ["/beheer/", "/account/", "/account/sessies/"])
def test_an_admin_without_one_can_only_set_it_up(address, method):
    client = signed_in(make_admin(), second_factor=False)

    answer = getattr(client, method)(address)

    assert (answer.status_code, answer.url) == (302, "/account/tweede-stap/")
    assert "altijd in twee stappen" in client.get(answer.url).text


def test_who_needs_none_is_not_asked():
    client = signed_in(make_user(), second_factor=False)

    assert client.get("/account/").status_code == 200


def test_an_admin_sets_up_an_app_and_goes_on(client):
    user = make_admin()
    sign_in(client, user)
    page = client.get("/account/tweede-stap/app/")
    secret = page.context["form"].secret
    wrong = client.post("/account/tweede-stap/app/", {"code": "000000"})
    right = client.post("/account/tweede-stap/app/", {"code": code_of(secret)})
    codes = client.get(right.url)

    assert "<svg" in page.text and secret in page.text
    assert "Deze code klopt niet" in wrong.text and secret in wrong.text
    assert right.url == "/account/tweede-stap/herstelcodes/"
    assert codes.text.count("<li>") >= 10
    assert client.get("/beheer/").status_code == 200
    assert secret not in str(Authenticator.objects.values_list("data"))


def test_signing_in_asks_for_the_code_and_takes_it_once(client):
    user, secret = with_app(make_admin())
    first = sign_in(client, user)
    halfway = client.get("/beheer/")
    code = code_of(secret)
    done = client.post(CODE, {"code": code})
    other = Client()
    sign_in(other, user)

    assert first.url == CODE and halfway.status_code == 302
    assert done.url == "/werk/"
    assert client.get("/beheer/").status_code == 200
    assert "Deze code klopt niet" in other.post(CODE, {"code": code}).text


def test_a_recovery_code_works_once(client):
    user, _ = with_app(make_user())
    code = (
        user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    )
    sign_in(client, user)

    assert client.post(CODE, {"code": code}).url == "/werk/"
    other = Client()
    sign_in(other, user)
    assert "Deze code klopt niet" in other.post(CODE, {"code": code}).text


@pytest.mark.parametrize("code", BAD, ids=range(len(BAD)))
def test_a_wrong_code_gets_a_sentence(code, client):
    sign_in(client, with_app(make_user())[0])

    answer = client.post(CODE, {"code": code})

    assert answer.status_code == 200
    assert "Dit gaat nog niet goed" in answer.text
    assert client.get("/account/").status_code == 302


def test_after_five_wrong_codes_somebody_waits(client):
    user, secret = with_app(make_user())
    sign_in(client, user)
    for _ in range(5):
        client.post(CODE, {"code": "000000"})

    answer = client.post(CODE, {"code": code_of(secret)})

    assert "Wacht vijf minuten" in answer.text


@pytest.mark.parametrize(
    "sent", ["", "x", "[]", "1", "null", "{}", '{"id": 1}', '{"response": []}']
)
@pytest.mark.parametrize("address", [CODE, "/account/tweede-stap/sleutels/inloggen/"])
def test_an_odd_passkey_is_refused(address, sent, client):
    sign_in(client, with_app(make_user())[0])

    answer = client.post(address, {"credential": sent})

    assert answer.status_code in (200, 302)
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("sent", ["", "[]", "1", "{}", '{"response": []}'])
def test_an_odd_new_passkey_is_refused(sent):
    user = make_user()
    client = Client()
    sign_in(client, user)

    answer = client.post("/account/tweede-stap/sleutels/nieuw/", {"credential": sent})

    assert answer.status_code == 200 and "Dit gaat nog niet goed" in answer.text
    assert not user.authenticator_set.exists()


def test_an_admin_cannot_drop_the_last_one(client):
    user, secret = with_app(make_admin())
    sign_in(client, user)
    client.post(CODE, {"code": code_of(secret)})
    off = "/account/tweede-stap/app/uitzetten/"

    assert "altijd in twee stappen" in client.post(off).text
    assert user.authenticator_set.filter(type="totp").exists()


def test_another_admin_helps_who_lost_everything(admin_client):
    user, secret = with_app(make_user())
    client = Client()
    sign_in(client, user)
    client.post(CODE, {"code": code_of(secret)})
    assert client.get("/account/").status_code == 200

    admin_client.post(
        "/beheer/accounts/user/",
        {"action": "reset_second_factor", "_selected_action": [user.pk]},
    )

    assert not user.authenticator_set.exists()
    assert client.get("/account/").status_code == 302


def test_the_secrets_are_read_with_an_older_key_too(settings):
    user, secret = with_app(make_user())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een nieuwe sleutel, want de oude lag op straat"

    assert user.authenticator_set.get(type="totp").wrap().validate_code(code_of(secret))


def test_a_command_helps_the_only_admin(capsys):
    user, _ = with_app(make_admin())

    call_command("reset_second_factor", "NOOR@voorbeeld.nl")

    assert not user.authenticator_set.exists()
    with pytest.raises(CommandError, match="hoort geen account"):
        call_command("reset_second_factor", "x@voorbeeld.nl")


def test_a_copy_made_fit_for_practice_keeps_no_secret(client):
    user, secret = with_app(make_user("jan@ministerie.example"))
    sign_in(client, user)
    client.post(CODE, {"code": code_of(secret)})
    invite("piet@ministerie.example", user)

    remark()

    user.refresh_from_db()
    assert user.email.endswith("@voorbeeld.example")
    kept = (user.authenticator_set, user.emailaddress_set, user.usersession_set)
    assert not any(rows.exists() for rows in (*kept, user.invitations))


def test_what_expired_is_forgotten(client):
    user = make_user()
    sign_in(client, user)
    old = invite("piet@ministerie.example", user)
    past = timezone.now() - timedelta(days=1)
    type(old).objects.update(valid_until=past)
    Session.objects.update(expire_date=past)

    call_command("forget_expired")

    assert not user.usersession_set.exists() and not user.invitations.exists()
    assert not Session.objects.exists()
