"""What changed, on the page: since the adoption, the last submission, or one's look."""

import re

import pytest
from django.db import DatabaseError, transaction
from django.utils.html import strip_tags

from accounts.tests.builders import signed_in
from kia.models import (
    BudgetLine,
    EntryParty,
    EntryVersion,
    Look,
    MoneySource,
)
from kia.review import reading_looks
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from kia.workflow import open_version, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast, version):
    return builders.make_entry(cast, version, EntryState.SUBMITTED)


def base(entry):
    return f"/werk/bijdragen/{entry.entry.slug}/lezen/"


def words(person, entry, query):
    """The page as somebody hears it, without its markup."""
    text = signed_in(person).get(f"{base(entry)}{query}").text
    return re.sub(r"\s+", " ", strip_tags(text)).replace("&nbsp;", " ")


def reopen(cast, entry):
    return builders.request_changes(cast, entry)


def submit(cast, opened):
    opened = EntryVersion.objects.get(pk=opened.pk)
    builders.answer_points(opened, cast.editor)
    return perform("submit", opened, by=cast.editor)


def change(version, **fields):
    EntryVersion.objects.filter(pk=version.pk).update(**fields)


def test_words_are_told_side_by_side_and_in_the_text(cast, entry):
    opened = reopen(cast, entry)
    change(opened, approach="Wat hier hoort te staan, in een paar regels.")
    last = submit(cast, opened)
    beside = words(cast.officer, last, "?sinds=indiening")
    inside = words(cast.officer, last, "?sinds=indiening&weergave=tekst")

    assert "1 onderdeel gewijzigd, begroting in totaal gelijk" in beside
    assert "1 woord erbij, 1 weg" in beside
    assert "in een paar [weg: zinnen]." in beside
    assert "in een paar [erbij: regels]." in beside
    assert "in een paar [weg: zinnen][erbij: regels]." in inside


def test_a_row_that_moved_is_said_to_be_moved(cast, entry):
    opened = reopen(cast, entry)
    first, second = EntryParty.objects.filter(version=opened)
    EntryParty.objects.filter(pk=first.pk).update(order=9, name="Bedrijf A")
    last = submit(cast, opened)
    said = words(cast.officer, last, "?sinds=indiening")
    assert "Partijen gewijzigd" in said

    opened = reopen(cast, last)
    EntryParty.objects.filter(version=opened, lineage=first.lineage).update(order=0)
    EntryParty.objects.filter(version=opened, lineage=second.lineage).update(order=5)
    said = words(cast.officer, submit(cast, opened), "?sinds=indiening")
    assert "1 rij verplaatst" in said
    assert "erbij" not in said.split("verplaatst")[0].split("Wat is er anders?")[1]


def test_money_says_how_much_more_and_warns_above_a_quarter(cast, entry):
    opened = reopen(cast, entry)
    BudgetLine.objects.filter(version=opened, year=2020).update(amount=1_120_000)
    BudgetLine.objects.create(
        version=opened,
        year=2021,
        source=MoneySource.objects.get(code="nwo"),
        form="kind",
        amount=1_000_000,
        certainty="committed",
    )
    said = words(cast.officer, submit(cast, opened), "?sinds=indiening")

    assert "begroting € 1,12 mln meer (+28%)" in said
    assert "de begroting wijzigt met meer dan 25%" in said
    assert "€ 120 000 meer" in said
    assert "In cash: van € 4,00 mln naar € 4,12 mln, € 0,12 mln meer (+3%)" in said
    assert "1 000 toegezegd" in said


def test_a_small_change_of_money_gives_no_warning(cast, entry):
    opened = reopen(cast, entry)
    BudgetLine.objects.filter(version=opened, year=2020).update(amount=2_000_000)
    said = words(cast.officer, submit(cast, opened), "?sinds=indiening")

    assert "begroting € 1,00 mln meer (+25%)" in said
    assert "wijzigt met meer dan 25%" not in said


