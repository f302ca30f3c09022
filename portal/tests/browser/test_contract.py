"""A year of the contract, in a browser: imported, adopted, corrected."""

import csv
import io

import pytest

from portal.tests.browser.barriers import (
    AXE,
    RULES,
    STRUCTURE,
    TOO_NARROW,
    TOO_SMALL,
    TOO_WIDE,
    VIOLATIONS,
)
from portal.tests.browser.pages import PRACTICE

DESK = "/werk/contract/"
# Of the years of the practice data the last one: open, with one statement.
YEAR = "/werk/contract/2023/"
PUBLIC = "/contract/2023/"
# Also open, so that each test has rows of its own.
OPEN_YEAR = "/werk/contract/2022/"
SIZES = [(390, "dark"), (1440, "light")]
ROWS = [
    ("Bedrijven in de proef (3)", "bedrijven", "in cash", "1200,5"),
    ("Bedrijven in de proef (3)", "bedrijven", "in kind", "300"),
    ("Onderzoeksfinancier", "NWO", "in cash", "800"),
]
# What has the focus, as a person names it.
FOCUSED = """(() => {
  const it = document.activeElement
  const label = it.labels && it.labels[0]
  return (label || it).innerText.replace(/\\s+/g, " ").trim()
})()"""
TYPED = [
    ("Agenda", "Veiligheid"),
    ("Partij", "Toetsenbord"),
    ("Soort partij", "bedrijven"),
    ("Vorm", "in cash"),
    ("Bedrag (× € 1.000)", "20"),
    ("Bron van de opgave", "Brief"),
    # As this browser has a day: month, day, year.
    ("Datum van de opgave", "10012019"),
]


def be(page, name):
    page.goto(PRACTICE)
    page.get_by_role("button", name=f"Kies {name}", exact=True).click()
    page.wait_for_url("**/*", wait_until="networkidle")


def press(part):
    with part.page.expect_navigation(wait_until="networkidle"):
        part.click()


def button(page, name):
    return page.get_by_role("button", name=name)


def words(page):
    return " ".join(page.locator("main").inner_text().split())


def as_file(content, name="inzet.csv", kind="text/csv"):
    return {"name": name, "mimeType": kind, "buffer": content}


