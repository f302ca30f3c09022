"""Remarks beside the text: who writes, who reads, and what they follow."""

import pytest
from django.db import DatabaseError, transaction

from accounts.tests.builders import signed_in
from kia.models import (
    EntryParty,
    EntryVersion,
    Remark,
    RemarkMention,
    RemarkThread,
)
from kia.permissions import may
from kia.review import remarks_people
from kia.steps import EntryState
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db

WORDS = "Wat hier hoort te staan"
ASKED = "Noem ook de natuur."
MAY_REMARK = ["editor", "member", "coordinator", "officer", "judge", "partner"]
MAY_NOT = ["other_officer", "other_editor", "other_coordinator", "outsider"]


def base(entry):
    return f"/werk/bijdragen/{entry.entry.slug}/"


def say(person, entry, field="approach", number=1, **data):
    data = {"text": ASKED} | data
    address = f"{base(entry)}lezen/{number}/opmerking/{field}/"
    return signed_in(person).post(address, data)


def answer(person, thread, **data):
    address = f"{base(thread.version)}opmerkingen/{thread.pk}/antwoord/"
    return signed_in(person).post(address, data)


def page(person, entry, query=""):
    return signed_in(person).get(f"{base(entry)}lezen/{query}")


@pytest.fixture
def entry(cast, version):
    return builders.make_entry(cast, version, EntryState.SUBMITTED)


@pytest.fixture
def thread(cast, entry):
    say(cast.officer, entry)
    return RemarkThread.objects.get()


def resubmit(cast, entry, **changes):
    opened = builders.request_changes(cast, entry)
    EntryVersion.objects.filter(pk=opened.pk).update(**changes)
    opened = EntryVersion.objects.get(pk=opened.pk)
    builders.answer_points(opened, cast.editor)
    return perform("submit", opened, by=cast.editor)


@pytest.mark.parametrize("role", MAY_REMARK)
def test_who_may_remark_leads_back_to_the_remark(role, cast, entry):
    came = say(getattr(cast, role), entry)
    thread = RemarkThread.objects.get()

    assert came.url == f"{base(entry)}lezen/1/#opmerking-{thread.pk}"
    assert (thread.field, thread.version) == ("approach", entry)
    text = page(cast.coordinator, entry).text
    assert ASKED in text and f'id="opmerking-{thread.pk}"' in text


@pytest.mark.parametrize("role", [*MAY_NOT, "admin"])
def test_who_may_not_remark_is_refused(role, cast, entry):
    came = say(getattr(cast, role), entry)

    assert came.status_code == (403 if role == "admin" else 404)
    assert not RemarkThread.objects.exists()


def test_the_rule_of_the_queryset_is_that_of_the_permission(cast, thread):
    """An admin reads remarks too, and makes none."""
    for role in [*MAY_REMARK, *MAY_NOT]:
        person = getattr(cast, role)
        seen = RemarkThread.objects.visible_to(person).exists()
        assert seen == may("comment", person, thread.version), role


def test_once_adopted_everybody_reads_the_text_and_not_the_remarks(
    cast, version, entry
):
    say(cast.officer, entry)
    builders.make_judgement(cast, entry)
    perform("accept", entry, by=cast.coordinator)
    builders.move_version(cast, version, "adopted")
    own = signed_in(cast.outsider)

    assert ASKED not in own.get(f"{base(entry)}lezen/").text
    assert "Plaats opmerking" not in own.get(f"{base(entry)}lezen/").text
    public = own.get(f"/bijdragen/{entry.entry.slug}/").text
    assert WORDS in public and ASKED not in public
    assert ASKED in page(cast.officer, entry).text
    assert ASKED not in own.get("/zoeken/?q=natuur").text


def test_nobody_remarks_on_a_draft(cast, version):
    draft = builders.make_entry(cast, version)

    assert say(cast.member, draft).status_code == 404
    assert "Plaats opmerking" not in page(cast.member, draft).text
    with pytest.raises(DatabaseError), transaction.atomic():
        RemarkThread.objects.create(version=draft, field="approach")


@pytest.mark.parametrize(
    ("field", "status"),
    [("approach", 302), ("onzin", 404), ("sub_missions", 404), ("slug", 404)],
)
def test_a_remark_is_at_a_field_that_stands_on_the_page(field, status, cast, entry):
    assert say(cast.officer, entry, field).status_code == status


