"""The keyboard: every stop is seen, forward and back."""

import pytest

from portal.tests.browser.pages import HOME, LETTER, LIST, MISSION

# The stop that has the focus: its name, and what is wrong with how it shows.
STOP = """() => {
    const e = document.activeElement;
    if (!e || e === document.body) return null;
    const number = [...document.querySelectorAll('*')].indexOf(e);
    const name = `${number} ${e.tagName} ${(e.getAttribute('href') || e.textContent).trim().slice(0, 50)}`;
    const style = getComputedStyle(e), wrong = [];
    const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (!outline && style.boxShadow === 'none') wrong.push('no outline');
    const boxes = [...e.getClientRects()];
    for (const part of e.querySelectorAll('*')) boxes.push(...part.getClientRects());
    const large = boxes.filter(b => b.width > 1 && b.height > 1);
    const seen = large.filter(b => b.top >= 0 && b.left >= 0 && b.bottom <= innerHeight && b.right <= innerWidth + 1);
    const region = e.getAttribute('role') === 'region' && large.some(b => b.top < innerHeight && b.bottom > 0);
    if (!seen.length && !region) wrong.push('out of view');
    const bare = seen.some(b => {
        const top = document.elementFromPoint((b.left + b.right) / 2, (b.top + b.bottom) / 2);
        return top && (e.contains(top) || top.contains(e));
    });
    if (seen.length && !bare) wrong.push('covered');
    return {name, number, wrong};
}"""
PAGES = [HOME, LIST, MISSION, LETTER]
MOST_STOPS = 2500  # more is a trap; the letter with its notes has 1,850


def walk(page, key, most=MOST_STOPS):
    """Press the key until the focus leaves the page; give the stops."""
    stops = []
    while len(stops) < most:
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None:
            return stops
        stops.append(stop)
    return stops


@pytest.mark.parametrize(
    ("path", "width"),
    [(HOME, 390), (HOME, 1440), (LIST, 390), (LIST, 1440), (MISSION, 390)]
    + [(MISSION, 1440), (LETTER, 1440)],
)
def test_the_focus_is_seen_at_every_stop_and_back(path, width, opened):
    with opened(width) as page:
        page.goto(path)

        there = walk(page, "Tab")
        back = walk(page, "Shift+Tab", len(there))

        assert len(there) < MOST_STOPS

        wrong = [stop for stop in there + back if stop["wrong"]]
        assert wrong == []
        assert [s["number"] for s in there] == sorted(s["number"] for s in there)
        assert [s["name"] for s in back] == [s["name"] for s in reversed(there)]
        links = page.locator("a[href]:visible").count()
        assert len(there) >= links


@pytest.mark.parametrize("path", PAGES)
def test_the_first_stop_leads_past_the_menu(path, opened):
    with opened() as page:
        page.goto(path)
        page.keyboard.press("Tab")
        first = page.locator(":focus")
        assert first.inner_text() == "Ga naar de inhoud"
        assert first.bounding_box()["y"] >= 0

        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"

        page.keyboard.press("Tab")
        assert page.locator("main :focus").count() == 1


def test_the_folded_menu_opens_and_closes_with_the_keyboard(opened):
    with opened(390) as page:
        page.goto(HOME)
        link = page.locator(".mr-nav--smal a").first
        page.locator(".mr-nav--smal summary").focus()

        page.keyboard.press("Enter")
        assert link.is_visible()

        page.keyboard.press("Enter")
        assert not link.is_visible()
        assert page.locator("summary:focus").count() == 1
