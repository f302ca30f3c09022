"""A visitor with settings of their own: no script, spacing, colours, print."""

import base64

import pytest

from portal.tests.browser.pages import HOME, LETTER, LIST, MISSION, PUBLIC

THEME = "/themas/gezondheid-en-zorg/"

# WCAG 1.4.12: no content may be lost when a visitor spaces the text like this.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
        line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; }
        p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
CLIPPED = """() => [...document.querySelectorAll('body *')].filter(e => {
    const style = getComputedStyle(e);
    if (style.clipPath !== 'none' || !e.checkVisibility()) return false;
    const cuts = way => ['hidden', 'clip'].includes(way);
    return e.innerText?.trim() && (
        (cuts(style.overflowX) && e.scrollWidth > e.clientWidth + 1) ||
        (cuts(style.overflowY) && e.scrollHeight > e.clientHeight + 1) ||
        style.textOverflow === 'ellipsis');
}).map(e => e.outerHTML.slice(0, 120))"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
MOVING = """() => [...document.querySelectorAll('*')].filter(e =>
    ['', '::before', '::after'].some(part => {
        const style = getComputedStyle(e, part);
        return style.animationName !== 'none' ||
            style.transitionDuration.split(',').some(time => parseFloat(time) > 0);
    })).map(e => e.outerHTML.slice(0, 120))"""
# The share of pixels that differ clearly from the first one, the background.
DRAWN = """async picture => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + picture;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const data = context.getImageData(0, 0, image.width, image.height).data;
    let drawn = 0;
    for (let i = 0; i < data.length; i += 4)
        if (Math.abs(data[i] - data[0]) + Math.abs(data[i + 1] - data[1])
            + Math.abs(data[i + 2] - data[2]) > 300) drawn++;
    return drawn / (data.length / 4);
}"""


# With scripts a list with filters needs no button to apply them.
@pytest.mark.parametrize("path", [MISSION, LETTER])
def test_without_scripts_a_page_looks_the_same(path, opened):
    pictures = []
    for scripts in (True, False):
        with opened(java_script_enabled=scripts) as page:
            page.goto(path, wait_until="networkidle")
            pictures.append(page.screenshot())

    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("path", PUBLIC)
def test_larger_text_and_wider_spaces_leave_a_page_whole(path, desk):
    """One visit for both: text of twice the size, and then spaced text."""
    problems = []
    desk.goto(path)
    desk.evaluate("document.documentElement.style.fontSize = '200%'")
    for width in (390, 1440):
        desk.set_viewport_size({"width": width, "height": 900})
        problems += [f"twice the size, {width}"] if desk.evaluate(SIDEWAYS) else []
    desk.evaluate("document.documentElement.style.fontSize = ''")
    desk.evaluate(SPACED)
    for width in (320, 1440):
        desk.set_viewport_size({"width": width, "height": 900})
        problems += [f"clipped, {width}: {part}" for part in desk.evaluate(CLIPPED)]
        problems += [f"spaced, {width}"] if desk.evaluate(SIDEWAYS) else []

    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("path", [HOME, LIST, MISSION, THEME, LETTER])
def test_at_four_hundred_percent_everything_unfolds_in_one_column(path, opened):
    with opened(320, 256) as page:
        page.goto(path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )

        assert not page.evaluate(SIDEWAYS)
        sticky = """() => [...document.querySelectorAll('body *')].filter(e =>
            e.checkVisibility() && ['fixed', 'sticky'].includes(getComputedStyle(e).position)).length"""
        assert page.evaluate(sticky) == 0


@pytest.mark.parametrize("path", [HOME, LIST, MISSION, LETTER])
def test_who_wants_no_motion_gets_none(path, opened):
    with opened(reduced_motion="reduce") as page:
        page.goto(path)

        assert page.evaluate(MOVING) == []


def test_forced_colours_keep_the_place_in_the_menu(opened):
    with opened(forced_colors="active") as page:
        page.goto(LIST)
        line = "e => getComputedStyle(e).textDecorationLine"
        current = page.locator(".mr-nav--breed [aria-current]")
        others = page.locator(".mr-nav--breed a:not([aria-current])").all()

        assert current.evaluate(line) == "underline"
        assert {other.evaluate(line) for other in others} == {"none"}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(
    ("path", "marks"),
    [(HOME, ".hz-punt"), (LIST, ".hz-vonk .hz-punt"), (MISSION, ".st-over")],
)
def test_forced_colours_keep_the_marks_of_a_chart(path, marks, colours, opened):
    with opened(forced_colors="active", color_scheme=colours) as page:
        page.goto(path)
        pictures = [
            base64.b64encode(padded_picture(page, mark)).decode()
            for mark in page.locator(marks).all()[:6]
        ]
        assert pictures
        page.goto("about:blank")

        assert all(page.evaluate(DRAWN, picture) > 0.02 for picture in pictures)


def padded_picture(page, mark):
    """A picture of the mark with a little of its surroundings."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    return page.screenshot(
        clip={
            "x": box["x"] - 4,
            "y": box["y"] - 4,
            "width": box["width"] + 8,
            "height": box["height"] + 8,
        }
    )


@pytest.mark.parametrize("path", [HOME, LIST, MISSION, THEME, LETTER])
def test_on_paper_stands_the_content_without_the_menu(path, opened):
    with opened(width=700) as page:
        page.goto(path)
        page.emulate_media(media="print")

        assert page.locator("header nav:visible").count() == 0
        assert page.locator("h1:visible").count() == 1
        assert not page.evaluate(SIDEWAYS)
        assert page.pdf().startswith(b"%PDF")
