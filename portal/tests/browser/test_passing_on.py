"""Tasks 17 and 25 with a real browser: a mission as a Word document before noon, and a
coordinator who hands everything over on Friday afternoon."""

import re

import docx
import pytest

from portal.tests.browser.pages import press
from portal.tests.browser.test_drafting import be

pytestmark = pytest.mark.usefixtures("practice_agendas")

GIVER, TAKER = "Agendacoördinator", "Redacteur van een andere topsector"
BOARD = "/werk/agendas/kia-energietransitie-en-duurzaamheid/bord/"


def test_task_17_everything_on_a_mission_as_word(opened, tmp_path):
    with opened() as page:
        be(page, "Beleidsmedewerker")
        box = page.locator("#kop-zoek")
        box.fill("circulaire economie")
        with page.expect_navigation():
            box.press("Enter")
        press(
            page.locator("main a[href='/missies/volledig-circulaire-economie/']").first
        )
        with page.expect_download() as download:
            page.locator("a[href$='/dossier.docx']").first.click()
        download.value.save_as(tmp_path / "dossier.docx")

    document = docx.Document(tmp_path / "dossier.docx")
    said = "\n".join(part.text for part in document.paragraphs)
    assert "Volledig circulaire economie" in said
    assert "VOORBEELD – Van gemengd kunststofafval terug naar bouwsteen" in said
    assert "Wat staat er niet in" in said


def test_task_25_all_roles_go_over_in_one_action(opened):
    with opened() as page:
        be(page, GIVER)
        assert page.goto(BOARD).status == 200
    with opened() as page:
        be(page, TAKER)
        assert page.goto(BOARD).status == 404

    with opened() as page:
        be(page, "Beheerder")
        page.goto("/beheer/kia/rolegrant/overdragen/")
        for label, person in (("Van wie", GIVER), ("Aan wie", TAKER)):
            box = page.get_by_label(label)
            value = box.locator(
                "option", has_text=re.compile(f"^{person}")
            ).first.get_attribute("value")
            box.select_option(value)
        page.get_by_label("Toelichting").fill("Verlof")
        press(page.get_by_role("button", name="Bekijk wat er overgaat"))
        assert page.get_by_text(f"Dit gaat over van {GIVER} naar {TAKER}").is_visible()
        press(page.get_by_role("button", name="Draag nu over"))
        assert page.get_by_text("Alle rollen zijn overgedragen").is_visible()
        assert page.trouble == []

    with opened() as page:
        be(page, TAKER)
        assert page.goto(BOARD).status == 200
    with opened() as page:
        be(page, GIVER)
        assert page.goto(BOARD).status == 404
