"""The admin in a real browser, signed in: every kind of page, wide and narrow."""

import pytest

from portal.tests.browser.barriers import AXE, RULES, TOO_WIDE, VIOLATIONS
from portal.tests.browser.pages import MISSION, PRACTICE, WORK, press
from portal.tests.browser.test_keyboard import walk

MISSIONS = "/beheer/missions/mission/"
GROUNDS = "/beheer/missions/missionground/"
NUMBERS = "/beheer/sources/officialnumber/"
PASSAGES = "/beheer/sources/passage/"
THEMES = "/beheer/themes/theme/"
USERS = "/beheer/accounts/user/"
SIZES = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")]


@pytest.fixture(scope="module")
def signed_in(opened):
    """The session of the demo admin."""
    with opened() as page:
        practise(page, "Beheerder")
        return page.context.storage_state()


def practise(page, name):
    page.goto(PRACTICE)
    press(page.get_by_role("button", name=f"Kies {name}"))
    assert page.url.endswith(WORK)


def at(path):
    return lambda page: page.goto(path)


def first_of(path, tail="change/"):
    """Open the first record of a list, or another page of it."""

    def go(page):
        page.goto(path)
        link = page.locator("#result_list tbody th a").first.get_attribute("href")
        page.goto(link.split("?")[0].replace("change/", tail))

    return go


def grounds(page):
    first_of(MISSIONS)(page)
    press(page.locator(".object-tools .mr-gronden"))


def add_ground(page):
    grounds(page)
    press(page.get_by_role("link", name="Nieuw: grond"))


def paste_twice_found(page):
    """A ground whose words stand in several places, so that one must be chosen."""
    add_ground(page)
    page.get_by_label("een passage uit een tekst").check()
    page.get_by_label("Woorden uit de tekst").fill("het Klimaatakkoord")
    press(page.get_by_role("button", name="Bewaar", exact=True))


def choose(action, path=MISSIONS):
    def go(page):
        page.goto(path)
        page.locator("#result_list tbody input[type=checkbox]").first.check()
        page.get_by_label("Met de gekozen regels").select_option(label=action)
        press(page.get_by_role("button", name="Voer uit"))

    return go


def conflict(page):
    """As if somebody else saved this account after the page was opened."""
    first_of(USERS)(page)
    page.evaluate("document.querySelector('[name=seen]').value = 99")
    page.get_by_label("Naam").fill("Een andere naam")
    press(page.get_by_role("button", name="Bewaar", exact=True))
    page.get_by_role("table", name="Wat verschilt").wait_for()


def full_of_errors(page):
    page.goto(f"{MISSIONS}add/")
    press(page.get_by_role("button", name="Bewaar", exact=True))


def signed_out(page):
    page.goto("/beheer/")
    press(page.get_by_role("button", name="Log uit"))


PAGES = {
    "index": at("/beheer/"),
    "room": at("/beheer/missions/"),
    "list": at(MISSIONS),
    "filtered": at(f"{MISSIONS}?publicatie=ja&theme__id__exact=1"),
    "empty": at(f"{MISSIONS}?q=bestaatniet"),
    "add": at(f"{MISSIONS}add/"),
    "errors": full_of_errors,
    "change": first_of(MISSIONS),
    "change a target": first_of("/beheer/missions/target/"),
    "conflict": conflict,
    "history": first_of(MISSIONS, "history/"),
    "grounds": grounds,
    "add a ground": add_ground,
    "choose the place": paste_twice_found,
    "lapse": choose("Laat vervallen …"),
    "refused": choose("Publiceer"),
    "delete": first_of(NUMBERS, "delete/"),
    "delete the chosen": choose("Verwijder de gekozen officiële nummers", NUMBERS),
    "passages": at(PASSAGES),
    "passage": first_of(PASSAGES),
    "users": at(USERS),
    "add a user": at(f"{USERS}add/"),
    "change a user": first_of(USERS),
    "history of a user": first_of(USERS, "history/"),
    "password of a user": first_of(USERS, "password/"),
    "invitations": at("/beheer/accounts/invitation/"),
    "invite": at("/beheer/accounts/invitation/add/"),
    "popup": at(f"{THEMES}add/?_popup=1"),
}


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_and_no_error(name, opened, signed_in):
    problems = []
    with opened(storage_state=signed_in) as page:
        PAGES[name](page)
        page.evaluate(AXE.read_text())
        for width, colours in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=colours)
            found = page.evaluate(VIOLATIONS, RULES)
            found += [f"too wide: {part}" for part in page.evaluate(TOO_WIDE)]
            problems += [f"{width} {colours}: {problem}" for problem in found]

        problems += page.trouble
        assert not problems, "\n".join(problems)


def test_signed_out_is_without_barrier_too(opened):
    with opened() as page:
        practise(page, "Beheerder")
        signed_out(page)
        page.evaluate(AXE.read_text())

        assert page.evaluate(VIOLATIONS, RULES) + page.trouble == []
        assert page.get_by_role("heading", name="Uitgelogd").is_visible()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["index", "list", "change", "add a ground"])
def test_the_focus_is_seen_at_every_stop(name, width, opened, signed_in):
    with opened(width, storage_state=signed_in) as page:
        PAGES[name](page)
        page.evaluate("document.activeElement?.blur()")

        stops = walk(page, "Tab")

        # Of a wide column or a tall box a part in view is enough (WCAG 2.4.11).
        assert [s for s in stops if set(s["wrong"]) - {"out of view"}] == []
        assert len(stops) > 15


def test_a_theme_is_found_by_typing_with_the_keyboard_alone(opened, signed_in):
    with opened(storage_state=signed_in) as page:
        page.goto(f"{MISSIONS}add/")
        page.get_by_role("combobox", name="Thema:").focus()
        page.keyboard.press("Enter")
        found = page.locator(".select2-results")
        found.get_by_text("Energietransitie").wait_for()
        page.keyboard.insert_text("veil")
        found.get_by_text("Energietransitie").wait_for(state="detached")
        found.get_by_text("Veiligheid").wait_for()
        page.keyboard.press("Enter")

        assert page.locator("#id_theme option:checked").inner_text() == "Veiligheid"
        # Select2 itself breaks off a question when a newer one takes its place.
        assert [t for t in page.trouble if "ERR_ABORTED" not in t] == []


def test_the_calendar_is_dutch_and_fills_in_a_day(opened, signed_in):
    with opened(storage_state=signed_in) as page:
        page.goto(f"{MISSIONS}add/")
        page.get_by_label("Geldt vanaf").fill("26-4-2019")
        dates = page.locator(".field-valid_from")
        dates.get_by_role("button", name="Kies een datum").press("Enter")
        calendar = page.locator(".calendarbox:visible")
        words = calendar.inner_text()
        calendar.get_by_label("27 april 2019").press("Enter")

        assert "april 2019" in words
        assert "Gisteren" in words and "Sluit" in words
        assert page.get_by_label("Geldt vanaf").input_value() == "27-04-2019"
        assert page.trouble == []


def test_from_the_public_page_to_the_form_and_back(opened, signed_in):
    with opened(storage_state=signed_in) as page, opened() as visitor:
        page.goto(MISSION)
        press(page.get_by_role("link", name="Bewerk in Beheer"))
        assert page.get_by_label("Code").input_value() == "ED-1"

        press(page.get_by_role("link", name="Bekijk op de site"))
        assert page.url.endswith(MISSION)

        visitor.goto(MISSION)
        assert visitor.get_by_role("link", name="Bewerk in Beheer").count() == 0
        assert visitor.context.cookies() == []
