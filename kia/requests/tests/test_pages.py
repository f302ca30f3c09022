"""Requests to government: the list of who takes part, answering, and the public list."""

import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.tests.builders import signed_in
from instance import clock
from kia.entries import totals
from kia.models import EntryRequest, Notification, RequestReply
from kia.requests import answering
from kia.requests.filters import totals_of
from kia.requests.standing import Status, lines_for, public_lines
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db
LIST, PUBLIC = "/werk/verzoeken/", "/verzoeken/"
WORDS = "Verruim de regels voor een proef met zeewier."


def make_asked(cast, version, state=EntryState.SUBMITTED, text=WORDS):
    """A request in an entry in this state, to the department of the cast."""
    draft = builders.make_entry(cast, version)
    to = {"addressee": cast.department, "addressee_text": "", "text": text}
    draft.request_rows.update(**to)
    entry = builders.move_entry(cast, draft, state)
    return entry.request_rows.get()


def address(asked):
    return f"{LIST}{asked.lineage}/"


def send(person, asked, **given):
    given = {"seen": 0, "status": "talking", "text": "Wij praten hierover."} | given
    return signed_in(person).post(address(asked), given)


def adopt(cast, version):
    return builders.move_version(cast, version, AgendaState.ADOPTED)


def test_the_addressee_answers_and_the_team_hears_of_it(cast, version):
    asked = make_asked(cast, version)

    assert send(cast.officer, asked).status_code == 302

    reply = RequestReply.objects.get()
    assert (reply.status, reply.by, reply.is_public) == ("talking", cast.officer, False)
    told = Notification.objects.filter(reply=reply).values_list("person", flat=True)
    assert set(told) == {cast.editor.pk, cast.coordinator.pk}
    inbox = signed_in(cast.editor).get("/werk/berichten/").text
    assert "stand: in gesprek" in inbox and address(asked) in inbox


@pytest.mark.parametrize("role", ["editor", "coordinator", "admin", "partner"])
def test_who_is_not_addressed_does_not_answer(role, cast, version):
    asked = make_asked(cast, version)

    assert send(getattr(cast, role), asked).status_code == 403
    assert not RequestReply.objects.exists()


def test_of_others_the_request_is_not_there(cast, version):
    asked = make_asked(cast, version)

    assert send(cast.other_officer, asked).status_code == 404
    assert WORDS not in signed_in(cast.outsider).get(LIST).text


def test_a_draft_waits_until_it_is_submitted(cast, version):
    asked = make_asked(cast, version, EntryState.DRAFT)

    assert WORDS in signed_in(cast.member).get(LIST).text
    assert "nog niet ingediend" in signed_in(cast.member).get(address(asked)).text
    assert signed_in(cast.officer).get(address(asked)).status_code == 404


@pytest.mark.parametrize("status", ["refused", "answered"])
def test_without_a_reason_nothing_is_kept_and_nothing_is_lost(status, cast, version):
    asked = make_asked(cast, version)

    page = send(cast.officer, asked, status=status, text="")

    assert "Dit gaat nog niet goed" in page.text
    assert f'<option value="{status}" selected>' in page.text
    assert not RequestReply.objects.exists()


def test_odd_input_is_told_and_never_fails(cast, version):
    asked = make_asked(cast, version)

    for given in ({"status": "x"}, {"seen": "x"}, {"text": "x" * 2001}, {"text": "\0"}):
        page = send(cast.officer, asked, **given)
        assert page.status_code == 200 and "Dit gaat nog niet goed" in page.text
    client = signed_in(cast.officer)
    for wrong in ("", "x", "-1", "9" * 30):
        answer = client.post(f"{address(asked)}openbaar/", {"reply": wrong})
        assert answer.status_code == 302
    assert not RequestReply.objects.exists()


