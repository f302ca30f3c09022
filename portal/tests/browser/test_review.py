"""Submitting, judging, asking for changes, answering and deciding, by several people."""

import pytest

from portal.tests.browser.pages import press
from portal.tests.browser.test_accounts import barriers
from portal.tests.browser.test_drafting import EDITOR, LIST, be

pytestmark = pytest.mark.usefixtures("practice_agendas")

COORDINATOR, JUDGE = "Agendacoördinator", "Beoordelaar, departement"
REASON = "Dit onderwerp staat al in een andere bijdrage, met dezelfde partijen. " * 2
FULL = "Reststromen veilig terug als voer"


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def follow(page, name):
    press(page.get_by_role("link", name=name, exact=True).first)


def make_copy(page, title):
    """A new entry that has everything; the address of its page."""
    be(page, EDITOR)
    page.goto(LIST)
    press(page.locator("tbody a", has_text=FULL).first)
    follow(page, "Kopieer deze bijdrage")
    page.get_by_label("Titel").fill(title)
    agenda = page.get_by_label("Agenda", exact=True)
    agenda.select_option(label="Landbouw, water en voedsel")
    page.get_by_label("Trekkende topsector").select_option(label="Agri&Food")
    press(button(page, "Maak de kopie"))
    return page.url


def submit(page, address, name="Dien in"):
    page.goto(address)
    follow(page, name)
    if page.locator("#id_confirmed").count():
        page.locator("#id_confirmed").check()
    press(button(page, name))


@pytest.fixture
def submitted(opened, request):
    with opened() as page:
        name = request.node.name.removeprefix("test_").replace("_", " ")
        address = make_copy(page, f"Kringloop: {name}"[:110])
        submit(page, address)
        return address


