"""The page of a tab: its errors, its previews, its limits, and what it tells anew."""

import re
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from accounts.tests.builders import signed_in
from kia.drafting import listing, presence
from kia.drafting.rows import FULL, MOST_ROWS
from kia.drafting.tests.page import Page
from kia.models import BudgetLine, EntryParty, EntryVersion, MoneySource, Presence
from kia.tests import builders

pytestmark = pytest.mark.django_db

LIST = "/werk/bijdragen/"
WRONG = {
    1: {"title": "", "kind": "onzin"},
    2: {"challenge": "x" * 5000, "main_mission": "onzin", "fits_theme": "onzin"},
    3: {"values-ethics-applies": "onzin", "values-ethics-text": "x" * 5000},
    4: {"trl_start": "12"},
    7: {},
}


@pytest.fixture
def entry(cast, version):
    return builders.make_entry(cast, version)


def post(page, data):
    page.answer = page.client.post(page.address, page.values | data)
    return page.answer


@pytest.mark.parametrize("number", WRONG)
def test_each_error_leads_to_what_is_there(number, cast, entry):
    page = Page(cast.member, entry, number)
    values = dict(WRONG[number])
    if number == 7:
        values = {next(n for n in page.values if n.startswith("budget-")): "abc"}
    if number == 3:
        value = next(n for n in page.values if n.endswith("-text"))
        start = value.removesuffix("text")
        values = {f"{start}applies": "onzin", value: "x" * 5000}

    text = post(page, values).text

    assert page.answer.status_code == 400
    summary = text[text.index("mr-foutlijst") : text.index("mr-concept__tabs")]
    anchors = re.findall(r'href="#([^"]+)"', summary)
    assert len(anchors) >= len(values)
    assert [a for a in anchors if f'id="{a}"' not in text] == []


def test_an_error_of_a_row_names_the_row_and_leads_to_it(cast, entry):
    page = Page(cast.member, entry, 4)
    lineage = page.rows("phases")[0]
    name = f"phases-{lineage}-first_year"

    text = post(page, {name: "ooit"}).text

    assert f'href="#id_{name}"' in text
    assert "Fase 1, " in text


def test_what_the_database_refuses_of_a_row_is_said_at_the_row(cast, version, entry):
    theirs = builders.make_entry(cast, version).party_rows.first()
    name = f"parties-{theirs.lineage}"
    page = Page(cast.member, entry, 5)

    text = post(page, {f"seen-{name}": "", f"{name}-name": "Nagemaakt"}).text

    assert f'href="#groep-{name}"' in text
    assert f'id="groep-{name}"' in text
    assert text.count("iemand anders wijzigde net hetzelfde") == 2


def test_a_text_is_shown_as_others_will_read_it(cast, entry):
    page = Page(cast.member, entry, 2)
    page.type(challenge="**Vet** <script>alert(1)</script>\n\n- punt")

    answer = page.save(act="show:challenge")

    assert "<strong>Vet</strong> &lt;script&gt;" in answer.text
    assert "<li>punt</li>" in answer.text
    assert "<script>alert" not in answer.text
    assert EntryVersion.objects.get(pk=entry.pk).challenge.startswith("**Vet**")


def previews(page, name, text):
    data = {"show": name, name: text}
    headers = {"X-Bewaart-Zelf": "1"}
    return page.client.post(page.address, data, headers=headers).json()["previews"]


def test_the_script_gets_a_preview_and_saves_nothing(cast, entry):
    page = Page(cast.member, entry, 2)

    assert "<em>nu</em>" in previews(page, "challenge", "*nu*")["challenge"]
    assert previews(page, "challenge", "x" * 3000) == {}
    assert previews(page, "title", "*nu*") == {}
    assert previews(page, "pk", "*nu*") == {}
    assert EntryVersion.objects.get(pk=entry.pk).challenge == entry.challenge


def test_who_asks_hears_what_is_left_to_do(cast, entry):
    page = Page(cast.member, entry, 2)
    headers = {"X-Bewaart-Zelf": "1"}
    assert "100% klaar" in page.client.post(page.address, {}, headers=headers).text
    page.type(challenge="").save_by_itself("challenge")

    told = page.client.post(page.address, {}, headers=headers).json()

    assert "100% klaar" not in told["checklist"]
    assert "nog </span>1<span" in told["tabs"]
    assert "others" in told


