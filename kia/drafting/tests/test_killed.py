"""A server that is killed in the middle of many saves keeps each that it confirmed."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from accounts.tests.builders import signed_in
from kia.models import EntryVersion
from kia.tests import builders
from kia.tests.test_killed import address

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITERS, SAVES = 8, 25
KILLED_AFTER = WRITERS * SAVES // 3
CSRF = "a" * 32
PATIENCE = 120


@dataclass
class Writer:
    """Somebody who saves a text and a row of one entry, again and again.

    The row says the same in two columns: half a row would show.
    """

    entry: EntryVersion
    session: str
    lineage: str = field(default_factory=lambda: str(uuid4()))
    sent: int = 0
    confirmed: int = 0

    def write(self, port):
        tokens = {}
        for number in range(1, SAVES + 1):
            self.sent = number
            found = self._save(port, number, tokens)
            if found is None:
                return
            assert not found["errors"] and not found["conflicts"], found
            tokens |= found["tokens"]
            self.confirmed = number

    def _save(self, port, number, tokens):
        row = f"parties-{self.lineage}"
        data = {
            "csrfmiddlewaretoken": CSRF,
            "customers": f"Tekst {number}",
            "seen-customers": tokens.get("customers", ""),
            f"{row}-name": f"Naam {number}",
            f"{row}-role": f"Rol {number}",
            f"seen-{row}": tokens.get(row, ""),
        }
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Bewaart-Zelf": "1",
        }
        path = f"/werk/bijdragen/{self.entry.entry.slug}/partijen/"
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            server.request("POST", path, urlencode(data), headers)
            with server.getresponse() as answer:
                body = answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            server.close()
        assert answer.status == 200, body[:500]
        return json.loads(body)


def serve():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--workers", "2", "--port", str(port), "config.wsgi:application"),
        ],
        cwd=settings.BASE_DIR,
        env=os.environ | {"ENVIRONMENT": "practice", "DATABASE_URL": address()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    raise AssertionError("The server does not answer.")


def nobody_is_connected():
    """The sessions of the killed server end by themselves; what they did is decided."""
    deadline = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                " current_database() AND pid <> pg_backend_pid()"
            )
            if not cursor.fetchone()[0]:
                return
            time.sleep(0.1)
    raise AssertionError("Somebody stays connected.")


def test_every_confirmed_save_is_there_and_no_row_is_half_written():
    cast = builders.make_cast()
    version = builders.make_version(cast)
    session = signed_in(cast.member).session.session_key
    writers = [
        Writer(builders.make_entry(cast, version, title=f"Schrijver {n}"), session)
        for n in range(WRITERS)
    ]
    for writer in writers:
        EntryVersion.objects.filter(pk=writer.entry.pk).update(customers="")
    server, port = serve()
    try:
        with ThreadPoolExecutor(WRITERS) as threads:
            done = [threads.submit(writer.write, port) for writer in writers]
            deadline = time.monotonic() + PATIENCE
            while sum(w.confirmed for w in writers) < KILLED_AFTER:
                assert time.monotonic() < deadline, [f for f in done if f.done()]
                time.sleep(0.01)
            os.killpg(server.pid, signal.SIGKILL)
            for future in done:
                future.result()
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    nobody_is_connected()

    assert sum(writer.confirmed for writer in writers) < WRITERS * SAVES
    for writer in writers:
        kept = EntryVersion.objects.get(pk=writer.entry.pk)
        assert kept.customers in [
            f"Tekst {n}" if n else "" for n in range(writer.confirmed, writer.sent + 1)
        ]
        number = kept.customers.removeprefix("Tekst ")
        rows = kept.party_rows.filter(lineage=writer.lineage)
        assert [(row.name, row.role) for row in rows] == (
            [(f"Naam {number}", f"Rol {number}")] if number else []
        )
