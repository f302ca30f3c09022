"""The whole register as one download."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from html import unescape

import pytest

from exchange import download
from exchange.intake import trial
from exchange.reading import read_file
from missions.models import Mission
from missions.tests.builders import make_mission, make_target
from portal.admin_import import taken_in
from portal.data import FIELDS_HEAD, fields, write_zip
from portal.exports import ADOPTED, KINDS, SHOWN

pytestmark = pytest.mark.django_db

ZIP, JSON = "/data/missieregister.zip", "/data/missieregister.json"


def body(answer):
    return b"".join(answer) if answer.streaming else answer.content


def test_the_zip_has_every_kind_and_says_what_it_is(client, register):
    archive = zipfile.ZipFile(io.BytesIO(body(client.get(ZIP))))

    names = [f"{kind.code}.csv" for kind in SHOWN]
    others = ["LEESMIJ.txt", "velden.csv", "missieregister.json"]
    assert sorted(archive.namelist()) == sorted([*names, *others])
    assert archive.testzip() is None
    readme = archive.read("LEESMIJ.txt").decode("utf-8-sig")
    assert all(f"{kind.code}.csv" in readme and kind.about in readme for kind in SHOWN)
    described = archive.read("velden.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(described), delimiter=";"))
    assert tuple(rows[0]) == FIELDS_HEAD and len(rows) == 1 + len(list(fields()))


def test_the_page_counts_what_is_in_the_files(client, register):
    page = client.get("/data/")
    shown = {
        kind.code: count
        for *_, kinds in page.context["groups"]
        for kind, count in kinds
    }

    rows = json.loads(body(client.get(JSON)))["rows"]

    assert {code: len(found) for code, found in rows.items()} == shown
    assert shown["missies"] == 26 and set(shown) == {kind.code for kind in SHOWN}
    for code in ("missies", "gronden-missies"):
        text = body(client.get(f"/data/{code}.csv")).decode("utf-8-sig")
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        assert len(found) - 1 == shown[code]


def test_the_page_has_every_kind_in_a_table_with_its_files(client, register):
    page = client.get("/data/").content.decode()

    for kind in SHOWN:
        row = page[page.index(f'<th scope="row">{kind.code}</th>') :].split("</tr>")[0]
        assert kind.about in unescape(row)
        for form in ("csv", "xlsx", "json"):
            assert f'href="/data/{kind.code}.{form}"' in row
    assert "thema&#x27;s" not in page and "thema's" not in page


def test_the_page_explains_and_promises_nothing(client, settings):
    page = client.get("/data/").content.decode()
    assert "Een API is er nog niet." in page
    main = page[page.index("<main") :]
    assert "nog geen licentie vastgelegd" in main and "<form" not in main

    licence = {"data_licence": "CC0", "data_licence_url": "https://l.example/"}
    settings.INSTANCE = replace(settings.INSTANCE, **licence)
    make_mission()
    page = client.get("/data/").content.decode()
    assert '<a href="https://l.example/">CC0</a>' in page


@pytest.mark.parametrize("limit", [download.KEPT_IN_MEMORY, 10])
@pytest.mark.parametrize("path", [ZIP, JSON, "/data/missies.csv"])
def test_the_tag_follows_the_data(path, limit, client, monkeypatch):
    monkeypatch.setattr(download, "KEPT_IN_MEMORY", limit)
    mission = make_mission(short_label="Oud")
    first = client.get(path)
    whole, known = body(first), {"If-None-Match": first["ETag"]}

    assert client.get(path, headers=known).status_code == 304
    assert body(client.get(path)) == whole

    Mission.objects.filter(pk=mission.pk).update(short_label="Nieuw")
    again = client.get(path, headers=known)
    assert body(again) != whole and again["ETag"] != first["ETag"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    "path, queries", [("/data/", 2), (ZIP, 138), (JSON, 74), ("/data/doelen.csv", 5)]
)
def test_queries_do_not_grow(path, queries, count, client, django_assert_num_queries):
    mission = make_mission()
    for _ in range(count):
        make_target(mission=mission)

    with django_assert_num_queries(queries):
        client.get(path)


def test_no_draft_is_anywhere(client):
    draft = make_mission(published=False, short_label="Geheim")
    make_target(mission=draft, published=False, label="Geheim doel")
    make_mission(theme=draft.theme, parent=draft)

    archive = zipfile.ZipFile(io.BytesIO(body(client.get(ZIP))))
    for name in archive.namelist():
        held = archive.read(name).decode()
        assert "Geheim" not in held and draft.slug not in held


@pytest.mark.parametrize(
    "path", ["/data/onzin.csv", "/data/missies.pdf", "/data/missies", "/data/x.zip"]
)
def test_an_unknown_file_is_not_found(path, client):
    assert client.get(path).status_code == 404


def test_an_empty_register_gives_an_empty_download(client):
    assert body(client.get(ZIP))
    assert set(map(len, json.loads(body(client.get(JSON)))["rows"].values())) == {0}


def test_made_up_rows_leave_under_a_name_that_says_so(client, practice):
    def named(path):
        return client.get(path)["Content-Disposition"].split('"')[1]

    for path in (ZIP, JSON, "/data/bijdragen.csv", "/data/versies-agendas.xlsx"):
        assert named(path).startswith("VOORBEELD-")
    assert named("/data/inzet-contract.json").startswith("VOORBEELD-")
    assert named("/data/missies.csv").startswith("missies-")


def test_adopted_entries_and_commitments_are_in_the_download(client, practice):
    rows = json.loads(body(client.get(JSON)))["rows"]
    budgets = rows["begrotingen-bijdragen"]

    assert len(rows["bijdragen"]) == 6
    assert sum(row["amount"] for row in budgets) == 177_570
    assert {row["number"] for row in rows["versies-agendas"]} == {1}
    assert {row["year"] for row in rows["inzet-contract"]} == {2020}
    names = {name for row in rows["bijdragen"] for name in row}
    assert "internal_note" not in names and "contact" not in names


def test_what_only_goes_out_does_not_stop_an_import(practice):
    file = io.BytesIO()
    write_zip(file, public=True)
    tables = read_file("missieregister.zip", file.getvalue(), "")

    outcome = trial(taken_in(tables), KINDS)

    assert outcome.problems == []
    assert len(tables) - len(taken_in(tables)) == len(ADOPTED)
