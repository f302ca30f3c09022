import pytest
from django.urls import reverse

from instance.models import InstanceState
from search.models import GlossaryGroup

pytestmark = pytest.mark.django_db
ADD = "admin:search_glossarygroup_add"


def version():
    return InstanceState.objects.get().data_version


def test_an_editor_adds_words_and_pages_know_it(admin_client):
    before = version()

    answer = admin_client.post(
        reverse(ADD), {"name": "zeewier", "synonyms": "zeegroente\n\n wier "}
    )

    assert answer.status_code == 302
    assert GlossaryGroup.objects.get().terms == ["zeewier", "zeegroente", "wier"]
    assert version() > before


def test_a_line_without_a_letter_is_refused_in_a_sentence(admin_client):
    answer = admin_client.post(
        reverse(ADD), {"name": "zeewier", "synonyms": "wier\n--"}
    )

    assert (
        "Elke regel heeft ten minste één letter of cijfer." in answer.content.decode()
    )
    assert not GlossaryGroup.objects.exists()


def test_every_change_of_the_words_is_kept():
    group = GlossaryGroup.objects.create(name="zeewier", synonyms="wier")
    group.synonyms = "wier\nzeegroente"
    group.save()

    events = GlossaryGroup.pgh_event_model.objects.values_list("pgh_label", flat=True)

    assert list(events.order_by("pgh_id")) == ["insert", "update"]
