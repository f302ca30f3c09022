"""Lists as files: what stands in them, what they are called, what they cost."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime

import pytest
from django.http import FileResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from openpyxl import load_workbook

from exchange import download
from exchange.columns import CellError, harmless, restored
from exchange.download import export_response, spooled
from facets.listing import Listing
from instance import clock
from missions.filters import MissionFilter
from missions.kinds import MISSIONS
from missions.models import Mission
from missions.tests.builders import REDUCTION, make_mission, make_target
from sources.kinds import DOCUMENTS
from sources.models import Document
from sources.tests.builders import make_document

pytestmark = pytest.mark.django_db

LISTS = [
    *("/missies/", "/topsectoren/", "/sleuteltechnologieen/", "/bronnen/"),
    "/termijnen/",
]


def rows_of(answer, form):
    content = b"".join(answer) if answer.streaming else answer.content
    if form == "json":
        return json.loads(content)["rows"]
    if form == "csv":
        text = content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    head, *rows = load_workbook(io.BytesIO(content)).active.values
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_along_as_many_rows_as_it_says(path, client, register):
    page = client.get(path).content.decode()

    for form in ("csv", "xlsx", "json"):
        rows = rows_of(client.get(path, {"formaat": form}), form)
        assert f" ({len(rows)} regels)</span>" in page and len(rows) > 1


def test_a_list_that_is_no_file_offers_none(rf):
    make_mission()
    listing = Listing(MissionFilter(rf.get("/").GET, Mission.objects.for_list()))

    offered = [
        render_to_string("facets/list.html", {"listing": listing} | more, rf.get("/"))
        for more in ({}, {"downloads": True})
    ]

    assert ["formaat=csv" in page for page in offered] == [False, True]


def test_the_missions_on_the_page_are_those_in_the_file(client, register):
    page = client.get("/missies/")
    shown = [entry.code for entry in page.context["listing"].page]

    rows = rows_of(client.get("/missies/?formaat=json"), "json")

    assert [row["code"] for row in rows] == shown


def test_a_file_of_missions_holds_what_the_list_shows(client, register):
    listing = client.get("/missies/").context["listing"]
    shown = {entry.code: entry for entry in listing.filterset.found}

    rows = rows_of(client.get("/missies/?formaat=csv"), "csv")

    for row in rows:
        entry = shown[row["code"]]
        assert row["titel van het thema"] == entry.theme_title
        assert row["met een getal"] == ("ja" if entry.has_number else "nee")
        assert bool(row["streefjaren"]) == bool(entry.years)
        for label, end in (
            ("topsectoren", "topsector"),
            ("technologieën", "technology"),
        ):
            names = {tie.label for tie in entry.linked(end)}
            assert set(filter(None, row[label].split("; "))) == names
    by_code = {row["code"]: row for row in rows}
    assert by_code["ED-1"]["getal"] == "49"
    assert by_code["ED-1"]["eenheid van het getal"] == "procent"
    assert by_code["ED-1"]["streefjaren"] == "2030, 2050"


def test_a_derived_number_has_a_decimal_comma(client):
    mission = make_mission()
    make_target(mission=mission, **REDUCTION | {"value": "7.5"})

    (row,) = rows_of(client.get("/missies/?formaat=csv"), "csv")

    assert row["getal"] == "7,5"
    (row,) = rows_of(client.get("/missies/?formaat=json"), "json")
    assert row["number"] == 7.5


def test_a_number_chooses_the_documents_in_the_file(client, register):
    listing = client.get("/bronnen/", {"nummer": "32637"}).context["listing"]
    asked = {"nummer": "32637", "formaat": "csv"}

    answer = client.get("/bronnen/", asked)

    slugs = [row["slug"] for row in rows_of(answer, "csv")]
    assert slugs == [document.slug for document in listing.page] and len(slugs) > 1
    assert "bronnen-nummer-32-637-20" in answer["Content-Disposition"]


def test_a_csv_opens_in_dutch_excel(client):
    make_mission(slug="eerste", title="Een; «é»", statement="Regel een\nregel twee")

    answer = client.get("/missies/?formaat=csv")

    assert answer.content.startswith(b"\xef\xbb\xbfslug;thema;code;")
    assert b'"Een; \xc2\xab\xc3\xa9\xc2\xbb"' in answer.content
    assert b"\r\n" in answer.content and answer["Content-Type"].startswith("text/csv")
    assert rows_of(answer, "csv")[0]["formulering"] == "Regel een\nregel twee"


def test_a_file_says_what_was_selected_and_when():
    request = RequestFactory().get("/", {"formaat": "csv"})
    make_mission()

    with clock.at(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        answer = export_response(
            *(request, MISSIONS, MISSIONS.public()),
            *("missies", "thema Veiligheid & «zorg»"),
        )

    assert answer["Content-Disposition"] == (
        'attachment; filename="missies-thema-veiligheid-zorg-2026-11-25.csv"'
    )


@pytest.mark.parametrize(
    "path, sort", [("/missies/", "naam"), ("/missies/", "jaar"), ("/bronnen/", "datum")]
)
def test_a_file_has_the_order_of_the_screen(path, sort, client, register):
    asked = {"sorteer": sort}
    listing = client.get(path, asked).context["listing"]
    shown = [record.pk for record in listing.filterset.found]

    for form in ("csv", "json"):
        rows = rows_of(client.get(path, asked | {"formaat": form}), form)
        pks = dict(listing.filterset.queryset.values_list("slug", "pk"))
        assert listing.filterset.sort and [pks[row["slug"]] for row in rows] == shown


def test_a_file_of_topsectors_is_called_after_its_list(client):
    answer = client.get("/topsectoren/?formaat=csv")

    assert 'filename="topsectoren-2' in answer["Content-Disposition"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "'=1", "''@"])
def test_a_formula_is_made_harmless_and_restored(text):
    assert harmless(text) == f"'{text}"
    assert restored(harmless(text)) == text


@pytest.mark.parametrize("text", ["", "'s-Gravenhage", "a=1", "1-2", "''"])
def test_another_text_stays_as_it_is(text):
    assert harmless(text) == restored(text) == text


def test_a_bare_formula_is_not_read():
    with pytest.raises(CellError, match="krijgt er een ' voor"):
        restored("=1+1")


def test_a_draft_is_not_in_a_file_and_not_named(client):
    draft = make_mission(published=False)
    make_mission(theme=draft.theme, parent=draft, slug="openbaar")

    for form in ("csv", "xlsx", "json"):
        rows = rows_of(client.get("/missies/", {"formaat": form}), form)
        assert [row["slug"] for row in rows] == ["openbaar"]
        assert draft.slug not in str(rows)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("form", ["", "pdf", "CSV", "csv'--", "x" * 3000, "../etc"])
def test_an_unknown_format_is_said(path, form, client):
    answer = client.get(path, {"formaat": form})

    assert answer.status_code == 400
    assert "csv, xlsx of json" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_asks_as_little_of_the_database(
    form, count, client, django_assert_num_queries
):
    theme = make_mission().theme
    for _ in range(count - 1):
        make_mission(theme=theme)

    # The state; which rows; the rows with targets, links (of themes too) and entries;
    # and around them a savepoint.
    with django_assert_num_queries(11):
        client.get("/missies/", {"formaat": form})


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_memory_does_not_grow_with_the_rows(form, monkeypatch):
    monkeypatch.setattr(download, "KEPT_IN_MEMORY", 8 * 1024)
    request = RequestFactory().get("/", {"formaat": form})
    peaks = []
    for start in (0, 4000):
        count = 1000 if start == 0 else 4000
        Document.objects.bulk_create(
            Document(slug=f"d-{start + n}", title=f"Bron {n}", publisher="x" * 150)
            for n in range(count)
        )
        tracemalloc.start()
        answer = export_response(request, DOCUMENTS, DOCUMENTS.all())
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert isinstance(answer, FileResponse)
        answer.file_to_stream.close()

    # Five times as many rows, and hardly more memory.
    assert peaks[1] < 1.5 * peaks[0]


def test_a_large_file_goes_by_way_of_the_disk(client, monkeypatch):
    make_document()
    monkeypatch.setattr(download, "KEPT_IN_MEMORY", 10)

    answer = client.get("/bronnen/?formaat=csv")

    content = b"".join(answer)
    assert answer.streaming and content.startswith(b"\xef\xbb\xbfslug;")
    assert answer["Content-Length"] == str(len(content))


def test_a_file_that_fails_half_way_is_closed():
    held = []

    def fail():
        with spooled() as file:
            held.append(file)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert held[0].closed


def test_head_says_how_much_there_is(client):
    make_mission()

    whole, head = (ask("/missies/?formaat=csv") for ask in (client.get, client.head))

    assert head.content == b"" and head["Content-Length"] == whole["Content-Length"]


def test_a_small_file_is_kept_and_follows_an_edit(client, django_assert_num_queries):
    mission = make_mission(short_label="Oud")
    first = client.get("/missies/?formaat=csv")
    known = {"If-None-Match": first["ETag"]}
    with django_assert_num_queries(1):
        assert client.get("/missies/?formaat=csv", headers=known).status_code == 304

    Mission.objects.filter(pk=mission.pk).update(short_label="Nieuw")

    again = client.get("/missies/?formaat=csv", headers=known)
    assert again.status_code == 200 and b"Nieuw" in again.content


def test_a_withdrawn_mission_is_in_neither_list_nor_file(client):
    mission = make_mission()
    gone = {"withdrawn_on": "2026-01-01", "withdrawn_because": "Vervallen."}
    Mission.objects.filter(pk=mission.pk).update(**gone)

    assert list(client.get("/missies/").context["listing"].page) == []
    assert rows_of(client.get("/missies/?formaat=json"), "json") == []
