"""The judgement of a department: advice, within a term, that is kept."""

import re
from datetime import timedelta

import pytest

from accounts.tests.builders import signed_in
from instance import clock
from kia.models import Judgement, Look, Notification
from kia.review.term import Term, term_of
from kia.roles import Role
from kia.steps import EntryState
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db

V = Judgement.Value


@pytest.fixture
def entry(cast, version):
    return builders.make_entry(cast, version, EntryState.SUBMITTED)


def address(entry):
    return f"/werk/bijdragen/{entry.entry.slug}/oordeel/"


def sent(client, entry, department, value, text=""):
    """As the form of this department sends it."""
    panels = client.get(address(entry)).context["panels"]
    form = next(p.form for p in panels if p.department == department)
    hidden = {
        form.add_prefix(n): "" if form[n].value() is None else form[n].value()
        for n in ("of", "seen")
    }
    typed = {form.add_prefix("value"): value, form.add_prefix("text"): text}
    return {"department": department.pk} | hidden | typed


def judge(person, entry, department, value, text=""):
    client = signed_in(person)
    data = sent(client, entry, department, value, text)
    return client.post(address(entry), data, follow=True)


def test_who_judges_has_read_it(cast, entry):
    judge(cast.judge, entry, cast.department, V.AGREED)

    assert Look.objects.get(person=cast.judge, version=entry).read_at


@pytest.mark.parametrize("value", V.values)
def test_each_value_can_be_given_and_the_coordinator_hears(value, cast, entry):
    judge(cast.judge, entry, cast.department, value, "Omdat het zo is.")

    given = entry.judgements.get()
    assert (given.value, given.by) == (value, cast.judge)
    message = Notification.objects.get(person=cast.coordinator, step__action="judge")
    assert V(value).label in message.step.note
    inbox = signed_in(cast.coordinator).get("/werk/berichten/").text
    assert "oordeel gegeven" in inbox
    assert f'href="/werk/bijdragen/{entry.entry.slug}/"' in inbox


@pytest.mark.parametrize("value", [V.CHANGE_NEEDED, V.LEAVE_OUT])
def test_what_asks_something_says_why(value, cast, entry):
    answer = judge(cast.judge, entry, cast.department, value, "  ")

    assert "Schrijf bij dit oordeel op" in answer.text
    assert not entry.judgements.exists()


def test_a_later_judgement_counts_and_the_earlier_one_stays(cast, entry):
    judge(cast.judge, entry, cast.department, V.CHANGE_NEEDED, "Eerst anders.")
    judge(cast.judge, entry, cast.department, V.AGREED)

    text = signed_in(cast.coordinator).get(address(entry).replace("oordeel/", "")).text
    assert text.index("Eerdere oordelen (1)") < text.index("Eerst anders.")
    assert entry.judgements.count() == 2


def test_a_button_pressed_twice_judges_once(cast, entry):
    client = signed_in(cast.judge)
    data = sent(client, entry, cast.department, V.AGREED)
    client.post(address(entry), data)
    client.post(address(entry), data)

    assert entry.judgements.count() == 1


def test_two_judges_of_one_department_read_each_other(cast, entry):
    second = builders.make_person_with(Role.JUDGE, cast.department)
    client = signed_in(second)
    data = sent(client, entry, cast.department, V.LEAVE_OUT, "Mijn reden.")
    judge(cast.judge, entry, cast.department, V.AGREED)

    answer = client.post(address(entry), data)
    assert "Intussen gaf" in answer.text and "Mijn reden." in answer.text
    assert entry.judgements.count() == 1
    # Told so, it can be given all the same.
    form = next(p.form for p in answer.context["panels"])
    client.post(address(entry), data | {form.add_prefix("seen"): form["seen"].value()})
    assert entry.judgements.count() == 2


def test_a_text_that_changed_is_read_first(cast, entry):
    client = signed_in(cast.judge)
    data = sent(client, entry, cast.department, V.AGREED)
    opened = perform("withdraw", entry, by=cast.editor)
    perform("submit", opened, by=cast.editor)

    answer = client.post(address(entry), data)
    assert "is er een nieuwere versie" in answer.text
    assert not Judgement.objects.exists()


def test_who_judges_for_two_departments_gets_two_forms(cast, entry):
    other = builders.make_department(cast.agenda)
    builders.grant(cast.judge, Role.JUDGE, other)

    judge(cast.judge, entry, other, V.NO_OBJECTION)
    assert [j.department for j in entry.judgements.all()] == [other]
    assert len(signed_in(cast.judge).get(address(entry)).context["panels"]) == 2


def test_nobody_judges_for_another_department(cast, entry):
    stranger = builders.make_department(cast.agenda)
    client = signed_in(cast.judge)
    data = sent(client, entry, cast.department, V.AGREED)

    client.post(address(entry), data | {"department": stranger.pk})
    assert not Judgement.objects.exists()


def test_a_decision_meanwhile_gives_back_what_was_typed(cast, entry):
    client = signed_in(cast.judge)
    data = sent(client, entry, cast.department, V.LEAVE_OUT, "Een uur werk.")
    builders.request_changes(cast, entry)

    answer = client.post(address(entry), data)
    assert answer.status_code == 403
    assert "de stand is nu «aanpassing gevraagd»" in answer.text
    assert "Een uur werk." in answer.text


def test_the_term_is_said_in_working_days(cast, entry):
    term = term_of(entry)
    assert term.in_words == "nog 10 werkdagen"
    assert Term(term.due_on, term.due_on).in_words == "vandaag is de laatste dag"
    after = term.due_on + timedelta(1)
    assert Term(term.due_on, after).in_words == "de termijn is voorbij"

    text = signed_in(cast.judge).get(address(entry)).text
    assert re.search(r"Uiterlijk \d+ \w+ \d{4}, nog 10 werkdagen", text)
    assert clock.today() < term.due_on
