"""Measure the pages against a bare view: `make bench`.

Both come from the production server, in the same run, in turns, with bodies of
the same size, so the figures are ratios and hold on any machine. The load comes
from this process over one connection, and is bounded in count and in time.
"""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from statistics import median

import django
from django.apps import apps
from django.conf import settings

from instance.static_files import collect_if_changed
from portal import bench_data, bench_work

HOST = "127.0.0.1"
SECONDS_A_TURN = 0.2
REQUESTS_A_TURN = 300
ROUNDS = 7
ROUNDS_WHEN_LARGE = 2
TIMES_AS_MANY = 100
# A view of this size is measured in both runs, to compare these with each other.
FIXED_SIZE = 12_000
HOME = "start"
AS_FAST_AS_HOME = ("missies", "missies gefilterd", "zoeken", "matrix")
MODES = ("kaal", "bewaard", "304", "vers")
SKIP_CACHE = {"X-Skip-Cache": "1"}
SERVE = "from instance.management.commands.serve import listen; listen({port})"


@dataclass(frozen=True)
class Result:
    """One page: its size, and seconds per request in each round, by mode."""

    name: str
    size: int
    compressed: int
    seconds: dict

    def ratio(self, mode):
        """How many times as long as the bare view, in the same round."""
        pairs = zip(self.seconds[mode], self.seconds["kaal"], strict=True)
        return median(page / bare for page, bare in pairs)

    def times(self, other):
        """How many times as long as another page, both uncached, in the same round."""
        pairs = zip(self.seconds["vers"], other.seconds["vers"], strict=True)
        return median(own / others for own, others in pairs)


@dataclass(frozen=True)
class Run:
    results: list
    fixed: float

    def growth_of(self, name):
        """Time of the uncached page, in views of FIXED_SIZE."""
        result = next(result for result in self.results if result.name == name)
        return median(result.seconds["vers"]) / self.fixed


def main():
    os.environ.setdefault("ENVIRONMENT", "practice")
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.bench_settings"
    django.setup()
    if settings.PRODUCTION:
        sys.exit("Meten kan alleen bij oefenen, niet bij echt gebruik.")
    collect_if_changed()
    with bench_data.own_database():
        pages = the_pages()
        small = _run(pages, ROUNDS)
        bench_data.multiply(TIMES_AS_MANY)
        large = _run(pages, ROUNDS_WHEN_LARGE)
    print(report(small, large))
    with bench_data.own_database(with_entries=True):
        found = bench_work.measure()
    print("\n".join(bench_work.report(found)))


def the_pages():
    """What is measured: pages of every sort, and what can be taken away."""
    mission = apps.get_model("missions", "Mission").objects.public().get(code="ED-1")
    address = mission.get_absolute_url()
    return {
        HOME: "/",
        "missie": address,
        "missies": "/missies/",
        "missies gefilterd": "/missies/?thema=veiligheid&sorteer=jaar",
        "matrix": "/matrix/",
        "topsectoren": "/topsectoren/",
        "technologieën": "/sleuteltechnologieen/",
        "bronnen": "/bronnen/",
        "brief": "/brief/",
        "zoeken": "/zoeken/?q=klimaatneutrale+landbouw",
        "suggesties": "/zoeken/suggesties/?q=klimaatn",
        "wijzigingen": "/wijzigingen/",
        "feed": "/wijzigingen/feed.atom",
        "missies als CSV": "/missies/?formaat=csv",
        "missies als XLSX": "/missies/?formaat=xlsx",
        "hele register (zip)": "/data/missieregister.zip",
        "dossier missie (docx)": f"{address}dossier.docx",
        "dossier thema (docx)": f"{mission.theme.get_absolute_url()}dossier.docx",
    }


def _run(pages, rounds):
    with server() as port:
        connection = HTTPConnection(HOST, port, timeout=300)
        results = measure(connection, pages, rounds)
        fixed = turn(connection, f"/bench/{FIXED_SIZE}/", SKIP_CACHE)
        connection.close()
    return Run(results, fixed)