def tab_to(page, name, most=120):
    """On with the Tab key until this is what has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        text = page.evaluate(
            "document.activeElement.labels?.[0]?.innerText "
            "?? document.activeElement.innerText"
        )
        if text and text.strip() == name:
            return
    pytest.fail(f"Not reached with the keyboard: {name}")


def test_submitting_with_the_keyboard_alone(opened):
    """Task 6: what lacks blocks, warnings are confirmed once, readers are named."""
    with opened() as page:
        address = make_copy(page, "Kringloop op het toetsenbord")
        tab_to(page, "Dien in")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        found = barriers(page)
        tab_to(page, "Ik ken deze aandachtspunten en dien de bijdrage zo in")
        page.keyboard.press("Space")
        tab_to(page, "Dien in")
        with page.expect_navigation():
            page.keyboard.press("Enter")

        assert page.url == address
        readers = page.locator("section", has_text="Wie dit nu kan lezen").last
        assert "beleidsverantwoordelijk departement" in readers.inner_text()
        found += barriers(page)
        assert found + page.trouble == []


def test_an_entry_that_is_not_complete_is_led_to_its_fields(opened):
    with opened() as page:
        address = make_copy(page, "Kringloop zonder opgave")
        page.goto(f"{address}missie-en-opgave/")
        page.locator("#id_challenge").fill("")
        press(button(page, "Bewaar"))
        page.goto(f"{address}stap/submit/")
        assert button(page, "Dien in").count() == 0
        assert barriers(page) == []

        page.get_by_role("link", name="Nog leeg: Kennis- en innovatieopgave.").click()
        page.wait_for_url("**/missie-en-opgave/#id_challenge")
        assert page.evaluate("document.activeElement.id") == "id_challenge"


def test_a_department_judges_and_the_coordinator_hears(opened, submitted):
    """Task 18, the judgement."""
    with opened() as judge, opened() as coordinator:
        be(judge, JUDGE)
        judge.goto(submitted)
        follow(judge, "Geef het oordeel van uw departement")
        found = barriers(judge)
        judge.get_by_label("aanpassing nodig").check()
        press(judge.locator("main form button").first)
        assert judge.get_by_text("Schrijf bij dit oordeel op").first.is_visible()
        found += barriers(judge)
        judge.locator("main form textarea").first.fill("Noem ook de telers.")
        press(judge.locator("main form button").first)
        assert judge.get_by_text("De coördinator krijgt bericht.").is_visible()

        be(coordinator, COORDINATOR)
        coordinator.goto("/werk/berichten/")
        line = coordinator.locator("li", has_text="Noem ook de telers.").first
        press(line.get_by_role("link").first)
        assert coordinator.url == submitted
        found += barriers(coordinator)
        assert found + judge.trouble + coordinator.trouble == []


def test_points_are_asked_without_script_and_answered_in_the_form(opened, submitted):
    """Task 8: five points, answered and sent again."""
    with opened(java_script_enabled=False) as coordinator:
        be(coordinator, COORDINATOR)
        coordinator.goto(submitted)
        follow(coordinator, "Vraag aanpassing")
        for n, field in enumerate(["summary", "challenge", ""]):
            if n:
                press(button(coordinator, "Nog een punt"))
            if field:
                place = coordinator.locator(f"#id_punten-{n}-field")
                place.select_option(field)
            coordinator.locator(f"#id_punten-{n}-text").fill(f"Punt {n}.")
        press(button(coordinator, "Nog een punt"))
        press(button(coordinator, "Haal punt 4 weg"))
        press(button(coordinator, "Vraag aanpassing"))
        assert coordinator.get_by_text("De punten zijn verstuurd.").is_visible()
    with opened() as editor:
        be(editor, EDITOR)
        editor.goto(submitted)
        found = barriers(editor)
        assert editor.get_by_text("0 van de 3 punten beantwoord").first.is_visible()
        editor.goto(f"{submitted}missie-en-opgave/")
        point = editor.locator("#veld-challenge .mr-punt")
        point.get_by_label("gedaan").check()
        editor.locator("[data-stand]", has_text="Opgeslagen om").wait_for()
        found += barriers(editor)

        editor.goto(f"{submitted}stap/submit/")
        assert editor.get_by_role("link", name="Beantwoord het punt «Punt 0.».").count()
        editor.goto(f"{submitted}punten/")
        found += barriers(editor)
        for point in editor.locator(".mr-punt").all():
            point.get_by_label("gedaan").check()
        press(button(editor, "Bewaar de antwoorden"))
        assert editor.get_by_text("Bewaard: 3 van de 3 punten.").is_visible()
        submit(editor, submitted, "Dien opnieuw in")
        assert editor.get_by_text("De bijdrage is ingediend.").is_visible()
        assert found + editor.trouble == []


def test_leaving_out_counts_along_and_invites(opened, submitted):
    """Task 13."""
    with opened() as coordinator, opened() as editor:
        be(coordinator, COORDINATOR)
        coordinator.goto(f"{submitted}stap/leave_out/")
        coordinator.get_by_label("Reden").fill("Te kort.")
        assert coordinator.locator("[data-aantal]").inner_text() == "8"
        press(button(coordinator, "Neem niet op"))
        found = barriers(coordinator)
        coordinator.get_by_label("Reden").fill(REASON)
        into = coordinator.get_by_label("Samenvoegen met …")
        into.select_option(index=1)
        press(button(coordinator, "Neem niet op"))

        be(editor, EDITOR)
        editor.goto(submitted)
        assert editor.get_by_text(REASON.strip()).first.is_visible()
        assert editor.get_by_text("U bent welkom").is_visible()
        found += barriers(editor)
        assert found == []


def test_opposite_steps_at_once(opened, submitted):
    with opened() as coordinator, opened() as editor:
        be(coordinator, COORDINATOR)
        coordinator.goto(f"{submitted}stap/leave_out/")
        coordinator.get_by_label("Reden").fill(REASON)
        be(editor, EDITOR)
        editor.goto(submitted)
        follow(editor, "Trek in")
        press(button(editor, "Trek in"))
        press(button(coordinator, "Neem niet op"))

        said = "Intussen is er een andere stap gezet"
        assert coordinator.get_by_text(said).is_visible()
        assert coordinator.get_by_text(REASON.strip()).is_visible()
        assert barriers(coordinator) == []
