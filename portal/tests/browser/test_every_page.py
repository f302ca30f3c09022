"""What must hold on every page, narrow and wide, light and dark.

Each page is visited once, for all of it: with nearly a hundred pages the way there
takes longer than the looking.
"""

import pytest

from portal.tests.browser.barriers import (
    NARROW_AND_DARK,
    SIZES,
    STRUCTURE,
    TOO_NARROW,
    TOO_SMALL,
    TOO_WIDE,
    in_every_look,
)
from portal.tests.browser.pages import (
    ENTRY,
    HOME,
    LIST,
    LOGIN,
    MISSION,
    NOT_FOUND,
    PRACTICE,
    PUBLIC,
)

ENTRANCES = [LOGIN, PRACTICE, "/account/wachtwoord/vergeten/"]
ENTRANCES += ["/account/aanvragen/", "/account/wachtwoord/vergeten/verstuurd/"]
OVERVIEWS = ["/missies/", "/matrix/", "/themas/", "/topsectoren/", "/departementen/"]
OVERVIEWS += ["/organisaties/", "/sleuteltechnologieen/", "/bronnen/", "/regels/"]
OVERVIEWS += ["/instrumenten/", "/voorbeelden/", "/begrippen/", "/bedragen/"]
OVERVIEWS += ["/termijnen/", "/agendas/", "/bijdragen/"]
# Of the fourth look, narrow and dark, the colours are those of the wide one. A page of
# each sort has it here, the others in the slow tests.
IN_ALL_LOOKS = [HOME, LIST, MISSION, ENTRY, "/matrix/", "/contract/2020/", "/over/"]
THREE_LOOKS = [size for size in SIZES if size != NARROW_AND_DARK]
SCRIPTS = "[...document.scripts].map(s => [new URL(s.src).origin, s.defer])"


def arrive(page, path):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    return page.goto(path)


def sizes_of(page):
    """What reaches past the edge or is squeezed, at any width."""
    problems = []
    for width in (320, 390, 768, 1024, 1440, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(TOO_WIDE) + page.evaluate(TOO_NARROW)
        problems += [f"{width}: {problem}" for problem in found]
    return problems


def targets_of(page):
    """What is too small to be clicked."""
    problems = []
    for width in (320, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        problems += [f"{width}: {found}" for found in page.evaluate(TOO_SMALL)]
    return problems


def order_of(page, answer, path):
    """The parts that every page has, and where its scripts come from."""
    problems = page.evaluate(STRUCTURE)
    if answer.status != (404 if path == NOT_FOUND else 200):
        problems.append(f"status {answer.status}")
    if not page.title().endswith("Missieregister"):
        problems.append(f"title {page.title()}")
    # A file of this site, that waits for the page.
    origin = page.evaluate("location.origin")
    scripts = page.evaluate(SCRIPTS)
    problems += [f"script {s}" for s in scripts if s != [origin, True]]
    if path in OVERVIEWS:
        crumbs = page.locator(".mr-kruimel li").all_inner_texts()
        if len(crumbs) != 2 or crumbs[0] != "Start":
            problems.append(f"path {crumbs}")
    return problems


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page(path, desk):
    before = len(desk.trouble)
    answer = arrive(desk, path)

    sizes = SIZES if path in IN_ALL_LOOKS else THREE_LOOKS
    problems = order_of(desk, answer, path) + in_every_look(desk, sizes=sizes)
    problems += sizes_of(desk) + targets_of(desk) + desk.trouble[before:]
    # A visitor gets no cookie, on no page.
    problems += desk.context.cookies()
    assert not problems, "\n".join(map(str, problems))


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in PUBLIC if path not in IN_ALL_LOOKS])
def test_a_public_page_narrow_and_dark(path, desk):
    arrive(desk, path)

    assert in_every_look(desk, sizes=[NARROW_AND_DARK]) == []


@pytest.mark.parametrize("path", ENTRANCES)
def test_a_page_before_signing_in(path, opened):
    with opened() as page:
        arrive(page, path)

        problems = in_every_look(page) + sizes_of(page) + page.trouble
        assert not problems, "\n".join(problems)


def test_every_overview_is_visited():
    assert {*OVERVIEWS, *IN_ALL_LOOKS} <= set(PUBLIC)