def test_of_two_who_answer_the_second_sees_the_first(cast, version):
    asked = make_asked(cast, version)
    send(cast.officer, asked, text="Van de eerste.")

    page = send(cast.judge, asked, text="Van de tweede.")

    assert "was u voor" in page.text
    assert "Van de eerste." in page.text and "Van de tweede." in page.text
    assert RequestReply.objects.count() == 1
    seen = page.context["form"]["seen"].value()
    assert send(cast.judge, asked, seen=seen, text="Van de tweede.").status_code == 302
    assert [r.text for r in RequestReply.objects.all()] == [
        "Van de eerste.",
        "Van de tweede.",
    ]


def test_a_button_pressed_twice_answers_once(cast, version):
    asked = make_asked(cast, version)

    assert [send(cast.officer, asked).status_code for _ in range(2)] == [302, 302]
    assert RequestReply.objects.count() == 1


def test_visitors_see_an_answer_after_confirmation_and_adoption(cast, version, client):
    asked = make_asked(cast, version, EntryState.ACCEPTED)
    send(cast.officer, asked, text="Dit mag u weten.")
    reply = RequestReply.objects.get()
    public = f"{PUBLIC}{asked.lineage}/"

    assert client.get(public).status_code == 404
    assert WORDS not in client.get(PUBLIC).text
    adopt(cast, version)
    assert WORDS in client.get(PUBLIC).text
    assert "Dit mag u weten." not in client.get(public).text
    officer = signed_in(cast.officer)
    confirm = f"{address(asked)}openbaar/"
    assert officer.post(confirm, {"reply": reply.pk}).status_code == 302
    assert "Dit mag u weten." in client.get(public).text
    assert cast.officer.get_full_name() not in client.get(public).text
    assert RequestReply.objects.get().published_by == cast.officer
    again = officer.post(confirm, {"reply": reply.pk}, follow=True)
    assert "was al openbaar" in again.text


def test_only_the_addressee_confirms(cast, version):
    asked = make_asked(cast, version)
    send(cast.officer, asked)
    reply = RequestReply.objects.get()

    for person, told in [(cast.editor, 403), (cast.other_officer, 404)]:
        answer = signed_in(person).post(
            f"{address(asked)}openbaar/", {"reply": reply.pk}
        )
        assert answer.status_code == told
    other = make_asked(cast, version)
    signed_in(cast.officer).post(f"{address(other)}openbaar/", {"reply": reply.pk})
    assert not RequestReply.objects.get().is_public


@pytest.mark.parametrize("change", [{"text": "Anders."}, {"status": "lapsed"}])
def test_the_database_keeps_an_answer_as_it_was(change, cast, version):
    asked = make_asked(cast, version)
    RequestReply.objects.create(
        request=asked, status="talking", by=cast.officer, day=clock.today()
    )
    replies = RequestReply.objects.all()

    with (
        pytest.raises(DatabaseError, match="verandert niet meer"),
        transaction.atomic(),
    ):
        replies.update(**change)
    with (
        pytest.raises(DatabaseError, match="verandert niet meer"),
        transaction.atomic(),
    ):
        replies.delete()
    replies.update(is_public=True)
    with (
        pytest.raises(DatabaseError, match="verandert niet meer"),
        transaction.atomic(),
    ):
        replies.update(is_public=False)


def test_an_answer_follows_the_request_into_the_next_text(cast, version):
    asked = make_asked(cast, version)
    send(cast.officer, asked)
    entry = asked.version
    builders.request_changes(cast, entry)

    (line,) = lines_for(cast.editor)
    assert (line.status, line.request.lineage) == (Status.TALKING, asked.lineage)
    assert line.request.version_id != entry.pk
    (read,) = lines_for(cast.officer)
    assert read.request.version_id == entry.pk


def test_what_is_left_out_is_no_request_any_more(cast, version):
    asked = make_asked(cast, version, EntryState.NOT_INCLUDED)

    assert lines_for(cast.admin) == []
    assert signed_in(cast.coordinator).get(address(asked)).status_code == 404


