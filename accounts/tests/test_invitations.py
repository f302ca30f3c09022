from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts import invitations
from accounts.models import Invitation, User
from accounts.tests.builders import PASSWORD, link_in_mail, make_user, signed_in

pytestmark = pytest.mark.django_db

NEW = "nieuw@voorbeeld.nl"
ANSWERS = {"name": "Robin", "password": PASSWORD}


@pytest.fixture
def link(admin_user):
    invitations.invite(NEW, admin_user)
    return link_in_mail()


def test_who_is_invited_makes_an_account_and_is_signed_in(link, client):
    form = client.get(link)
    answer = client.post(link, ANSWERS)

    user = User.objects.get(email=NEW)
    assert NEW in form.text and not form.cookies.get("sessionid")
    assert answer.url == "/werk/"
    assert "Robin" in client.get("/account/").text
    assert user.check_password(PASSWORD)
    assert user.emailaddress_set.get().verified
    assert user.accepted_invitations.get().accepted_at is not None


def test_the_link_itself_is_not_in_the_database(link):
    token = link.strip("/").split("/")[-1]

    assert token not in str(Invitation.objects.values())


def test_a_link_works_once_and_a_second_press_harms_nothing(link, client):
    client.post(link, ANSWERS)

    again = client.post(link, ANSWERS)
    somebody = Client().get(link)

    assert again.url == "/account/"
    assert somebody.status_code == 410
    assert "Deze uitnodiging werkt niet meer" in somebody.text
    assert User.objects.filter(email=NEW).count() == 1


@pytest.mark.parametrize("token", ["x", "x" * 3000, "é", "%00", "set-password"])
def test_a_made_up_link_is_refused_with_a_page(token, client):
    answer = client.get(f"/account/uitnodiging/{token}/")

    assert answer.status_code in (400, 410)
    assert "<h1" in answer.text


def test_a_link_expires(link, client):
    Invitation.objects.update(valid_until=timezone.now() - timedelta(seconds=1))

    assert client.get(link).status_code == client.post(link, ANSWERS).status_code == 410
    assert not User.objects.filter(email=NEW).exists()


def test_a_new_invitation_ends_the_old_link(link, admin_user, client):
    invitations.invite(NEW.upper(), admin_user)

    assert client.get(link).status_code == 410
    assert client.get(link_in_mail()).status_code == 200
    assert Invitation.objects.count() == 1


def test_two_open_invitations_for_one_address_are_refused(link, admin_user):
    other = Invitation(
        email=NEW.upper(),
        invited_by=admin_user,
        token_hash="x",
        valid_until=timezone.now(),
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


@pytest.mark.parametrize(
    "password, sentence",
    [
        ("kort", "te kort"),
        ("wachtwoord2026", "makkelijk te raden"),
        ("Welkom123456!", "makkelijk te raden"),
        ("geheimgeheim", "makkelijk te raden"),
        ("111111111111", "makkelijk te raden"),
        ("nieuw@voorbeeld.nl", "lijkt te veel op"),
        ("", "Kies een wachtwoord"),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(password, sentence, link, client):
    answer = client.post(link, ANSWERS | {"password": password})

    assert sentence in answer.text
    assert 'value="Robin"' in answer.text
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("name", ["", "x" * 151, "x" * 1_000_000, "a\0b"])
def test_an_odd_name_gets_a_sentence(name, link, client):
    answer = client.post(link, ANSWERS | {"name": name})

    assert answer.status_code == 200 and "Dit gaat nog niet goed" in answer.text


def test_who_got_an_account_meanwhile_signs_in_with_it(link, client):
    user = make_user(NEW)

    answer = client.post(link, ANSWERS)

    assert "U hebt al een account" in answer.text
    assert f"/account/inloggen/?next={link}" in answer.text
    accepted = signed_in(user).post(link)
    assert accepted.url == "/werk/"
    assert user.accepted_invitations.get().email == NEW
    assert client.get(link).status_code == 410


def test_another_account_takes_nothing_on(link):
    make_user(NEW)
    other = make_user("ander@voorbeeld.nl")

    answer = signed_in(other).post(link)

    assert "U bent ingelogd met een ander account" in answer.text
    assert not other.accepted_invitations.exists()


def test_an_account_that_was_switched_off_takes_nothing_on(link, client):
    make_user(NEW, is_active=False)

    answer = client.post(link, ANSWERS)

    assert answer.status_code == 410
    assert "Uw account is uitgezet" in answer.text


def test_an_admin_invites_in_the_admin(admin_client):
    add = "/beheer/accounts/invitation/add/"
    answer = admin_client.post(add, {"email": NEW, "name": "Robin"})
    taken = admin_client.post(add, {"email": "NOOR@voorbeeld.nl"})
    wrong = admin_client.post(add, {"email": "robin"})
    listed = admin_client.get("/beheer/accounts/invitation/")

    assert answer.status_code == 302
    assert mail.outbox[-1].to == [NEW]
    assert "heeft al een account" in taken.text
    assert wrong.context["adminform"].form.errors["email"]
    assert NEW in listed.text and len(mail.outbox) == 1
