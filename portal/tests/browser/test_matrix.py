"""The matrix with the keyboard, on a narrow screen and without scripts."""

import re
import subprocess

import pytest

from portal.tests.browser.barriers import (
    AXE,
    RULES,
    TOO_NARROW,
    TOO_SMALL,
    TOO_WIDE,
    VIOLATIONS,
)
from portal.tests.browser.pages import press

MATRIX = "/matrix/"
BOX = ".mx-vak:visible"
OPEN = ".mx-grond:popover-open"
UNDER_THE_HEAD = """e => {
    const box = e.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !(e.contains(top) || top.contains(e));
}"""


@pytest.fixture
def page(opened):
    with opened() as page:
        page.goto(MATRIX)
        yield page
        assert page.trouble == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_box_opens_and_closes_with_the_keyboard(scripts, opened):
    with opened(java_script_enabled=scripts) as page:
        page.goto(MATRIX)
        box = page.locator(BOX).nth(3)
        box.focus()

        page.keyboard.press("Enter")
        page.locator(OPEN).wait_for()
        assert page.locator(OPEN).get_by_role("button", name="Sluit").is_visible()

        page.keyboard.press("Escape")
        page.locator(OPEN).wait_for(state="hidden")
        assert page.locator(":focus").get_attribute("popovertarget") == (
            box.get_attribute("popovertarget")
        )


def test_after_a_box_comes_what_it_rests_on_and_closing_returns(page):
    box = page.locator(BOX).nth(8)
    box.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.locator(f"{OPEN} :focus").count() == 1

    page.locator(OPEN).get_by_role("button", name="Sluit").press("Enter")
    page.locator(OPEN).wait_for(state="hidden")
    assert box.evaluate("e => e === document.activeElement")


def test_every_box_has_evidence_with_a_ground_of_its_own(page):
    boxes = page.locator(".mx-vak")
    targets = boxes.evaluate_all("all => all.map(e => e.getAttribute('popovertarget'))")

    assert len(targets) > 130
    for target in set(targets):
        found = page.locator(f"#{target}")
        assert found.locator(".mr-bron, .mr-basis--r").count() >= 1, target


def test_the_focus_is_never_under_the_head(page):
    for key, times in (("Tab", 60), ("Shift+Tab", 30)):
        for _ in range(times):
            page.keyboard.press(key)
            focused = page.locator(".mx :focus")
            if focused.count():
                assert not focused.evaluate(UNDER_THE_HEAD)


def test_sub_targets_unfold_without_scripts(opened):
    with opened(java_script_enabled=False) as page:
        page.goto(MATRIX)
        sub = page.locator(".mx-sub").first
        assert not sub.is_visible()

        page.locator(".mx-vouw summary").press("Enter")

        assert sub.is_visible()
        assert page.locator(".mx-sub:visible").count() == 5


def test_the_head_stays_in_view_inside_the_area(page):
    area = page.locator(".mx-rol")
    assert area.evaluate("e => e.clientHeight <= innerHeight * 0.92 + 1")

    area.evaluate("e => e.scrollTop = 300")

    assert area.evaluate(
        "e => Math.abs(e.querySelector('thead').getBoundingClientRect().top"
        " - e.getBoundingClientRect().top) < 2"
    )


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_an_open_box_and_open_filters_are_no_barrier(width, colours, opened):
    with opened(width, color_scheme=colours) as page:
        page.goto(MATRIX)
        page.evaluate(AXE.read_text())
        page.locator(BOX).nth(5).click()

        found = page.evaluate(VIOLATIONS, RULES)
        found += page.evaluate(TOO_SMALL) + page.evaluate(TOO_WIDE)
        seen = page.locator(OPEN).bounding_box()
        assert seen["x"] >= 0 and seen["x"] + seen["width"] <= width
        assert seen["y"] >= 0 and seen["y"] + seen["height"] <= 900

        page.keyboard.press("Escape")
        page.locator(".mr-vouw > summary").first.click()
        found += page.evaluate(VIOLATIONS, RULES) + page.evaluate(TOO_WIDE)
        assert found == []


def test_a_popover_is_headed_by_the_mission_of_its_box(page):
    row = page.locator(".mx tbody tr", has_text="Kringlooplandbouw")
    row.get_by_role("button", name="Ruimtevaart").click()

    heading = page.locator(f"{OPEN} .mx-grond__kop")
    assert heading.inner_text() == "LWV-1: Ruimtevaart"
    link = page.locator(f"{OPEN} [data-alle]")
    assert link.inner_text() == "Alle koppelingen van LWV-1"
    assert "/missies/kringlooplandbouw/#" in link.get_attribute("href")


def focused_box(page):
    return page.locator(":focus").inner_text().replace("\n", "")


