"""Writing an entry with a real browser: alone, together, by keyboard, without script,
without a network, and after the session ended."""

import re
import time

import pytest

from portal.tests.browser.pages import PRACTICE, WORK, press
from portal.tests.browser.test_accounts import barriers

pytestmark = pytest.mark.usefixtures("practice_agendas")

LIST = "/werk/bijdragen/"
TABS = [
    "wat-en-waar",
    "missie-en-opgave",
    "technologie-en-mens",
    "aanpak-en-planning",
    "partijen",
    "resultaat-en-markt",
    "begroting",
    "meten-en-samenhang",
]
EDITOR, MEMBER = "Redacteur topsector", "Teamlid topsector"
SAVED = re.compile(r"Opgeslagen om \d\d\.\d\d uur\.$")


def be(page, person):
    page.goto(PRACTICE)
    press(page.get_by_role("button", name=f"Kies {person}", exact=True))
    assert page.url.endswith(WORK)


def start(page, title):
    """A new entry; the address of its page."""
    page.goto(f"{LIST}nieuw/")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Agenda", exact=True).select_option(index=1)
    page.get_by_label("Trekkende topsector").select_option(index=1)
    press(page.get_by_role("button", name="Begin en bewaar"))
    assert page.url.endswith("/wat-en-waar/")
    return page.url.removesuffix("wat-en-waar/")


def wait_until_saved(page):
    page.locator("[data-stand]", has_text=SAVED).wait_for()


def wait_until_nothing_is_kept(page):
    """Until the server has all that the browser kept."""
    # The page allows no `eval`, by which Playwright would wait.
    deadline = time.monotonic() + 30
    while page.evaluate("localStorage.length"):
        assert time.monotonic() < deadline
        page.wait_for_timeout(100)


@pytest.fixture(scope="module")
def draft(opened):
    """A draft that is full, of the topsector that both people work for."""
    with opened() as page:
        be(page, MEMBER)
        page.goto(f"{LIST}?stand=draft")
        return page.locator("tbody a").first.get_attribute("href")


@pytest.mark.parametrize("tab", TABS)
def test_no_tab_has_a_barrier(tab, opened, draft):
    with opened() as page:
        be(page, EDITOR)
        page.goto(f"{draft}{tab}/")
        assert barriers(page) + page.trouble == []


def test_no_other_page_of_an_entry_has_a_barrier(opened, draft):
    with opened() as page:
        be(page, EDITOR)
        bare = start(page, "Een bijdrage die nog bijna leeg is")
        found = []
        for path in (
            LIST,
            f"{LIST}nieuw/",
            draft,
            bare,
            f"{bare}begroting/",
            f"{draft}voorbeeld/",
            f"{draft}voorbeeld/?als=beoordelaar",
            f"{draft}verloop/",
            f"{draft}kopie/",
            f"{draft}inlezen/",
        ):
            page.goto(path)
            found += barriers(page)
        assert found + page.trouble == []


def test_what_changed_and_what_would_change_have_no_barrier(opened, tmp_path):
    paper = tmp_path / "concept.txt"
    paper.write_text("Titel\nAnders op papier\n")
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Eerst op het scherm")
        page.goto(f"{entry}missie-en-opgave/")
        page.locator("#id_challenge").fill("Een **tekst**")
        wait_until_saved(page)
        page.goto(f"{entry}verloop/")
        page.locator("details.mr-verloop summary").first.click()
        found = barriers(page)

        page.goto(f"{entry}inlezen/")
        press(page.get_by_role("button", name="Bekijk wat er verandert"))
        found += barriers(page)
        page.get_by_label("Bestand").set_input_files(paper)
        press(page.get_by_role("button", name="Bekijk wat er verandert"))
        found += barriers(page)
        press(page.get_by_role("button", name="Neem deze teksten over"))
        assert page.get_by_role("heading", name="Anders op papier").is_visible()
        assert found + page.trouble == []


