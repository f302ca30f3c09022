"""A reference to cite: it stands on the page, and a button copies it."""

import pytest

from portal.tests.browser.pages import press

PAGES = {
    "/missies/broeikasgasuitstoot-terugdringen/": "/id/missie/broeikasgasuitstoot",
    "/themas/veiligheid/": "/id/thema/veiligheid",
    "/topsectoren/chemie/": "/id/organisatie/chemie",
    "/sleuteltechnologieen/fotonica/": "/id/technologie/fotonica",
    "/bronnen/klimaatakkoord/": "/id/bron/klimaatakkoord",
}
MAY_COPY = {"permissions": ["clipboard-read", "clipboard-write"]}


@pytest.mark.parametrize("path", PAGES)
def test_the_button_copies_the_reference_and_says_so(path, opened):
    with opened(**MAY_COPY) as page:
        page.goto(path)
        button = page.get_by_role("button", name="Kopieer deze tekst")

        button.focus()
        page.keyboard.press("Enter")

        page.get_by_role("status").get_by_text("De tekst is gekopieerd.").wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "In: Missieregister, " in copied and PAGES[path] in copied
        assert copied == page.locator(".mr-citeer__tekst").inner_text().replace(
            "\u00a0", " "
        )
        assert page.trouble == []


def test_where_copying_is_refused_the_text_is_selected(opened):
    with opened() as page:
        page.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
        )
        page.goto("/themas/veiligheid/")

        page.get_by_role("button", name="Kopieer deze tekst").click()

        page.get_by_role("status").get_by_text("kopieer die zelf").wait_for()
        assert "/id/thema/veiligheid" in page.evaluate("getSelection().toString()")


def test_without_script_the_text_stands_there_and_no_button(opened):
    with opened(java_script_enabled=False) as page:
        page.goto("/themas/veiligheid/")

        assert page.locator(".mr-citeer__tekst").is_visible()
        assert not page.get_by_role("button", name="Kopieer deze tekst").is_visible()


def test_a_dossier_can_be_printed(opened):
    with opened(width=390) as page:
        page.add_init_script("window.print = () => (window.printed = true)")
        page.goto("/themas/veiligheid/")
        press(page.get_by_role("link", name="Afdrukken"))

        page.get_by_role("button", name="Druk af").click()

        assert page.evaluate("window.printed")
        assert page.get_by_role("heading", name="Wat staat er niet in").is_visible()
        wide = "document.documentElement.scrollWidth"
        assert page.evaluate(wide) <= 390
        page.emulate_media(media="print")
        assert not page.get_by_role("button", name="Druk af").is_visible()
        assert page.trouble == []
