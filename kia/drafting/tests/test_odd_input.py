"""Whatever is typed in whatever field of the form: kept exactly, or a clear sentence
beside what was typed. Never a page that fails, and nothing lost."""

import re
from urllib.parse import urlencode

import pytest

from accounts.tests.builders import signed_in
from kia.drafting.tabs import SLUGS
from kia.drafting.tests.page import Page
from kia.models import Entry, EntryVersion, MoneySource
from kia.tests import builders

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
# Typed, and what is kept: as it was, but for what a browser makes of a line end.
MARKUP = SCRIPT + "\"'><img src=x onerror=a>{{ 1 }}{% x %}%s{0}"
CHARACTERS = "=1+1 a\u202eb\u200bc 👩🏽‍🔬 é e\u0301 ĳ \ufffe\uffff "
KEPT = {
    "markup": (MARKUP, MARKUP),
    "characters": (
        f"{CHARACTERS}een\rtwee\r\ndrie",
        f"{CHARACTERS}een\ntwee\ndrie",
    ),
}
REFUSED = {
    "a megabyte": ("x" * 1_000_000, "Gebruik ten hoogste"),
    "nought": ("een\0twee", "nulteken"),
}


@pytest.fixture
def entry(cast, version):
    """A full draft."""
    return builders.make_entry(cast, version)


@pytest.mark.parametrize("number", SLUGS)
@pytest.mark.parametrize("typed, kept", KEPT.values(), ids=KEPT)
def test_every_text_is_kept_exactly(typed, kept, number, cast, entry):
    page = Page(cast.member, entry, number)
    # A new relation is with an agenda that is chosen first.
    names = {name for name in page.typed if not name.startswith("relations-")}

    answer = page.type(**dict.fromkeys(names, typed)).save()

    again = Page(cast.member, entry, number)
    assert names
    assert answer.status_code == 200
    assert {name: again.values[name] for name in names} == dict.fromkeys(names, kept)
    assert SCRIPT not in again.answer.text


# A megabyte in every field of every tab takes a minute.
ONE_TAB = [pytest.param(n, marks=[pytest.mark.slow] if n != 2 else []) for n in SLUGS]


def test_a_megabyte_in_every_text_of_a_tab_is_said_and_stays(cast, entry):
    page = Page(cast.member, entry, 2)
    texts = {name: "x" * 1_000_000 for name in page.typed}

    answer = page.type(**texts).save()

    assert len(texts) >= 3
    assert answer.status_code == 400
    assert {name: page.values[name] for name in texts} == texts