def test_the_tab_key_passes_the_table_and_arrows_move_inside(page):
    inside = page.locator(".mx :is(a, button, summary)[tabindex='0']")
    assert inside.count() == 1

    inside.focus()
    page.keyboard.press("Tab")
    assert page.locator(".mx :focus").count() == 0

    row = page.locator(".mx tbody tr", has_text="Kringlooplandbouw")
    row.get_by_role("link").focus()
    page.keyboard.press("ArrowRight")
    assert focused_box(page).startswith("LWV-1, Agri&Food")
    page.keyboard.press("ArrowDown")
    assert focused_box(page).startswith("LWV-2, Agri&Food")
    page.keyboard.press("End")
    last = focused_box(page)
    assert last.startswith("LWV-2, ")
    page.keyboard.press("ArrowRight")
    assert focused_box(page) == last
    page.keyboard.press("Home")
    assert page.locator("th :focus").count() == 1
    for _ in range(40):
        page.keyboard.press("ArrowUp")
    assert page.locator("thead :focus, tbody tr:first-child :focus").count() == 1
    assert inside.count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_the_matrix_can_be_skipped(scripts, opened):
    with opened(java_script_enabled=scripts) as page:
        page.goto(MATRIX)
        skip = page.get_by_role("link", name="Sla de matrix over")
        skip.focus()
        assert skip.bounding_box()["height"] >= 24

        page.keyboard.press("Enter")
        page.keyboard.press("Tab")

        after = page.locator("#na-matrix, .mx-rol :focus")
        assert after.count() == 1
        assert page.locator(".mx :focus").count() == 0
        if not scripts:
            assert page.locator(".mx [tabindex]").count() == 0


# The words of each head, without those that are there for screen readers only.
SEEN = """heads => heads.map(head => {
    const copy = head.cloneNode(true);
    copy.querySelectorAll(".mr-onzichtbaar").forEach(part => part.remove());
    return copy.textContent;
})"""


@pytest.mark.parametrize("path", [MATRIX, "/matrix/?kolommen=alles"])
def test_on_paper_no_column_is_lost_and_the_totals_stand_at_the_end(path, opened):
    with opened() as page:
        page.goto(path)
        heads = page.locator(".mx thead tr + tr th").evaluate_all(SEEN)
        paper = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(paper) < 15_000_000
    words = printed(paper)
    for head in heads:
        assert "".join(head.split()) in words, head
    assert words.count("Aantalmissies") == words.count("Aantalsubdoelen") == 1
    assert words.index("Deveiligheidsprofessional") < words.index("Aantalmissies")


def printed(paper):
    """The words inside the pages, without spaces; each page lies on its side.

    Of a head that stands upright each letter is a line.
    """
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=paper, capture_output=True, check=True
    )
    sizes = subprocess.run(["pdfinfo", "-"], input=paper, capture_output=True).stdout
    width, height = re.search(rb"Page size:\s+([\d.]+) x ([\d.]+)", sizes).groups()
    assert float(width) > float(height)
    return "".join(done.stdout.decode().split())


@pytest.mark.parametrize("width", [960, 1152, 1440])
def test_with_all_columns_the_page_stays_readable(width, opened):
    with opened(width) as page:
        page.goto("/matrix/?kolommen=alles")

        assert page.evaluate(TOO_NARROW) == []
        assert page.evaluate("document.documentElement.scrollHeight") < 4000


def test_the_first_missions_are_in_view(page):
    last = page.locator(".mx tbody tr", has_text="ED-2").bounding_box()

    assert last["y"] + last["height"] <= 900


def test_on_a_phone_it_is_a_list_per_mission(opened):
    with opened(390) as page:
        page.goto(MATRIX)
        box = page.locator(BOX).first
        row = page.locator(".mx tbody tr", has_text="Kringlooplandbouw")

        assert "Energie: redactioneel" in box.inner_text().replace("\n", "")
        assert row.locator(".mx-basis:visible").all_inner_texts() == [
            "In de brief, bij het thema:"
        ]
        assert page.evaluate("document.documentElement.scrollHeight") < 7000
        assert page.locator(".mx thead:visible").count() == 0
        assert page.locator(".mx tbody td:visible:not(.mx-vol, .mx-nul)").count() == 0


def test_the_filters_change_the_rows_and_back_undoes_it(page):
    page.locator(".mr-vouw > summary").first.click()
    page.locator("#thema-veiligheid").check()
    press(page.get_by_role("button", name="Filters toepassen"))

    page.get_by_text("van 8 × 10").wait_for()
    assert "thema=veiligheid" in page.url

    page.go_back()
    page.get_by_text("van 21 × 10").wait_for()


def test_forced_colours_tell_the_squares_apart(opened):
    with opened(forced_colors="active") as page:
        page.goto("/matrix/?kolommen=alles")
        look = "e => getComputedStyle(e, '::before').background"
        looks = {
            sign: page.locator(f".mx-vak--{sign}").first.evaluate(look)
            for sign in "mtr"
        }

        assert len(set(looks.values())) == 3
