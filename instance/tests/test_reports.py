from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html.parser import HTMLParser
from time import time

import pytest
from django.core.signing import TimestampSigner, b62_encode
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from instance import forms
from instance.models import ErrorReport
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db

PAGE = "/missies/"
FORM = f"/melding/?over={PAGE}"
TEXT = "Bij ED-1 staat 2030, maar in de brief staat 2050."


class Earlier(TimestampSigner):
    """Signs as the form does, some seconds ago."""

    seconds = 60

    def timestamp(self):
        return b62_encode(int(time()) - self.seconds)


def note(page=PAGE, seconds=60):
    signer = Earlier(salt=forms.signer.salt)
    signer.seconds = seconds
    return signer.sign(page)


def send(client, address=FORM, **fields):
    return client.post(address, {"text": TEXT, "note": note(), **fields})


class Page(HTMLParser):
    """The values in the form, and all words of the page."""

    def __init__(self, response):
        super().__init__()
        self.values, self.words, self.area = {}, "", None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("input", "textarea"):
            self.values[attrs["name"]] = attrs.get("value", "")
        self.area = attrs["name"] if tag == "textarea" else None

    def handle_endtag(self, tag):
        self.area = None

    def handle_data(self, data):
        self.words += data
        if self.area:
            # A browser skips the first line break.
            self.values[self.area] += data.removeprefix("\n")


def test_a_report_is_kept_and_answered_with_its_number(client):
    response = send(client, name="Noor", email="noor@voorbeeld.nl")

    report = ErrorReport.objects.get()
    assert (report.page, report.text) == (PAGE, TEXT)
    assert (report.name, report.email) == ("Noor", "noor@voorbeeld.nl")
    assert response.status_code == 303
    assert report.reference in client.get(response["Location"]).content.decode()


def test_the_form_needs_no_cookie_and_gives_none():
    client = Client(enforce_csrf_checks=True)
    page = client.get(FORM)
    response = send(client)

    assert response.status_code == 303
    assert not page.cookies and not response.cookies
    assert not page.has_header("Vary") or "Cookie" not in page["Vary"]


def test_the_form_is_never_kept_for_somebody_else(client):
    first, second = client.get(FORM), client.get(FORM)

    assert first["Cache-Control"] == "private, no-store"
    assert not second.has_header("ETag")


def test_a_form_just_opened_has_a_note_that_is_too_young(client):
    fields = Page(client.get(FORM)).values

    response = client.post(FORM, fields | {"text": TEXT})

    assert forms.TOO_FAST in Page(response).words
    assert not ErrorReport.objects.exists()


def test_an_empty_form_sent_at_once_asks_for_the_text_only(client):
    fields = Page(client.get(FORM)).values

    said = Page(client.post(FORM, fields | {"text": ""})).words

    assert forms.NO_TEXT in said and forms.TOO_FAST not in said


@pytest.mark.parametrize(
    "fields, message",
    [
        ({"text": ""}, forms.NO_TEXT),
        ({"text": " \n "}, forms.NO_TEXT),
        ({"text": "x" * 5001}, "ten hoogste 5000 tekens. U typte er 5001."),
        ({"text": "x" * 1_000_000}, "ten hoogste 5000 tekens. U typte er 1000000."),
        ({"text": "Fout\0 hier"}, forms.NULL),
        ({"text": "Fout <script>alert(1)</script>"}, forms.WITH_CODE),
        ({"text": 'Kijk <a href="http://x.example">'}, forms.WITH_CODE),
        ({"name": "x" * 101}, "ten hoogste 100 tekens"),
        ({"name": "N\0"}, forms.NULL),
        ({"email": "noor"}, forms.NO_EMAIL),
        ({"website": "http://x.example"}, forms.TRAPPED),
        ({"note": ""}, forms.NO_NOTE),
        ({"note": "zelf:bedacht:dit"}, forms.NO_NOTE),
        ({"note": note("/themas/")}, forms.NO_NOTE),
        ({"note": note(seconds=90_000)}, forms.TOO_OLD),
    ],
)
def test_a_refused_form_says_why_and_loses_nothing(client, fields, message):
    typed = {"text": TEXT, "name": "Noor", "email": "noor@voorbeeld.nl"} | fields

    response = send(client, **typed)

    page = Page(response)
    assert response.status_code == 422
    assert message in page.words
    assert not ErrorReport.objects.exists()
    for field in ("text", "name", "email"):
        assert page.values[field] == typed[field].replace("\0", "\ufffd") or (
            "\0" in typed[field]
        )


