"""A real server with the letter's missions, and a real browser before it."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from portal.tests.browser.trouble import Trouble

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """Of a server of our own, on a free port, with its own database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        **os.environ,
        "ENVIRONMENT": "practice",
        "DATABASE_URL": "",
        "DATA_DIR": str(tmp_path_factory.mktemp("site") / "data"),
        "PORT": str(port),
    }


@pytest.fixture(scope="session")
def site(environment):
    """The address of that server, which runs while the tests last."""
    port = int(environment["PORT"])
    log = Path(environment["DATA_DIR"]).with_name("log.txt")
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        wait_until_it_answers(port, server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@pytest.fixture(scope="session")
def practice_agendas(site, environment):
    """The examples of agendas, entries and the contract on that server."""
    subprocess.run(
        [sys.executable, "manage.py", "make_practice_agendas"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
    )


def wait_until_it_answers(port, server, log):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    pytest.fail(f"The server does not answer:\n{log.read_text()}")


# For each module, not for the session: while it runs, this thread counts as
# asynchronous, and Django refuses the database to the tests that come after.
@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), chromium_sandbox=False, args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def opened(chromium, site):
    """opened(width=…): a page of a visitor of its own, closed after use.

    `page.trouble` gathers what goes wrong meanwhile.
    """

    @contextmanager
    def open_page(width=1440, height=900, **options):
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            reduced_motion=options.pop("reduced_motion", "reduce"),
            **options,
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.trouble = Trouble(page, site)
        try:
            yield page
        finally:
            context.close()

    return open_page


@pytest.fixture(scope="module")
def desk(opened):
    """One page that serves a whole module."""
    with opened() as page:
        yield page
