"""Signing in, forgetting a password, and trying too often."""

import re
from pathlib import Path
from time import perf_counter

import allauth
import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.tests.builders import PASSWORD, link_in_mail, make_user, signed_in

pytestmark = pytest.mark.django_db

LOGIN = "/account/inloggen/"
FORGOTTEN = "/account/wachtwoord/vergeten/"


def sign_in(client, email="sam@voorbeeld.nl", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def body(response):
    """The page, without what differs at each answer."""
    return re.sub(r'(csrfmiddlewaretoken" value=)"[^"]*"', r"\1", response.text)


def test_somebody_signs_in_by_address_in_any_case(client):
    make_user()

    answer = sign_in(client, "SAM@voorbeeld.nl")

    assert (answer.status_code, answer.url) == (302, "/werk/")
    assert "sam@voorbeeld.nl" in client.get("/account/").text


def test_unknown_and_wrong_get_the_same_answer(client):
    make_user()

    unknown = sign_in(client, "niemand@voorbeeld.nl")
    wrong = sign_in(client, password="iets heel anders")

    assert unknown.status_code == wrong.status_code == 200
    same = body(wrong).replace("sam@voorbeeld.nl", "niemand@voorbeeld.nl")
    assert body(unknown) == same
    assert "horen niet bij elkaar" in same


def test_unknown_and_wrong_take_as_long(client):
    make_user()

    def fastest(email):
        times = []
        for _ in range(2):
            cache.clear()
            start = perf_counter()
            sign_in(client, email, "iets heel anders")
            times.append(perf_counter() - start)
        return min(times)

    assert 0.5 < fastest("niemand@voorbeeld.nl") / fastest("sam@voorbeeld.nl") < 2


def test_a_forgotten_password_tells_nobody_who_has_an_account(client):
    make_user()

    answers = [
        client.post(FORGOTTEN, {"email": f"{name}@voorbeeld.nl"})
        for name in ("sam", "niemand")
    ]

    assert [a.url for a in answers] == [f"{FORGOTTEN}verstuurd/"] * 2
    assert [m.to for m in mail.outbox] == [
        ["sam@voorbeeld.nl"],
        ["niemand@voorbeeld.nl"],
    ]
    assert "hoort geen account" in mail.outbox[1].body
    assert [m.subject for m in mail.outbox] == [
        "Missieregister: kies een nieuw wachtwoord"
    ] * 2


def test_a_link_gives_a_new_password_once(client):
    user = make_user()
    elsewhere = signed_in(user)
    client.post(FORGOTTEN, {"email": user.email})
    link = link_in_mail()
    form = client.get(link, follow=True)
    refused = client.post(form.request["PATH_INFO"], {"password1": "kort"})
    kept = client.post(
        form.request["PATH_INFO"],
        {"password1": "nog een lange zin", "password2": "nog een lange zin"},
    )

    assert "ten minste 12" in refused.text or "12 tekens" in refused.text
    assert kept.url == "/account/wachtwoord/nieuw/bewaard/"
    assert "Deze link werkt niet meer" in Client().get(link, follow=True).text
    assert elsewhere.get("/account/").status_code == 302
    user.refresh_from_db()
    assert user.check_password("nog een lange zin")


@pytest.mark.parametrize("link", ["1-abc", "zzzzzzzzzzzzzz-a-b", "1-set-password"])
def test_a_made_up_link_gets_a_sentence(link, client):
    answer = client.get(f"/account/wachtwoord/nieuw/{link}/")

    assert answer.status_code == 200
    assert "Deze link werkt niet meer" in answer.text


def test_after_five_wrong_passwords_an_address_waits(client):
    make_user()
    for _ in range(5):
        sign_in(client, password="iets heel anders")

    answer = sign_in(client)

    assert "Wacht vijf minuten" in answer.text
    assert client.get("/account/").status_code == 302


def test_who_tries_many_addresses_waits_too(client):
    answers = [sign_in(client, f"{n}@voorbeeld.nl", "x") for n in range(11)]

    assert "Wacht vijf minuten" not in answers[9].text
    assert "Wacht vijf minuten" in answers[10].text


def test_who_asks_for_many_links_gets_a_page_that_says_wait(client):
    answers = [client.post(FORGOTTEN, {"email": "sam@voorbeeld.nl"}) for _ in range(6)]

    assert [a.status_code for a in answers] == [302] * 5 + [429]
    assert "Dat ging te vaak achter elkaar" in answers[-1].text
    assert len(mail.outbox) == 5


def test_what_is_counted_names_no_address_of_person_or_computer(client):
    sign_in(client, password="iets heel anders")

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM accounts_cache")
        rows = cursor.fetchall()
    assert rows
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key, _ in rows)
    assert "voorbeeld" not in str(rows) and "127.0.0.1" not in str(rows)


