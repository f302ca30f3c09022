"""The admin as an editor meets it, with the whole letter in the register."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import RequestFactory
from django.urls import reverse

from accounts.tests.builders import signed_in
from missions.models import Mission, MissionGround
from missions.tests.builders import make_mission

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create_superuser("noor@voorbeeld.example", "proef")
    return signed_in(user)


def address(model, page, *arguments):
    meta = model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=arguments)


def grounds_of(mission):
    return {"record": mission.pk, "supports": "context"}


def test_every_list_and_form_opens(editor, register):
    opened = 0
    for model, model_admin in admin.site._registry.items():
        pages = [address(model, "changelist")]
        record = model.objects.first()
        if record:
            pages += [address(model, "change", record.pk)]
            pages += [address(model, "history", record.pk)]
        for page in pages:
            assert editor.get(page).status_code in (200, 302), page
            opened += 1
        assert editor.get(pages[0], {"q": "missie"}).status_code in (200, 302)
        assert model_admin.get_list_display(RequestFactory().get(pages[0]))
    assert opened > 15


def test_a_visitor_does_not_get_in(client, register):
    page = client.get(address(Mission, "changelist"))

    assert (page.status_code, page.url.split("?")[0]) == (302, "/beheer/login/")


@pytest.mark.parametrize("mission_count", [1, 3])
def test_the_list_of_missions_does_not_ask_more_for_more(
    mission_count, editor, django_assert_max_num_queries
):
    for _ in range(mission_count):
        make_mission()

    with django_assert_max_num_queries(9):
        editor.get(address(Mission, "changelist"))


def test_a_pasted_piece_of_the_letter_becomes_a_passage(editor, register):
    mission = Mission.objects.get(code="LWV-1")
    pasted = "moeten we kringlopen\n nog  beter\n gaan sluiten"

    answer = editor.post(
        address(MissionGround, "add"),
        grounds_of(mission)
        | {"kind": "passage", "text": register.pk, "pasted": pasted},
    )

    assert answer.status_code == 302
    ground = mission.grounds.get(supports="context")
    assert ground.passage.quotation == "moeten we kringlopen nog beter gaan sluiten"


def test_of_several_places_the_editor_chooses(editor, register):
    mission = Mission.objects.get(code="LWV-1")
    data = grounds_of(mission) | {"kind": "passage", "text": register.pk}
    data["pasted"] = "het Klimaatakkoord"

    page = editor.post(address(MissionGround, "add"), data)
    places = page.context["adminform"].form.fields["place_in_text"].widget.choices
    answer = editor.post(
        address(MissionGround, "add"), data | {"place_in_text": places[-1][0]}
    )

    assert len(places) == register.body.count("het Klimaatakkoord") > 1
    assert answer.status_code == 302
    passage = mission.grounds.get(supports="context").passage
    assert passage.start == register.body.rindex("het Klimaatakkoord")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Kies eerst wat voor grond het is."),
        ({"kind": "editorial"}, "Geef de reden van deze keuze."),
        (
            {"kind": "passage", "pasted": "moeten we kringlopen nog sneller sluiten"},
            "Deze woorden staan niet in de tekst. Het meest lijkt dit",
        ),
        (
            {"kind": "passage", "pasted": "een onbekend\x00woord"},
            "",
        ),
    ],
)
def test_what_cannot_be_saved_is_said_and_stays(given, sentence, editor, register):
    mission = Mission.objects.get(code="LWV-1")

    page = editor.post(
        address(MissionGround, "add"),
        grounds_of(mission) | {"text": register.pk} | given,
    )

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not mission.grounds.filter(supports="context").exists()


def test_the_last_ground_of_a_published_mission_is_kept(editor):
    ground = make_mission().grounds.get()

    page = editor.post(address(MissionGround, "delete", ground.pk), {"post": "yes"})

    assert page.status_code != 500
    assert MissionGround.objects.filter(pk=ground.pk).exists()
