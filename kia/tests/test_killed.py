"""A process that is killed halfway a step leaves all or nothing: here nothing."""

import os
import signal
import subprocess
import sys
import time
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from kia.models import (
    AgendaVersion,
    Commitment,
    ContractYear,
    EntryVersion,
    Inclusion,
    Notification,
    Step,
)
from kia.steps import AgendaState, EntryState, YearState
from kia.tests import builders
from kia.workflow import perform

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 300

ADOPT = """
from datetime import date
from accounts.models import User
from kia.models import {model}, StoredFile
from kia.workflow import perform
record = {model}.objects.get(pk={pk})
by = User.objects.get(pk={by})
document = StoredFile.objects.get(pk={document})
perform("adopt", record, by=by, {given})
"""
AGENDA_GIVEN = (
    "adopted_by='het topteam', adopted_on=date(2020, 1, 1), adoption_document=document"
)
YEAR_GIVEN = "signed_on=date(2020, 1, 1), document=document"


def address():
    """The test database as another process finds it."""
    place = connection.settings_dict
    query = urlencode({"host": place["HOST"], "port": place["PORT"] or "5432"})
    person = quote(place["USER"])
    if place["PASSWORD"]:
        person += f":{quote(place['PASSWORD'])}"
    return f"postgresql://{person}@/{place['NAME']}?{query}"


def run(script):
    kept = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore"}
    place = {"ENVIRONMENT": "practice", "DATABASE_URL": address()}
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        cwd=settings.BASE_DIR,
        env=kept | place,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def waits_for_a_lock(process):
    """Until that process stands before a lock that we hold."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with connection.cursor() as cursor:
            # Within a transaction it would show the same picture again and again.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT query FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'"
            )
            if found := cursor.fetchone():
                return found[0]
        time.sleep(0.05)
    raise AssertionError(process.communicate(timeout=PATIENCE)[0])


def kill_at(table, script):
    """Kill the process when it comes to write in this table; the query it was at."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
        process = run(script)
        query = waits_for_a_lock(process)
        process.send_signal(signal.SIGKILL)
        with process:
            process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL
    until_nobody_is_left()
    return query


def until_nobody_is_left():
    """The server notices by itself that the other end has gone."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database() AND state <> 'idle'"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.05)
    raise AssertionError("er is nog een verbinding")


def everything():
    """All that an adoption writes."""
    return {
        "agendas": list(AgendaVersion.objects.order_by("pk").values()),
        "entries": list(EntryVersion.objects.order_by("pk").values()),
        "inclusions": list(Inclusion.objects.order_by("pk").values()),
        "years": list(ContractYear.objects.order_by("pk").values()),
        "commitments": list(Commitment.objects.order_by("pk").values()),
        "steps": Step.objects.aggregate(Max("pk")),
        "notices": Notification.objects.count(),
    }


@pytest.fixture
def cast(transactional_db):
    return builders.make_cast()


# In the order in which an adoption comes to them.
@pytest.mark.parametrize("table", ["kia_step", "kia_inclusion", "kia_notification"])
def test_an_adoption_that_is_killed_halfway_did_nothing(table, cast):
    first = builders.make_version(cast)
    kept = builders.make_entry(cast, first, EntryState.ACCEPTED)
    builders.move_version(cast, first, AgendaState.ADOPTED)
    second = builders.make_version(cast)
    added = builders.make_entry(cast, second, EntryState.ACCEPTED)
    second = builders.move_version(cast, second, AgendaState.FOR_ADOPTION)
    document = builders.make_file().pk
    before = everything()

    query = kill_at(
        table,
        ADOPT.format(
            model="AgendaVersion",
            pk=second.pk,
            by=cast.coordinator.pk,
            document=document,
            given=AGENDA_GIVEN,
        ),
    )

    assert table in query
    assert everything() == before
    given = builders.adoption(cast.coordinator)
    perform("adopt", second, by=cast.coordinator, **given)
    assert set(EntryVersion.objects.in_force()) == {kept, added}


@pytest.mark.parametrize("table", ["kia_step", "kia_notification"])
def test_a_year_that_is_killed_while_it_freezes_is_not_frozen(table, cast):
    year = builders.make_year(cast, state=YearState.CONFIRMED)
    document = builders.make_file().pk
    before = everything()

    query = kill_at(
        table,
        ADOPT.format(
            model="ContractYear",
            pk=year.pk,
            by=cast.admin.pk,
            document=document,
            given=YEAR_GIVEN,
        ),
    )

    assert table in query
    assert everything() == before
    year = perform("adopt", year, by=cast.admin, **builders.signature(cast.admin))
    assert year.commitments.get().certainty == Commitment.Certainty.ADOPTED