def test_who_helps_neither_reads_nor_remarks_at_the_internal_note(cast, entry):
    assert say(cast.partner, entry, "internal_note").status_code == 404
    assert say(cast.officer, entry, "internal_note").status_code == 302
    thread = RemarkThread.objects.get()

    assert ASKED in page(cast.officer, entry).text
    assert ASKED not in page(cast.partner, entry).text
    assert answer(cast.partner, thread, text="Ja.").status_code == 404


def test_words_are_quoted_to_the_letter(cast, entry):
    wrong = say(cast.officer, entry, quote="Dit staat er niet")

    assert "Deze woorden staan niet letterlijk in dit onderdeel." in wrong.text
    assert ASKED in wrong.text and 'value="Dit staat er niet"' in wrong.text
    assert not RemarkThread.objects.exists()

    say(cast.officer, entry, quote=f"  {WORDS.replace(' ', '  ', 1)}\r\n")
    assert RemarkThread.objects.get().quote == WORDS


def test_a_remark_follows_its_field_and_says_when_its_words_are_gone(cast, entry):
    say(cast.officer, entry, quote=WORDS)
    last = resubmit(cast, entry, approach="Nu staat er wat anders.")
    text = page(cast.officer, last).text

    assert ASKED in text
    assert "Dit staat niet meer letterlijk in deze versie." in text
    assert "Gemaakt bij versie 1." in text


def test_a_later_remark_does_not_stand_at_an_earlier_version(cast, entry):
    last = resubmit(cast, entry, approach="Nu staat er wat anders.")
    say(cast.officer, last, number=2)

    assert ASKED in page(cast.officer, last).text
    assert ASKED not in page(cast.officer, last, "1/").text


def test_a_remark_follows_its_row(cast, entry):
    row = entry.party_rows.first()
    say(cast.officer, entry, "parties", row=row.lineage)
    opened = builders.request_changes(cast, entry)
    party = EntryParty.objects.get(version=opened, lineage=row.lineage)
    EntryParty.objects.filter(pk=party.pk).update(description="Nog een naam")

    assert "Deze rij luidt nu: Nog een naam" in page(cast.member, opened).text
    party.delete()
    assert "Deze rij staat niet meer in deze versie." in page(cast.member, opened).text


@pytest.mark.parametrize(
    "row", ["onzin", "00000000-0000-4000-8000-000000000000", "x" * 5000]
)
def test_a_row_of_another_field_or_of_nothing_is_refused(row, cast, entry):
    assert (
        "Deze rij staat niet in dit onderdeel."
        in say(cast.officer, entry, "parties", row=row).text
    )
    other = entry.milestone_rows.first().lineage
    assert "Deze rij staat niet" in say(cast.officer, entry, "parties", row=other).text


def test_nothing_said_is_told_so_at_the_field(cast, entry):
    came = say(cast.officer, entry, text="  ")

    assert "Schrijf uw opmerking op." in came.text
    assert not Remark.objects.exists()


@pytest.mark.parametrize("text", ["x" * 4001, "\x00"])
def test_what_cannot_be_kept_is_said_and_stays(text, cast, entry):
    came = say(cast.officer, entry, text=text)

    assert came.status_code == 200
    assert "mr-veld__fout" in came.text
    assert not Remark.objects.exists()


def test_a_thread_goes_on_is_closed_and_opened_again(cast, thread):
    answer(cast.editor, thread, text="Dat staat nu in de opgave.", turn="resolved")
    text = page(cast.officer, thread.version).text

    assert "Dat staat nu in de opgave." in text
    assert "0 opmerkingen open, 1 afgehandeld." in text
    assert "Afgehandeld: opmerking van" in text
    answer(cast.officer, thread, turn="reopened")
    assert "1 opmerking open, 0 afgehandeld." in page(cast.editor, thread.version).text
    assert thread.remarks.count() == 3


def test_an_answer_says_something(cast, thread):
    came = answer(cast.editor, thread, text="")

    assert "Schrijf uw opmerking op." in came.text
    assert thread.remarks.count() == 1


@pytest.mark.parametrize("role", MAY_NOT)
def test_who_does_not_read_a_thread_finds_none(role, cast, thread):
    assert answer(getattr(cast, role), thread, text="Hoi").status_code == 404


