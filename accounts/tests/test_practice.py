"""Trying the register as somebody else, in practice only."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from accounts.practice import PEOPLE, make_people
from accounts.tests.builders import make_user
from config.tests.test_environment import PRODUCTION, manage

pytestmark = pytest.mark.django_db

PAGE = "/oefenen/"


@pytest.fixture
def people():
    make_people()
    return {user.email.split("@")[0]: user for user in User.objects.practice()}


def test_somebody_is_chosen_with_one_click(people, client):
    page = client.get(PAGE)
    answer = client.post(PAGE, {"person": people["redacteur"].pk}, follow=True)

    assert all(name in page.text for name, _ in PEOPLE.values())
    assert "U bent <strong>Redacteur topsector</strong>" in answer.text
    assert "Redacteur topsector" in client.get("/missies/").text
    assert "Redacteur topsector" not in Client().get("/missies/").text


def test_the_admin_among_them_needs_no_code(people, client):
    answer = client.post(PAGE, {"person": people["beheerder"].pk})

    assert answer.url == "/werk/"
    assert client.get("/beheer/").status_code == 200


def test_of_the_one_before_nothing_stays(people, client):
    client.post(PAGE, {"person": people["beheerder"].pk})
    client.post(PAGE, {"person": people["teamlid"].pk})

    assert client.get("/beheer/", follow=True).status_code == 403


@pytest.mark.parametrize("person", ["", "x", "-1", "٣", "9" * 40, "1.5"])
def test_nobody_else_can_be_chosen(person, people, client):
    somebody = make_user()

    assert client.post(PAGE, {"person": person}).status_code == 404
    assert client.post(PAGE, {"person": somebody.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_their_accounts_stay_as_they_are(people, client):
    client.post(PAGE, {"person": people["beheerder"].pk})

    for page in ("", "e-mailadres/", "wachtwoord/", "tweede-stap/app/"):
        assert client.get(f"/account/{page}").url == PAGE
    assert client.get("/account/uitloggen/").status_code == 200


def test_nobody_signs_in_as_them_with_a_password(people, client):
    email = people["beheerder"].email
    client.post("/account/inloggen/", {"login": email, "password": "!"})

    assert "_auth_user_id" not in client.session


def test_making_them_again_changes_nothing(people):
    User.objects.practice().filter(name="Beoordelaar, departement").update(
        name="Anders"
    )

    make_people()

    assert User.objects.practice().count() == len(PEOPLE)
    assert User.objects.practice().filter(name="Anders").exists()


def test_in_production_they_are_not_made(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="geen oefenpersonen"):
        call_command("make_practice_people")


def test_in_production_the_page_has_no_address():
    code = (
        "from django.urls import resolve, Resolver404\n"
        "try: resolve('/oefenen/'); print('is er')\n"
        "except Resolver404: print('is er niet')"
    )

    assert (
        manage("shell", "--no-imports", "-c", code, **PRODUCTION).stdout
        == "is er niet\n"
    )
