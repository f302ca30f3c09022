"""The steps of an entry from its pages: who, what is asked, what is said back."""

from datetime import timedelta

import pytest

from accounts.tests.builders import signed_in
from instance import clock
from kia import corrections
from kia.entries import rules
from kia.models import EntryVersion, Notification
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db

LIST = "/werk/bijdragen/"
LONG = "Dit onderwerp pakt een andere agenda al op, met dezelfde partijen. " * 2


def page(version):
    return f"{LIST}{version.entry.slug}/"


def step(version, action):
    return f"{page(version)}stap/{action}/"


def hidden(answer):
    """What the page sends along unseen."""
    form = answer.context["form"]
    names = [field.name for field in form.hidden_fields()]
    return {name: form[name].value() for name in names}


def press(person, version, action, **typed):
    """Open the page of a step and send it."""
    client = signed_in(person)
    answer = client.get(step(version, action))
    return client.post(step(version, action), hidden(answer) | typed, follow=True)


def last(version):
    return version.entry.versions.current().get()


def points(*texts, due_on=None):
    due_on = due_on or clock.today() + timedelta(7)
    data = {"punten-TOTAL_FORMS": len(texts), "punten-INITIAL_FORMS": 0}
    for n, text in enumerate(texts):
        data |= {f"punten-{n}-field": "summary", f"punten-{n}-text": text}
        data |= {f"punten-{n}-due_on": f"{due_on}"}
    return data


def test_what_lacks_blocks_submitting_and_leads_to_its_field(cast, version):
    entry = builders.make_entry(cast, version)
    EntryVersion.objects.filter(pk=entry.pk).update(challenge="")
    client = signed_in(cast.editor)

    text = client.get(step(entry, "submit")).text
    assert f"{page(entry)}missie-en-opgave/#id_challenge" in text
    assert ">Dien in</button>" not in text
    answer = client.post(step(entry, "submit"), {"seen": "draft", "of": entry.pk})
    assert answer.status_code == 200
    assert last(entry).state == EntryState.DRAFT


def test_warnings_are_confirmed_once_and_travel_along(cast, version):
    entry = builders.make_entry(cast, version)
    found = rules.warnings(entry, cast.editor)
    assert found

    answer = press(cast.editor, entry, "submit")
    assert "Zet hier een vinkje" in answer.text
    assert last(entry).state == EntryState.DRAFT
    press(cast.editor, entry, "submit", confirmed="on")

    submitted = last(entry)
    assert submitted.state == EntryState.SUBMITTED
    kept = [warning.text for warning in submitted.confirmed_warnings.all()]
    assert kept == [warning.text for warning in found]
    for reader in (cast.judge, cast.partner, cast.coordinator):
        assert kept[0] in signed_in(reader).get(page(entry)).text


def test_warnings_that_came_meanwhile_are_read_first(cast, version):
    entry = builders.make_entry(cast, version)
    client = signed_in(cast.editor)
    sent = hidden(client.get(step(entry, "submit"))) | {"confirmed": "on"}
    entry.topsector_rows.all().delete()

    answer = client.post(step(entry, "submit"), sent)
    assert "intussen veranderd" in answer.text
    assert last(entry).state == EntryState.DRAFT
    again = hidden(answer) | {"confirmed": "on"}
    client.post(step(entry, "submit"), again)
    assert last(entry).state == EntryState.SUBMITTED


def test_after_submitting_the_page_names_who_reads_it(cast, version):
    entry = builders.make_entry(cast, version)

    text = press(cast.editor, entry, "submit", confirmed="on").text
    assert "De bijdrage is ingediend." in text
    for name in (
        cast.department,
        cast.coordinator.get_full_name(),
        cast.partner_topsector,
    ):
        assert str(name) in text
    assert "Wie dit nu kan lezen" not in signed_in(cast.judge).get(page(entry)).text