def test_what_is_typed_is_saved_by_itself(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Zon op elk dak")
        page.goto(f"{entry}missie-en-opgave/")
        page.locator("#id_challenge").press_sequentially("Welke kennis ontbreekt")
        wait_until_saved(page)

        page.reload()
        assert page.locator("#id_challenge").input_value() == "Welke kennis ontbreekt"
        page.goto(entry)
        page.get_by_role("link", name="Nog leeg: Bijdrage aan de missie.").click()
        assert page.evaluate("document.activeElement.id") == "id_contribution"
        page.goto(f"{entry}verloop/")
        assert page.locator("details.mr-verloop").count() == 1


def test_two_people_in_one_field_choose(opened):
    with opened() as one, opened() as two:
        be(one, EDITOR)
        entry = start(one, "Samen aan een tekst")
        be(two, "Agendacoördinator")
        two.goto(f"{entry}missie-en-opgave/")
        one.goto(f"{entry}missie-en-opgave/")
        assert one.get_by_text("heeft deze bijdrage ook open").is_visible()
        one.locator("#id_challenge").fill("De tekst van de een")
        wait_until_saved(one)

        two.locator("#id_challenge").fill("De tekst van de ander")
        box = two.locator("#strijd-challenge")
        box.wait_for()
        assert "De tekst van de een" in box.inner_text()
        assert barriers(two) == []
        box.get_by_role("button", name="Bewaar mijn tekst").click()
        wait_until_saved(two)

        one.reload()
        assert one.locator("#id_challenge").input_value() == "De tekst van de ander"
        one.goto(f"{entry}verloop/")
        assert one.get_by_text("niet overgenomen").count() == 1


def test_without_a_network_nothing_is_lost(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Een trein zonder bereik")
        page.goto(f"{entry}missie-en-opgave/")
        page.context.set_offline(True)
        page.locator("#id_challenge").fill("Getypt in de tunnel")
        page.get_by_text("Niet opgeslagen: geen verbinding").wait_for()

        page.context.set_offline(False)
        wait_until_saved(page)
        page.reload()
        assert page.locator("#id_challenge").input_value() == "Getypt in de tunnel"


def test_what_was_typed_survives_signing_in_again(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Een lange lunch")
        page.goto(f"{entry}missie-en-opgave/")
        page.context.clear_cookies(name="sessionid")
        page.locator("#id_challenge").fill("Getypt na de lunch")
        page.get_by_text("u bent uitgelogd").wait_for()

        be(page, EDITOR)
        page.goto(f"{entry}missie-en-opgave/")
        wait_until_saved(page)
        page.reload()
        assert page.locator("#id_challenge").input_value() == "Getypt na de lunch"


def test_what_was_typed_survives_signing_in_again_without_script(opened):
    with opened(java_script_enabled=False) as page:
        be(page, EDITOR)
        entry = start(page, "Een lange lunch zonder script")
        page.goto(f"{entry}missie-en-opgave/")
        page.context.clear_cookies(name="sessionid")
        page.locator("#id_challenge").fill("Getypt na de lunch")
        press(page.get_by_role("button", name="Bewaar", exact=True).last)
        assert page.get_by_text("het is niet weg").is_visible()

        be(page, MEMBER)
        page.goto(f"{entry}missie-en-opgave/")
        assert page.locator("#id_challenge").input_value() == ""
        be(page, EDITOR)
        page.goto(f"{entry}missie-en-opgave/")
        assert page.locator("#id_challenge").input_value() == "Getypt na de lunch"
        assert page.get_by_text("nog niet opgeslagen").is_visible()
        press(page.get_by_role("button", name="Bewaar", exact=True).last)
        assert page.get_by_text("Opgeslagen om").is_visible()
        assert page.get_by_text("voordat u werd uitgelogd").count() == 0


def test_with_a_script_what_is_back_is_saved_by_itself(opened):
    with opened(java_script_enabled=False) as page:
        be(page, EDITOR)
        entry = start(page, "Eerst zonder, dan met script")
        page.goto(f"{entry}missie-en-opgave/")
        page.context.clear_cookies(name="sessionid")
        page.locator("#id_challenge").fill("Getypt na de lunch")
        press(page.get_by_role("button", name="Bewaar", exact=True).last)
    with opened() as page:
        be(page, EDITOR)
        page.goto(f"{entry}missie-en-opgave/")
        assert barriers(page) == []
        wait_until_saved(page)
        page.reload()
        assert page.locator("#id_challenge").input_value() == "Getypt na de lunch"
        assert page.get_by_text("voordat u werd uitgelogd").count() == 0


# As Word puts it on the clipboard, and a web page.
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal { color: red }</style></head><body><!--StartFragment-->
<h2>De kop</h2><p class=MsoNormal style='margin:0cm'>Een <b>vette </b>en <i>schuine</i>
tekst met een <a href="https://voorbeeld.nl/a_(b)">link</a>, 2*3 en een
<img src="http://127.0.0.1:1/spion.png"><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'
><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·
<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span></span><![endif]>Punt</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Onderpunt</p>
<ol><li>Eerst<ul><li>dieper</li></ul></li><li><span style="font-weight:700">Dan</span></li></ol>
<p onclick="boem()"><a href="javascript:boem()">Klik</a><script>boem()</script></p>
<!--EndFragment--></body></html>"""
AS_MARKDOWN = """## De kop

Een **vette** en *schuine* tekst met een [link](https://voorbeeld.nl/a_%28b%29), 2\\*3 en een

- Punt
   1. Onderpunt
1. Eerst
   - dieper
2. **Dan**

Klik"""
PASTE = """([html, text]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", text);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste",
        { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_a_paste_keeps_lists_and_links_and_drops_the_rest(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Geplakt uit Word")
        page.goto(f"{entry}missie-en-opgave/")
        area = page.locator("#id_challenge")
        area.fill("Voor. Na.")
        area.evaluate("area => area.setSelectionRange(5, 5)")
        page.evaluate(PASTE, [FROM_WORD, "plat"])
        assert area.input_value() == f"Voor.{AS_MARKDOWN} Na."

        page.keyboard.press("Control+z")
        assert area.input_value() == "Voor. Na."
        page.keyboard.press("Control+Shift+z")
        wait_until_saved(page)
        page.reload()
        assert area.input_value() == f"Voor.{AS_MARKDOWN} Na."
        assert page.trouble == []


def test_buttons_write_markdown_and_a_preview_shows_it(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Vet en schuin")
        page.goto(f"{entry}missie-en-opgave/")
        area = page.locator("#id_challenge")
        area.fill("een\ntwee woorden")
        bar = page.get_by_role("toolbar", name="Opmaak van Kennis- en innovatieopgave")
        area.evaluate("area => area.setSelectionRange(4, 8)")
        bar.get_by_role("button", name="Vet").click()
        assert area.input_value() == "een\n**twee** woorden"
        chosen = "area => area.value.slice(area.selectionStart, area.selectionEnd)"
        assert area.evaluate(chosen) == "twee"
        page.keyboard.press("Control+z")
        assert area.input_value() == "een\ntwee woorden"
        area.evaluate("area => area.select()")
        bar.get_by_role("button", name="Lijst").click()
        assert area.input_value() == "- een\n- twee woorden"

        page.get_by_role(
            "button", name="Voorbeeld van kennis- en innovatieopgave"
        ).click()
        shown = page.get_by_role(
            "region", name="Voorbeeld van kennis- en innovatieopgave"
        )
        shown.locator("li", has_text="twee woorden").wait_for()
        area.focus()
        page.keyboard.press("Control+End")
        page.keyboard.type("\ndrie")
        shown.locator("li", has_text="drie").wait_for()
        assert barriers(page) + page.trouble == []


def test_tab_leaves_the_buttons_and_the_text(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Zonder val")
        page.goto(f"{entry}missie-en-opgave/")
        bar = page.get_by_role("toolbar", name="Opmaak van Kennis- en innovatieopgave")
        focused = "document.activeElement.id || document.activeElement.textContent"
        bar.get_by_role("button", name="Vet").focus()
        page.keyboard.press("ArrowRight")
        assert page.evaluate(focused) == "Schuin"
        page.keyboard.press("ArrowLeft")
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(focused) == "Link"
        page.keyboard.press("Tab")
        assert page.evaluate(focused) == "id_challenge"
        page.keyboard.press("Tab")
        assert page.evaluate(focused).startswith("Voorbeeld")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(focused) == "Link"


def test_what_is_left_to_do_is_told_anew_after_a_save(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Bijna klaar")
        page.goto(f"{entry}missie-en-opgave/")
        before = page.locator("[data-nog-te-doen] h2").inner_text()
        line = page.locator("[data-nog-te-doen]").get_by_text("Nog leeg: Bijdrage aan")
        assert line.count() == 1
        page.locator("#id_contribution").fill("De keten, van begin tot eind.")
        line.wait_for(state="detached")

        assert page.locator("[data-nog-te-doen] h2").inner_text() != before


def test_an_error_of_the_script_is_said_with_the_field(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Een verkeerd getal")
        page.goto(f"{entry}aanpak-en-planning/")
        field = page.locator("#id_trl_start")
        field.fill("12")
        page.get_by_text("Vul een getal van ten hoogste 9 in.").wait_for()
        assert field.get_attribute("aria-invalid") == "true"
        assert "id_trl_start_error" in field.get_attribute("aria-describedby")
        assert barriers(page) == []

        field.fill("4")
        wait_until_saved(page)
        assert field.get_attribute("aria-invalid") is None


def test_the_budget_adds_up_and_takes_cells_from_a_spreadsheet(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Wat het kost")
        page.goto(f"{entry}begroting/")
        first = page.locator("[data-begroting=cash] .mr-begroting__cel").first
        first.focus()
        page.evaluate(
            """() => {
                const data = new DataTransfer();
                data.setData("text/plain", "100\\t200,5\\n300\\t400");
                document.activeElement.dispatchEvent(new ClipboardEvent("paste",
                    { clipboardData: data, bubbles: true, cancelable: true }));
            }"""
        )
        assert first.input_value() == "100"
        total = page.locator("[data-begroting=cash] [data-alles]")
        assert total.inner_text().replace("\u202f", "") == "1000,5"
        wait_until_saved(page)
        # Said until somebody types on.
        assert page.get_by_text("4 cellen geplakt.").is_visible()
        first.press_sequentially("0")
        assert page.get_by_text("4 cellen geplakt.").count() == 0
        first.press("Backspace")
        wait_until_saved(page)

        page.reload()
        assert total.inner_text().replace("\u202f", "") == "1000,5"
        first.fill("1.000,5")
        page.get_by_text("Laat de punten weg").wait_for()


def test_a_mission_is_found_by_searching_and_brings_its_parts(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Wat er overblijft")
        page.goto(f"{entry}missie-en-opgave/")
        box = page.get_by_role("combobox", name="Zoek een missie. Hoofdmissie")
        box.press_sequentially("grondstoffen")
        page.locator(".mr-kiezen [role=option]").first.wait_for()
        assert barriers(page) == []
        hits = page.locator(".mr-kiezen [role=option]").all_text_contents()
        at = next(n for n, hit in enumerate(hits) if "ED-2" in hit)
        for _ in range(at + 1):
            box.press("ArrowDown")
        with page.expect_navigation():
            box.press("Enter")

        chosen = page.locator("#id_main_mission option:checked")
        assert chosen.inner_text().startswith("ED-2")
        assert page.locator("#veld-sub_missions input[type=checkbox]").count() > 0
        assert page.trouble == []


def test_a_new_row_typed_without_a_network_comes_back(opened):
    with opened() as page:
        be(page, EDITOR)
        entry = start(page, "Een rij in de tunnel")
        page.goto(f"{entry}partijen/")
        page.context.set_offline(True)
        page.get_by_label("Naam, partij 1").fill("Een bedrijf")
        page.get_by_text("Niet opgeslagen: geen verbinding").wait_for()
        page.goto("about:blank")
        page.context.set_offline(False)
        page.goto(f"{entry}partijen/")
        # The page before may have sent it after all, as it was left.
        wait_until_nothing_is_kept(page)

        page.reload()
        assert page.get_by_label("Naam, partij 1").input_value() == "Een bedrijf"


def test_an_entry_is_begun_with_the_keyboard_alone(opened):
    with opened() as page:
        be(page, EDITOR)
        page.goto(f"{LIST}nieuw/")
        page.get_by_label("Titel").focus()
        page.keyboard.type("Zonder muis")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url.endswith("/wat-en-waar/")

        page.goto(page.url.replace("wat-en-waar", "partijen"))
        button = page.get_by_role("button", name="Voeg een partij toe")
        page.get_by_label("Naam, partij 1").focus()
        page.keyboard.type("Een bedrijf")
        for _ in range(30):
            page.keyboard.press("Tab")
            if button.evaluate("button => button === document.activeElement"):
                break
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.get_by_label("Naam, partij 1").input_value() == "Een bedrijf"
        assert page.get_by_label("Naam, partij 2").is_visible()


def test_all_of_it_without_script(opened):
    with opened(java_script_enabled=False) as page:
        be(page, EDITOR)
        entry = start(page, "Kaal maar compleet")
        page.goto(f"{entry}partijen/")
        page.get_by_label("Naam, partij 1").fill("Een bedrijf")
        press(page.get_by_role("button", name="Voeg een partij toe"))
        page.get_by_label("Naam, partij 2").fill("Een instituut")
        press(page.get_by_role("button", name="Bewaar", exact=True).last)
        press(page.get_by_role("button", name=re.compile("Omhoog.*partij 2")))
        assert page.get_by_label("Naam, partij 1").input_value() == "Een instituut"
        press(page.get_by_role("button", name=re.compile("Haal weg.*partij 2")))
        assert page.get_by_label("Naam, partij 2").count() == 0
        page.get_by_role("textbox", name="Afnemers").fill("Een **afnemer**")
        press(page.get_by_role("button", name="Voorbeeld van afnemers"))
        assert page.locator("#voorbeeld-customers strong").inner_text() == "afnemer"
        assert page.get_by_text("Opgeslagen om").is_visible()
