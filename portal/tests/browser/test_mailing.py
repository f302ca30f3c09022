"""Following and e-mail with a real browser: a link on a page, the keyboard, no script."""

import pytest

from portal.tests.browser.pages import press
from portal.tests.browser.test_accounts import barriers
from portal.tests.browser.test_drafting import EDITOR, be

pytestmark = pytest.mark.usefixtures("practice_agendas")

PAGE = "/werk/volgen/"


def test_what_to_follow_is_chosen_on_its_own_page(opened):
    with opened() as page:
        be(page, EDITOR)
        page.goto("/missies/broeikasgasuitstoot-terugdringen/")
        page.get_by_role("link", name="Volg deze missie").click()
        assert page.locator("#id_what option:checked").inner_text().startswith("ED-1")

        press(page.get_by_role("button", name="Volg dit"))
        assert page.get_by_text("U volgt nu: ED-1").is_visible()
        assert barriers(page) + page.trouble == []
        press(page.get_by_role("button", name="Volg niet meer"))
        assert page.get_by_text("U volgt nog niets.").is_visible()


def test_mail_is_turned_off_with_the_keyboard_and_without_a_script(opened):
    with opened(java_script_enabled=False) as page:
        be(page, EDITOR)
        page.goto(PAGE)
        page.get_by_label("Eén keer per dag").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert not page.get_by_label("Eén keer per dag").is_checked()
        page.get_by_label("Eén keer per dag").check()
        press(page.get_by_role("button", name="Bewaar uw keuze"))


def test_a_made_up_link_to_stop_is_a_page_that_is_not_there(opened):
    with opened() as page:
        assert page.goto("/afmelden/onzin/").status == 404
