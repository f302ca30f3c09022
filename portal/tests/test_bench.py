from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.http import Http404
from django.test import Client
from django.urls import resolve

from keytech.tests.builders import make_technology
from missions.models import (
    Mission,
    MissionGround,
    MissionTechnology,
    Target,
    TargetGround,
)
from missions.tests.builders import make_mission, make_target
from portal import bench, bench_data

ADDED = ["portal.bench_urls.SkippablePageCache"]


def result(name="start", **seconds):
    return bench.Result(name, size=2000, compressed=1000, seconds=seconds)


def a_run(fresh, fixed):
    seconds = {"kaal": [1, 2], "bewaard": [2, 2], "304": [1, 1], "vers": [fresh] * 2}
    return bench.Run([result(**seconds)], fixed)


@pytest.fixture
def bench_client(db, settings):
    settings.ROOT_URLCONF = "portal.bench_urls"
    settings.MIDDLEWARE = ADDED + settings.MIDDLEWARE[1:]
    return Client()


@pytest.fixture
def connection():
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            status = 404 if self.path == "/weg/" else 200
            self.send_response(304 if "If-None-Match" in self.headers else status)
            body = b"" if "If-None-Match" in self.headers else b"a" * 50
            self.send_header("ETag", '"a"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        connection = HTTPConnection(*server.server_address)
        yield connection
        connection.close()
        server.shutdown()


def test_the_bare_view_has_the_asked_size_and_is_not_kept(bench_client):
    answer = bench_client.get("/bench/1234/", headers={"X-Skip-Cache": "1"})

    assert len(answer.content) == 1234
    assert not answer.has_header("ETag")


def test_the_switch_goes_past_the_cache_and_leaves_the_page_as_it_is(bench_client):
    kept = bench_client.get("/missies/")
    fresh = bench_client.get("/missies/", headers={"X-Skip-Cache": "1"})

    assert kept.has_header("ETag")
    assert not fresh.has_header("ETag")
    assert fresh.content == kept.content


def test_the_real_site_has_no_bare_view_and_no_switch(client, db):
    answer = client.get("/missies/", headers={"X-Skip-Cache": "1"})

    assert answer.has_header("ETag")
    with pytest.raises(Http404):
        resolve("/bench/1234/")


def test_every_mission_and_target_is_copied_with_a_ground(bench_client):
    parent = make_mission(kind=Mission.Kind.CENTRAL)
    child = make_mission(theme=parent.theme, parent=parent)
    make_target(mission=child)
    make_target(mission=child, published=False)
    MissionTechnology.objects.create(
        mission=child, technology=make_technology(), reason="Voor de proef."
    )

    bench_data.multiply(3)

    assert (Mission.objects.count(), MissionGround.objects.count()) == (6, 6)
    assert (Target.objects.count(), TargetGround.objects.count()) == (6, 6)
    assert MissionTechnology.objects.count() == 3
    assert MissionTechnology.objects.filter(mission__code__contains="x").count() == 2
    for mission in Mission.objects.exclude(parent=None):
        assert mission.parent.slug.removeprefix(parent.slug) == (
            mission.slug.removeprefix(child.slug)
        )
        assert mission.targets.count() == 2
        assert bench_client.get(mission.get_absolute_url()).status_code == 200


def test_each_page_is_asked_in_every_mode_once_a_round(connection):
    results = bench.measure(connection, {"start": "/", "brief": "/brief/"}, rounds=2)

    assert [r.name for r in results] == ["start", "brief"]
    assert [(r.size, r.compressed) for r in results] == [(50, 50)] * 2
    for r in results:
        assert {mode: len(times) for mode, times in r.seconds.items()} == (
            dict.fromkeys(bench.MODES, 2)
        )


def test_every_page_that_is_measured_is_there(client, register):
    for name, path in bench.the_pages().items():
        assert client.get(path).status_code == 200, name


def test_a_page_that_is_not_there_is_not_measured(connection):
    with pytest.raises(RuntimeError, match="/weg/ geeft status 404."):
        bench.ask(connection, "/weg/")


def test_a_ratio_is_taken_within_each_round():
    # The machine was three times as slow in the last round.
    spent = result(kaal=[1, 2, 6], bewaard=[2, 4, 12])

    assert spent.ratio("bewaard") == 2


def test_the_report_compares_lists_search_and_matrix_with_the_home_page():
    both = [
        result("start", kaal=[1, 1], bewaard=[1, 1], **{"304": [1, 1]}, vers=[2, 4]),
        result("matrix", kaal=[1, 1], bewaard=[1, 1], **{"304": [1, 1]}, vers=[3, 6]),
    ]
    run = bench.Run(both, 1)

    last = [line.split() for line in bench.report(run, run).splitlines()[-2:]]
    assert [words[:3] for words in last] == [["matrix", "1.50", "×"]] * 2


def test_the_report_names_every_page_ratio_and_growth():
    lines = bench.report(a_run(fresh=4, fixed=1), a_run(fresh=16, fixed=2)).splitlines()

    assert lines[4].split() == (
        ["start", "2.0", "1.0", "1500.00", "ms"]
        + ["1.50", "×", "(2000.00)", "0.75", "×", "(1000.00)", "3.00", "×", "(4000.00)"]
    )
    assert lines[-1].split() == ["start", "2.0", "×"]