def test_more_rows_than_fit_are_refused_and_stay_in_the_form(cast, entry):
    EntryParty.objects.filter(version=entry).delete()
    EntryParty.objects.bulk_create(
        EntryParty(version=entry, name=f"Partij {n}", order=n)
        for n in range(MOST_ROWS - 1)
    )
    page = Page(cast.member, entry, 5)
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    more = {f"seen-parties-{first}": "", f"seen-parties-{second}": ""}
    more |= {f"parties-{first}-name": "Past nog", f"parties-{second}-name": "Te veel"}

    # This is more than the 1,000 fields that Django takes by itself.
    assert len(page.values) > 1000
    answer = post(page, more)

    assert answer.status_code == 400
    assert FULL.split(".")[0] in answer.text
    assert "Te veel" in answer.text
    names = set(entry.party_rows.values_list("name", flat=True))
    assert "Past nog" in names
    assert "Te veel" not in names
    text = Page(cast.member, entry, 5).answer.text
    assert f"Meer dan {MOST_ROWS} passen er niet" in text
    assert 'value="add:parties"' not in text


def test_more_fields_than_any_form_has_are_refused_in_dutch(cast, entry, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
    page = Page(cast.member, entry, 5)

    answer = post(page, {f"a{n}": "" for n in range(101)})

    assert answer.status_code == 413
    assert "Dit is te veel in één keer" in answer.text


def test_an_amount_outside_the_period_can_be_taken_away(cast, entry):
    source = MoneySource.objects.get(code="nwo")
    BudgetLine.objects.create(
        version=entry,
        year=2027,
        source=source,
        form="cash",
        amount=5000,
        certainty="indicative",
    )
    name = f"budget-{source.pk}-cash-2027"
    page = Page(cast.member, entry, 7)
    assert page.values[name] == "5"
    other = next(n for n in page.values if n.endswith("-2027") and n != name)

    page.type(**{name: "", other: "7"}).save()

    assert not entry.budget_rows.filter(year=2027).exists()
    assert "buiten de looptijd" not in Page(cast.member, entry, 7).answer.text


def test_the_list_sorts_as_people_do(cast, version):
    for title in ("Zon", "ÉÉN net", "een molen", "IJs", "Dijk"):
        builders.make_entry(cast, version, title=title)

    text = signed_in(cast.member).get(f"{LIST}?sorteer=titel").text

    found = re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', text)
    assert found == ["Dijk", "een molen", "ÉÉN net", "IJs", "Zon"]


def test_a_file_holds_every_page(cast, version, monkeypatch):
    for n in range(5):
        builders.make_entry(cast, version, title=f"Titel {n}")
    monkeypatch.setattr(listing, "PER_FILE_PART", 2)

    text = signed_in(cast.member).get(f"{LIST}?formaat=csv").content.decode()

    assert sorted(re.findall(r"Titel \d", text)) == [f"Titel {n}" for n in range(5)]


def test_a_programme_lists_the_parts_that_its_reader_may_see(cast, version, entry):
    part = builders.make_entry(cast, version, title="Een deel ervan")
    EntryVersion.objects.filter(pk=part.pk).update(
        level="sub_programme", parent=entry.entry
    )
    address = f"{LIST}{entry.entry.slug}/"

    assert "Een deel ervan" in signed_in(cast.member).get(address).text
    EntryVersion.objects.filter(pk=part.pk).update(lead=cast.partner_topsector)
    assert "Een deel ervan" not in signed_in(cast.member).get(address).text


def test_history_is_read_page_by_page(cast, entry):
    page = Page(cast.member, entry, 7)
    sources = MoneySource.objects.all()[:10]
    for certainty in ("indicative", "stated"):
        names = [n for n in page.values if n.startswith("budget-")]
        page.type(**dict.fromkeys(names, "10"))
        page.type(**{f"certainty-{s.pk}-cash": certainty for s in sources}).save()
    history = page.client.get(f"{LIST}{entry.entry.slug}/verloop/?pagina=2")

    assert history.status_code == 200


def test_old_presence_is_forgotten_when_somebody_tells(cast, version, entry):
    other = builders.make_entry(cast, version)
    presence.tell(other, cast.editor, 1)
    presence.tell(entry, cast.editor, 1)
    old = timezone.now() - presence.FORGOTTEN * 2
    Presence.objects.filter(version=other).update(seen_at=old)

    presence.tell(entry, cast.member, 2)

    assert Presence.objects.filter(version=other).count() == 0
    assert Presence.objects.filter(version=entry).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_tab_is_read_where_nothing_can_be_written():
    cast = builders.make_cast()
    entry = builders.make_entry(cast, builders.make_version(cast))
    client = signed_in(cast.member)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
        answer = client.get(f"{LIST}{entry.entry.slug}/missie-en-opgave/")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")

    assert answer.status_code == 200
    assert not Presence.objects.exists()
