"""«Mijn werk» with a real browser: from invitation to an adopted agenda."""

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.conf import settings

from portal.tests.browser.pages import PRACTICE, WORK
from portal.tests.browser.test_accounts import (
    SECOND,
    barriers,
    link_to,
    log,
    make_account,
    press,
    set_up_app,
)

__all__ = ["log"]

AGENDA = "/werk/agendas/kia-gezondheid-en-zorg/"
OTHER = "/werk/agendas/kia-landbouw-water-en-voedsel/"
# The entry in force is revised and accepted, by the people of the practice.
# The clock of practice starts at the first of these.
EXAMPLES, REVISED_FROM = date(2021, 10, 15), date(2022, 1, 3)
MOVE_CLOCK = """
from datetime import date
from instance import clock
clock.move_to_day(date.fromisoformat("{day}"))
"""
ACCEPT_AN_ENTRY = """
from datetime import timedelta
from accounts.models import User
from instance import clock
from kia.models import AgendaVersion, Entry
from kia.workflow import perform, revise_entry
people = {u.email.split("@")[0]: u for u in User.objects.practice()}
version = AgendaVersion.objects.in_work().get(agenda__code="KIA-GZ")
entry = Entry.objects.in_force().get(agenda=version.agenda)
opened = revise_entry(entry, version, people["agendacoordinator"])
submitted = perform("submit", opened, by=people["redacteur"])
with clock.at(clock.now() + timedelta(30)):
    perform("accept", submitted, by=people["agendacoordinator"])
"""
END_ALL_ROLES = """
from accounts.models import User
from kia.people import roles
roles.end_all(User.objects.get(email="{email}"))
"""


@pytest.fixture(scope="module")
def on_site(site, tmp_path_factory):
    """Runs a script on the database of the server."""
    data = tmp_path_factory.getbasetemp() / "site0" / "data"
    environment = {"ENVIRONMENT": "practice", "DATABASE_URL": "", "DATA_DIR": str(data)}

    def run(script):
        subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
            cwd=settings.BASE_DIR,
            env=os.environ | environment,
            check=True,
        )

    return run


@pytest.fixture
def in_2022(on_site):
    """From that year on a coordinator opens the next version of an agenda."""
    on_site(MOVE_CLOCK.format(day=REVISED_FROM))
    yield
    on_site(MOVE_CLOCK.format(day=EXAMPLES))


def be(page, person):
    page.goto(PRACTICE)
    press(page, f"Kies {person}")
    assert page.url.endswith(WORK)


def invite_coordinator(opened, log, email, agenda="Gezondheid en Zorg"):
    with opened() as page:
        be(page, "Beheerder")
        page.goto("/beheer/kia/invitedrole/add/")
        page.get_by_label("E-mailadres").fill(email)
        page.get_by_label("Rol", exact=False).first.select_option("coordinator")
        page.locator("#id_agenda").select_option(label=agenda)
        press(page, "Bewaar")
    return link_to(log, email)


def coordinator(page, opened, log, email, agenda="Gezondheid en Zorg"):
    """Invited, with an account and a second step."""
    make_account(page, invite_coordinator(opened, log, email, agenda))
    # Before anything else.
    assert page.url.endswith(SECOND)
    set_up_app(page)


def write(page, address, text):
    page.goto(address)
    page.get_by_label("Tekst", exact=True).fill(text)
    press(page, "Bewaar")


def test_from_invitation_to_an_adopted_agenda(opened, log, on_site, in_2022, tmp_path):
    on_site(ACCEPT_AN_ENTRY)
    paper = tmp_path / "Besluit topteam.pdf"
    paper.write_bytes(b"%PDF-1.7\nBesluit\n")
    large = tmp_path / "groot.pdf"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    ends = str(REVISED_FROM + timedelta(14))
    with opened() as page:
        coordinator(page, opened, log, "coordinator@voorbeeld.nl")
        page.goto("/werk/")
        found = barriers(page)
        page.goto(AGENDA)
        found += barriers(page)

        page.goto(f"{AGENDA}2/secties/A5/")
        found += barriers(page)
        page.get_by_label("Tekst", exact=True).fill(
            "Kennis komt via proeftuinen in de praktijk."
        )
        assert page.locator("[data-aantal]").inner_text() == "43"
        press(page, "Bewaar")
        page.goto(f"{AGENDA}2/secties/A5/eerder/")
        found += barriers(page)
        page.goto(f"{AGENDA}2/regels/")
        found += barriers(page)
        page.goto(f"{AGENDA}2/regels/R10/")
        press(page, "Bewaar het oordeel")
        found += barriers(page)

        page.goto(AGENDA)
        page.get_by_role("link", name="Leg voor aan iedereen").click()
        press(page, "Leg voor aan iedereen")
        assert page.get_by_text("Vul in tot en met wanneer").first.is_visible()
        found += barriers(page)
        page.get_by_label("Consultatie tot en met").fill(ends)
        press(page, "Leg voor aan iedereen")

        page.get_by_role("link", name="Bied aan ter vaststelling").click()
        press(page, "Bied aan ter vaststelling")
        page.get_by_role("link", name="Leg de vaststelling vast").click()
        found += barriers(page)
        page.get_by_label("Stuk van de vaststelling").set_input_files(large)
        press(page, "Leg de vaststelling vast")
        assert page.get_by_text("Dit is te veel in één keer").is_visible()
        page.goto(f"{AGENDA}2/stap/adopt/")
        page.get_by_label("Vastgesteld door").fill("het topteam")
        page.get_by_label("Vastgesteld op").fill(str(REVISED_FROM))
        page.get_by_label("Stuk van de vaststelling").set_input_files(paper)
        press(page, "Leg de vaststelling vast")
        assert page.get_by_text("Vastgesteld").first.is_visible()

        page.get_by_role("link", name="Open versie 3.0").click()
        found += barriers(page)
        press(page, "Open versie 3.0")
        assert page.get_by_text("Versie 3.0 is geopend.").is_visible()
        page.goto(f"{AGENDA}3/planning/")
        found += barriers(page)
        page.goto("/werk/berichten/")
        found += barriers(page)
        assert page.trouble == []
    with opened() as visitor:
        visitor.goto("/agendas/kia-gezondheid-en-zorg/2.0/")
        assert visitor.get_by_text("het topteam").first.is_visible()
        assert visitor.goto("/agendas/kia-gezondheid-en-zorg/3.0/").status == 404
        assert visitor.context.cookies() == []
    assert found == []


