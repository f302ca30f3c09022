"""Signing in with a real browser: invited, in two steps, with a passkey, without script."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from portal.tests.browser.barriers import TOO_SMALL, TOO_WIDE, in_every_look
from portal.tests.browser.pages import LOGIN, PRACTICE, WORK
from portal.tests.browser.pages import press as follow

PASSWORD = "drie woorden achter elkaar"
SECOND = "/account/tweede-stap/"
PAGES = [
    "/account/",
    "/account/e-mailadres/",
    "/account/wachtwoord/",
    "/account/sessies/",
    "/account/uitloggen/",
    "/account/koppelingen/",
    SECOND,
    f"{SECOND}app/uitzetten/",
    f"{SECOND}herstelcodes/",
    f"{SECOND}herstelcodes/nieuw/",
    f"{SECOND}sleutels/",
    f"{SECOND}sleutels/nieuw/",
]


@pytest.fixture(scope="module")
def log(site, tmp_path_factory):
    """What the server said so far, with the messages that it sent."""
    path = tmp_path_factory.getbasetemp() / "site0" / "log.txt"
    return lambda: path.read_text()


def barriers(page):
    return in_every_look(
        page, lambda: page.evaluate(TOO_SMALL) + page.evaluate(TOO_WIDE)
    )


def press(page, name):
    follow(page.get_by_role("button", name=name, exact=True))


def code(secret, later=0):
    """What an app shows now, or `later` half minutes on (the next is good too)."""
    counter = int(time.time()) // 30 + later
    return format_hotp_value(hotp_value(secret, counter))


def link_to(log, email):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        found = re.findall(
            rf"Aan: {email}.*?(/account/uitnodiging/\S+)", log(), re.DOTALL
        )
        if found:
            return found[-1]
        time.sleep(0.2)
    raise AssertionError(f"No message to {email}")


def sign_in(page, email, password=PASSWORD):
    page.goto(LOGIN)
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password)
    press(page, "Log in")


def invite(opened, log, email):
    with opened() as page:
        page.goto(PRACTICE)
        press(page, "Kies Beheerder")
        page.goto("/beheer/accounts/invitation/add/")
        page.get_by_label("E-mailadres").fill(email)
        press(page, "Bewaar")
    return link_to(log, email)


def make_account(page, link):
    page.goto(link)
    page.get_by_label("Uw naam").fill("Robin")
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    press(page, "Maak mijn account")


def set_up_app(page):
    page.goto(f"{SECOND}app/")
    secret = page.locator(".mr-sleutel").inner_text()
    page.get_by_role("textbox", name="Code").fill(code(secret))
    press(page, "Zet de app aan")
    return secret, page.locator(".mr-codes li").all_inner_texts()


def test_invited_to_signed_in_with_a_recovery_code(opened, log):
    email = "robin@voorbeeld.nl"
    link = invite(opened, log, email)
    with opened() as page:
        page.goto(link)
        found = barriers(page)
        press(page, "Maak mijn account")
        found += barriers(page)
        make_account(page, link)
        assert page.url.endswith(WORK)
        page.goto(f"{SECOND}app/")
        found += barriers(page)
        secret, codes = set_up_app(page)
        for path in PAGES:
            page.goto(path)
            found += barriers(page)
        assert page.trouble == []

        page.goto("/account/uitloggen/")
        press(page, "Log uit")
        sign_in(page, email)
        found += barriers(page)
        page.get_by_role("textbox", name="Code").fill(code(secret, later=1))
        press(page, "Log in")
        page.goto("/account/sessies/")
        assert page.get_by_text("Chrome op Linux").count() == 1

        press(page, "Log overal uit, ook hier")
        sign_in(page, email)
        page.get_by_role("textbox", name="Code").fill(codes[0])
        press(page, "Log in")
        page.goto(SECOND)
        assert page.get_by_text("U hebt er nog 9.").is_visible()
        assert found == []


def test_the_first_admin_sets_up_a_second_step_before_all_else(opened, log):
    password = re.search(r"wachtwoord: (\S+)", log())[1]
    with opened() as page:
        page.goto("/beheer/")
        page.get_by_label("E-mailadres").fill("beheer@missieregister.example")
        page.get_by_label("Wachtwoord").fill(password)
        press(page, "Log in")
        page.goto("/beheer/")
        assert page.url.endswith(SECOND)
        assert page.get_by_text("altijd in twee stappen").is_visible()

        set_up_app(page)
        page.goto("/beheer/")
        assert page.get_by_role("heading", name="Beheer").first.is_visible()


def test_a_passkey_is_made_and_signs_in_alone(opened, site, log):
    # A passkey belongs to a name; a browser has none for a bare number.
    local = site.replace("127.0.0.1", "localhost")
    link = invite(opened, log, "sleutel@voorbeeld.nl")
    with opened() as page:
        browser = page.context.new_cdp_session(page)
        browser.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        make_account(page, local + link)
        page.goto(f"{local}{SECOND}sleutels/nieuw/")
        page.get_by_label("Naam van de sleutel").fill("Mijn laptop")
        press(page, "Voeg de sleutel toe")
        assert page.get_by_role("heading", name="Herstelcodes").is_visible()

        page.goto(f"{local}/account/uitloggen/")
        press(page, "Log uit")
        page.goto(local + LOGIN)
        press(page, "Log in met een toegangssleutel")
        assert page.url == f"{local}{WORK}"
        page.goto(f"{local}{SECOND}sleutels/")
        assert page.get_by_text("Mijn laptop").first.is_visible()
        assert [t for t in page.trouble if "foreign" not in t] == []


def test_a_browser_that_has_no_passkey_says_so(opened):
    with opened() as page:
        page.goto(LOGIN)
        page.get_by_role("button", name="Log in met een toegangssleutel").click()

        page.get_by_text("De toegangssleutel is niet gebruikt").wait_for()
        assert barriers(page) + page.trouble == []


def test_all_of_it_without_script(opened, log):
    link = invite(opened, log, "kaal@voorbeeld.nl")
    with opened(java_script_enabled=False) as page:
        make_account(page, link)
        secret, _ = set_up_app(page)
        page.goto("/account/uitloggen/")
        press(page, "Log uit")
        sign_in(page, "kaal@voorbeeld.nl")
        page.get_by_role("textbox", name="Code").fill(code(secret, later=1))
        press(page, "Log in")

        assert page.url.endswith(WORK)
        assert page.get_by_role("button", name="toegangssleutel").count() == 0


def test_typed_text_is_shown_to_who_was_logged_out(opened, log):
    link = invite(opened, log, "weg@voorbeeld.nl")
    with opened() as page:
        make_account(page, link)
        page.goto("/account/")
        page.get_by_role("textbox", name="Uw naam").fill("Een heel andere naam")
        page.context.clear_cookies(name="sessionid")
        press(page, "Bewaar")

        assert page.get_by_role(
            "heading", name="U bent intussen uitgelogd"
        ).is_visible()
        assert page.get_by_text("Een heel andere naam").is_visible()
        assert barriers(page) == []
