"""The form for a mistake: without script, with the keyboard, refused and sent."""

import pytest

from instance.forms import SHORTEST_TIME
from portal.tests.browser.barriers import (
    AXE,
    RULES,
    TOO_SMALL,
    TOO_WIDE,
    VIOLATIONS,
)
from portal.tests.browser.pages import press

FORM = "/melding/?over=/missies/"
TEXT = "Bij ED-1 staat 2030, maar in de brief staat 2050."


def barriers(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(AXE.read_text())
    found = page.evaluate(VIOLATIONS, RULES)
    return found + page.evaluate(TOO_SMALL) + page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_form_and_its_refusal_have_no_barrier(width, desk):
    desk.goto(FORM)
    assert barriers(desk, width) == []

    desk.get_by_label("Uw e-mailadres").fill("noor")
    press(desk.get_by_role("button", name="Verstuur"))

    desk.get_by_role("alert").get_by_text("Schrijf op wat er niet klopt.").wait_for()
    assert desk.get_by_label("Uw e-mailadres").input_value() == "noor"
    assert barriers(desk, width) == []


def test_a_report_is_sent_without_script(opened):
    with opened(java_script_enabled=False) as page:
        page.goto(FORM)
        page.get_by_label("Wat klopt er niet?").fill(TEXT)
        # Sent sooner, the form takes it for the work of a robot.
        page.wait_for_timeout(SHORTEST_TIME.total_seconds() * 1000 + 1000)
        page.get_by_role("button", name="Verstuur").click()

        page.get_by_role("heading", name="Uw melding is binnen").wait_for()
        assert page.context.cookies() == []
