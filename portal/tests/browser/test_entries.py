"""The list of entries: its totals follow the choice, with and without scripts."""

import pytest

from portal.tests.browser.pages import ENTRY, press

pytestmark = pytest.mark.usefixtures("practice_agendas")
LIST = "/bijdragen/"


def test_the_totals_follow_the_choice_in_place(opened):
    with opened() as page:
        page.goto(LIST)
        assert page.get_by_role("heading", name="Samen").first.is_visible()
        assert "177,57" in page.locator("#uitkomst").inner_text()

        page.get_by_role("checkbox", name="Veiligheid").first.check()
        page.get_by_role("heading", name="Deze selectie samen").wait_for()

        told = page.locator("#uitkomst").inner_text()
        assert "27,71" in told and "177,57" not in told
        assert "agenda=kia-veiligheid" in page.url
        assert not page.trouble


def test_without_scripts_a_button_does_the_same(opened):
    with opened(java_script_enabled=False) as page:
        page.goto(LIST)
        page.get_by_role("checkbox", name="Veiligheid").first.check()
        press(page.get_by_role("button", name="Filters toepassen"))

        assert "27,71" in page.locator("#uitkomst").inner_text()


def test_a_row_leads_to_the_entry_and_its_mission_leads_back(opened):
    with opened() as page:
        page.goto(LIST)
        press(page.locator(f'a[href="{ENTRY}"]').first)
        press(page.get_by_role("link", name="ED-1 Broeikasgasuitstoot").first)

        assert page.locator(f'a[href="{ENTRY}"]').first.is_visible()
        press(page.get_by_role("link", name="Bekijk deze in de lijst"))
        assert "missie=broeikasgasuitstoot-terugdringen" in page.url


def test_a_box_of_the_layer_shows_the_entry(opened):
    with opened() as page:
        page.goto("/matrix/?laag=bijdragen")
        page.locator("button.mx-vak").first.click()

        shown = page.locator("[popover]:popover-open")
        assert "Met een vastgestelde bijdrage" in shown.inner_text()
        assert shown.locator('a[href^="/bijdragen/"]').first.is_visible()