def test_a_text_is_never_written_over(opened):
    address = f"{OTHER}2/secties/A3/"
    with opened() as mine, opened() as theirs:
        be(mine, "Agendacoördinator")
        be(theirs, "Redacteur topsector")
        mine.goto(address)
        write(theirs, address, "Wat de redacteur schreef.")
        mine.get_by_label("Tekst", exact=True).fill("Wat de coördinator schreef.")
        press(mine, "Bewaar")

        assert mine.get_by_text("Wat de redacteur schreef.").is_visible()
        typed = mine.get_by_label("Tekst", exact=True).input_value()
        assert typed == "Wat de coördinator schreef."
        assert barriers(mine) == []


def test_two_coordinators_take_a_step_at_once(opened):
    """The second reads what happened, and what was typed is still there."""
    address = f"{OTHER}2/planning/"
    with opened() as first, opened() as second:
        for page in (first, second):
            be(page, "Agendacoördinator")
            page.goto(address)
            page.get_by_label("Gereed op").fill("2022-03-01")
        first.get_by_label("Reden").fill("Meer tijd")
        press(first, "Bewaar de planning")
        second.get_by_label("Reden").fill("Ook meer tijd")
        press(second, "Bewaar de planning")

        assert second.get_by_text("Intussen is de planning gewijzigd").is_visible()
        assert second.get_by_label("Reden").input_value() == "Ook meer tijd"
        assert barriers(second) == []


def test_a_role_that_ends_while_somebody_types(opened, log, on_site):
    email = "straks@voorbeeld.nl"
    agenda = "Landbouw, water en voedsel"
    with opened() as page:
        coordinator(page, opened, log, email, agenda)
        page.goto(f"{OTHER}2/secties/A4/")
        page.get_by_label("Tekst", exact=True).fill("Een uur werk.")
        on_site(END_ALL_ROLES.format(email=email))
        press(page, "Bewaar")

        assert page.get_by_role(
            "heading", name="Dit kunt u niet meer doen"
        ).is_visible()
        assert page.get_by_text("Een uur werk.").is_visible()
        assert barriers(page) == []


def test_a_team_without_script(opened, log):
    with opened(java_script_enabled=False) as page:
        be(page, "Redacteur topsector")
        page.get_by_role("link", name="Uw team").click()
        page.get_by_label("E-mailadres").fill("collega@voorbeeld.nl")
        press(page, "Verstuur de uitnodiging")
        assert page.get_by_text("nog niet aangenomen").is_visible()
    link = link_to(log, "collega@voorbeeld.nl")
    with opened() as page:
        page.goto(link)
        assert barriers(page) + page.trouble == []
    with opened() as page:
        # A link that nobody made is gone: the browser says so too.
        page.goto("/account/uitnodiging/verzonnen/")
        assert barriers(page) == []
    with opened(java_script_enabled=False) as page:
        make_account(page, link)
        assert page.url.endswith(WORK)
        assert page.get_by_text("Teamlid topsector").first.is_visible()
        write(page, f"{OTHER}2/secties/A6/", "Zonder script geschreven.")
        assert page.get_by_text("is bewaard").is_visible()


def test_the_pages_of_a_team_have_no_barriers(opened):
    with opened() as page:
        be(page, "Redacteur topsector")
        found = barriers(page)
        page.goto("/werk/team/")
        found += barriers(page)
        page.locator("a", has_text="Beëindig").first.click()
        found += barriers(page)
        assert found + page.trouble == []


def test_a_step_with_the_keyboard_alone(opened):
    with opened() as page:
        be(page, "Agendacoördinator")
        page.goto(f"{OTHER}2/planning/")
        page.get_by_label("Gereed op").focus()
        for _ in range(20):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.innerText")
            if focused == "Bewaar de planning":
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith(OTHER)
