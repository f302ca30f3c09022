"""Signing in at a real OpenID Connect provider, a program of its own on this machine."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from accounts.models import User
from accounts.second_factor import SESSION_KEY
from accounts.tests.builders import make_user
from accounts.tests.test_second_factor import code_of, make_admin, with_app
from config.tests.test_environment import PRODUCTION, manage

pytestmark = pytest.mark.django_db

LOGIN = "/account/organisatie/login/"
PEOPLE = [
    {"sub": "1", "email": "sam@voorbeeld.nl", "email_verified": True, "name": "Sam"},
    {"sub": "2", "email": "sam@voorbeeld.nl", "email_verified": False},
    {"sub": "3", "email": "niemand@voorbeeld.nl", "email_verified": True},
    {"sub": "4", "email": "noor@voorbeeld.nl", "email_verified": True},
]


@pytest.fixture(scope="module")
def server():
    """The address of the provider."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sys.executable).parent / "oidc-provider-mock"
    people = [part for p in PEOPLE for part in ("--user-claims", json.dumps(p))]
    provider = subprocess.Popen(
        [program, "--port", str(port), *people],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/.well-known/openid-configuration", provider)
        yield address
    finally:
        provider.terminate()
        provider.wait(10)


def wait_for(address, provider):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and provider.poll() is None:
        try:
            return requests.get(address, timeout=5).raise_for_status()
        except requests.ConnectionError:
            time.sleep(0.2)
    return pytest.fail("The provider does not answer.")


@pytest.fixture
def openid(server, settings):
    app = {
        "provider_id": "organisatie",
        "name": "Voorbeeldorganisatie",
        "client_id": "missieregister",
        "secret": "geheim",
        "settings": {"server_url": server},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


def come_back(client, sub):
    """Sign in there as this person; the answer here."""
    there = client.post(LOGIN).url
    assert "code_challenge=" in there
    back = requests.post(there, data={"sub": sub}, allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    return client.get(parts.path, parse_qs(parts.query))


def is_in(client):
    return client.get("/account/").status_code == 200


def test_who_has_an_account_here_signs_in_there(openid, client):
    user = make_user()

    page = client.get("/account/inloggen/")
    answer = come_back(client, "1")
    other = Client()
    come_back(other, "1")

    assert "Log in met Voorbeeldorganisatie" in page.text
    assert answer.url == "/werk/" and is_in(client) and is_in(other)
    assert user.socialaccount_set.count() == 1


def test_an_address_that_the_provider_did_not_check_opens_nothing(openid, client):
    make_user()

    answer = come_back(client, "2")

    assert not is_in(client)
    assert "U hebt nog geen account" in answer.text


def test_who_has_no_account_here_gets_none(openid, client):
    answer = come_back(client, "3")

    assert "U hebt nog geen account" in answer.text
    assert not is_in(client) and not User.objects.exists()


def test_the_second_step_is_asked_after_it_too(openid, client):
    _, secret = with_app(make_admin())

    answer = come_back(client, "4")
    client.post(answer.url, {"code": code_of(secret)})

    assert answer.url == "/account/tweede-stap/code/"
    assert client.get("/beheer/").status_code == 200
    assert client.session[SESSION_KEY]


@pytest.mark.parametrize(
    "query",
    [{}, {"code": "x"}, {"code": "x", "state": "x"}, {"error": "access_denied"}],
)
def test_a_made_up_return_is_refused_with_a_page(query, openid, client):
    answer = client.get(f"{LOGIN}callback/", query, follow=True)

    assert "Inloggen is " in answer.text
    assert not is_in(client)


def test_without_the_settings_there_is_no_such_address(client):
    assert client.post(LOGIN).status_code == 404
    assert "Log in met Voorbeeld" not in client.get("/account/inloggen/").text


@pytest.mark.parametrize(
    "given, missing",
    [
        (
            {"OIDC_SERVER_URL": "https://a.example"},
            "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET",
        ),
        (
            dict.fromkeys(["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"], "x")
            | {"OIDC_SERVER_URL": "http://a.example"},
            "begint in echt gebruik met https://",
        ),
    ],
)
def test_settings_that_are_not_whole_are_refused(given, missing):
    assert missing in manage("check", **PRODUCTION, **given).stderr
