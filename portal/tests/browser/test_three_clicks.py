"""A stranger finds the year and the value of a target, and the sentence for it."""

import pytest

from portal.tests.browser.pages import HOME, MISSION, press

# code, what the page must say of the target, words in the passage of the letter
FINDS = [
    ("ED-1", "49%", "2030", "49%"),
    ("ED-1.1", "", "2050", "CO2-vrij"),
    ("ED-2", "", "2050", "grondstoffengebruik"),
    ("LWV-6", "", "2100", "delta"),
    ("GZ-C", "", "2040", "vijf jaar langer"),
    ("GZ-2", "50%", "2030", "zorg"),
    ("V-4", "top 10", "2024", "Global Cybersecurity Index"),
    ("V-6", "", "geen", "innovatienetwerk"),
]


@pytest.mark.parametrize(("code", "value", "year", "words"), FINDS)
def test_three_clicks_lead_to_the_sentence(code, value, year, words, opened):
    with opened() as page:
        page.goto(HOME)

        above, _, below = code.partition(".")
        rows = page.locator(".hz-rij")
        above = rows.filter(has=page.get_by_text(above, exact=True))
        press(above.locator("a.mr-naam"))
        if below:
            rows = page.locator("main .mr-rijen li")
            own = rows.filter(has=page.get_by_text(code, exact=True))
            press(own.locator("a.mr-naam"))

        target = page.locator("main .mr-tabel tbody tr[id^=doel-]")
        said = " ".join(target.all_inner_texts())
        assert value in said
        assert year in said

        press(target.locator("a.mr-bron").first)

        passage = page.locator(":target")
        assert words in passage.inner_text()
        assert passage.evaluate(
            "e => { const b = e.getBoundingClientRect();"
            " return b.top >= 0 && b.top < innerHeight; }"
        )


def test_every_mission_leads_to_a_passage(opened):
    with opened() as page:
        page.goto(HOME)
        addresses = "all => all.map(a => a.getAttribute('href'))"
        links = page.locator(".hz-rij a.mr-naam").evaluate_all(addresses)
        page.goto(MISSION)
        links += page.locator("[aria-labelledby=onderdelen] a.mr-naam").evaluate_all(
            addresses
        )
        assert len(set(links)) == 26
        passages = set()
        for link in links:
            page.goto(link)
            found = page.locator("main a[href^='/brief/#']").first
            passages.add(found.get_attribute("href").partition("#")[2])

        page.goto("/brief/")
        for passage in passages:
            assert page.locator(f"#{passage}").count() == 1, passage
