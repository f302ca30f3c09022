"""The embedded server: real starts, real stops, real kills."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings

from config.embedded_postgres import DATABASE, SOCKET_NAME, EmbeddedPostgres
from config.postgres_programs import as_system_user

# A user of the server in a process of its own, until its input ends.
USER = """
import sys
from pathlib import Path
from config.embedded_postgres import EmbeddedPostgres
EmbeddedPostgres(Path(sys.argv[1])).ensure_running()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder():
    # Not tmp_path: pytest shuts out other users there, and as root the server is one.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield Path(name) / "data"


@pytest.fixture
def server(folder):
    server = EmbeddedPostgres(folder)
    yield server
    server.release()
    assert wait_until(lambda: not server._is_up())


def another_user(server):
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(server.folder)],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def leave(user):
    with user:
        user.communicate()


def wait_until(condition):
    deadline = time.monotonic() + 60
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def query(server, statement):
    with psycopg.connect(**server.connection, dbname=DATABASE) as connection:
        found = connection.execute(statement)
        return found.fetchone()[0] if found.description else None


def postmaster(server):
    pid = (server.cluster / "postmaster.pid").read_text().split()[0]
    return psutil.Process(int(pid))


def test_it_starts_on_a_socket_only_and_stops_with_its_last_user(server):
    server.ensure_running()
    addresses = query(server, "SHOW listen_addresses")
    server.release()

    assert addresses == ""
    assert not server._is_up()


def test_two_first_users_at_the_same_moment_share_one_server(server):
    users = [another_user(server) for _ in range(2)]
    ready = [user.stdout.readline() for user in users]
    leave(users[0])
    answers_with_one_left = server._answers()
    leave(users[1])

    assert ready == ["ready\n", "ready\n"]
    assert answers_with_one_left
    assert wait_until(lambda: not server._is_up())


def test_a_killed_user_does_not_keep_the_server_up(server):
    user = another_user(server)
    user.stdout.readline()
    user.kill()
    leave(user)

    assert wait_until(lambda: not server._is_up())


def test_data_survive_a_killed_server(server):
    server.ensure_running()
    query(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    killed = postmaster(server)
    killed.kill()
    wait_until(lambda: not server._is_up())
    server.ensure_running()

    assert query(server, "SELECT answer FROM kept") == 42


def test_a_pid_that_now_belongs_to_another_program_is_no_server(server):
    server.ensure_running()
    lines = (server.cluster / "postmaster.pid").read_text().splitlines()
    server.release()
    # Of the same user: PostgreSQL itself cannot tell this one from a server.
    with subprocess.Popen(["sleep", "60"], **as_system_user()) as other:
        stale = "\n".join([str(other.pid), *lines[1:]])
        (server.cluster / "postmaster.pid").write_text(stale)
        server.ensure_running()
        answer = query(server, "SELECT 1")
        other.kill()

    assert answer == 1


def test_a_long_path_gets_a_socket_elsewhere(folder):
    deep = EmbeddedPostgres(folder / ("map" * 40))
    deep.ensure_running()
    answer = query(deep, "SELECT 1")
    socket_path = deep.socket_folder / SOCKET_NAME
    deep.release()

    assert answer == 1
    assert len(os.fsencode(socket_path)) <= 107
    assert deep.cluster not in socket_path.parents


def test_an_unfinished_beginning_is_begun_again(server):
    (server.folder / "postgres.new").mkdir(parents=True)
    (server.folder / "postgres.new" / "PG_VERSION").write_text("half")
    server.ensure_running()

    assert query(server, "SELECT 1") == 1