def test_a_promise_is_a_change_of_the_budget(cast, entry):
    opened = reopen(cast, entry)
    BudgetLine.objects.filter(version=opened, year=2020).update(certainty="committed")
    said = words(cast.officer, submit(cast, opened), "?sinds=indiening")

    assert "[was: 1 000] → [werd: 1 000 toegezegd]" in said


def test_since_the_adoption(cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED, title="Eerst")
    builders.move_version(cast, version, AgendaState.ADOPTED)
    second = open_version(cast.agenda, cast.coordinator)
    opened = builders.revise(cast, entry, second)
    change(opened, title="Daarna")
    said = words(cast.member, opened, "?sinds=vastgesteld")

    assert "[was: Eerst] → [werd: Daarna]" in said
    assert "die nog niet is ingediend" in said


def test_nothing_changed_is_said(cast, entry):
    said = words(cast.officer, submit(cast, reopen(cast, entry)), "?sinds=indiening")

    assert "Er is niets gewijzigd" in said


@pytest.mark.parametrize("since", ["vastgesteld", "indiening", "mij"])
def test_without_an_earlier_version_the_whole_text_is_there(since, cast, entry):
    said = words(cast.officer, entry, f"?sinds={since}")

    assert "Hieronder staat de hele tekst." in said
    assert "Wat hier hoort te staan" in said


def test_an_unknown_manner_is_the_whole_text(cast, entry):
    said = words(cast.officer, entry, "?sinds=onzin&weergave=onzin")

    assert "Op deze pagina" in said


def test_since_one_looked_stays_the_same_however_often_one_reloads(cast, entry):
    words(cast.officer, entry, "")
    opened = reopen(cast, entry)
    change(opened, title="Tweede titel")
    last = submit(cast, opened)

    for _ in range(3):
        said = words(cast.officer, last, "?sinds=mij")
        assert "Van versie 1" in said and "[werd: Tweede titel]" in said
    assert Look.objects.filter(person=cast.officer).count() == 2


def test_what_somebody_said_to_have_read_goes_before_what_they_opened(cast, entry):
    reading_looks.read(entry, cast.officer)
    for title in ("Tweede titel", "Derde titel"):
        opened = reopen(cast, entry)
        change(opened, title=title)
        entry = submit(cast, opened)
        words(cast.officer, entry, "")

    assert "Van versie 1" in words(cast.officer, entry, "?sinds=mij")
    signed_in(cast.officer).post(f"{base(entry)}2/gelezen/")
    assert "Van versie 2" in words(cast.officer, entry, "?sinds=mij")


def test_a_look_is_of_one_person(cast, entry):
    words(cast.officer, entry, "")
    last = submit(cast, reopen(cast, entry))

    assert "nog geen eerdere versie gelezen" in words(cast.judge, last, "?sinds=mij")


def test_who_says_to_have_read_it_is_told_what_that_does(cast, entry):
    client = signed_in(cast.officer)
    for _ in range(2):
        came = client.post(f"{base(entry)}1/gelezen/", follow=True)

    assert "Versie 1 staat als gelezen." in came.text
    assert "U hebt deze versie gelezen." in came.text
    assert Look.objects.get().read_at


def test_a_draft_is_not_looked_at(cast, version):
    """It still changes, so that there is nothing to compare with afterwards."""
    draft = builders.make_entry(cast, version)
    client = signed_in(cast.member)

    assert client.get(base(draft)).status_code == 200
    assert client.post(f"{base(draft)}1/gelezen/").status_code == 404
    assert not Look.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Look.objects.create(person=cast.member, version=draft)


def test_who_helps_reads_no_difference_of_the_internal_note(cast, version):
    draft = builders.make_entry(cast, version)
    change(draft, internal_note="Eerste geheim.")
    draft = EntryVersion.objects.get(pk=draft.pk)
    opened = builders.move_entry(cast, draft, EntryState.CHANGES_REQUESTED)
    change(opened, internal_note="Tweede geheim.", title="Nieuw")
    last = submit(cast, opened)

    assert "geheim" in words(cast.officer, last, "?sinds=indiening")
    said = words(cast.partner, last, "?sinds=indiening")
    assert "[werd: Nieuw]" in said
    assert "geheim" not in said and "Interne toelichting" not in said