@pytest.mark.parametrize("number", ONE_TAB)
@pytest.mark.parametrize("typed, said", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_kept_is_said_and_stays(typed, said, number, cast, entry):
    before = EntryVersion.objects.filter(pk=entry.pk).values().get()
    page = Page(cast.member, entry, number)
    for name in sorted(page.typed):
        before_it = page.values[name]

        answer = page.type(**{name: typed}).save()

        assert answer.status_code == 400
        assert said in answer.text
        assert page.values[name] == typed
        page.type(**{name: before_it})
    assert EntryVersion.objects.filter(pk=entry.pk).values().get() == before


@pytest.mark.parametrize("number", SLUGS)
def test_no_browser_cuts_off_what_is_too_long(number, cast, entry):
    attributes = Page(cast.member, entry, number).attributes

    assert attributes
    assert [n for n, found in attributes.items() if "maxlength" in found] == []


def test_bytes_that_are_no_text_become_a_mark(cast, entry):
    """A lone half of a character, as no browser but some program sends it."""
    page = Page(cast.member, entry, 2)
    data = urlencode(page.values | {"challenge": "HIER"})
    data = data.replace("HIER", "een%ED%A0%80twee")
    form = "application/x-www-form-urlencoded"

    answer = page.client.post(page.address, data, content_type=form)

    assert answer.status_code == 302
    assert (
        EntryVersion.objects.get(pk=entry.pk).challenge == "een\ufffd\ufffd\ufffdtwee"
    )


def test_a_script_in_every_text_runs_on_no_page(cast, entry):
    for number in SLUGS:
        page = Page(cast.member, entry, number)
        page.type(**dict.fromkeys(page.typed, SCRIPT)).save()
    address = f"/werk/bijdragen/{entry.entry.slug}/"
    other = (
        f"/werk/bijdragen/{builders.make_entry(cast, entry.agenda_version).entry.slug}/"
    )
    pages = [address, f"{address}voorbeeld/", f"{address}voorbeeld/?als=beoordelaar"]
    pages += [f"{address}verloop/", f"{address}kopie/", f"{other}wat-en-waar/"]
    pages += ["/werk/", "/werk/bijdragen/", "/werk/bijdragen/?q=script"]
    client = signed_in(cast.editor)

    for path in pages:
        text = client.get(path).text
        assert SCRIPT not in text, path
    assert "&lt;script&gt;alert(1)" in client.get(f"{address}voorbeeld/").text
    assert client.get(f"{address}word/").status_code == 200


BUDGET_KEPT = {"1200,5": "1200,5", " 007 ": "7", "1 200": "1200", "0": "", "": ""}
BUDGET_REFUSED = ["1.500", "1.000.000", "1,2345", "1000000000,001", "inf", "1200.5"]
BUDGET_REFUSED += ["٣", "½", "0x10", "1_000", "--5", "\0", "5%", "9" * 5000, SCRIPT]


def amount(page, text):
    """The first cell of the grid with this typed in it."""
    name = f"budget-{MoneySource.objects.get(code='nwo').pk}-cash-2020"
    page.type(**{name: text}).save()
    return name


@pytest.mark.parametrize("text, shown", BUDGET_KEPT.items())
def test_an_amount_is_kept_and_shown_as_it_can_be_typed(text, shown, cast, entry):
    page = Page(cast.member, entry, 7)
    name = amount(page, text)

    assert page.answer.status_code == 200
    assert Page(cast.member, entry, 7).values[name].replace("\u202f", "") == shown


@pytest.mark.parametrize("text", BUDGET_REFUSED, ids=ascii)
def test_an_odd_amount_is_said_and_stays(text, cast, entry):
    page = Page(cast.member, entry, 7)
    name = amount(page, text)

    assert page.answer.status_code == 400
    assert f'id="fout-{name}"' in page.answer.text
    assert page.values[name] == text
    assert SCRIPT not in page.answer.text


ODD_YEARS = ["1999", "2095", "abc", "9" * 400, "\0"]


@pytest.mark.parametrize("year", ODD_YEARS, ids=ascii)
@pytest.mark.parametrize(
    "number, field, column",
    [
        (4, "milestones", "year"),
        (4, "phases", "first_year"),
        (6, "requests", "wanted_year"),
    ],
)
def test_an_odd_year_is_said_and_stays(number, field, column, year, cast, entry):
    page = Page(cast.member, entry, number)
    name = f"{field}-{page.rows(field)[0]}-{column}"

    answer = page.type(**{name: year}).save()

    assert page.values[name] == year
    if answer.status_code == 200:
        # A year that may be: a milestone may come after the period.
        assert Page(cast.member, entry, number).values[name] == year == "2095"
    else:
        assert answer.status_code == 400
        assert 'class="mr-veld__fout"' in answer.text
        said = re.findall(r'href="#(id_[^"]+)">', answer.text)
        assert all(f'id="{place}"' in answer.text for place in said)


def test_a_double_click_begins_one_entry(cast, version):
    data = {"title": "Zon", "agenda": version.agenda_id, "lead": cast.topsector.pk}
    client = signed_in(cast.member)

    answers = [client.post("/werk/bijdragen/nieuw/", data) for _ in range(2)]

    made = Entry.objects.get()
    assert {answer.url for answer in answers} == {
        f"/werk/bijdragen/{made.slug}/wat-en-waar/"
    }


def test_a_double_click_makes_one_copy(cast, entry):
    data = {"title": "Kopie", "lead": cast.topsector.pk}
    data["agenda"] = entry.agenda_version.agenda_id
    client = signed_in(cast.member)

    for _ in range(2):
        client.post(f"/werk/bijdragen/{entry.entry.slug}/kopie/", data)

    copied = EntryVersion.objects.get(title="Kopie")
    assert copied.party_rows.count() == entry.party_rows.count()
