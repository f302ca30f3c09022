"""The list with facets: in place with the script, by the form without it."""

import pytest

from portal.tests.browser.pages import press
from portal.tests.browser.test_report import barriers

LIST = "/missies/"
FOLDED = {"width": 390, "height": 800}


def said(page):
    return page.locator("#telling").inner_text()


def wait_for(page, words):
    page.locator("#telling").filter(has_text=words).wait_for()


def test_a_choice_updates_the_list_in_place_and_keeps_the_focus(opened):
    with opened() as page:
        page.goto(LIST)
        page.evaluate("window.stayed = true")
        box = page.get_by_role("checkbox", name="Veiligheid", exact=False).first
        box.focus()

        page.keyboard.press("Space")
        wait_for(page, "8 van 21 missies")

        assert page.evaluate("window.stayed")
        assert page.url.endswith("/missies/?thema=veiligheid")
        assert page.evaluate("document.activeElement.id") == "thema-veiligheid"
        assert page.locator("#lijst-melding").inner_text() == said(page)
        assert page.locator("#jaar-2050").is_disabled()
        assert page.locator(".mr-chip").count() == 1
        assert page.trouble == []


def test_a_chip_takes_its_filter_away_and_gives_the_focus_a_place(opened):
    with opened() as page:
        page.goto(f"{LIST}?thema=veiligheid&jaar=2030")

        page.locator(".mr-chip", has_text="Veiligheid").click()
        wait_for(page, "13 van 21 missies")

        assert page.url.endswith("/missies/?jaar=2030")
        assert not page.locator("#thema-veiligheid").is_checked()
        assert page.evaluate("document.activeElement.id") == "telling"

        page.get_by_role("link", name="Wis alle filters").click()
        wait_for(page, "21 missies en 5 subdoelen")
        assert page.url.endswith("/missies/")


def test_back_and_forward_follow_the_choices(opened):
    with opened() as page:
        page.goto(LIST)
        page.locator("#thema-veiligheid").check()
        wait_for(page, "8 van 21")
        page.locator("#jaar-2030").check()
        wait_for(page, "5 van 21")

        page.go_back()
        wait_for(page, "8 van 21")
        assert not page.locator("#jaar-2030").is_checked()

        page.go_back()
        wait_for(page, "21 missies en 5")
        assert not page.locator("#thema-veiligheid").is_checked()

        page.go_forward()
        wait_for(page, "8 van 21")
        assert page.locator("#thema-veiligheid").is_checked()


def test_a_link_within_the_page_does_not_fetch_the_list_again(opened):
    with opened() as page:
        page.goto(LIST)
        page.locator("#thema-veiligheid").check()
        wait_for(page, "8 van 21")
        asked = []
        page.on("request", lambda r: LIST in r.url and asked.append(r.url))

        page.get_by_role("link", name="Ga naar de inhoud").press("Enter")
        page.wait_for_url("**#inhoud")
        page.wait_for_timeout(300)
        assert asked == []

        page.go_back()
        page.go_back()
        wait_for(page, "21 missies en 5")


def test_a_mailed_address_shows_the_same_list(opened):
    with opened() as page:
        page.goto(LIST)
        page.locator("#thema-veiligheid").check()
        wait_for(page, "8 van 21")
        page.locator("#sorteer").select_option("naam")
        page.wait_for_url("**sorteer=naam")
        names = page.locator(".mr-tabel tbody th").all_inner_texts()
        mailed = page.url

    with opened() as page:
        page.goto(mailed)
        assert page.locator(".mr-tabel tbody th").all_inner_texts() == names
        assert names == sorted(names, key=str.lower)


def test_old_content_is_dimmed_when_the_answer_takes_long(opened):
    with opened() as page:
        page.goto(LIST)
        held = []
        page.route("**/missies/?**", lambda route: held.append(route))

        page.locator("#thema-veiligheid").check()
        page.locator("#uitkomst[aria-busy=true]").wait_for()
        held[0].continue_()

        wait_for(page, "8 van 21")
        assert page.locator("#uitkomst[aria-busy]").count() == 0


