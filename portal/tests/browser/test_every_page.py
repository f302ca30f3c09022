"""What must hold on every page, narrow and wide, light and dark."""

import pytest

from portal.tests.browser.barriers import (
    AXE,
    RULES,
    SIZES,
    STRUCTURE,
    TOO_NARROW,
    TOO_SMALL,
    TOO_WIDE,
    VIOLATIONS,
)
from portal.tests.browser.pages import LOGIN, NOT_FOUND, PRACTICE, PUBLIC

ENTRANCES = [LOGIN, PRACTICE, "/account/wachtwoord/vergeten/"]
ENTRANCES += ["/account/aanvragen/", "/account/wachtwoord/vergeten/verstuurd/"]
OVERVIEWS = ["/missies/", "/matrix/", "/themas/", "/topsectoren/", "/departementen/"]
OVERVIEWS += ["/organisaties/", "/sleuteltechnologieen/", "/bronnen/", "/regels/"]
OVERVIEWS += ["/instrumenten/", "/voorbeelden/", "/begrippen/", "/bedragen/"]
OVERVIEWS += ["/termijnen/", "/agendas/", "/bijdragen/"]


@pytest.mark.parametrize("path", [*PUBLIC, *ENTRANCES])
def test_no_barrier_and_no_error(path, opened):
    problems = []
    with opened() as page:
        page.goto(path)
        page.evaluate(AXE.read_text())
        for width, colours in SIZES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=colours)
            found = page.evaluate(VIOLATIONS, RULES)
            problems += [f"{width} {colours}: {problem}" for problem in found]

        problems += page.trouble
        assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", [*PUBLIC, *ENTRANCES])
def test_no_page_scrolls_sideways(path, desk):
    desk.goto(path)

    for width in (320, 390, 768, 1024, 1440, 1600):
        desk.set_viewport_size({"width": width, "height": 900})
        assert desk.evaluate(TOO_WIDE) == [], width
        assert desk.evaluate(TOO_NARROW) == [], width


def test_a_visitor_gets_no_cookie(opened):
    with opened() as page:
        for path in PUBLIC:
            page.goto(path)

        assert page.context.cookies() == []


@pytest.mark.parametrize("path", PUBLIC)
def test_the_structure_is_in_order(path, desk):
    answer = desk.goto(path)

    assert answer.status == (404 if path == NOT_FOUND else 200)
    assert desk.title().endswith("Missieregister")
    wrong = desk.evaluate(STRUCTURE)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", OVERVIEWS)
def test_an_overview_shows_the_path_to_it(path, desk):
    desk.goto(path)

    crumbs = desk.locator(".mr-kruimel li").all_inner_texts()
    assert crumbs[0] == "Start"
    assert len(crumbs) == 2


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("path", PUBLIC)
def test_what_can_be_clicked_is_large_enough(path, width, desk):
    desk.goto(path)
    desk.set_viewport_size({"width": width, "height": 900})

    wrong = desk.evaluate(TOO_SMALL)
    assert not wrong, "\n".join(wrong)
