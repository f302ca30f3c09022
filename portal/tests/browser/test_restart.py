"""PostgreSQL is killed while somebody writes, and starts again: nothing is lost."""

import os
import signal
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from config.embedded_postgres import DATABASE, EmbeddedPostgres
from portal.tests.browser.pages import press
from portal.tests.browser.test_drafting import (
    EDITOR,
    be,
    start,
    wait_until_nothing_is_kept,
)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("practice_agendas")]

TYPED = "Dit typte iemand terwijl de database\nopnieuw startte. <b>Vet</b> & 😀"
PATIENCE = 60


@pytest.fixture
def postgres(environment):
    return EmbeddedPostgres(Path(environment["DATA_DIR"]))


@contextmanager
def killed_while_it_saves(postgres):
    """A save waits for a row that we hold; then the server dies under it."""
    where = postgres.connection | {"dbname": DATABASE, "autocommit": True}
    with closing(psycopg.connect(**where)) as holder:
        holder.execute("BEGIN")
        holder.execute("SELECT FROM kia_entryversion FOR UPDATE")
        yield
        with closing(psycopg.connect(**where)) as other:
            wait_for_a_lock(other)
        pid = (postgres.cluster / "postmaster.pid").read_text().split()[0]
        os.kill(int(pid), signal.SIGQUIT)


def wait_for_a_lock(other):
    asked = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    deadline = time.monotonic() + PATIENCE
    while not other.execute(asked).fetchone():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_script_keeps_the_text_and_sends_it_again(opened, postgres):
    with opened() as page:
        be(page, EDITOR)
        address = f"{start(page, 'Geschreven bij een herstart')}missie-en-opgave/"
        page.goto(address)
        with killed_while_it_saves(postgres):
            page.locator("#id_challenge").fill(TYPED)
        page.locator("[data-stand]", has_text="wordt vanzelf weer verstuurd").wait_for()
        assert page.locator("#id_challenge").input_value() == TYPED
        assert "Dit typte iemand" in page.evaluate("Object.values(localStorage).join()")

        wait_until_nothing_is_kept(page)

        page.goto(address)
        assert page.locator("#id_challenge").input_value() == TYPED


def test_without_a_script_the_page_gives_the_text_back(opened, postgres):
    with opened(java_script_enabled=False) as page:
        be(page, EDITOR)
        address = f"{start(page, 'Zonder script bij een herstart')}missie-en-opgave/"
        page.goto(address)
        page.locator("#id_challenge").fill(TYPED)
        with (
            page.expect_response(
                lambda answer: answer.request.method == "POST"
            ) as sent,
            killed_while_it_saves(postgres),
        ):
            page.get_by_role("button", name="Bewaar", exact=True).click(
                no_wait_after=True
            )
        assert sent.value.status == 503
        page.get_by_text("Het register is even niet bereikbaar").wait_for()
        assert page.locator("pre.mr-getypt", has_text="Dit typte iemand").is_visible()

        press(page.get_by_role("button", name="Verstuur opnieuw"))

        assert page.url.endswith("missie-en-opgave/")
        assert page.locator("#id_challenge").input_value() == TYPED
