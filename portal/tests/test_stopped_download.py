"""A download that somebody stops half-way, on a real server."""

import socket
from pathlib import Path

import psutil
import pytest

from config.tests import test_serve
from config.tests.test_serve import (
    page,
    port,
    query,
    serve,
    stop,
    stopped,
    used_dir,
    wait_until,
)

__all__ = ["port", "stopped", "used_dir"]

pytestmark = pytest.mark.slow

# Enough rows for a file that goes by way of the disk, and far more than a socket holds.
# Without triggers: they are not what is tried here, and 20,000 of them take minutes.
MANY = """
    SET LOCAL session_replication_role = replica;
    INSERT INTO sources_document (slug, title, kind, short_title, publisher, signatory,
        date_precision, url, withdrawn_because, published_at)
    SELECT 'veel-' || n, repeat('Bron ', 50), 'publication', '', repeat('x', 190), '',
        'day', '', '', now() FROM generate_series(1, 20000) n;
    INSERT INTO sources_documentground (record_id, supports, place, reason)
    SELECT id, 'record', '', 'Voor de proef.' FROM sources_document
    WHERE slug LIKE 'veel-%';
"""
BUSY = """
    SELECT count(*) FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
    AND state <> 'idle'
"""


def unnamed_files(server):
    """Files without a name that the server and its workers hold open."""
    found = []
    for process in [psutil.Process(server.pid), *descendants(server)]:
        for number in Path(f"/proc/{process.pid}/fd").iterdir():
            try:
                target = str(number.readlink())
            except OSError:
                continue
            if target.endswith("(deleted)") and "/tmp/" in target:
                found.append(target)
    return found


def descendants(server):
    return psutil.Process(server.pid).children(recursive=True)


def begin(port):
    """A visitor who reads the first bytes of a large file and no more."""
    visitor = socket.create_connection(("127.0.0.1", port), timeout=120)
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    visitor.sendall(b"GET /bronnen/?formaat=csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert visitor.recv(500).startswith(b"HTTP/1.1 200")
    return visitor


def test_a_stopped_download_leaves_nothing_behind(used_dir, port, monkeypatch):
    monkeypatch.setattr(test_serve, "PATIENCE", 240)
    server = serve(used_dir, port)
    query(used_dir, MANY)
    # One more than there are workers: two of them meet in one.
    visitors = [begin(port) for _ in range(3)]

    # A slow visitor holds a file, but nothing of the database and nobody else's page.
    assert wait_until(lambda: query(used_dir, BUSY) == 0)
    assert unnamed_files(server)
    assert "Alle missies op één tijdas" in page(port)
    for visitor in visitors:
        visitor.close()

    assert wait_until(lambda: not unnamed_files(server))
    assert query(used_dir, BUSY) == 0
    assert "Alle missies op één tijdas" in page(port)
    stop(server)