def test_who_waits_longest_comes_first(cast, version):
    today, made = clock.today(), []
    for text, days in [("Vraag a.", 3), ("Vraag b.", 40), ("Vraag c.", 90)]:
        with clock.at(clock.now() - timedelta(days)):
            made.append(make_asked(cast, version, text=text))
    done = made[-1]
    RequestReply.objects.create(
        request=done, status="answered", text="Ja.", by=cast.officer, day=today
    )

    lines = lines_for(cast.officer)

    assert [(line.request.text, line.days, line.is_settled) for line in lines] == [
        ("Vraag b.", 40, False),
        ("Vraag a.", 3, False),
        ("Vraag c.", 90, True),
    ]
    text = signed_in(cast.officer).get(LIST).text
    assert "wacht 40 dagen" in text and "90 dagen tot het antwoord" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_for_more(count, cast, version, client):
    for _ in range(count):
        asked = make_asked(cast, version, EntryState.ACCEPTED)
    officer = signed_in(cast.officer)
    inside = {
        "list": queries_of(officer, LIST),
        "one": queries_of(officer, address(asked)),
    }
    adopt(cast, version)
    public = f"{PUBLIC}{asked.lineage}/"

    assert inside == {"list": 4, "one": 5}
    assert (queries_of(client, PUBLIC), queries_of(client, public)) == (2, 3)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_oracle(practice):
    admin = builders.make_person(is_staff=True, is_superuser=True)
    totals_inside = totals_of(lines_for(admin))

    assert totals_inside.number == 15
    assert {label: n for label, n in totals_inside.states if n} == {
        "nog geen reactie": 7,
        "in gesprek": 6,
        "beantwoord": 2,
    }
    assert totals.requests() == {"none": 7, "talking": 6, "answered": 2}
    assert {line.entry.is_practice for line in public_lines()} == {True}


def test_the_public_list_filters_adds_up_and_goes_out(practice, client):
    lines = public_lines()
    answered = [line for line in lines if line.status == Status.ANSWERED]

    page = client.get(f"{PUBLIC}?stand=answered")
    assert f"<strong>{len(answered)}</strong> van {len(lines)} verzoeken" in page.text
    assert "VOORBEELD" in page.text
    assert all(line.request.text in page.text for line in answered)
    file = client.get(f"{PUBLIC}?stand=answered&formaat=csv")
    assert "VOORBEELD-verzoeken" in file["Content-Disposition"]
    text = file.content.decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + len(answered)
    assert "beantwoord" in text and str(answered[0].request.lineage) in text
    assert f"{PUBLIC}{answered[0].request.lineage}/" in client.get("/sitemap.xml").text


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one_answer_and_one_refusal():
    cast = builders.make_cast()
    asked = make_asked(cast, builders.make_version(cast))
    outcome, barrier = [], threading.Barrier(2)

    def reply(person):
        row = EntryRequest.objects.select_related("version__entry").get(pk=asked.pk)
        barrier.wait(10)
        given = {"status": "talking", "text": f"Van {person.pk}.", "seen": 0}
        try:
            answering.answer(row, by=person, **given)
            outcome.append("kept")
        except answering.Overtaken:
            outcome.append("overtaken")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=reply, args=[p]) for p in (cast.officer, cast.judge)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(outcome) == ["kept", "overtaken"]
    assert RequestReply.objects.count() == 1


def test_mail_and_inbox_stay_with_who_may_still_read(cast, version):
    asked = make_asked(cast, version)
    send(cast.officer, asked)
    cast.editor.grants.update(valid_until=clock.today() - timedelta(1))

    assert "in gesprek" not in signed_in(cast.editor).get("/werk/berichten/").text


def test_a_withdrawn_request_is_still_answered_where_it_was_submitted(cast, version):
    asked = make_asked(cast, version)
    perform("withdraw", asked.version, by=cast.editor)

    assert send(cast.officer, asked).status_code == 302
    assert RequestReply.objects.get().request_id == asked.pk