def test_nobody_makes_an_account_without_an_invitation(client):
    page = client.get("/account/aanvragen/")
    sent = client.post(
        "/account/aanvragen/", {"email": "a@b.nl", "password1": PASSWORD}
    )

    assert "Een account krijgt u met een uitnodiging" in page.text
    assert "Een account krijgt u met een uitnodiging" in sent.text
    assert not type(make_user()).objects.filter(email="a@b.nl").exists()


def test_who_was_switched_off_does_not_get_in(client):
    user = make_user(is_active=False)

    answer = sign_in(client, follow=True)

    assert "_auth_user_id" not in client.session
    assert user.last_login is None
    assert answer.status_code in (200, 302)


@pytest.mark.parametrize(
    "typed", ["", "onbekend", "a\0b", "x" * 1_000_000, "<script>alert(1)</script>"]
)
@pytest.mark.parametrize("address", [LOGIN, FORGOTTEN])
def test_odd_input_gets_a_sentence(typed, address, client):
    answer = client.post(address, {"login": typed, "email": typed, "password": "x"})

    assert answer.status_code == 200
    assert "Dit gaat nog niet goed" in answer.text
    assert "<script>alert" not in answer.text


def test_an_address_to_go_on_to_is_on_this_site(client):
    make_user()

    assert sign_in(client, next="https://elders.example/").url == "/werk/"
    assert sign_in(Client(), next="/missies/").url == "/missies/"


def test_a_visitor_gets_no_cookie_and_a_person_no_kept_page(client):
    visitor = client.get("/over/")
    person = signed_in(make_user()).get("/over/")
    login = client.get(LOGIN)

    assert not visitor.cookies and "Uw account" not in visitor.text
    assert "Inloggen" in visitor.text
    assert "Uw account" in person.text
    assert person["Cache-Control"] == login["Cache-Control"] == "private, no-store"
    assert Client().get("/over/").text == visitor.text


def test_a_message_that_cannot_be_sent_is_told(client, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }

    answer = client.post(FORGOTTEN, {"email": "sam@voorbeeld.nl"})

    assert answer.status_code == 503
    assert "De mailserver antwoordt niet" in answer.text


def test_typed_text_survives_a_session_that_ended():
    client = signed_in(make_user())
    client.logout()

    answer = client.post(
        "/account/", {"name": "Een lange naam <b>", "password": "geheim"}
    )

    assert answer.status_code == 403
    assert "Een lange naam &lt;b&gt;" in answer.text
    assert "geheim" not in answer.text
    assert "/account/inloggen/?next=/account/" in answer.text


def test_every_page_and_message_of_allauth_that_is_used_is_ours(settings):
    """A page that is added to urls.py, or a mail, has its own Dutch template."""
    ours = settings.BASE_DIR / "templates"
    theirs = Path(allauth.__file__).parent / "templates"
    unused = re.compile(
        "code|phone|signup|trust|/base_|account/base|allauth/|openid/|idp/|snippets|user.*list|/base"
        "|verified_email_required|account_disconnected|account/email[.]html"
    )
    missing = [
        str(path.relative_to(theirs))
        for path in theirs.rglob("*.*")
        if not unused.search(str(path.relative_to(theirs)))
        and not (ours / path.relative_to(theirs)).exists()
    ]

    assert missing == []