def test_without_script_the_form_gives_the_same_list(opened):
    with opened(java_script_enabled=False) as page:
        page.goto(LIST)
        page.locator("#thema-veiligheid").check()
        page.locator("#jaar-2030").check()

        press(page.get_by_role("button", name="Filters toepassen"))

        assert "thema=veiligheid" in page.url and "jaar=2030" in page.url
        assert said(page).startswith("5 van 21 missies")
        press(page.locator(".mr-chip", has_text="2030"))
        assert said(page).startswith("8 van 21 missies")


def test_on_a_phone_the_filters_are_folded_and_stay_open(opened):
    with opened(**FOLDED) as page:
        page.goto(LIST)
        assert not page.locator("#thema-veiligheid").is_visible()

        page.locator("#vouw > summary").click()
        page.locator("#thema-veiligheid").check()
        wait_for(page, "8 van 21")

        assert page.locator("#thema-veiligheid").is_visible()
        assert page.locator("#teller").inner_text().endswith("1")


def test_nothing_left_says_what_to_take_away(opened):
    with opened() as page:
        page.goto(f"{LIST}?thema=veiligheid&jaar=2035&doel=getal")

        page.get_by_role("link", name="Haal soort doel met een getal weg").click()

        wait_for(page, "1 van 21 missies")
        assert page.url.endswith("/missies/?thema=veiligheid&jaar=2035")


@pytest.mark.parametrize("width", [390, 1440])
def test_what_the_script_leaves_has_no_barrier(width, opened):
    with opened(width=width) as page:
        page.goto(LIST)
        page.evaluate("document.getElementById('vouw').open = true")
        page.locator("#thema-veiligheid").check()
        wait_for(page, "8 van 21")
        for shut in page.locator(".mr-facet__rest > summary").all():
            shut.click()

        assert barriers(page, width) == []


def test_the_time_axis_follows_its_filters(opened):
    with opened() as page:
        page.goto("/")
        page.locator("#vouw > summary").click()
        page.locator("#thema-veiligheid").check()
        wait_for(page, "8 van 21 missies")

        assert page.locator(".hz-rij").count() == 8
        assert page.url.endswith("/?thema=veiligheid")


def test_the_calendar_follows_the_line(opened):
    with opened() as page:
        page.goto("/termijnen/")
        page.locator("#thema-veiligheid").check()
        wait_for(page, "3 van")

        calendar = page.get_by_role("link", name="Zet deze termijnen")
        assert calendar.get_attribute("href").endswith(".ics?thema=veiligheid")


@pytest.mark.parametrize("width", [390, 1440])
def test_the_downloads_stand_above_the_list(width, opened):
    with opened(width=width) as page:
        page.goto(f"{LIST}?thema=veiligheid")
        for name in ("CSV", "Excel (XLSX)", "JSON"):
            button = page.locator("#uitkomst").get_by_role("link", name=name)
            box = button.bounding_box()
            assert box["y"] < page.locator(".mr-tabel").bounding_box()["y"]
            assert box["height"] >= 24
            assert "thema=veiligheid" in button.get_attribute("href")


def test_a_checkbox_is_large_enough_itself_and_a_derived_year_says_so(opened):
    with opened() as page:
        page.goto(LIST)
        for box in page.locator(".mr-keuze input:visible").all():
            size = box.bounding_box()
            assert size["width"] >= 24 and size["height"] >= 24

        label = page.locator("label[for='jaar-2024']")
        assert "2024 (afgeleid)" in label.inner_text()
        assert "afgeleid" not in page.locator("label[for='jaar-2030']").inner_text()


def test_tables_below_each_other_stand_on_the_same_lines(opened):
    with opened() as page:
        page.goto("/sleuteltechnologieen/")
        tables = page.locator(".mr-tabel").all()
        widths = [
            [
                round(th.bounding_box()["width"])
                for th in table.locator("thead th").all()
            ]
            for table in tables
        ]

        assert len(widths) == 3
        assert widths[0] == widths[1] == widths[2]


def test_the_fields_of_the_changes_stand_on_one_line(opened):
    with opened() as page:
        page.goto("/wijzigingen/")
        for part in ("label", ".mr-invoer"):
            fields = page.locator(f".mr-kies .mr-veld {part}").all()
            assert len({round(field.bounding_box()["y"]) for field in fields}) == 1
