"""A version of an agenda, what the letter asks of it, and the difference with the next."""

import pytest

from portal.tests.browser.barriers import (
    STRUCTURE,
    TOO_NARROW,
    TOO_SMALL,
    TOO_WIDE,
    in_every_look,
)

AGENDA = "/agendas/kia-energietransitie-en-duurzaamheid/"
ADOPTED = [f"{AGENDA}1.0/", f"{AGENDA}1.0/regels/"]
IN_WORK = [f"{AGENDA}2.0/", f"{AGENDA}verschil/1.0/2.0/"]

pytestmark = pytest.mark.usefixtures("practice_agendas")


@pytest.fixture
def coordinator(opened):
    """Somebody who sees the version in work too."""
    with opened() as page:
        page.goto("/oefenen/")
        page.get_by_role("button", name="Kies Agendacoördinator").click()
        yield page


def barriers(page):
    """What axe, the structure, the width and the size of links have against a page."""

    def wrong():
        checks = (TOO_WIDE, TOO_NARROW, TOO_SMALL)
        return [found for check in checks for found in page.evaluate(check)]

    return page.evaluate(STRUCTURE) + in_every_look(page, wrong)


@pytest.mark.parametrize("path", ADOPTED)
def test_an_adopted_version_has_no_barrier(path, opened):
    with opened() as page:
        answer = page.goto(path)

        assert answer.status == 200
        assert barriers(page) == []
        assert page.get_by_text("VOORBEELD.", exact=True).is_visible()


@pytest.mark.parametrize("path", IN_WORK)
def test_a_version_in_work_has_no_barrier_and_no_visitor(path, opened, coordinator):
    answer = coordinator.goto(path)

    assert answer.status == 200
    assert barriers(coordinator) == []
    with opened() as page:
        assert page.goto(path).status == 404


def test_without_scripts_the_sentence_of_the_letter_unfolds(opened):
    with opened(java_script_enabled=False) as page:
        page.goto(f"{AGENDA}1.0/")
        section = page.get_by_role("region", name="A5 Valorisatie")
        quote = section.locator("blockquote").first

        assert not quote.is_visible()
        section.locator("summary").click()
        assert quote.is_visible()
        assert "een specifieke strategie" in quote.inner_text()


def test_what_came_and_went_is_said_in_words_too(coordinator):
    coordinator.goto(f"{AGENDA}verschil/1.0/2.0/")

    assert coordinator.get_by_role("heading", name="Bedragen").is_visible()
    assert coordinator.get_by_role("heading", name="Teksten").is_visible()
