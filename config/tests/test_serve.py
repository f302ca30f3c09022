"""Starting, stopping and breaking the whole thing, as a person would."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings

from config.embedded_postgres import DATABASE, EmbeddedPostgres

PATIENCE = 300

pytestmark = pytest.mark.slow


@contextmanager
def folder():
    """For the data of a server; whatever still runs there is killed afterwards."""
    # Not tmp_path: pytest shuts out other users there, and as root the server is one.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield Path(name) / "data"
        for process in psutil.process_iter(["cmdline"]):
            if name in " ".join(process.info["cmdline"] or []):
                process.kill()


@pytest.fixture
def data_dir():
    """Where nothing is yet."""
    with folder() as found:
        yield found


@pytest.fixture(scope="session")
def stopped():
    """The data of a server that started once, which takes a minute, and stopped."""
    with folder() as found:
        stop(serve(found, free_port()))
        yield found


@pytest.fixture
def used_dir(stopped):
    """Where a server ran before: the next start takes seconds."""
    with folder() as found:
        # As it is, with its owners.
        subprocess.run(["cp", "-a", stopped, found], check=True)
        yield found


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def port():
    return free_port()


def manage(data_dir, *arguments, **environment):
    kept = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore"}
    place = {"ENVIRONMENT": "practice", "DATA_DIR": str(data_dir)}
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | place | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def serve(data_dir, port):
    server = manage(data_dir, "serve", PORT=str(port))
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if page(port):
            return server
        time.sleep(0.2)
    # It still runs: waiting for its last word would take for ever.
    raise AssertionError(stop(server))


def page(port, path="/"):
    try:
        address = f"http://127.0.0.1:{port}{path}"
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def stop(process, how=signal.SIGINT):
    """What the process said. SIGINT goes to the whole group, as Ctrl-C does."""
    os.killpg(process.pid, how)
    with process:
        return process.communicate(timeout=PATIENCE)[0]


def database_is_up(data_dir):
    return EmbeddedPostgres(data_dir)._is_up()


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def query(data_dir, statement):
    server = EmbeddedPostgres(data_dir)
    with psycopg.connect(**server.connection, dbname=DATABASE) as connection:
        found = connection.execute(statement)
        return found.fetchone()[0] if found.description else None


def test_serve_starts_answers_and_stops_on_ctrl_c(data_dir, port):
    server = serve(data_dir, port)
    home = page(port)
    said = stop(server)

    assert "Alle missies op één tijdas" in home
    assert len(re.findall(r"wachtwoord: \S{12,}", said)) == 1
    assert "Traceback" not in said
    assert "Missieregister is gestopt." in said
    assert wait_until(lambda: not database_is_up(data_dir))


def test_a_second_start_keeps_edits_and_prints_no_password(used_dir, port):
    server = serve(used_dir, port)
    query(
        used_dir,
        "UPDATE missions_mission SET short_label = 'Aangepast' WHERE code = 'ED-1'",
    )
    stop(server)
    server = serve(used_dir, port)
    home = page(port)
    said = stop(server)

    assert "Aangepast" in home
    assert "wachtwoord" not in said


def test_two_servers_share_one_database(used_dir, port):
    one = serve(used_dir, port)
    two = serve(used_dir, port + 1)
    stop(one)
    home = page(port + 1)
    stop(two)

    assert "Alle missies op één tijdas" in home
    assert wait_until(lambda: not database_is_up(used_dir))


def test_a_port_in_use_is_said_in_a_sentence(used_dir, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        second = manage(used_dir, "serve", PORT=str(port))
        said = second.communicate(timeout=PATIENCE)[0]

    assert second.returncode == 1
    # Django's own checks ask the database server first, which may have to start.
    last_line = said.splitlines()[-1]
    assert last_line.startswith(f"Het lukt niet: poort {port} is niet vrij")
    assert "Traceback" not in said


def test_nothing_is_lost_when_everything_is_killed(used_dir, port):
    server = serve(used_dir, port)
    query(
        used_dir,
        "UPDATE missions_mission SET short_label = 'Blijft' WHERE code = 'ED-1'",
    )
    for process in psutil.process_iter(["cmdline"]):
        if str(used_dir) in " ".join(process.info["cmdline"] or []):
            process.kill()
    stop(server, signal.SIGKILL)
    server = serve(used_dir, port)
    home = page(port)
    stop(server)

    assert "Blijft" in home


def test_a_killed_server_leaves_no_database_behind(used_dir, port):
    server = serve(used_dir, port)
    stop(server, signal.SIGKILL)

    assert wait_until(lambda: not database_is_up(used_dir))


def test_workers_end_when_only_their_parent_is_killed(used_dir, port):
    server = serve(used_dir, port)
    server.kill()
    with server:
        server.communicate(timeout=PATIENCE)

    assert wait_until(lambda: not page(port))
    assert wait_until(lambda: not database_is_up(used_dir))


def test_a_start_that_is_killed_halfway_can_be_done_again(data_dir, port):
    first = manage(data_dir, "serve", PORT=str(port))
    assert wait_until((data_dir / "postgres.new").exists)
    stop(first, signal.SIGKILL)
    server = serve(data_dir, port)
    home = page(port)
    stop(server)

    assert "Alle missies op één tijdas" in home


def test_a_full_disk_is_said_in_a_sentence_and_loses_nothing(tmp_path, port):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], check=False
    )
    if mounted.returncode:
        pytest.skip("alleen root kan een klein bestandssysteem maken")
    try:
        server = manage(disk / "data", "serve", PORT=str(port))
        said = server.communicate(timeout=PATIENCE)[0]
    finally:
        subprocess.run(["umount", "-l", disk], check=True)

    assert server.returncode == 1
    assert "is vol. Maak ruimte en start opnieuw; er is niets verloren." in said
    assert "Traceback" not in said


def test_a_folder_that_may_not_be_written_is_said_in_a_sentence(tmp_path, port):
    # A file where the folder must come: nobody can write there, not even root.
    blocked = tmp_path / "bestand"
    blocked.write_text("")
    server = manage(blocked / "data", "serve", PORT=str(port))
    said = server.communicate(timeout=PATIENCE)[0]

    assert server.returncode == 1
    assert "kan niets worden geschreven" in said
    assert "Traceback" not in said
