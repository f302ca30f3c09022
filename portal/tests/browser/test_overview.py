"""Tasks 10 to 12, 19 and 20 with a real browser: what a coordinator sees of a whole
agenda, requests to government, and what a department sees of its missions."""

import re

import pytest

from portal.tests.browser.pages import ENTRY, press
from portal.tests.browser.test_accounts import barriers
from portal.tests.browser.test_drafting import be

pytestmark = pytest.mark.usefixtures("practice_agendas")

COORDINATOR, JUDGE = "Agendacoördinator", "Beoordelaar, departement"
EDITOR, OTHER_EDITOR = "Redacteur topsector", "Redacteur van een andere topsector"
OFFICER = "Beleidsmedewerker"
AGENDA = "/werk/agendas/kia-energietransitie-en-duurzaamheid/"
BOARD, GAPS, OVERLAP = (f"{AGENDA}{page}/" for page in ("bord", "gaten", "overlap"))
REQUESTS, PUBLIC = "/werk/verzoeken/", "/verzoeken/"
DEPARTMENT = "/werk/departement/"
INBOX = "/werk/berichten/"


@pytest.mark.parametrize(
    "person, path",
    [
        (COORDINATOR, BOARD),
        (COORDINATOR, GAPS),
        (COORDINATOR, OVERLAP),
        (JUDGE, REQUESTS),
        (JUDGE, DEPARTMENT),
    ],
)
def test_no_barriers(person, path, opened):
    with opened() as page:
        be(page, person)
        page.goto(path)
        assert barriers(page) == []
        assert page.trouble == []


def first_request(page):
    """Opens the request that waits longest for this department."""
    page.goto(f"{REQUESTS}?van=antwoorden&stand=none")
    press(page.locator("tbody th a").first)
    return page.url


def test_task_19_answer_a_request_and_see_it_land(opened):
    with opened() as page:
        be(page, JUDGE)
        address = first_request(page)
        page.get_by_label("Stand").select_option("refused")
        # By keyboard, without a reason.
        page.get_by_label("Stand").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.get_by_role("alert").is_visible()
        assert page.get_by_label("Stand").input_value() == "refused"
        page.get_by_label("Reactie", exact=True).fill("Hier is een wet voor nodig.")
        press(page.get_by_role("button", name="Bewaar de reactie"))
        assert barriers(page) == []
        press(page.get_by_role("button", name="Mag openbaar"))
        assert page.get_by_text("Mag openbaar", exact=True).count() == 0
        assert page.trouble == []
    heard = []
    for editor in (EDITOR, OTHER_EDITOR, COORDINATOR):
        with opened() as page:
            be(page, editor)
            page.goto(INBOX)
            link = page.locator(f'a[href="{address.removeprefix(page_origin(page))}"]')
            heard += [editor] * bool(link.count())
    assert COORDINATOR in heard and len(heard) == 2


def page_origin(page):
    return page.evaluate("location.origin")


def test_two_who_answer_at_once_lose_nothing_without_script(opened):
    options = {"java_script_enabled": False}
    with opened(**options) as one, opened(**options) as other:
        for page in (one, other):
            be(page, JUDGE)
        address = first_request(one)
        other.goto(address)
        for page, text in [(one, "De eerste reactie."), (other, "De tweede reactie.")]:
            page.get_by_label("Stand").select_option("talking")
            page.get_by_label("Reactie", exact=True).fill(text)
            press(page.get_by_role("button", name="Bewaar de reactie"))
        assert "was u voor" in other.locator("[role=alert]").inner_text()
        field = other.get_by_label("Reactie", exact=True)
        assert field.input_value() == "De tweede reactie."
        assert other.get_by_text("De eerste reactie.").is_visible()
        press(other.get_by_role("button", name="Bewaar de reactie"))
        assert other.get_by_text("De tweede reactie.").is_visible()


