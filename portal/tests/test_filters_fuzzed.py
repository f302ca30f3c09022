"""Whatever stands in an address, it gives a page or a file at the same cost."""

from urllib.parse import quote_plus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from instance import page_cache

MISSION = "/missies/broeikasgasuitstoot-terugdringen/"
# Path, and the most statements that it may cost.
PATHS = {
    "/missies/": 7,
    "/bijdragen/": 3,
    "/topsectoren/": 5,
    "/sleuteltechnologieen/": 6,
    "/bronnen/": 5,
    "/termijnen/": 4,
    "/termijnen/termijnen.ics": 4,
    "/": 10,
    "/matrix/": 8,
    "/wijzigingen/": 11,
    "/wijzigingen/feed.atom": 7,
    "/themas/veiligheid/feed.atom": 13,
    f"{MISSION}feed.atom": 10,
    "/data/": 2,
    "/agendas/": 7,
    "/agendas/kia-veiligheid/": 9,
    "/data/missies.csv": 10,
    "/data/gronden-missies.json": 6,
    "/grafieken/horizon.svg": 6,
    "/grafieken/horizon.csv": 6,
    f"{MISSION}dossier.docx": 15,
    f"{MISSION}dossier.html": 15,
    "/themas/veiligheid/dossier.odt": 15,
    "/topsectoren/chemie/dossier.html": 15,
    "/sleuteltechnologieen/fotonica/dossier.html": 15,
}
# A list as a file asks for whole rows and what hangs on them, around them a savepoint.
A_FILE = 5
CLOCK = 'SELECT "instance_state"."clock_offset"'
# What the address cannot change: here one in four examples will do.
SAME = [path for path in PATHS if "." in path]
# These read no parameter, so there are never too many.
NAMES = [
    *("thema", "jaar", "doel", "topsector", "technologie", "departement", "grondslag"),
    *("niveau", "genoemd", "soort", "dossier", "plaats", "nagekeken", "stand"),
    *("sorteer", "weergave", "pagina", "nummer", "onzin", "thema[]", ""),
    *("formaat", "kolommen", "koppelingen", "gaten", "van", "tot", "q", "moment"),
    "gegeven",
    *("laag", "bijdrage", "agenda", "missie", "looptijd", "prioriteit"),
]
VALUES = [
    *("veiligheid", "2030", "na-2100", "geen", "getal", "htsm", "missie", "naam"),
    *("csv", "xlsx", "json", "pdf", "alles", "bronnen", "missies", "kolommen"),
    *("2026-11-25", "2026-02-30", "9999-12-31", "0001-01-01", "20261125120000000000"),
    *("bijdragen", "nee", "loopt", "hoog"),
    *("kaarten", "kamerstuk", "32637", "brief", "sleutel", "komt", "ja", "", "0"),
    *("-1", "1000000000", "9" * 400, "1e9", "2050-2030", "' OR 1=1 --", "{{ 7 }}"),
    *("<script>alert(1)</script>", "\0", "\u202e", "é\u0301", "%", "a" * 10_000, "٣"),
]
name = st.sampled_from(NAMES) | st.text(max_size=20)
value = st.sampled_from(VALUES) | st.text(max_size=60)
pairs = st.lists(st.tuples(name, value), max_size=8)


def address(path, pairs, quoted=quote_plus):
    def escaped(text):
        return quoted(text.encode("utf-8", "surrogatepass"))

    return f"{path}?" + "&".join(f"{escaped(n)}={escaped(v)}" for n, v in pairs)


def ask(client, path):
    page_cache.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    # On a slow machine the clock is read anew while the page is made.
    asked = [query["sql"] for query in queries]
    return answer, sum(not sql.startswith(CLOCK) for sql in asked)


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_no_address_breaks_a_page_or_costs_more(path, register):
    client = Client(raise_request_exception=True)

    @settings(
        max_examples=15 if path in SAME else 60,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(pairs)
    def fuzz(pairs):
        answer, cost = ask(client, address(path, pairs))
        most = PATHS[path] + A_FILE * any(name == "formaat" for name, _ in pairs)

        assert answer.status_code in (200, 302, 400, 404, 414)
        assert cost <= most
        if answer["Content-Type"].startswith("text/html"):
            assert "<script>alert" not in answer.content.decode()

    fuzz()


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PATHS if path not in SAME])
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("thema=veiligheid&" * 200 + "thema=x", 200),
        ("thema=veiligheid&" * 1000, 414),
        ("&".join(["a"] * 1500), 200),
        ("jaar=" + "9" * 10_000, 414),
        ("jaar=%00", 400),
        ("jaar=%ff", 400),
        ("pagina=1000000000", 200),
        ("pagina=-1&pagina=0&pagina=%D9%A3", 200),
        ("jaar=2050..2030", 200),
    ],
)
def test_what_is_too_much_gets_a_page_in_dutch(path, query, status, client, register):
    answer = client.get(f"{path}?{query}")

    assert answer.status_code == status
    if status != 200:
        assert "adres" in answer.content.decode().lower()
