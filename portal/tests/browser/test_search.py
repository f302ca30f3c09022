"""The search box with a keyboard, and without script."""

from portal.tests.browser.pages import HOME

OPTION = "#kop-zoek-lijst [role=option]"


def typed(page, text):
    page.goto(HOME)
    return fill(page, "kop-zoek", text)


def fill(page, name, text):
    """All at once: an answer to half of the words may not come in between."""
    box = page.locator(f"#{name}")
    box.fill(text)
    page.locator(f"#{name}-lijst [role=option]").first.wait_for()
    return box


def test_arrow_and_enter_lead_to_the_suggestion(desk):
    box = typed(desk, "cybervei")

    box.press("ArrowDown")
    first = desk.locator(OPTION).first
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert first.get_attribute("aria-selected") == "true"

    address = first.get_attribute("data-adres")
    box.press("Enter")
    desk.wait_for_url(f"**{address}")

    assert desk.trouble == []


def test_up_from_the_box_goes_to_the_last_and_down_again_to_the_box(desk):
    box = typed(desk, "klimaatneutr")
    last = desk.locator(OPTION).last.get_attribute("id")

    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == last

    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None


def test_escape_closes_the_list_and_keeps_what_was_typed(desk):
    box = typed(desk, "fotonic")

    box.press("Escape")

    assert desk.locator("#kop-zoek-lijst").is_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "fotonic"


def test_enter_without_a_choice_searches(desk):
    box = typed(desk, "fotonica")

    box.press("Enter")
    desk.wait_for_url("**/zoeken/?q=fotonica")

    assert desk.locator("mark").first.text_content().lower() == "fotonica"


def test_the_number_of_suggestions_is_announced(desk):
    typed(desk, "cybervei")

    count = desk.locator(OPTION).count()
    status = desk.locator("form:has(#kop-zoek) [role=status]")

    assert status.text_content().split() == [
        str(count),
        "suggestie" if count == 1 else "suggesties",
    ]


def test_the_form_works_without_script(opened):
    with opened(java_script_enabled=False) as page:
        page.goto(HOME)
        page.locator("#kop-zoek").fill("kringlooplandbouw")
        page.locator("#kop-zoek").press("Enter")
        page.wait_for_url("**/zoeken/?q=kringlooplandbouw")

        assert page.locator("h1").text_content() == "Zoeken"
        assert page.locator("mark").count() > 0


def test_on_a_phone_the_box_is_in_the_menu(opened):
    with opened(width=390) as page:
        page.goto(HOME)
        assert page.locator("#kop-zoek").is_hidden()
        page.locator("summary", has_text="Menu").click()
        fill(page, "menu-zoek", "fotonic")
        page.locator("#menu-zoek-lijst [role=option]").first.click()
        page.wait_for_url("**/sleuteltechnologieen/fotonica/")
