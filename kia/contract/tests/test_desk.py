"""The desk of the contract: who does what, and what is said when it cannot be."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.tests.builders import signed_in
from instance import clock
from instance.admin_history import version
from kia.contract.tests.builders import (
    adopt,
    make_admin,
    make_adopted_year,
    make_correction,
    make_row,
    make_year,
)
from kia.models import Commitment, ContractYear
from kia.roles import Role
from kia.tests.builders import (
    make_agenda,
    make_cast,
    make_department,
    make_entry,
    make_person_with,
    make_version,
)

pytestmark = pytest.mark.django_db
DESK = "/werk/contract/2020/"
ROW = {
    "party": "Partij A",
    "party_kind": "company",
    "form": "cash",
    "purpose": "not_split",
    "amount": "1200,5",
    "stated_in": "Brief",
    "stated_on": "2019-10-01",
}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def year():
    return make_year()


def post(person, path, **fields):
    return signed_in(person).post(f"{DESK}{path}", fields)


def post_seen(person, row, path, **fields):
    """Sent from a page that shows the row as it is now."""
    return post(person, path, seen=version(row), **fields)


def errors(answer):
    return dict(answer.context["form"].errors)


# Per role the kinds of party whose money it enters and confirms in its own agenda.
MAY_ENTER = {
    "coordinator": ("company", "department"),
    "editor": ("company", "department"),
    "member": ("company", "department"),
    "officer": ("department",),
    "other_officer": (),
    "other_editor": (),
    "other_coordinator": (),
    "register_editor": (),
    "admin": (),
    "outsider": (),
}
# Where others end: in the form, which lets them enter something else; at a page that
# is not for them; or there is no page.
KEPT_OUT = {
    "officer": 200,
    "other_editor": 200,
    "other_coordinator": 200,
    "other_officer": 403,
    "register_editor": 404,
    "admin": 403,
    "outsider": 404,
}
SEE_THE_ROW = {"editor", "member", "officer", "admin"}
MAY_CONFIRM = MAY_ENTER | {"editor": ("company",), "member": ()}


def lead(cast):
    """The topsector of the cast leads the agenda."""
    cast.agenda.party_links.create(
        organisation=cast.topsector, part="lead", reason="Voor de proef."
    )


@pytest.mark.parametrize("kind", ["company", "department"])
@pytest.mark.parametrize("role", MAY_ENTER)
def test_who_enters_a_row(role, kind, cast, year):
    lead(cast)
    fields = ROW | {"agenda": cast.agenda.pk, "party_kind": kind}

    answer = post(getattr(cast, role), "inzet/nieuw/", **fields)

    expected = kind in MAY_ENTER[role]
    assert Commitment.objects.exists() == expected
    assert answer.status_code == (302 if expected else KEPT_OUT[role])


@pytest.mark.parametrize("kind", ["company", "department"])
@pytest.mark.parametrize("role", MAY_CONFIRM)
def test_who_confirms_a_row(role, kind, cast, year):
    lead(cast)
    row = make_row(year, cast.agenda, party_kind=kind)

    answer = post(getattr(cast, role), f"inzet/{row.pk}/bevestig/", seen=version(row))

    expected = kind in MAY_CONFIRM[role]
    row.refresh_from_db()
    assert (row.certainty == "confirmed") == expected
    assert (row.confirmed_by == getattr(cast, role)) == expected
    refused = 403 if role in SEE_THE_ROW else 404
    assert answer.status_code == (302 if expected else refused)


def test_of_two_departments_neither_has_a_row_of_the_other(cast, year):
    other = make_person_with(Role.POLICY_OFFICER, make_department(cast.agenda))
    kind = {"party_kind": "department"}
    theirs = make_row(year, cast.agenda, entered_by=other, **kind)
    of_judge = make_row(year, cast.agenda, entered_by=cast.judge, **kind)
    fields = ROW | kind | {"agenda": cast.agenda.pk, "amount": "7"}

    def answers(row):
        paths = (f"inzet/{row.pk}/bevestig/", f"inzet/{row.pk}/")
        changed = fields | {"party": row.party}
        sent = (post_seen(cast.officer, row, path, **changed) for path in paths)
        return [answer.status_code for answer in sent]

    assert answers(theirs) == [403, 403]
    assert answers(of_judge) == [302, 302]
    other.grants.update(valid_until=clock.today())
    assert answers(theirs) == [403, 403]


@pytest.mark.parametrize("kind, may", [("company", 302), ("nwo", 403)])
def test_a_team_changes_public_money_only_where_it_entered_it(kind, may, cast, year):
    lead(cast)
    fields = ROW | {"agenda": cast.agenda.pk, "party_kind": kind}
    by_coordinator = make_row(year, cast.agenda, party_kind=kind)
    by_itself = make_row(year, cast.agenda, party_kind=kind, entered_by=cast.member)

    change = partial(post_seen, cast.member)
    path = f"inzet/{by_coordinator.pk}/"
    assert change(by_coordinator, path, **fields).status_code == may
    fields = fields | {"party": "Partij B"}
    assert change(by_itself, f"inzet/{by_itself.pk}/", **fields).status_code == 302


def test_a_row_of_others_is_not_there(cast, year):
    row = make_row(year, cast.agenda, party="Geheime partij")

    page = signed_in(cast.other_editor).get(DESK)
    assert "Geheime partij" not in page.content.decode()
    assert signed_in(cast.other_editor).get(f"{DESK}inzet/{row.pk}/").status_code == 404
    rows = signed_in(cast.other_editor).get(f"{DESK}inzet.csv").content.decode()
    assert "Geheime partij" not in rows
    assert signed_in(cast.outsider).get(DESK).status_code == 404
    own = signed_in(cast.coordinator).get(f"{DESK}inzet.csv").content.decode()
    assert "Geheime partij" in own


def test_who_is_not_signed_in_goes_to_the_door(client, year):
    assert client.get(DESK).status_code == 302
    assert "/account/inloggen/" in client.get(DESK)["Location"]


def test_no_cache_keeps_a_page_of_the_desk(cast, year):
    answer = signed_in(cast.coordinator).get(DESK)

    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "amount, said",
    [
        ("1.000,5", "Laat de punten weg: schrijf «1.000,5» als 1000,5."),
        ("NaN", "«NaN» is geen bedrag."),
        ("-5", "«-5» is minder dan nul."),
        ("1e9", "«1e9» staat er als macht van tien."),
        ("", "Vul dit in."),
    ],
)
def test_an_odd_amount_is_refused_and_nothing_typed_is_lost(amount, said, cast, year):
    fields = ROW | {"agenda": cast.agenda.pk, "amount": amount}

    answer = post(cast.coordinator, "inzet/nieuw/", **fields)

    assert answer.status_code == 200
    assert errors(answer)["amount"][0].startswith(said)
    assert answer.context["form"]["party"].value() == "Partij A"
    assert answer.context["form"]["amount"].value() == amount
    assert not Commitment.objects.exists()


def test_a_row_that_is_there_already_is_refused_in_a_sentence(cast, year):
    make_row(year, cast.agenda, party="Partij A")

    answer = post(cast.coordinator, "inzet/nieuw/", **ROW, agenda=cast.agenda.pk)

    assert errors(answer)["__all__"] == [
        "Deze partij heeft voor dit jaar, deze agenda en deze vorm al een bedrag."
    ]


def followed(person, path, **fields):
    """(where it ended, what was said there) of a form that was sent."""
    answer = signed_in(person).post(f"{DESK}{path}", fields, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    return answer.redirect_chain and answer.redirect_chain[-1][0], said


def test_a_form_that_is_sent_twice_enters_one_row(cast, year):
    fields = ROW | {"agenda": cast.agenda.pk}
    post(cast.coordinator, "inzet/nieuw/", **fields)

    assert followed(cast.coordinator, "inzet/nieuw/", **fields) == (
        DESK,
        ["De regel van Partij A is toegevoegd."],
    )
    assert Commitment.objects.count() == 1
    other = post(cast.coordinator, "inzet/nieuw/", **fields | {"amount": "7"})
    assert errors(other)["__all__"] == [
        "Deze partij heeft voor dit jaar, deze agenda en deze vorm al een bedrag."
    ]


def test_a_correction_that_is_sent_twice_counts_once(cast):
    row = make_adopted_year().commitments.get()
    fields = {"correction_reason": "Dubbel", "corrected_on": "2020-03-01"}
    path = f"inzet/{row.pk}/correctie/"
    post(cast.admin, path, amount="-300", **fields)

    where, said = followed(cast.admin, path, amount="-300", **fields)

    assert where == DESK and said[0].startswith("De correctie is opgesteld.")
    assert Commitment.objects.filter(corrects=row).count() == 1
    by_another = post(make_admin(), path, amount="-300", **fields)
    assert errors(by_another)["__all__"] == [
        "Deze correctie is er al: hetzelfde bedrag, dezelfde reden en dezelfde datum."
    ]


def test_what_is_confirmed_twice_is_confirmed(cast, year):
    row = make_row(year, cast.agenda)
    path = f"inzet/{row.pk}/bevestig/"
    seen = version(row)

    answers = [post(cast.coordinator, path, seen=seen) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    row.refresh_from_db()
    assert row.confirmed_by == cast.coordinator


def test_a_correction_is_confirmed_once_and_twice_is_no_fault(cast):
    row = make_adopted_year().commitments.get()
    proposal = make_correction(row, -1_000, confirmed=False)
    path = f"correctie/{proposal.pk}/bevestig/"

    assert followed(cast.admin, path)[1] == [
        "De correctie is bevestigd en telt nu mee."
    ]
    assert followed(cast.admin, path) == (DESK, [])
    assert followed(make_admin(), path)[1] == [
        "Een andere beheerder heeft deze correctie al bevestigd."
    ]
    assert Commitment.objects.get(pk=proposal.pk).confirmed_by == cast.admin


def test_a_missing_row_that_is_sent_twice_comes_once(cast):
    make_adopted_year()
    fields = ROW | {"agenda": cast.agenda.pk, "correction_reason": "Vergeten"}
    fields["corrected_on"] = "2020-03-01"
    post(cast.admin, "ontbreekt/", **fields)

    where, said = followed(cast.admin, "ontbreekt/", **fields)

    assert where == DESK and said[0].startswith("De correctie is opgesteld.")
    assert Commitment.objects.filter(correction_reason="Vergeten").count() == 1


@pytest.mark.parametrize(
    "day, said",
    [
        ("0020-03-01", "ligt vóór de ondertekening van de jaartabel."),
        ("2019-11-10", "ligt vóór de ondertekening van de jaartabel."),
        ("2100-01-01", ""),
    ],
)
def test_the_day_of_a_correction_has_bounds(day, said, cast):
    row = make_adopted_year().commitments.get()
    fields = {"amount": "-300", "correction_reason": "Dubbel", "corrected_on": day}

    answer = post(cast.admin, f"inzet/{row.pk}/correctie/", **fields)

    expected = said and f"De datum van de correctie {said}"
    found = errors(answer)
    assert found.get("__all__", found.get("corrected_on")) == [
        expected or "Deze dag moet nog komen."
    ]
    assert answer.context["form"]["amount"].value() == "-300"
    assert not Commitment.objects.filter(corrects=row).exists()


def test_a_row_is_compared_with_rows_that_its_reader_sees(cast, year):
    """Whose topsector leads an entry sees the rows of that entry and no other."""
    entry = make_entry(cast, make_version(cast)).entry
    make_row(year, cast.agenda, party="Partij A")
    fields = ROW | {"agenda": cast.agenda.pk, "entry": entry.pk}

    def said(person, party):
        answer = signed_in(person).post(
            f"{DESK}inzet/nieuw/", fields | {"party": party}, follow=True
        )
        return [str(message) for message in answer.context["messages"]]

    assert said(cast.member, "Partij A.") == ["De regel van Partij A. is toegevoegd."]
    told = said(cast.coordinator, "Partij-A")
    assert told[1].startswith("Lijkt op de regel van «Partij A»")


def test_entries_are_called_by_their_title(cast, year):
    version = make_entry(cast, make_version(cast))
    make_row(year, cast.agenda, entry=version.entry)

    form = signed_in(cast.coordinator).get(f"{DESK}inzet/nieuw/").context["form"]

    labels = [label for _, label in form.fields["entry"].choices]
    assert labels[1:] == [version.title]
    page = signed_in(cast.coordinator).get(DESK).content.decode()
    assert f"<small>{version.title}</small>" in page
    assert version.entry.slug not in page


def test_only_a_coordinator_says_that_money_counts_otherwise(cast, year):
    lead(cast)
    fields = ROW | {"agenda": cast.agenda.pk, "counts_as": "public"}

    post(cast.editor, "inzet/nieuw/", **fields)
    assert Commitment.objects.get().is_private
    post(cast.coordinator, "inzet/nieuw/", **fields | {"party": "Partij B"})

    assert not Commitment.objects.get(party="Partij B").is_private


def test_a_change_makes_a_confirmed_row_a_statement_again(cast, year):
    row = make_row(year, cast.agenda, certainty="confirmed", confirmed_by=make_admin())
    fields = ROW | {"agenda": cast.agenda.pk, "amount": "3"}

    post_seen(cast.coordinator, row, f"inzet/{row.pk}/", **fields)

    row.refresh_from_db()
    assert (row.amount, row.certainty, row.confirmed_by) == (3000, "stated", None)


def test_a_row_is_never_written_over(cast, year):
    """What both typed stands side by side; who saves again has chosen."""
    row = make_row(year, cast.agenda, party="Partij A", stated_in="Brief")
    lead(cast)
    seen, path = version(row), f"inzet/{row.pk}/"
    fields = ROW | {"agenda": cast.agenda.pk}
    theirs = fields | {"amount": "900", "note": "Na overleg", "seen": seen}
    post(cast.editor, path, **theirs)

    answer = post(cast.coordinator, path, **fields | {"amount": "800", "seen": seen})

    form = answer.context["form"]
    name = cast.editor.get_full_name()
    assert errors(answer)["__all__"][0] == (
        f"Niet bewaard: intussen is dit gegeven gewijzigd. Dat deed {name}."
    )
    assert [(c.label, c.now, c.typed) for c in form.conflicts] == [
        ("Bedrag (× € 1.000)", "900", "800")
    ]
    # What only the other changed came along.
    assert form["note"].value() == "Na overleg"
    assert form["amount"].value() == "800"
    row.refresh_from_db()
    assert (row.amount, row.note) == (900_000, "Na overleg")
    chosen = fields | {"amount": "800", "note": "Na overleg"}
    assert post_seen(cast.coordinator, row, path, **chosen).status_code == 302
    row.refresh_from_db()
    assert row.amount == 800_000


@pytest.mark.parametrize("act", ["bevestig", "verwijder"])
def test_nobody_confirms_or_removes_what_they_did_not_see(act, cast, year):
    row = make_row(year, cast.agenda, party="Partij A")
    seen = version(row)
    Commitment.objects.filter(pk=row.pk).update(amount=9_000_000)

    where, said = followed(cast.coordinator, f"inzet/{row.pk}/{act}/", seen=seen)

    assert where == DESK
    assert said == [
        "Er is niets gedaan: de regel van Partij A is gewijzigd nadat u deze pagina "
        "opende. Kijk hem na, en kies dan opnieuw."
    ]
    assert Commitment.objects.get().certainty == "stated"


def test_a_statement_can_be_removed_and_what_is_confirmed_cannot(cast, year):
    row = make_row(year, cast.agenda)
    kept = make_row(year, cast.agenda, certainty="confirmed")

    gone = post_seen(cast.coordinator, row, f"inzet/{row.pk}/verwijder/")
    assert gone.status_code == 302
    assert post(cast.coordinator, f"inzet/{kept.pk}/verwijder/").status_code == 403
    assert Commitment.objects.get() == kept
    assert Commitment.pgh_event_model.objects.filter(pgh_obj_id=row.pk).count() == 2


def test_a_year_goes_from_opening_to_adoption(cast):
    admin = cast.admin
    signed_in(admin).post("/werk/contract/", {"year": "2020"})
    make_row(ContractYear.objects.get(), cast.agenda, certainty="confirmed")
    assert post(cast.coordinator, "stap/confirm/", seen="collecting").status_code == 302
    file = SimpleUploadedFile("kic.pdf", b"%PDF-1.7 ondertekend")

    fields = {"seen": "confirmed", "signed_on": "2019-11-11", "document": file}
    answer = post(admin, "stap/adopt/", **fields)

    year = ContractYear.objects.get()
    assert answer.status_code == 302 and year.is_adopted
    assert bytes(year.document.content) == b"%PDF-1.7 ondertekend"
    assert year.steps.count() == 3


def test_a_step_that_cannot_be_taken_says_why(cast, year):
    make_row(year, cast.agenda)

    answer = post(cast.coordinator, "stap/confirm/", seen="collecting")
    assert errors(answer)["__all__"] == ["1 regel is nog niet bevestigd."]
    assert post(cast.coordinator, "stap/adopt/", seen="confirmed").status_code == 403
    assert post(cast.admin, "stap/onzin/", seen="collecting").status_code == 404
    answer = post(cast.admin, "stap/adopt/", seen="confirmed")
    assert errors(answer)["__all__"] == [
        "Iemand anders was u voor: de stand is nu «opgave». Er is niets gewijzigd."
    ]


def test_a_document_of_another_kind_is_refused(cast, year):
    make_row(year, cast.agenda, certainty="confirmed")
    post(cast.admin, "stap/confirm/", seen="collecting")
    file = SimpleUploadedFile("kic.pdf", b"<script>")

    fields = {"seen": "confirmed", "signed_on": "2019-11-11", "document": file}
    answer = post(cast.admin, "stap/adopt/", **fields)

    assert "Kies een PDF" in errors(answer)["document"][0]
    assert not ContractYear.objects.get().is_adopted


def test_only_an_admin_opens_a_year_and_only_once(cast):
    post_years = signed_in(cast.coordinator).post
    assert post_years("/werk/contract/", {"year": "2020"}).status_code == 403
    admin = signed_in(cast.admin)
    admin.post("/werk/contract/", {"year": "2020"})

    again = admin.post("/werk/contract/", {"year": "2020"})
    wrong = admin.post("/werk/contract/", {"year": "1999"})

    assert errors(again)["year"] == ["Het jaar 2020 is er al."]
    assert errors(wrong)["year"] == ["Kies een jaar uit de lijst."]


def test_a_correction_counts_once_another_admin_confirms_it(cast):
    row = make_adopted_year().commitments.get()
    fields = {"correction_reason": "Dubbel geteld", "corrected_on": "2020-03-01"}
    path = f"inzet/{row.pk}/correctie/"

    assert post(cast.coordinator, path, amount="-300", **fields).status_code == 403
    assert post(cast.admin, path, amount="-300", **fields).status_code == 302
    proposal = Commitment.objects.exclude(correction_reason="").get()
    post(cast.admin, f"correctie/{proposal.pk}/bevestig/")
    proposal.refresh_from_db()
    assert proposal.confirmed_by is None and proposal.amount == -300_000
    other = make_admin()
    post(other, f"correctie/{proposal.pk}/bevestig/")

    proposal.refresh_from_db()
    assert proposal.confirmed_by == other
    assert post(other, f"correctie/{proposal.pk}/intrekken/").status_code == 404


def test_corrections_do_not_go_below_nothing(cast):
    row = make_adopted_year().commitments.get()
    first = make_correction(row, -1_000_000, confirmed=False)
    second = make_correction(row, -1_000_000, "Ook dubbel", confirmed=False)
    fields = {"correction_reason": "Weg", "corrected_on": "2020-03-01"}

    answer = post(cast.admin, f"inzet/{row.pk}/correctie/", amount="-1201", **fields)
    post(cast.admin, f"correctie/{first.pk}/bevestig/")
    post(cast.admin, f"correctie/{second.pk}/bevestig/")

    assert errors(answer)["amount"] == ["Daarmee komt deze regel onder nul."]
    confirmed = Commitment.objects.filter(confirmed_by=cast.admin)
    assert list(confirmed) == [first]


def test_a_row_that_was_missing_comes_as_a_correction(cast):
    make_adopted_year()
    fields = ROW | {"agenda": cast.agenda.pk, "correction_reason": "Vergeten"}

    answer = post(cast.admin, "ontbreekt/", corrected_on="2020-03-01", **fields)

    row = Commitment.objects.get(correction_reason="Vergeten")
    assert answer.status_code == 302 and row.corrects is None
    assert row.certainty == "adopted"
    assert row not in Commitment.objects.counted()


def locks(person, path):
    with CaptureQueriesContext(connection) as asked:
        assert signed_in(person).get(f"{DESK}{path}").status_code == 200
    locking = (" FOR UPDATE", " FOR NO KEY UPDATE", " FOR SHARE")
    said = [query["sql"] for query in asked]
    return [sql for sql in said if any(word in sql for word in locking)]


def test_a_page_that_is_only_looked_at_locks_nothing(cast, year):
    row = make_row(year, cast.agenda, certainty="confirmed")

    assert locks(cast.coordinator, "inzet/nieuw/") == []
    assert locks(cast.coordinator, f"inzet/{row.pk}/") == []
    adopt(year)
    assert locks(cast.admin, f"inzet/{row.pk}/correctie/") == []
    assert locks(cast.admin, "ontbreekt/") == []


def test_a_closed_year_takes_no_rows(cast, year):
    row = make_row(year, cast.agenda, certainty="confirmed")
    post(cast.coordinator, "stap/confirm/", seen="collecting")

    fields = ROW | {"agenda": cast.agenda.pk}
    assert post(cast.coordinator, "inzet/nieuw/", **fields).status_code == 403
    assert post(cast.coordinator, f"inzet/{row.pk}/", **fields).status_code == 403
    assert post(cast.coordinator, f"inzet/{row.pk}/bevestig/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("role, queries", [("editor", 10), ("coordinator", 12)])
def test_the_desk_asks_as_much_for_more_rows(
    role, queries, rows, cast, year, django_assert_num_queries
):
    version = make_version(cast)
    for _ in range(rows):
        entry = make_entry(cast, version).entry
        make_row(year, cast.agenda, entry=entry)
    client = signed_in(getattr(cast, role))

    with django_assert_num_queries(queries):
        assert client.get(DESK).context["rows"][rows - 1].entry


@pytest.mark.parametrize("entries", [1, 3])
def test_the_form_asks_as_much_for_more_entries(
    entries, cast, year, django_assert_num_queries
):
    version = make_version(cast)
    for _ in range(entries):
        row = make_row(year, cast.agenda, entry=make_entry(cast, version).entry)
    client = signed_in(cast.coordinator)

    with django_assert_num_queries(8):
        client.get(f"{DESK}inzet/nieuw/")
    with django_assert_num_queries(11):
        client.get(f"{DESK}inzet/{row.pk}/")


def test_what_was_typed_about_a_row_that_is_gone_is_still_there(cast, year):
    row = make_row(year, cast.agenda)
    path, fields = f"inzet/{row.pk}/", ROW | {"agenda": cast.agenda.pk}
    row.delete()

    answer = post(cast.coordinator, path, **fields | {"note": "Een uur werk"})

    assert answer.status_code == 404
    assert "Een uur werk" in answer.text


@pytest.mark.parametrize("years", [1, 3])
def test_the_list_of_years_asks_as_much_for_more(
    years, cast, django_assert_num_queries
):
    for number in range(years):
        make_row(make_year(2020 + number), cast.agenda)
    client = signed_in(cast.coordinator)

    with django_assert_num_queries(6):
        client.get("/werk/contract/")


def test_sums_over_years_say_how_certain_they_are(cast):
    make_row(make_year(2021), cast.agenda, 1_000_000, certainty="confirmed")
    make_row(make_year(2022), cast.agenda, 500_000)

    page = signed_in(cast.coordinator).get("/werk/contract/").content.decode()

    assert "€\xa01,00\xa0mln bevestigd en €\xa00,50\xa0mln opgave" in page
    assert "2021 opgave, 2022 opgave" in page


def test_another_agenda_is_no_choice(cast, year):
    other = make_agenda()

    answer = post(cast.coordinator, "inzet/nieuw/", **ROW, agenda=other.pk)

    assert "agenda" in errors(answer)
