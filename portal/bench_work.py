"""The part of `make bench` about entries: the form, saving by itself, and what
visitors see of them, at a thousand and at a hundred thousand entries."""

import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlencode

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal import bench
from portal.bench_entries import multiply_entries

SMALL, LARGE = 1_000, 100_000
ROUNDS = 5
SEEN = "seen-challenge"
BY_ITSELF = "X-Bewaart-Zelf"
# In a cookie and in what is sent: the same, so it is no forgery.
TOKEN = "a" * 32
TITLES = ("lijst", "bladzijde", "eigen lijst", "formulier", "bewaren")


@dataclass(frozen=True)
class Spent:
    """One page: seconds in all and in the database, of a bare view, and statements."""

    seconds: list
    bare: list
    sql: float
    statements: int

    @property
    def ratio(self):
        return median(a / b for a, b in zip(self.seconds, self.bare, strict=True))


def measure(sizes=(SMALL, LARGE)):
    """{number of entries: {page: Spent}}, in a register with the practice entries."""
    found = {}
    for size in sizes:
        times = round(size / apps.get_model("kia", "Entry").objects.count())
        multiply_entries(max(times, 1))
        number = apps.get_model("kia", "Entry").objects.count()
        found[number] = _measure_all()
    return found


def _measure_all():
    client = Client(headers={"host": "localhost"})
    client.force_login(_person())
    form = f"/werk/bijdragen/{_draft().entry.slug}/missie-en-opgave/"
    public = apps.get_model("kia", "Entry").objects.in_force().first()
    page = client.get(form).content.decode()
    text = {"challenge": "Welke kennis ontbreekt nog?", SEEN: _value(page, SEEN)}
    asked = [
        ("/bijdragen/", None),
        (public.get_absolute_url(), None),
        ("/werk/bijdragen/", None),
        (form, None),
        (form, text),
    ]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with bench.server() as port:
        asker = Asker(port, cookies)
        spent = [_spent(asker, client, path, typed) for path, typed in asked]
    return dict(zip(TITLES, spent, strict=True))


class Asker:
    """One connection to the server, of somebody who is signed in."""

    def __init__(self, port, cookies):
        self.connection = HTTPConnection(bench.HOST, port, timeout=300)
        self.cookies = cookies | {"csrftoken": TOKEN}

    def ask(self, path, typed=None):
        """(seconds, bytes) of one request; with `typed` it saves, as the script does."""
        headers, body = dict(bench.SKIP_CACHE), None
        if path.startswith("/werk/"):
            pairs = (f"{name}={value}" for name, value in self.cookies.items())
            headers["Cookie"] = "; ".join(pairs)
        if typed:
            body = urlencode(typed | {"csrfmiddlewaretoken": TOKEN})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers[BY_ITSELF] = "1"
        start = time.perf_counter()
        self.connection.request("POST" if typed else "GET", path, body, headers)
        answer = self.connection.getresponse()
        size = len(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{path} geeft status {answer.status}.")
        return time.perf_counter() - start, size


def _spent(asker, client, path, typed):
    """The first request warms up; it does not count."""
    _, size = asker.ask(path, typed)
    seconds, bare = [], []
    for _ in range(ROUNDS):
        seconds.append(asker.ask(path, typed)[0])
        bare.append(median(asker.ask(f"/bench/{size}/")[0] for _ in range(5)))
    with CaptureQueriesContext(connection) as made:
        if typed:
            client.post(path, typed, headers={BY_ITSELF: "1"})
        else:
            client.get(path)
    sql = sum(float(query["time"]) for query in made.captured_queries)
    return Spent(seconds, bare, sql, len(made.captured_queries))


def _draft():
    """The fullest draft of the person who is measured."""
    found = apps.get_model("kia", "EntryVersion").objects.open().order_by("pk")
    return found.filter(lead__grants__person=_person()).select_related("entry")[0]


def _person():
    return get_user_model().objects.practice().get(email__startswith="redacteur@")


def _value(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def report(found):
    """Ratios: to a bare view of the same size, and of the many to the few."""
    (few, small), (many, large) = found.items()
    yield ""
    yield (
        "Bijdragen: tijd per verzoek als veelvoud van een kale view van dezelfde "
        "grootte; tussen haakjes milliseconden, daarvan in de database, opdrachten."
    )
    yield f"{'':22}{few:>34}{many:>34}{'groei':>10}"
    for title in TITLES:
        cells = [_cell(run[title]) for run in (small, large)]
        growth = median(large[title].seconds) / median(small[title].seconds)
        yield f"  {title:20}{cells[0]:>34}{cells[1]:>34}{growth:>8.1f} ×"


def _cell(spent):
    whole, sql = 1000 * median(spent.seconds), 1000 * spent.sql
    return f"{spent.ratio:.0f} × ({whole:.0f}, {sql:.0f}, {spent.statements})"