@contextmanager
def server():
    """The server as `manage.py serve` starts it, on a port that is free."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-c", SERVE.format(port=port)])
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port, patience=180):
    deadline = time.monotonic() + patience
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def measure(connection, pages, rounds):
    """All pages in all modes, one turn each a round."""
    cases = {name: _modes_of(connection, path) for name, path in pages.items()}
    seconds = {name: {mode: [] for mode in MODES} for name in pages}
    for _ in range(rounds):
        for name, (_, _, modes) in cases.items():
            for mode, (path, headers) in modes.items():
                seconds[name][mode].append(turn(connection, path, headers))
    return [
        Result(name, size, compressed, seconds[name])
        for name, (size, compressed, _) in cases.items()
    ]


def _modes_of(connection, path):
    page = ask(connection, path)
    size = len(page.body)
    compressed = len(ask(connection, path, {"Accept-Encoding": "gzip"}).body)
    # A search is not kept, so it has no tag: then it is made anew each time.
    known = {"If-None-Match": page.headers["ETag"] or '""'}
    modes = {
        "kaal": (f"/bench/{size}/", SKIP_CACHE),
        "bewaard": (path, {}),
        "304": (path, known),
        "vers": (path, SKIP_CACHE),
    }
    return size, compressed, modes


def turn(connection, path, headers):
    """The median of the seconds per request, asked again and again for a turn."""
    first = _seconds(connection, path, headers)
    if first > SECONDS_A_TURN:
        return first
    # The first one warmed up; it does not count.
    spent = []
    while sum(spent) < SECONDS_A_TURN and len(spent) < REQUESTS_A_TURN:
        spent.append(_seconds(connection, path, headers))
    return median(spent)


def _seconds(connection, path, headers):
    start = time.perf_counter()
    ask(connection, path, headers)
    return time.perf_counter() - start


@dataclass(frozen=True)
class Answer:
    headers: dict
    body: bytes


def ask(connection, path, headers=None):
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    body = response.read()
    if response.status not in (200, 304):
        raise RuntimeError(f"{path} geeft status {response.status}.")
    return Answer(response.headers, body)


def report(small, large):
    lines = [
        "Tijd per verzoek, als veelvoud van een kale view van dezelfde grootte;",
        "tussen haakjes milliseconden. Kaal: alleen milliseconden.",
        "",
        *_table("Het register", small),
        "",
        *_table(f"Met {TIMES_AS_MANY} keer zoveel missies", large),
        "",
        f"Groei van de verse pagina, bij {TIMES_AS_MANY} keer zoveel missies:",
    ]
    for result in small.results:
        growth = large.growth_of(result.name) / small.growth_of(result.name)
        lines.append(f"  {result.name:27} {growth:8.1f} ×")
    against = [
        *_against_home(small, "het register"),
        *_against_home(large, f"met {TIMES_AS_MANY} keer zoveel"),
    ]
    if against:
        lines += ["", "De verse pagina, als veelvoud van de verse start:", *against]
    return "\n".join(lines)


def _against_home(run, words):
    """What is to take at most twice as long as the home page."""
    found = {result.name: result for result in run.results}
    for name in AS_FAST_AS_HOME:
        if {name, HOME} <= found.keys():
            times = found[name].times(found[HOME])
            yield f"  {name:27} {times:8.2f} × ({words})"


def _table(title, run):
    head = ["pagina", "kB", "kB gzip", *MODES]
    yield f"{title:29}" + "".join(f"{word:>20}" for word in head[1:])
    for result in run.results:
        cells = [f"{result.size / 1000:.1f}", f"{result.compressed / 1000:.1f}"]
        cells.append(f"{1000 * median(result.seconds['kaal']):.2f} ms")
        for mode in MODES[1:]:
            spent = 1000 * median(result.seconds[mode])
            cells.append(f"{result.ratio(mode):.2f} × ({spent:.2f})")
        yield f"  {result.name:27}" + "".join(f"{cell:>20}" for cell in cells)


if __name__ == "__main__":
    main()
