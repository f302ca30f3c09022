"""The pages of one's own account: name, address, password and sessions."""

from urllib.parse import unquote

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.templatetags.people import device
from accounts.tests.builders import PASSWORD, link_in_mail, make_user, signed_in
from accounts.tests.test_sign_in import sign_in

pytestmark = pytest.mark.django_db

EMAIL = "/account/e-mailadres/"
SESSIONS = "/account/sessies/"
PAGES = [
    "",
    "e-mailadres/",
    "wachtwoord/",
    "sessies/",
    "tweede-stap/",
    "tweede-stap/app/",
    "tweede-stap/sleutels/",
    "koppelingen/",
]


@pytest.fixture
def somebody(client):
    make_user()
    sign_in(client)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_account_is_for_its_owner(page, client):
    answer = client.get(f"/account/{page}")

    assert answer.status_code == 302
    assert unquote(answer.url) == f"/account/inloggen/?next=/account/{page}"


def test_a_name_is_changed(somebody):
    seen = somebody.get("/account/").context["form"]["seen"].value()

    answer = somebody.post("/account/", {"name": "Sam", "seen": seen}, follow=True)

    assert "Uw naam is bewaard" in answer.text
    assert User.objects.get().name == "Sam"


@pytest.mark.parametrize("name", ["x" * 151, "x" * 1_000_000, "a\0b"])
def test_an_odd_name_gets_a_sentence(name, somebody):
    answer = somebody.post("/account/", {"name": name})

    assert "Dit gaat nog niet goed" in answer.text
    assert User.objects.get().name == ""


def test_a_new_address_holds_once_it_is_confirmed(somebody):
    sent = somebody.post(EMAIL, {"email": "nieuw@voorbeeld.nl", "action_add": ""})
    before = User.objects.get().email
    link = link_in_mail()
    page = somebody.get(link)
    done = somebody.post(link, follow=True)

    assert sent.status_code == 302 and before == "sam@voorbeeld.nl"
    assert "nieuw@voorbeeld.nl" in page.text
    assert User.objects.get().email == "nieuw@voorbeeld.nl"
    assert "U logt voortaan in met nieuw@voorbeeld.nl" in done.text
    assert "gewijzigd van sam@voorbeeld.nl" in mail.outbox[-1].body
    assert sign_in(Client(), "nieuw@voorbeeld.nl").status_code == 302
    assert sign_in(Client()).status_code == 200
    assert "Deze link werkt niet meer" in somebody.get(link).text


def test_a_taken_address_tells_only_its_owner(somebody):
    make_user("bezet@voorbeeld.nl")

    free = somebody.post(EMAIL, {"email": "vrij@voorbeeld.nl", "action_add": ""})
    taken = somebody.post(EMAIL, {"email": "bezet@voorbeeld.nl", "action_add": ""})

    assert (free.status_code, free.url) == (taken.status_code, taken.url)
    assert [m.to[0] for m in mail.outbox] == ["vrij@voorbeeld.nl", "bezet@voorbeeld.nl"]
    assert "Deze link werkt niet meer" in Client().get(link_in_mail()).text


@pytest.mark.parametrize("email", ["", "sam", "a\0@b.nl", f"{'x' * 1_000_000}@b.nl"])
def test_an_odd_address_gets_a_sentence(email, somebody):
    answer = somebody.post(EMAIL, {"email": email, "action_add": ""})

    assert answer.status_code == 200 and "Dit gaat nog niet goed" in answer.text


@pytest.mark.parametrize("key", ["x", "MQ:1:2", "MQ:1wAAAA:" + "x" * 2000])
def test_a_made_up_link_to_confirm_gets_a_sentence(key, client):
    page = client.get(f"{EMAIL}bevestigen/{key}/")
    sent = client.post(f"{EMAIL}bevestigen/{key}/")

    assert "Deze link werkt niet meer" in page.text
    assert sent.status_code == 404


def test_a_new_password_ends_the_other_sessions(somebody):
    elsewhere = Client()
    sign_in(elsewhere)
    new = dict.fromkeys(["password1", "password2"], "nog een lange zin")

    wrong = somebody.post("/account/wachtwoord/", {"oldpassword": "x"} | new)
    right = somebody.post("/account/wachtwoord/", {"oldpassword": PASSWORD} | new)

    assert "Dit is niet uw wachtwoord van nu" in wrong.text
    assert right.status_code == 302
    assert somebody.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert "Het wachtwoord van uw account is gewijzigd" in mail.outbox[-1].body


def test_sessions_are_seen_and_ended(somebody):
    firefox = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/1"})
    sign_in(firefox)
    page = somebody.get(SESSIONS)
    other = page.context["sessions"][1]
    somebody.post(SESSIONS, {"end": str(other.pk)})

    assert "Firefox op Windows" in page.text and "dit apparaat" in page.text
    assert "127.0.0.1" not in str([s.ip for s in page.context["sessions"]])
    assert firefox.get("/account/").status_code == 302
    assert somebody.get("/account/").status_code == 200


@pytest.mark.parametrize("end, stays", [("others", True), ("all", False)])
def test_log_out_everywhere(end, stays, somebody):
    elsewhere = Client()
    sign_in(elsewhere)

    somebody.post(SESSIONS, {"end": end})

    assert elsewhere.get("/account/").status_code == 302
    assert (somebody.get("/account/").status_code == 200) is stays


@pytest.mark.parametrize("end", ["", "x", "-1", "9" * 50])
def test_nobody_ends_the_session_of_somebody_else(end, somebody):
    other = Client()
    make_user("ander@voorbeeld.nl")
    sign_in(other, "ander@voorbeeld.nl")
    theirs = other.get(SESSIONS).context["sessions"][0]

    somebody.post(SESSIONS, {"end": str(theirs.pk)})
    somebody.post(SESSIONS, {"end": end})

    assert other.get("/account/").status_code == 200
    assert somebody.get("/account/").status_code == 200


def test_who_logs_out_is_out(somebody):
    assert "Log uit" in somebody.get("/account/uitloggen/").text
    assert somebody.post("/account/uitloggen/").url == "/"
    assert somebody.get("/account/").status_code == 302


def test_an_address_changed_by_an_admin_ends_the_old_one(admin_client):
    user = make_user()
    page = f"/beheer/accounts/user/{user.pk}/change/"
    seen = admin_client.get(page).context["adminform"].form["seen"].value()

    admin_client.post(
        page, {"email": "nieuw@voorbeeld.nl", "is_active": "on", "seen": seen}
    )

    assert sign_in(Client(), "nieuw@voorbeeld.nl").status_code == 302
    assert sign_in(Client()).status_code == 200


def test_the_admin_has_one_page_to_change_a_password():
    user = make_user(is_staff=True)

    answer = signed_in(user).get("/beheer/password_change/")

    assert answer.url == "/account/wachtwoord/"


def test_an_unknown_browser_gets_a_name_too():
    assert device("") == "Een browser op een apparaat"
    assert device("Mozilla (X11; Linux) Chrome/1 Safari/1 Edg/1") == "Edge op Linux"
