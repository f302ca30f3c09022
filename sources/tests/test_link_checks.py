"""Addresses are asked of a real server, started here."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from sources.models import Document, LinkCheck
from sources.tests.admin_forms import admin_url
from sources.tests.builders import make_document

pytestmark = pytest.mark.django_db


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/traag":
            time.sleep(2)
        if self.path == "/verhuisd":
            self.send_response(301)
            self.send_header("Location", "/goed")
        elif self.path == "/onzin":
            self.wfile.write(b"dit is geen HTTP\r\n\r\n")
            return
        else:
            known = self.path in ("/goed", "/traag")
            self.send_response(200 if known else int(self.path[1:]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "path, status, problem",
    [
        ("/goed", 200, ""),
        ("/verhuisd", 200, ""),
        ("/404", 404, "De server antwoordt met 404."),
        ("/500", 500, "De server antwoordt met 500."),
        ("/traag", None, "Geen antwoord binnen 0.5 seconden."),
        ("/onzin", None, "De server is niet te bereiken."),
    ],
)
def test_an_address_is_asked_and_its_answer_kept(server, path, status, problem):
    document = make_document(url=f"{server}{path}")

    call_command("check_links", seconds=0.5)

    check = LinkCheck.objects.get()
    assert (check.document, check.url) == (document, document.url)
    assert (check.status, check.problem) == (status, problem)


@pytest.mark.parametrize(
    "url, problem",
    [
        ("http://127.0.0.1:9/", "De server is niet te bereiken."),
        ("http://bestaat-niet.invalid/", "De server is niet te bereiken."),
        ("http://[::1", "De server is niet te bereiken."),
        ("file:///etc/passwd", "Dit is geen webadres."),
        ("ftp://127.0.0.1/", "Dit is geen webadres."),
    ],
)
def test_an_address_that_cannot_answer_says_so(url, problem):
    make_document(url=url)

    call_command("check_links", seconds=2)

    assert LinkCheck.objects.get().problem == problem


def test_a_later_check_takes_the_place_of_the_first(server, capsys):
    document = make_document(url=f"{server}/404")
    call_command("check_links")
    Document.objects.filter(pk=document.pk).update(url=f"{server}/goed")

    call_command("check_links")

    assert LinkCheck.objects.get().problem == ""
    assert "Nagevraagd: 1. Mis: 0." in capsys.readouterr().out


def test_an_address_taken_away_is_forgotten(server):
    document = make_document(url=f"{server}/404")
    call_command("check_links")
    Document.objects.filter(pk=document.pk).update(url="")

    call_command("check_links")

    assert not LinkCheck.objects.exists()


def test_the_list_shows_what_failed_first(admin_client, server):
    for path in ("/goed", "/404"):
        make_document(url=f"{server}{path}")
    call_command("check_links")

    page = admin_client.get(admin_url(LinkCheck, "changelist"))
    failed = admin_client.get(admin_url(LinkCheck, "changelist"), {"antwoord": "mis"})

    rows = page.context["cl"].result_list
    assert [row.status for row in rows] == [404, 200]
    assert failed.context["cl"].result_count == 1


def test_an_empty_list_says_that_nothing_was_asked_yet(admin_client, server):
    make_document(url=f"{server}/goed")
    url = admin_url(LinkCheck, "changelist")

    before = admin_client.get(url, {"antwoord": "mis"}).content.decode()
    call_command("check_links")
    make_document(url=f"{server}/404")
    after = admin_client.get(url, {"antwoord": "mis"}).content.decode()

    assert "Nog nooit nagevraagd. Van 1 adres is dus niet bekend" in before
    assert ": 1 adres, waarvan 0 mis. Nog nooit nagevraagd: 1." in after