@pytest.mark.parametrize(
    "fields", [{"website": "x"}, {"note": ""}, {"note": note(seconds=90_000)}]
)
def test_a_form_refused_as_a_robots_can_be_sent_once_more(client, fields):
    again = Page(send(client, **fields)).values

    assert again["website"] == ""
    assert forms.signer.unsign(again["note"]) == PAGE


def test_the_same_report_is_refused_while_the_first_is_open(client):
    send(client)
    first = ErrorReport.objects.get()

    response = send(client)

    assert forms.TWICE.format(first.reference) in Page(response).words
    assert ErrorReport.objects.count() == 1


def test_the_same_words_are_welcome_on_another_page_and_after_the_answer(client):
    send(client)
    send(client, "/melding/?over=/themas/", note=note("/themas/"))
    ErrorReport.objects.update(handled_at=timezone.now(), handled_by="Noor")

    assert send(client).status_code == 303
    assert ErrorReport.objects.count() == 3


def test_the_database_too_refuses_the_same_report_twice():
    ErrorReport.objects.create(page=PAGE, text=TEXT)

    with pytest.raises(IntegrityError, match="open_once"), transaction.atomic():
        ErrorReport.objects.create(page=PAGE, text=TEXT)


def test_more_than_the_cap_in_an_hour_is_refused_and_nothing_lost(client):
    now = timezone.now()
    for number in range(forms.MOST_PER_HOUR):
        ErrorReport.objects.create(text=str(number), received_at=now)

    response = send(client)

    page = Page(response)
    assert response.status_code == 429
    assert forms.TOO_MANY in page.words
    assert page.values["text"] == TEXT
    ErrorReport.objects.update(received_at=now - timedelta(hours=2))
    assert send(client).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_twice_at_one_moment_is_kept_once():
    def once(_):
        try:
            return send(Client()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(once, range(4)))

    assert statuses == [303, 422, 422, 422]
    assert ErrorReport.objects.count() == 1


def test_more_than_the_server_reads_is_refused_in_a_sentence(client):
    response = client.post(FORM, {"text": "x" * 11_000_000})

    assert response.status_code == 413
    assert "Ga terug in uw browser" in response.content.decode()


@pytest.mark.parametrize(
    "address, page",
    [
        ("/missies/", "/missies/"),
        ("/missies/#ed-1-doel", "/missies/#ed-1-doel"),
        ("/missies/?q=x", "/missies/"),
        ("/missies/#<b>", "/missies/"),
        ("/beheer/", ""),
        ("//elders.example/", ""),
        ("https://elders.example/", ""),
        ("javascript:alert(1)", ""),
        ("/bestaat-niet/", ""),
        ("x" * 400, ""),
        ("", ""),
    ],
)
def test_a_report_is_about_a_page_of_this_site_or_none(client, address, page):
    response = client.get("/melding/", {"over": address})

    assert response.context["page"] == page


def test_other_public_pages_still_take_no_post(client):
    assert client.post("/missies/", {"text": TEXT}).status_code == 405
    assert client.put(FORM).status_code == 405


def test_a_number_that_was_never_given_has_no_page(client):
    number = 10**30

    response = client.get(reverse("instance:received", args=[number]))

    assert response.status_code == 404


def test_a_record_page_links_to_the_form_for_that_page():
    theme = make_theme()

    html = render_to_string("partials/report_link.html", {"record": theme})

    assert f'href="/melding/?over={theme.get_absolute_url()}"' in html


def test_a_handled_report_keeps_no_name_or_address():
    report = ErrorReport.objects.create(text=TEXT, name="Noor")

    with pytest.raises(IntegrityError, match="without_person"), transaction.atomic():
        ErrorReport.objects.filter(pk=report.pk).update(
            handled_at=timezone.now(), handled_by="Noor"
        )