def test_a_visitor_reads_requests_of_what_holds(opened):
    with opened() as page:
        page.goto(PUBLIC)
        number = page.locator("#telling strong").inner_text()
        assert page.locator("tfoot td").inner_text() == number
        press(page.locator("tbody th a").first)
        assert barriers(page) == []
        assert page.trouble == []


def test_task_10_the_monday_meeting(opened):
    with opened() as page:
        be(page, COORDINATOR)
        page.goto(AGENDA)
        press(page.get_by_role("link", name="Bord: alle bijdragen naar stand"))
        assert page.url.endswith(BOARD)
        counts = page.locator(".mr-bord__tellers strong").all_inner_texts()
        assert sum(map(int, counts)) == page.locator("table.mr-bord tbody tr").count()
        page.locator("table.mr-bord input[type=checkbox]").first.focus()
        page.keyboard.press("Space")
        page.get_by_label("Uw regel").fill("Graag voor vrijdag klaar.")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{BOARD}")
        assert "aan " in page.locator(".mr-melding[role=status]").first.inner_text()
        assert barriers(page) == []
        page.locator("table.mr-bord input[type=checkbox]").first.check()
        page.get_by_label("Uw regel").fill("Nog een keer.")
        press(page.get_by_role("button", name="Verstuur de herinnering"))
        assert (
            "vandaag al herinnerd"
            in page.locator(".mr-melding[role=status]").first.inner_text()
        )
        assert page.trouble == []


def test_task_11_gaps_on_one_page(opened):
    with opened(java_script_enabled=False) as page:
        be(page, COORDINATOR)
        page.goto(GAPS)
        press(page.get_by_role("link", name="Geldend"))
        shown = page.locator(".mr-inleiding strong").inner_text()
        rows = page.locator("tbody tr").count()
        assert shown.startswith(f"{rows} van ")
        with page.expect_download() as found:
            page.get_by_role("link", name="Download (CSV)").click()
        assert found.value.suggested_filename.startswith("VOORBEELD-missies")
    with opened() as page:
        be(page, COORDINATOR)
        page.goto(GAPS)
        paper = page.pdf(prefer_css_page_size=True)
        assert re.findall(rb"/Type\s*/Pages.*?/Count (\d+)", paper, re.DOTALL) == [b"1"]


def copy_of(page, title):
    """An entry that does the same as the one in force."""
    slug = ENTRY.removeprefix("/bijdragen/")
    page.goto(f"/werk/bijdragen/{slug}kopie/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Agenda", exact=True).select_option(
        label="Energietransitie en duurzaamheid"
    )
    page.get_by_label("Trekkende topsector").select_option(label="Energie")
    press(page.locator("main form button").last)


def test_task_12_overlap_side_by_side(opened):
    with opened() as page:
        be(page, COORDINATOR)
        copy_of(page, "VOORBEELD – Hetzelfde nog eens")
        page.goto(OVERLAP)
        sides = page.locator(".mr-paar").first.locator(".mr-paar__kant")
        assert sides.count() == 2
        texts = sides.all_inner_texts()
        assert any("Hetzelfde nog eens" in text for text in texts)
        assert all("Begroting" in text and "Partijen" in text for text in texts)
        one, other = (sides.nth(n).bounding_box() for n in (0, 1))
        assert one["y"] == other["y"] and one["x"] < other["x"]
        assert barriers(page) == []


def test_task_20_least_money_and_attention(opened):
    with opened(java_script_enabled=False) as page:
        be(page, OFFICER)
        press(page.get_by_role("link", name="Missies van mijn departement"))
        assert page.url.endswith(DEPARTMENT)
        assert page.get_by_text("Lees dit bij de bedragen.").is_visible()
        before = page.locator("tfoot td").inner_text()
        press(page.get_by_role("link", name="Ingediend"))
        assert page.locator("tfoot td").inner_text() != before
        with page.expect_download() as found:
            page.get_by_role("link", name="Download (CSV)").click()
        assert found.value.suggested_filename.startswith("VOORBEELD-missies")
