"""Reading an entry, what changed in it, and remarks: by mouse, by keyboard, without
script, on paper and on a narrow screen."""

import pytest

from portal.tests.browser.pages import press
from portal.tests.browser.test_accounts import barriers
from portal.tests.browser.test_drafting import be

pytestmark = pytest.mark.usefixtures("practice_agendas")

# Revised and accepted, after a version that is in force.
ENTRY = "/werk/bijdragen/voorbeeld-van-gemengd-kunststofafval-terug-naar-bouwsteen/"
READ = f"{ENTRY}lezen/"
MANNERS = ["", "?sinds=indiening", "?sinds=vastgesteld&weergave=tekst", "1/"]
OFFICER, EDITOR = "Beleidsmedewerker", "Redacteur topsector"
FIELD = "#veld-approach"
UNFOLD = "document.querySelectorAll('main details').forEach(d => { d.open = true })"


@pytest.fixture(scope="module")
def slug_read(opened):
    """The address under which the example is read."""
    with opened() as page:
        be(page, OFFICER)
        assert page.goto(READ).status == 200
    return READ


def remark(page, text, **more):
    """At the field of the approach, from a closed form."""
    page.locator(f"{FIELD} summary", has_text="Opmerking").last.click()
    page.locator(f"{FIELD} [name=text]").last.fill(text)
    for name, value in more.items():
        page.locator(f"{FIELD} [name={name}]").last.fill(value)
    press(page.get_by_role("button", name="Plaats opmerking").locator("visible=true"))


@pytest.mark.parametrize("manner", MANNERS)
def test_no_page_has_a_barrier(manner, opened, slug_read):
    with opened() as page:
        be(page, OFFICER)
        page.goto(f"{slug_read}{manner}")
        page.evaluate(UNFOLD)
        assert barriers(page) + page.trouble == []


def test_two_people_talk_without_script(opened, slug_read):
    with opened(java_script_enabled=False) as page:
        be(page, OFFICER)
        page.goto(slug_read)
        words = page.locator(f"{FIELD} .mr-proza p").first.inner_text().split()[:6]
        remark(page, "Noem ook de regio.", quote=" ".join(words))
        assert "#opmerking-" in page.url
        mine = page.locator(".mr-opmerking:target")
        assert "Noem ook de regio." in mine.inner_text()
        assert mine.locator("blockquote").inner_text() == " ".join(words)

        be(page, EDITOR)
        page.goto(f"{slug_read}?sinds=indiening")
        page.locator(".mr-lees__gelijk > summary").click()
        mine = page.locator(".mr-opmerking", has_text="Noem ook de regio.")
        mine.locator("summary", has_text="Reageer").click()
        mine.get_by_label("Uw reactie").fill("Dat doen wij.")
        press(mine.get_by_role("button", name="Plaats en handel af"))
        assert "sinds=indiening" in page.url


def test_what_is_wrong_with_a_remark_is_said_and_nothing_is_lost(opened, slug_read):
    with opened() as page:
        be(page, OFFICER)
        page.goto(slug_read)
        remark(page, "Een vraag hierover.", quote="dit staat er zeker niet")
        assert page.get_by_role("alert").is_visible()
        assert page.locator(f"{FIELD} #fout").is_visible()
        typed = page.locator(f"{FIELD} [name=text]").last
        assert typed.input_value() == "Een vraag hierover."
        assert barriers(page) == []


def test_a_remark_is_made_with_the_keyboard_alone(opened, slug_read):
    with opened() as page:
        be(page, OFFICER)
        page.goto(slug_read)
        summary = page.locator("#veld-customers summary").last
        summary.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("Met de toetsen gemaakt.")
        for _ in range(3):
            page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Met de toetsen gemaakt." in page.locator("#veld-customers").inner_text()


def test_a_difference_is_read_from_one_link_and_marked_as_read(opened, slug_read):
    with opened() as page:
        be(page, EDITOR)
        page.goto(slug_read)
        press(page.get_by_role("link", name="Sinds de vorige indiening"))
        assert page.get_by_role("heading", name="Wat is er anders?").is_visible()
        assert page.locator("main ins").count() > 3
        press(page.get_by_role("link", name="In de tekst"))
        assert page.locator(".mr-naast").count() == 0
        press(page.get_by_role("button", name="Ik heb dit gelezen"))
        assert page.get_by_text("staat als gelezen").is_visible()


def test_on_paper_there_are_no_buttons(opened, slug_read):
    with opened() as page:
        be(page, OFFICER)
        page.goto(f"{slug_read}?sinds=indiening")
        page.emulate_media(media="print")
        assert page.locator("main button:visible").count() == 0
        assert page.locator("main ins:visible").count() > 3
        assert len(page.pdf()) > 10_000