def test_a_thread_is_not_found_below_another_entry(cast, version, thread):
    other = builders.make_entry(cast, version, EntryState.SUBMITTED)
    address = f"{base(other)}opmerkingen/{thread.pk}/antwoord/"

    assert signed_in(cast.officer).post(address, {"text": "Hoi"}).status_code == 404


def test_withdrawn_words_are_read_by_their_writer_only(cast, thread):
    remark = thread.remarks.get()
    address = f"{base(thread.version)}opmerkingen/{remark.pk}/intrekken/"

    assert signed_in(cast.editor).post(address).status_code == 403
    for _ in range(2):
        assert signed_in(cast.officer).post(address).status_code == 302
    assert ASKED in page(cast.officer, thread.version).text
    text = page(cast.editor, thread.version).text
    assert ASKED not in text
    assert "De schrijver trok deze opmerking in." in text
    assert Remark.objects.get().text == ASKED


def test_what_was_said_does_not_change(cast, thread):
    remark = thread.remarks.get()
    for change in (
        lambda: Remark.objects.update(text="Iets anders"),
        lambda: Remark.objects.all().delete(),
        lambda: RemarkThread.objects.update(field="summary"),
        lambda: Remark.objects.create(thread=thread, by=cast.editor, day="2021-01-01"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    Remark.objects.update(withdrawn_at="2021-01-01T00:00Z")
    with pytest.raises(DatabaseError), transaction.atomic():
        Remark.objects.update(withdrawn_at=None)
    remark.refresh_from_db()
    assert remark.text == ASKED


def test_only_who_reads_it_can_be_mentioned(cast, entry):
    """Each of them may remark; nobody else's name is on the page."""
    for role in (*MAY_REMARK, *MAY_NOT):
        person = getattr(cast, role)
        person.name = f"Naam van {role}"
        person.save()
    found = remarks_people.names(entry, cast.officer)
    named = {name.split(",")[0] for name in found}

    assert named == {f"Naam van {role}" for role in MAY_REMARK if role != "officer"}
    text = page(cast.officer, entry).text
    assert not [role for role in MAY_NOT if f"Naam van {role}" in text]


def test_who_is_mentioned_gets_a_message(cast, entry):
    name = next(iter(remarks_people.names(entry, cast.officer)))
    say(cast.officer, entry, mention=name)
    mention = RemarkMention.objects.get()

    assert mention.notifications.get().person == mention.person
    inbox = signed_in(mention.person).get("/werk/berichten/").text
    assert "u genoemd in een opmerking bij Aanpak" in inbox
    assert f"#opmerking-{mention.remark.thread_id}" in inbox


def test_nobody_outside_can_be_mentioned(cast, entry):
    cast.outsider.name = "Buiten Staander"
    cast.outsider.save()
    came = say(cast.officer, entry, mention="Buiten Staander")

    assert "Kies een naam uit de lijst." in came.text
    assert 'value="Buiten Staander"' in came.text
    assert not Remark.objects.exists()


def test_who_helps_is_not_mentioned_at_the_internal_note(cast, entry):
    cast.partner.name = "Pien Partner"
    cast.partner.save()
    (name,) = [n for n in remarks_people.names(entry, cast.officer) if "Pien" in n]

    assert say(cast.officer, entry, mention=name).status_code == 302
    came = say(cast.officer, entry, "internal_note", mention=name)
    assert "Kies een naam uit de lijst." in came.text


@pytest.mark.parametrize("many", [1, 3])
def test_more_remarks_and_rows_cost_no_more_queries(
    many, cast, entry, django_assert_num_queries
):
    name = next(iter(remarks_people.names(entry, cast.officer)))
    for n in range(many):
        say(cast.officer, entry, "approach", text=f"Nummer {n}", mention=name)
        say(cast.partner, entry, "parties", row=entry.party_rows.first().lineage)
    last = resubmit(cast, entry, title="Nieuw")
    client = signed_in(cast.officer)
    client.get(f"{base(last)}lezen/?sinds=indiening")

    with django_assert_num_queries(13):
        client.get(f"{base(last)}lezen/?sinds=indiening")
    with django_assert_num_queries(13):
        client.get(f"{base(last)}lezen/")