def test_a_button_pressed_twice_is_a_step_taken_once(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client = signed_in(cast.editor)
    sent = hidden(client.get(step(entry, "withdraw")))
    client.post(step(entry, "withdraw"), sent)

    answer = client.post(step(entry, "withdraw"), sent, follow=True)
    assert "Deze stap is al gezet, door u" in answer.text
    assert entry.entry.versions.count() == 2


def test_opposite_steps_at_once_tell_the_second_what_happened(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client = signed_in(cast.coordinator)
    sent = hidden(client.get(step(entry, "leave_out"))) | {"note": LONG}
    press(cast.editor, entry, "withdraw")

    answer = client.post(step(entry, "leave_out"), sent)
    assert "Intussen is er een andere stap gezet" in answer.text
    assert LONG.strip() in answer.text
    assert last(entry).state == EntryState.DRAFT


def test_nobody_decides_about_a_text_that_was_not_read(cast, version):
    """Withdrawn and submitted anew: the state is the same, the text is not."""
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client = signed_in(cast.coordinator)
    sent = hidden(client.get(step(entry, "leave_out"))) | {"note": LONG}
    opened = perform("withdraw", entry, by=cast.editor)
    perform("submit", opened, by=cast.editor)

    answer = client.post(step(entry, "leave_out"), sent)
    assert "Intussen is er een andere stap gezet" in answer.text
    assert last(entry).state == EntryState.SUBMITTED
    # Knowing that, it can be done.
    client.post(step(entry, "leave_out"), hidden(answer) | {"note": LONG})
    assert last(entry).state == EntryState.NOT_INCLUDED


def test_a_role_lost_meanwhile_gives_back_what_was_typed(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client = signed_in(cast.coordinator)
    sent = hidden(client.get(step(entry, "leave_out"))) | {"note": LONG}
    cast.coordinator.grants.update(valid_until=clock.today() - timedelta(1))

    answer = client.post(step(entry, "leave_out"), sent)
    assert answer.status_code in (403, 404)
    assert LONG.strip() in answer.text
    assert last(entry).state == EntryState.SUBMITTED


def test_changes_are_asked_with_several_points(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    press(cast.coordinator, entry, "request_changes", **points("Korter.", "Noem mkb."))

    assert [p.text for p in entry.points.all()] == ["Korter.", "Noem mkb."]
    assert last(entry).state == EntryState.CHANGES_REQUESTED
    told = Notification.objects.filter(person=cast.editor)
    assert told.filter(step__action="request_changes").count() == 1


def test_a_point_more_and_a_point_less_keep_what_was_typed(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client, address = signed_in(cast.coordinator), step(entry, "request_changes")
    sent = hidden(client.get(address)) | points("Korter.", "Noem mkb.")

    more = client.post(address, sent | {"act": "add", "note": "Graag."})
    forms = more.context["form"].points.forms
    texts = [form["text"].value() for form in forms]
    assert texts == ["Korter.", "Noem mkb.", None]
    assert more.context["form"]["note"].value() == "Graag."
    less = client.post(address, sent | {"act": "remove:0"})
    forms = less.context["form"].points.forms
    assert [form["text"].value() for form in forms] == ["Noem mkb."]
    assert last(entry).state == EntryState.SUBMITTED


@pytest.mark.parametrize("act", ["remove:x", "remove:99", "onzin", "add:"])
def test_an_odd_button_changes_nothing(act, cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    client, address = signed_in(cast.coordinator), step(entry, "request_changes")

    odd = client.post(address, points("Korter.") | {"act": act})
    assert odd.status_code == 200
    assert odd.context["form"].points.forms[0]["text"].value() == "Korter."


def test_no_point_and_a_day_that_is_over_are_refused(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    yesterday = clock.today() - timedelta(1)

    text = press(cast.coordinator, entry, "request_changes", **points("")).text
    assert "Schrijf op wat er anders moet." in text
    late = points("Korter.", due_on=yesterday)
    text = press(cast.coordinator, entry, "request_changes", **late).text
    assert "Deze dag is al voorbij." in text
    assert last(entry).state == EntryState.SUBMITTED


def test_leaving_out_needs_a_reason_and_says_where_it_goes_on(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    other = builders.make_entry(cast, version, title="Waar het verdergaat")

    short = press(cast.coordinator, entry, "leave_out", note="Te kort.").text
    assert "ten minste 100 tekens" in short and "Te kort." in short
    given = {"note": LONG, "merged_into": other.entry_id}
    press(cast.coordinator, entry, "leave_out", **given)

    assert last(entry).state == EntryState.NOT_INCLUDED
    for reader in (cast.member, cast.judge, cast.other_officer):
        assert LONG.strip() in signed_in(reader).get(page(entry)).text
    text = signed_in(cast.member).get(page(entry)).text
    assert "U bent welkom" in text and page(other) in text
    assert page(other) not in signed_in(cast.other_officer).get(page(entry)).text


def test_accepting_waits_for_departments_until_the_term_is_over(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    text = signed_in(cast.coordinator).get(step(entry, "accept")).text
    assert f"{cast.department} oordeelt nog" in text

    with clock.at(clock.now() + timedelta(30)):
        press(cast.coordinator, entry, "accept")
    assert last(entry).state == EntryState.ACCEPTED


def test_what_was_left_out_is_taken_back_with_a_reason(cast, version):
    entry = builders.make_entry(cast, version, EntryState.NOT_INCLUDED)

    assert "Geef een reden." in press(cast.coordinator, entry, "reopen").text
    press(cast.coordinator, entry, "reopen", note="Toch goed.")
    assert last(entry).state == EntryState.DRAFT


def test_what_is_in_force_is_revised(cast):
    adopted = builders.make_version(cast, AgendaState.ADOPTED)
    entry = adopted.entry_versions.get()
    client, address = signed_in(cast.coordinator), f"{page(entry)}herzien/"
    assert client.get(address).status_code == 403
    builders.make_version(cast)
    assert ">Herzien</a>" in client.get(page(entry)).text

    client.post(address)
    assert last(entry).state == EntryState.DRAFT
    assert client.post(address).status_code == 403


def test_a_correction_takes_two_admins(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    address = f"{page(entry)}correctie/"
    client = signed_in(cast.admin)
    assert "Geef een reden." in client.post(address, {"note": ""}).text
    client.post(address, {"note": "Verkeerde agenda.", "of": entry.pk})
    assert client.get(step(entry, "correct")).status_code == 403
    builders.make_judgement(cast, entry)

    second = builders.make_person(is_staff=True, is_superuser=True)
    home = signed_in(second).get("/werk/").text
    assert address in home
    assert "Verkeerde agenda." in signed_in(second).get(address).text
    press(second, entry, "correct", note="Terecht.")
    assert last(entry).state == EntryState.DRAFT


def test_a_question_for_correction_is_taken_back(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    corrections.ask_correction(entry, by=cast.admin, reason="Verkeerd.")
    client, address = signed_in(cast.admin), f"{page(entry)}correctie/"

    assert "ingetrokken" in client.post(address, {"drop": "ja"}, follow=True).text
    assert "niet om een correctie gevraagd" in client.post(address, {"drop": "ja"}).text


def test_what_was_submitted_stays_to_be_read_while_the_team_works(cast, version):
    entry = builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)
    EntryVersion.objects.filter(pk=entry.pk).update(title="Nog niet ingediend")

    text = signed_in(cast.judge).get(page(entry)).text
    assert "Het team werkt aan een volgende versie" in text
    assert "Korter." in text
    assert "Nog niet ingediend" not in text


def test_an_account_without_a_part_reads_no_review(cast):
    adopted = builders.make_version(cast, AgendaState.ADOPTED)
    entry = adopted.entry_versions.get()

    text = signed_in(cast.outsider).get(page(entry)).text
    assert "Departementen adviseren" not in text and "Verloop" not in text
    assert "Omdat." in signed_in(cast.judge).get(page(entry)).text


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_however_much_was_said(
    many, cast, version, django_assert_num_queries
):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    for n in range(many):
        builders.make_judgement(cast, entry, text=f"Oordeel {n}.")
    sent = [
        {"field": "summary", "text": f"Punt {n}.", "due_on": clock.today()}
        for n in range(many)
    ]
    opened = perform("request_changes", entry, by=cast.coordinator, points=sent)
    client = signed_in(cast.member)
    client.get(page(opened))

    with django_assert_num_queries(17):
        client.get(page(opened))
