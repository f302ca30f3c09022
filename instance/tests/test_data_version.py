import threading

import pghistory.models
import pytest
from django.apps import apps
from django.db import connection, transaction

from instance.models import InstanceState
from missions.models import Mission, MissionGround, TargetGround
from missions.tests.builders import make_mission, make_target
from sources.models import DocumentText, OfficialNumber
from sources.tests.builders import make_document, make_text

pytestmark = pytest.mark.django_db


ROOMS = ("sources", "organisations", "keytech", "themes", "missions", "policy")
# Kept for the rule that a slug is never used again, and for editors; shown nowhere.
UNSEEN = {"sources.ClaimedSlug", "sources.LinkCheck"}
# Made together with their text, which raises the version, and never changed; a
# passage is only seen through a ground, which raises it too.
PARTS_OF_A_TEXT = {
    f"sources.{name}"
    for name in ("Section", "Paragraph", "Sentence", "Mark", "Passage")
}


def version():
    return InstanceState.objects.values_list("data_version", flat=True).get()


@pytest.fixture
def mission():
    return make_mission()


@pytest.fixture
def draft(mission):
    return make_mission(theme=mission.theme, published=False)


def update(record, **fields):
    return type(record).objects.filter(pk=record.pk).update(**fields)


def trigger_names(model):
    return {trigger.name for trigger in getattr(model._meta, "triggers", [])}


def rise(act):
    """By how much the version rises when this is done."""
    before = version()
    act()
    return version() - before


def test_an_edit_of_what_visitors_see_raises_the_version(mission):
    target = make_target(mission=mission)
    ground = MissionGround.objects.create(record=mission, reason="Nog een.")
    of_target = TargetGround.objects.create(record=target, reason="Nog een.")

    for record, fields in [
        (mission, {"short_label": "Anders"}),
        (mission.theme, {"order": 99}),
        (target, {"label": "anders"}),
        (mission.made_by, {"title": "Anders"}),
        (ground, {"reason": "Anders."}),
        (of_target, {"reason": "Anders."}),
    ]:
        assert rise(lambda r=record, f=fields: update(r, **f)) == 1, record


def test_publishing_and_hiding_again_raise_the_version(mission, draft):
    publish = {"published_at": mission.published_at}

    assert rise(lambda: update(draft, **publish)) == 1
    assert rise(lambda: update(draft, published_at=None)) == 1


def test_an_edit_of_a_draft_leaves_the_version(draft):
    def work():
        update(draft, short_label="Anders")
        update(draft.grounds.get(), reason="Anders.")
        make_target(mission=draft, published=False)
        MissionGround.objects.create(record=draft, reason="Nog een.")
        draft.grounds.first().delete()

    assert rise(work) == 0


def test_making_and_removing_a_draft_leaves_the_version(mission):
    def work():
        make_mission(theme=mission.theme, published=False).delete()

    assert rise(work) == 0


def test_a_ground_of_a_published_record_raises_the_version(mission):
    ground = MissionGround(record=mission, reason="Nog een.")

    assert rise(ground.save) == 1
    assert rise(ground.delete) == 1


def test_saving_without_a_change_leaves_the_version(mission):
    mission.refresh_from_db()

    assert rise(mission.save) == 0


def test_a_new_text_and_a_number_of_a_document_raise_the_version():
    document = make_document()
    number = OfficialNumber(document=document, dossier="33009", number="70")

    assert rise(number.save) == 1
    assert rise(lambda: make_text("De brief.")) >= 1
    assert DocumentText.objects.count() == 1


def test_a_rolled_back_edit_leaves_the_version(mission):
    def work():
        with transaction.atomic():
            update(mission, short_label="Anders")
            transaction.set_rollback(True)

    assert rise(work) == 0


def test_every_kind_of_record_that_visitors_see_raises_the_version():
    models = [
        model
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        if not (model._meta.proxy or issubclass(model, pghistory.models.Event))
    ]

    without = {
        model._meta.label
        for model in models
        if "raises_data_version" not in trigger_names(model)
    }

    assert without == UNSEEN | PARTS_OF_A_TEXT


def make_together(count):
    """A record and its ground in one transaction, as the database asks."""
    with transaction.atomic():
        return [make_mission() for _ in range(count)]


@pytest.mark.django_db(transaction=True)
def test_two_edits_at_once_both_raise_the_version():
    missions = make_together(2)
    barrier = threading.Barrier(2)

    def work(mission):
        try:
            barrier.wait(timeout=10)
            for number in range(20):
                update(mission, short_label=f"Naam {number}")
        finally:
            connection.close()

    def both():
        threads = [threading.Thread(target=work, args=[m]) for m in missions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert rise(both) == 40


@pytest.mark.django_db(transaction=True)
def test_nobody_else_sees_the_new_version_before_the_edit_is_committed():
    (mission,) = make_together(1)
    before = version()
    seen = []

    def look():
        try:
            seen.append((version(), Mission.objects.get(pk=mission.pk).short_label))
        finally:
            connection.close()

    with transaction.atomic():
        update(mission, short_label="Nieuw")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    look()

    assert seen == [(before, mission.short_label), (before + 1, "Nieuw")]
