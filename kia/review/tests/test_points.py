"""Answering points: beside their fields, on one page, and never over a colleague."""

import pytest

from accounts.tests.builders import signed_in
from instance import clock
from kia.drafting.tests.page import Page
from kia.models import ReviewPoint
from kia.review.tests.test_steps import page, press, step
from kia.steps import EntryState
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def returned(cast, version):
    """With one point about a field of the second tab and one about the whole."""
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
    asked = [
        {"field": "challenge", "text": "Noem de vraag.", "due_on": clock.today()},
        {"field": "", "text": "Maak het korter.", "due_on": clock.today()},
    ]
    return perform("request_changes", entry, by=cast.coordinator, points=asked)


def points(returned):
    return list(ReviewPoint.objects.filter(version=returned.follows))


def test_a_point_stands_beside_its_field_and_is_saved_with_it(cast, returned):
    of_field, whole = points(returned)
    form = Page(cast.member, returned, 2)
    assert "Noem de vraag." in form.answer.text
    assert "Maak het korter." not in form.answer.text
    form.type(**{f"points-{of_field.pk}-answer": "done", "challenge": "De vraag."})
    form.save()

    of_field.refresh_from_db()
    assert (of_field.answer, of_field.answered_by) == ("done", cast.member)
    assert "1 van de 2 punten beantwoord" in form.client.get(page(returned)).text


def test_a_point_is_saved_by_itself(cast, returned):
    of_field, _ = points(returned)
    name = f"points-{of_field.pk}"
    form = Page(cast.member, returned, 2).type(**{f"{name}-answer": "not_done"})
    told = form.save_by_itself(name)
    assert told["errors"] == {f"{name}-text": ["Schrijf op waarom niet."]}

    form.type(**{f"{name}-text": "Dat kan niet."}).save_by_itself(name)
    of_field.refresh_from_db()
    assert (of_field.answer, of_field.answer_text) == ("not_done", "Dat kan niet.")


def test_the_answer_of_a_colleague_is_not_written_over(cast, returned):
    of_field, _ = points(returned)
    name = f"points-{of_field.pk}"
    mine, theirs = Page(cast.member, returned, 2), Page(cast.editor, returned, 2)
    theirs.type(**{f"{name}-answer": "done", f"{name}-text": "Staat erin."}).save()

    answer = mine.type(**{f"{name}-answer": "not_done", f"{name}-text": "Nee."}).save()
    assert answer.status_code == 409
    assert f'id="strijd-{name}"' in answer.text
    of_field.refresh_from_db()
    assert of_field.answer_text == "Staat erin."


def all_answers(client, returned, answer="done", text=""):
    shown = client.get(f"{page(returned)}punten/").context["points"]
    data = {}
    for form in shown.forms:
        data |= {f"seen-{form.name}": form.token, f"{form.name}-answer": answer}
        data[f"{form.name}-text"] = text
    return data


def test_all_points_are_answered_on_one_page_and_sent_in_one_go(cast, returned):
    text = signed_in(cast.editor).get(step(returned, "submit")).text
    of_field, whole = points(returned)
    assert f"{page(returned)}missie-en-opgave/#punt-{of_field.pk}" in text
    assert f"{page(returned)}#punt-{whole.pk}" in text
    client = signed_in(cast.editor)
    answer = client.post(
        f"{page(returned)}punten/", all_answers(client, returned), follow=True
    )
    assert "Bewaard: 2 van de 2 punten." in answer.text

    press(cast.editor, returned, "submit", confirmed="on")
    returned.refresh_from_db()
    assert returned.state == EntryState.SUBMITTED
    text = signed_in(cast.judge).get(page(returned)).text
    assert "2 van de 2 punten beantwoord" in text and "Gedaan" in text


def test_a_point_about_the_whole_stands_on_the_page_of_the_entry(cast, returned):
    _, whole = points(returned)
    client = signed_in(cast.member)
    assert f'id="punt-{whole.pk}"' in client.get(page(returned)).text
    name = f"points-{whole.pk}"
    data = {f"seen-{name}": "", f"{name}-answer": "not_done"}

    wrong = client.post(f"{page(returned)}punten/", data | {f"{name}-text": ""})
    assert wrong.status_code == 400 and "Schrijf op waarom niet." in wrong.text
    client.post(f"{page(returned)}punten/", data | {f"{name}-text": "Te kort al."})
    whole.refresh_from_db()
    assert whole.answer_text == "Te kort al."


def test_on_one_page_too_a_colleague_is_not_written_over(cast, returned):
    client, address = signed_in(cast.member), f"{page(returned)}punten/"
    data = all_answers(client, returned, "not_done", "Mijn antwoord.")
    other = signed_in(cast.editor)
    other.post(address, all_answers(other, returned, "done", "Van een ander."))

    answer = client.post(address, data)
    assert answer.status_code == 409
    assert "Van een ander." in answer.text and "Mijn antwoord." in answer.text
    assert {p.answer for p in points(returned)} == {"done"}


def test_what_was_submitted_again_is_answered_no_more(cast, returned):
    client = signed_in(cast.member)
    data = all_answers(client, returned)
    builders.answer_points(returned, cast.editor)
    perform("submit", returned, by=cast.editor)

    assert client.post(f"{page(returned)}punten/", data).status_code == 403
