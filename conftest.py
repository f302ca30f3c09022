"""What every test stands on: a database of its own, and static files."""

import fcntl
import itertools

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from accounts.tests.builders import signed_in
from instance import clock, page_cache
from instance.static_files import collect_if_changed
from kia.entries.demo import make_practice_agendas
from portal import fixtures
from portal.tests.migrated import migrated_template
from portal.tests.snapshot import Snapshot, is_possible
from sources.models import DocumentText


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker):
    """Every test process takes the first test database that nobody uses."""
    with _first_free_slot() as slot:
        database = connection.settings_dict
        # A test database need not survive a power cut.
        database["OPTIONS"]["options"] = "-c synchronous_commit=off"
        with django_db_blocker.unblock():
            database["TEST"]["TEMPLATE"] = migrated_template()
        database["TEST"]["NAME"] = f"test_missieregister_{slot.name.split('-')[-1]}"
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    """What a process remembers of the database is not true of the next test.

    Within a test it holds: on a busy machine a page takes longer than the clock
    remembers, and would then cost a query more.
    """
    monkeypatch.setattr(clock, "SECONDS_REMEMBERED", 3600)
    clock.forget()
    page_cache.clear()
    yield
    clock.forget()


@pytest.fixture(scope="session")
def _snapshots():
    """The register as the first test that wanted it read it from its fixtures."""
    return []


@pytest.fixture
def register(db, _snapshots):
    """The whole letter with all its records; gives the text of the letter."""
    if _snapshots:
        _snapshots[0].put_back()
    else:
        fixtures.load_all()
        if is_possible():
            _snapshots.append(Snapshot.take())
    return DocumentText.objects.get()


@pytest.fixture(scope="session")
def _practice_snapshots():
    return []


@pytest.fixture
def practice(db, request, _practice_snapshots):
    """The register with the examples in it, as in a practice environment.

    Instead of `register`; a test that wants both waits for them to be made.
    """
    if _practice_snapshots and "register" not in request.fixturenames:
        _practice_snapshots[0].put_back()
        return
    request.getfixturevalue("register")
    make_practice_agendas()
    if is_possible() and not _practice_snapshots:
        _practice_snapshots.append(Snapshot.take())


@pytest.fixture
def admin_user(db):
    """Who `admin_client` is. Without a password: to hash one takes half a second."""
    return get_user_model().objects.create(
        email="noor@voorbeeld.nl", is_staff=True, is_superuser=True
    )


@pytest.fixture
def admin_client(admin_user):
    """The admin, signed in in two steps."""
    return signed_in(admin_user)


def pytest_sessionstart(session):
    collect_if_changed()


def _first_free_slot():
    """Locked for as long as the file is open, so not longer than the process."""
    settings.DATA_DIR.mkdir(exist_ok=True)
    for number in itertools.count(1):
        slot = (settings.DATA_DIR / f"test-{number}").open("a")
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return slot
        except BlockingIOError:
            slot.close()
