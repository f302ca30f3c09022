"""A statement that takes too long is stopped, and the visitor hears what to do."""

import psycopg
import pytest
from django.db import connection, transaction

from instance import time_limits

pytestmark = pytest.mark.django_db

# One of each sort of page, with a table that it cannot do without.
PAGES = {
    "/missies/": "missions_mission",
    "/topsectoren/": "organisations_organisation",
    "/sleuteltechnologieen/": "keytech_keytechnology",
    "/bronnen/": "sources_document",
    "/matrix/": "missions_mission",
    "/termijnen/": "policy_processmilestone",
    "/wijzigingen/": "missions_missionevent",
    "/wijzigingen/feed.atom": "missions_missionevent",
    "/data/": "missions_mission",
    "/data/missies.csv": "missions_mission",
    "/data/missieregister.zip": "missions_mission",
    "/missies/?formaat=csv": "missions_mission",
    "/missies/een/dossier.docx": "missions_mission",
    "/grafieken/horizon.svg": "missions_mission",
}


@pytest.fixture
def slow(settings):
    settings.ROOT_URLCONF = "instance.tests.urls_that_fail"


def test_a_slow_statement_gives_a_page_that_says_what_to_do(client, slow, monkeypatch):
    monkeypatch.setattr(time_limits, "A_PAGE", "100ms")

    answer = client.get("/traag/")

    page = answer.content.decode()
    assert answer.status_code == 503 and answer["Retry-After"] == "60"
    assert "Dit duurt te lang" in page and "over een minuut opnieuw" in page
    assert answer["Cache-Control"] == "no-cache"


def test_a_statement_in_time_is_answered(client, slow):
    assert client.get("/traag/").status_code == 200


def test_an_editor_has_no_limit(client, slow, monkeypatch):
    monkeypatch.setattr(time_limits, "A_PAGE", "100ms")

    assert client.get("/beheer/traag/").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_sort_of_page_stops_when_the_database_does(path, client, monkeypatch):
    for limit in ("A_PAGE", "A_DOWNLOAD"):
        monkeypatch.setattr(time_limits, limit, "100ms")
    with locked(PAGES[path]), transaction.atomic():
        answer = client.get(path)
        transaction.set_rollback(True)

    assert answer.status_code == 503
    assert "Dit duurt te lang" in answer.content.decode()


def locked(table):
    """Somebody else keeps this table; given back when the connection closes."""
    other = psycopg.connect(**connection.get_connection_params())
    other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
    return other
