"""Answering the rules of the letter at the desk of an agenda."""

import pytest
from django.db import IntegrityError

from accounts.tests.builders import signed_in
from kia.models import RuleFinding
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from policy.tests.builders import make_rule

pytestmark = pytest.mark.django_db

# Three of them read who it is, four the entries with their rows.
MOST = 14
ANSWER = {"outcome": "met", "evidence": "Zie sectie A7, tweede alinea."}


@pytest.fixture
def rule():
    """Without a check of a machine."""
    return make_rule(code="R90", title="De agenda noemt nieuwe partijen")


def address(version, *rest):
    parts = [version.agenda.slug, str(version.number), "regels", *rest]
    return f"/werk/agendas/{'/'.join(parts)}/"


def test_the_coordinator_answers_a_rule(cast, version, rule):
    client = signed_in(cast.coordinator)
    assert address(version, "R90") in client.get(address(version)).text

    answer = client.post(address(version, "R90"), ANSWER, follow=True)

    found = RuleFinding.objects.get()
    assert (found.rule, found.version, found.found_by) == (
        rule,
        version,
        cast.coordinator,
    )
    assert "Zie sectie A7, tweede alinea." in answer.text
    assert "Voldaan <small>1</small>" in answer.text
    assert address(version) in client.get(f"/werk/agendas/{version.agenda.slug}/").text


def test_an_answer_is_changed(cast, version, rule):
    client = signed_in(cast.coordinator)
    client.post(address(version, "R90"), ANSWER)
    seen = client.get(address(version, "R90")).context["form"].initial["seen"]

    changed = {"seen": seen, "outcome": "open", "evidence": "Toch niet gevonden."}
    client.post(address(version, "R90"), changed)

    found = RuleFinding.objects.get()
    assert (found.outcome, found.evidence) == ("open", "Toch niet gevonden.")


def test_nobody_writes_over_the_answer_of_another(cast, version, rule):
    other = builders.make_person_with("coordinator", cast.agenda)
    signed_in(cast.coordinator).post(address(version, "R90"), ANSWER)

    given = {"outcome": "open", "evidence": "Van mij."}
    answer = signed_in(other).post(address(version, "R90"), given)

    assert f"{cast.coordinator.get_full_name()} was u voor" in answer.text
    assert "Van mij." in answer.text and "Zie sectie A7" in answer.text
    assert RuleFinding.objects.get().outcome == "met"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome": ""}, "Kies een oordeel."),
        ({"outcome": "misschien"}, "Kies een oordeel."),
        ({"evidence": " "}, "Schrijf op waaruit dat blijkt."),
        ({"evidence": "x" * 601}, "Gebruik ten hoogste 600 tekens."),
        ({"evidence": "a\0b"}, "nulteken"),
    ],
)
def test_a_wrong_answer_is_not_kept(fields, sentence, cast, version, rule):
    answer = signed_in(cast.coordinator).post(address(version, "R90"), ANSWER | fields)

    assert sentence in answer.text
    assert not RuleFinding.objects.exists()


def test_only_the_coordinator_answers(cast, version, rule):
    builders.make_party(cast.agenda, cast.topsector)
    for person in (cast.editor, cast.member, cast.admin):
        client = signed_in(person)
        assert client.get(address(version)).status_code == 200
        assert client.post(address(version, "R90"), ANSWER).status_code == 403
    for person in (cast.officer, cast.other_coordinator, cast.outsider):
        assert signed_in(person).get(address(version)).status_code == 404
        assert signed_in(person).post(address(version, "R90")).status_code == 404


def test_what_a_machine_judges_or_is_elsewhere_is_not_asked(cast, version, rule):
    make_rule(code="R1")
    make_rule(code="R91", about="contract")
    client = signed_in(cast.coordinator)

    page = client.get(address(version)).text

    assert address(version, "R1") not in page
    for code in ("R1", "R91", "R92"):
        assert client.get(address(version, code)).status_code == 404


@pytest.mark.parametrize("state", [AgendaState.FOR_ADOPTION, AgendaState.ADOPTED])
def test_what_lies_there_to_be_adopted_is_answered_no_more(state, cast, rule):
    version = builders.make_version(cast)
    client = signed_in(cast.coordinator)
    client.post(address(version, "R90"), ANSWER)
    version = builders.move_version(cast, version, state)

    answer = client.post(address(version, "R90"), ANSWER | {"evidence": "Te laat"})

    assert answer.status_code == 403
    assert "Te laat" in answer.text
    assert "staan vast" in answer.text
    with pytest.raises(IntegrityError, match="staat vast"):
        RuleFinding.objects.update(outcome="open")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_rules(
    count, cast, version, django_assert_num_queries
):
    for _ in range(count):
        make_rule()
        builders.make_entry(cast, version, EntryState.ACCEPTED)
    client = signed_in(cast.coordinator)
    client.get(address(version))

    with django_assert_num_queries(MOST):
        client.get(address(version))