def filled_in(head, agenda):
    """The file of the import page, with rows of our own."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";")
    writer.writerow(head)
    for party, kind, form, amount in ROWS:
        row = ["2023", agenda, party, kind, "", form, "niet gesplitst", amount]
        writer.writerow(
            [*row, "bevestigd", "Brief van 1 oktober", "2019-10-01", "", ""]
        )
    return file.getvalue().encode("utf-8-sig")


def barriers(page):
    page.evaluate(AXE.read_text())
    problems = []
    for width, colours in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=colours)
        found = page.evaluate(VIOLATIONS, RULES)
        for check in (TOO_WIDE, TOO_NARROW, TOO_SMALL, STRUCTURE):
            found += page.evaluate(check)
        problems += [f"{page.url} {width} {colours}: {problem}" for problem in found]
    page.set_viewport_size({"width": 1440, "height": 900})
    return problems


@pytest.fixture(scope="module")
def story(opened):
    """What there was to see on the way from an empty year to its correction."""
    seen = {"barriers": []}
    with opened() as admin, opened() as visitor:
        be(admin, "Agendacoördinator")
        _import(admin, seen)
        _confirm(admin, seen)
        seen["before"] = visitor.goto(PUBLIC).status
        be(admin, "Beheerder")
        _adopt(admin, seen)
        visitor.goto(PUBLIC)
        seen["adopted"] = words(visitor)
        _correct(admin, seen)
        visitor.goto(PUBLIC)
        seen["corrected"] = words(visitor)
        seen["barriers"] += barriers(visitor)
        visitor.goto("/contract/")
        seen["overview"] = words(visitor)
        seen["barriers"] += barriers(visitor)
        # Nobody was signed in here.
        seen["cookies"] = visitor.context.cookies()
        seen["trouble"] = admin.trouble + visitor.trouble
    return seen


def _import(page, seen):
    page.goto(DESK)
    seen["barriers"] += barriers(page)
    page.goto(YEAR)
    seen["barriers"] += barriers(page)
    press(page.get_by_role("link", name="Neem over uit een bestand"))
    seen["barriers"] += barriers(page)
    head = page.locator("#kolommen ~ div tbody th").all_inner_texts()
    content = filled_in(head, "Veiligheid")
    wrong = content.replace(b"1200,5", b"1.200,5").replace(b"in kind", b"in natura")
    page.get_by_label("Bestand", exact=True).set_input_files(as_file(wrong))
    press(button(page, "Doe een proef"))
    seen["problems"] = words(page)
    seen["barriers"] += barriers(page)
    press(page.get_by_role("link", name="bied het opnieuw aan"))
    page.get_by_label("Bestand", exact=True).set_input_files(as_file(content))
    press(button(page, "Doe een proef"))
    seen["trial"] = words(page)
    seen["barriers"] += barriers(page)
    press(button(page, "Neem dit over"))
    seen["imported"] = words(page)
    seen["barriers"] += barriers(page)


def _confirm(page, seen):
    press(page.get_by_role("link", name="Bevestig de opgaven"))
    press(button(page, "Bevestig de opgaven"))
    seen["too early"] = words(page)
    seen["barriers"] += barriers(page)
    page.goto(YEAR)
    press(button(page, "Bevestig de inzet"))
    press(page.get_by_role("link", name="Bevestig de opgaven"))
    press(button(page, "Bevestig de opgaven"))


def _adopt(page, seen):
    page.goto(YEAR)
    press(page.get_by_role("link", name="Stel de jaartabel vast"))
    press(button(page, "Stel de jaartabel vast"))
    seen["refused"] = words(page)
    seen["barriers"] += barriers(page)
    page.get_by_label("Ondertekend op").fill("2019-11-11")
    pdf = as_file(b"%PDF-1.7 ondertekend", "kic.pdf", "application/pdf")
    page.get_by_label("Ondertekend stuk").set_input_files(pdf)
    press(button(page, "Stel de jaartabel vast"))


def _correct(page, seen):
    page.goto(f"{YEAR}ontbreekt/")
    seen["barriers"] += barriers(page)
    press(button(page, "Stel de correctie op"))
    seen["barriers"] += barriers(page)
    page.goto(DESK)
    seen["barriers"] += barriers(page)
    page.goto(YEAR)
    seen["barriers"] += barriers(page)
    press(page.get_by_role("link", name="Corrigeer de inzet van Onderzoeksfinancier"))
    page.get_by_label("Erbij of eraf").fill("-300")
    page.get_by_label("Reden van de correctie").fill("Dubbel opgegeven")
    seen["barriers"] += barriers(page)
    press(button(page, "Stel de correctie op"))
    seen["proposed"] = words(page)
    seen["barriers"] += barriers(page)
    assert button(page, "Bevestig de correctie").count() == 0
    be(page, "Tweede beheerder")
    page.goto(YEAR)
    press(button(page, "Bevestig de correctie"))


def test_a_year_is_imported_all_or_nothing(story):
    assert "2 fouten: er wordt niets overgenomen" in story["problems"]
    assert "Laat de punten weg: schrijf «1.200,5» als 1200,5." in story["problems"]
    assert "3 nieuw, 0 gewijzigd, 0 gelijk" in story["trial"]
    assert "Overgenomen: 3 nieuw, 0 gewijzigd." in story["imported"]


def test_a_year_is_adopted_with_what_was_signed(story):
    assert "Vul in wanneer is ondertekend." in story["refused"]
    assert "Voeg het ondertekende stuk toe." in story["refused"]
    assert story["before"] == 404
    assert "1 regel is nog niet bevestigd." in story["too early"]
    assert "€ 4,50 mln in: € 4,20 mln in cash en € 0,30 mln in kind" in story["adopted"]
    assert "Er zijn geen correcties." in story["adopted"]


def test_a_correction_shows_with_its_reason(story):
    assert "telt zodra een andere beheerder" in story["proposed"]
    assert "daarna is 1 correctie verwerkt, samen € −0,30 mln" in story["corrected"]
    assert "Dubbel opgegeven" in story["corrected"]
    assert "3,90 0,30 4,20" in story["overview"]


def test_nothing_stood_in_the_way(story):
    problems = story["barriers"] + story["trouble"]
    assert not problems, "\n".join(problems)
    assert story["cookies"] == []


def new_row(page, party, agenda="Veiligheid"):
    page.goto(f"{OPEN_YEAR}inzet/nieuw/")
    page.get_by_label("Agenda").select_option(label=agenda)
    page.get_by_label("Partij", exact=True).fill(party)
    page.get_by_label("Soort partij").select_option(label="bedrijven")
    page.get_by_label("Vorm").select_option(label="in cash")
    page.get_by_label("Bedrag").fill("12,5")
    page.get_by_label("Bron van de opgave").fill("Brief")
    page.get_by_label("Datum van de opgave").fill("2019-10-01")


def link_of(page, party):
    return page.get_by_role("link", name=f"Wijzig de inzet van {party}")


def test_two_who_change_one_row_see_what_both_typed(opened):
    with opened() as first, opened() as second:
        for page in (first, second):
            be(page, "Agendacoördinator")
        new_row(first, "Tweemaal gewijzigd")
        press(button(first, "Bewaar"))
        for page in (first, second):
            page.goto(OPEN_YEAR)
            press(link_of(page, "Tweemaal gewijzigd"))
        found = barriers(first)
        first.get_by_label("Bedrag").fill("13")
        press(button(first, "Bewaar"))
        second.get_by_label("Bedrag").fill("14")
        press(button(second, "Bewaar"))

        assert "Bedrag (× € 1.000) 13 14" in words(second)
        assert second.get_by_label("Bedrag").input_value() == "14"
        found += barriers(second)
        press(button(second, "Bewaar"))
        assert "is bewaard" in words(second)
        assert found + first.trouble + second.trouble == []


def test_a_form_with_mistakes_has_no_barriers(opened):
    with opened() as page:
        be(page, "Agendacoördinator")
        page.goto(f"{OPEN_YEAR}inzet/nieuw/")
        found = barriers(page)
        press(button(page, "Bewaar"))
        assert "Dit gaat nog niet goed" in words(page)
        found += barriers(page)
        assert found + page.trouble == []


def walk_to(page, name, steps=120):
    """On with the tab key until what has the focus is called so."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    pytest.fail(f"{name!r} is not reached with the keyboard")


