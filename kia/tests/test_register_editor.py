"""The register editor: edits the register in Beheer, and nothing else there."""

import pytest

from accounts import second_factor
from accounts.tests.builders import signed_in
from kia.people import roles
from missions.tests.builders import make_mission
from sources.tests.admin_forms import admin_url, change_url, opened

pytestmark = pytest.mark.django_db

# What is not of the register: people, roles, the work on agendas and the contract.
CLOSED = (
    "accounts/user/",
    "accounts/invitation/",
    "kia/rolegrant/",
    "kia/invitedrole/",
    "kia/agenda/",
    "kia/entryversion/",
    "kia/commitment/",
    "kia/step/",
    "instance/errorreport/",
)


def test_a_register_editor_edits_a_mission(cast):
    mission = make_mission(short_label="Oud label")
    client = signed_in(cast.register_editor)

    form = opened(client, change_url(mission))
    answer = client.post(change_url(mission), form | {"short_label": "Nieuw label"})

    mission.refresh_from_db()
    assert answer.status_code == 302
    assert mission.short_label == "Nieuw label"
    index = client.get("/beheer/").text
    assert "Missies" in index and "Rollen van personen" not in index
    assert "/beheer/" in client.get("/werk/").text


def test_what_is_not_of_the_register_stays_closed(cast):
    client = signed_in(cast.register_editor)

    told = {path: client.get(f"/beheer/{path}").status_code for path in CLOSED}

    assert set(told.values()) <= {403, 404}


def test_who_has_another_role_does_not_come_in(cast):
    address = admin_url(type(make_mission()), "changelist")
    for name in ("coordinator", "editor", "judge", "outsider"):
        answer = signed_in(getattr(cast, name)).get(address)
        assert answer.status_code in (302, 403), name
        assert "/beheer/missions/" not in answer.get("Location", "").split("?")[0]


def test_when_the_role_ends_so_does_the_right(cast):
    mission = make_mission()
    client = signed_in(cast.register_editor)
    assert client.get(change_url(mission)).status_code == 200

    roles.end(cast.register_editor.grants.all())

    assert client.get(change_url(mission)).status_code in (302, 403)


def test_a_register_editor_signs_in_in_two_steps(cast):
    assert second_factor.needs_second_factor(cast.register_editor)
    client = signed_in(cast.register_editor, second_factor=False)

    assert client.get("/beheer/").url == "/account/tweede-stap/"


def test_a_register_editor_costs_a_page_of_beheer_one_query_for_roles(
    cast, django_assert_max_num_queries
):
    client = signed_in(cast.register_editor)
    client.get("/beheer/")

    with django_assert_max_num_queries(8):
        client.get("/beheer/")
