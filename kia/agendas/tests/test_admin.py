"""Agendas in Beheer: what is written and moved in Mijn werk is only read here."""

import pytest

from kia.models import AgendaVersion, Section
from kia.steps import AgendaState
from kia.tests import builders
from sources.tests.admin_forms import admin_url, change_url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [AgendaVersion, Section])
def test_what_has_its_place_in_mijn_werk_is_only_read(model, admin_client):
    version = builders.make_version(builders.make_cast(), AgendaState.CONSULTATION)
    record = version if model is AgendaVersion else version.sections.first()
    typed = {"due_on": "2030-01-01", "is_consultation_public": "on", "text": "Anders"}

    assert admin_client.get(admin_url(model, "changelist")).status_code == 200
    assert admin_client.get(change_url(record)).status_code == 200
    assert admin_client.post(change_url(record), typed).status_code == 403
    assert admin_client.get(admin_url(model, "add")).status_code == 403
    delete = admin_url(model, "delete", record.pk)
    assert admin_client.post(delete, {"post": "yes"}).status_code == 403
    version.refresh_from_db()
    assert (version.due_on, version.is_consultation_public) == (None, False)
    assert not version.sections.filter(text="Anders").exists()