def enter(page):
    with page.expect_navigation(wait_until="networkidle"):
        page.keyboard.press("Enter")


def test_a_row_with_the_keyboard_alone(opened):
    with opened() as page:
        be(page, "Agendacoördinator")
        page.goto(OPEN_YEAR)
        walk_to(page, "Voeg inzet toe")
        enter(page)
        for name, typed in TYPED:
            walk_to(page, name)
            page.keyboard.type(typed)
        walk_to(page, "Bewaar")
        enter(page)
        assert "De regel van Toetsenbord is toegevoegd." in words(page)
        walk_to(page, "Bevestig de inzet van Toetsenbord")
        enter(page)
        assert "De regel van Toetsenbord is bevestigd." in words(page)
        assert page.trouble == []


def test_the_desk_without_script(opened):
    with opened(java_script_enabled=False) as page:
        be(page, "Agendacoördinator")
        new_row(page, "Zonder script")
        press(button(page, "Bewaar"))
        assert "De regel van Zonder script is toegevoegd." in words(page)
        press(link_of(page, "Zonder script"))
        page.get_by_label("Bedrag").fill("1.000")
        press(button(page, "Bewaar"))
        assert "op twee manieren te lezen" in words(page)
        page.get_by_label("Bedrag").fill("15")
        press(button(page, "Bewaar"))
        press(button(page, "Bevestig de inzet van Zonder script"))
        assert "is bevestigd" in words(page)

        press(page.get_by_role("link", name="Neem over uit een bestand"))
        head = page.locator("#kolommen ~ div tbody th").all_inner_texts()
        content = filled_in(head, "Veiligheid").replace(b"2023;", b"2022;")
        page.get_by_label("Bestand", exact=True).set_input_files(as_file(content))
        press(button(page, "Doe een proef"))
        assert "3 nieuw, 0 gewijzigd, 0 gelijk" in words(page)
        press(button(page, "Neem dit over"))
        assert "Overgenomen: 3 nieuw, 0 gewijzigd." in words(page)
