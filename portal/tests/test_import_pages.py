"""The importer in Beheer, from the upload to what is kept."""

import hashlib
import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, connection, transaction
from openpyxl import Workbook

from accounts.tests.builders import signed_in
from exchange.formats import write_csv, write_json, write_workbook
from exchange.kinds import Look
from exchange.models import ImportFile
from instance.requests import LARGEST_BODY
from portal.exports import BY_CODE
from sources.models import Document
from sources.tests.builders import make_document

pytestmark = pytest.mark.django_db

ADD = "/beheer/exchange/importfile/add/"
HEAD = "slug;soort;titel;korte titel;uitgever;ondertekend door;datum;nauwkeurigheid;"
HEAD += "vindplaats;gepubliceerd op;laatst bevestigd op;vervallen op;"
HEAD += "reden van vervallen\r\n"


def offer(client, content, kind="bronnen", name="bronnen.csv"):
    content = content.encode("utf-8-sig") if isinstance(content, str) else content
    file = SimpleUploadedFile(name, content)
    return client.post(ADD, {"kind": kind, "file": file})


def exported(code, writer=write_csv):
    kind, file = BY_CODE[code], io.BytesIO()
    writer(kind, kind.rows(kind.all(), Look(public=False)), file)
    return file.getvalue()


def said(answer):
    found = answer.context["outcome"].problems
    return [(problem.row, problem.column, problem.sentence) for problem in found]


def about_the_file(answer):
    return answer.context["form"].errors.get("file", [])


def line(slug, **cells):
    names = HEAD.strip().split(";")
    row = {"slug": slug, "soort": "akkoord", "titel": "Titel", "nauwkeurigheid": "dag"}
    return ";".join((row | cells).get(name, "") for name in names) + "\r\n"


def test_an_edit_in_a_spreadsheet_comes_in(admin_client, admin_user):
    document = make_document(title="Oud")
    content = exported("bronnen").replace(b"Oud", "Nieuw €".encode())

    answer = offer(admin_client, content)
    outcome = answer.context["outcome"]
    document.refresh_from_db()
    assert [change.fields for change in outcome.changes] == [
        (("titel", "Oud", "Nieuw €"),)
    ]
    assert document.title == "Oud"

    kept = ImportFile.objects.get()
    url = f"/beheer/exchange/importfile/{kept.pk}"
    done = admin_client.post(f"{url}/terugzetten/", {"digest": outcome.digest})
    document.refresh_from_db()
    kept.refresh_from_db()
    assert done.status_code == 302 and document.title == "Nieuw €"
    assert bytes(kept.content) == content
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.offered_by == admin_user and kept.applied_at
    assert (kept.added, kept.changed) == (0, 1)
    event = Document.pgh_event_model.objects.order_by("pk").last()
    assert event.pgh_context.metadata["import_file"] == kept.pk
    assert event.pgh_context.metadata["user"] == admin_user.pk
    file = admin_client.get(f"{url}/bestand/")
    assert file.content == content and "attachment" in file["Content-Disposition"]
    assert "Teruggezet" in admin_client.get(f"{url}/change/").content.decode()


def test_all_errors_of_all_rows_come_at_once(admin_client):
    make_document(slug="bestaat")
    rows = [
        line("bestaat", soort="onzin", datum="gisteren"),
        line("nieuw-1", titel=""),
        line("Fout Adres", vindplaats="geen adres"),
        line("nieuw-2", titel="=1+1"),
        line("nieuw-3", **{"gepubliceerd op": "2026-11-25T09:00:00+00:00"}),
        line("nieuw-4", **{"vervallen op": "2026-01-01"}),
        line("nieuw-5"),
        line("nieuw-5"),
    ]

    answer = offer(admin_client, HEAD + "".join(rows))

    assert {(row, column) for row, column, _ in said(answer)} == {
        (2, "soort"),
        (2, "datum"),
        (3, "titel"),
        (4, "slug"),
        (4, "vindplaats"),
        (5, "titel"),
        (6, ""),
        (7, ""),
        (9, ""),
    }
    sentences = " ".join(sentence for *_, sentence in said(answer))
    assert "«gisteren» is geen datum" in sentences
    assert "Kies uit: Kamerstuk, akkoord" in sentences
    assert "Een gepubliceerd gegeven heeft een grond nodig." in sentences
    assert "Vul bij een vervallen gegeven de datum en de reden in." in sentences
    assert "ook op regel 8" in sentences
    assert Document.objects.count() == 1


def test_an_unreadable_cell_hides_no_other_error_of_its_row(admin_client):
    make_document(slug="bestaat")
    rows = [
        # A cell that cannot be read, one that cannot be so, and two broken rules.
        line("bestaat", soort="onzin", titel="", **{"vervallen op": "2026-01-01"}),
        line("nieuw", datum="31-02-2019", vindplaats="x"),
        line("=1+1", titel=""),
    ]

    answer = offer(admin_client, HEAD + "".join(rows))

    assert {(row, column) for row, column, _ in said(answer)} == {
        *((2, "soort"), (2, "titel"), (2, "")),
        *((3, "datum"), (3, "vindplaats")),
        *((4, "slug"), (4, "titel")),
    }
    assert Document.objects.get().slug == "bestaat"


def test_a_row_with_too_many_cells_tells_its_other_errors_too(admin_client):
    wide = line("nieuw", soort="onzin").strip() + ";te veel\r\n"

    found = said(offer(admin_client, HEAD + wide))

    assert [(row, column) for row, column, _ in found] == [(2, ""), (2, "soort")]


def test_an_error_quotes_what_the_file_says(admin_client):
    answer = offer(admin_client, HEAD + line("nieuw", datum="31-02-2019"))

    assert [words for *_, words in said(answer)] == [
        "«31-02-2019» is geen datum. Schrijf die als 2019-04-26."
    ]


def test_one_error_keeps_everything_out(admin_client):
    answer = offer(admin_client, HEAD + line("goed") + line("fout", soort="onzin"))
    kept = ImportFile.objects.get()
    url = f"/beheer/exchange/importfile/{kept.pk}/terugzetten/"

    admin_client.post(url, {"digest": answer.context["outcome"].digest})

    assert not Document.objects.exists()
    kept.refresh_from_db()
    assert kept.applied_at is None


def test_rows_and_outcome_are_written_together_or_not_at_all(admin_client):
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE exchange_importfile ADD CONSTRAINT for_this_test"
            " CHECK (applied_at IS NULL)"
        )
    document = make_document(title="Oud")
    content = exported("bronnen").replace(b"Oud", b"Nieuw")
    digest = offer(admin_client, content).context["outcome"].digest
    url = f"/beheer/exchange/importfile/{ImportFile.objects.get().pk}/terugzetten/"

    with pytest.raises(IntegrityError):
        admin_client.post(url, {"digest": digest})

    document.refresh_from_db()
    assert document.title == "Oud"


def test_what_is_taken_in_is_what_the_trial_showed(admin_client):
    document = make_document(title="Oud")
    content = exported("bronnen").replace(b"Oud", b"Nieuw")
    digest = offer(admin_client, content).context["outcome"].digest
    Document.objects.filter(pk=document.pk).update(title="Anders")

    kept = ImportFile.objects.get()
    url = f"/beheer/exchange/importfile/{kept.pk}/terugzetten/"
    answer = admin_client.post(url, {"digest": digest})

    document.refresh_from_db()
    assert document.title == "Anders"
    assert "intussen gewijzigd" in answer.content.decode()
    assert answer.context["outcome"].changes[0].fields == (
        ("titel", "Anders", "Nieuw"),
    )


def test_a_row_may_point_to_a_row_further_down(admin_client):
    rows = ["lid;fonds;Lid;;groep;;;;", "groep;fonds;Groep;;;;;;"]
    content = "\r\n".join([instrument_head(), *rows])

    outcome = offer(admin_client, content, kind="instrumenten").context["outcome"]

    assert outcome.problems == []
    assert [change.name for change in outcome.changes] == ["groep", "lid"]


def test_rows_that_point_to_each_other_are_named(admin_client):
    rows = ["a;fonds;A;;b;;;;", "b;fonds;B;;a;;;;"]
    content = "\r\n".join([instrument_head(), *rows])

    answer = offer(admin_client, content, kind="instrumenten")

    assert [(row, "kring" in words) for row, _, words in said(answer)] == [
        (2, True),
        (3, True),
    ]


def instrument_head():
    return ";".join(column.label for column in BY_CODE["instrumenten"].own_columns)


def workbook(*rows, merge=None):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    book.save(file)
    return file.getvalue()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bronnen.csv", b"0" * (60 * 1024 * 1024))
    return file.getvalue()


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "Het bestand is leeg."),
        (b"\xef\xbb\xbf\r\n;;;\r\n", "Het bestand is leeg."),
        ("slug;titel\r\nx;café".encode("cp1252"), "geen UTF-8"),
        ("slug;titel\r\n".encode("utf-16"), "geen UTF-8"),
        (b'slug;titel\r\n"open', "aanhalingsteken"),
        (b"slug\r\n" + b"x" * 200_000, "een cel is te lang"),
        (b"slug\n" + b"a\n" * 1_000_000, "ten hoogste 20.000"),
        (b"slug\n" + b"\n" * 1_000_000, "ten hoogste 20.000"),
        (b"x" * (10 * 1024 * 1024), "ten hoogste 5 MB"),
        (b"PK\x03\x04 geen zip", "niet te lezen als zip"),
        (b"\xd0\xcf\x11\xe0 een oud excelbestand", "van voor 2007"),
        (b'{"rows": [', "niet te lezen als JSON"),
        (b"[" * 100_000, "niet te lezen als JSON"),
        (b'{"rows": [{"slug": ' + b"9" * 5000 + b"}]}", "niet te lezen als JSON"),
        (b'{"rows": [{"slug": NaN}]}', "niet te lezen als JSON"),
        (b'{"rows": [{"slug": "\\u0000"}]}', "niet te lezen als JSON"),
        (b'{"rows": [{"slug": "\\ud800"}]}', "niet te lezen als JSON"),
        ('{"rows": [{"slug": "é"}]}'.encode("cp1252"), "niet te lezen als JSON"),
        (b"[1, 2]", "geen regels zoals het register ze schrijft"),
        (b'{"rows": [1]}', "geen regels zoals het register ze schrijft"),
        (b'{"rows": [{"a": 1}, {"b": 1}]}', "geen regels zoals het register"),
        (b'{"rows": [{"a": []}]}', "geen regels zoals het register ze schrijft"),
        (b'{"kind": "bronnen", "rows": []}', "Het bestand is leeg."),
    ],
)
def test_a_bad_file_is_refused_in_a_sentence(content, sentence, admin_client):
    answer = offer(admin_client, content)

    assert answer.status_code == 200
    assert [sentence in said for said in about_the_file(answer)] == [True]
    assert not ImportFile.objects.exists()


def test_a_zip_bomb_is_not_opened(admin_client):
    content = bomb()

    assert len(content) < 100_000
    assert "Uitgepakt" in about_the_file(offer(admin_client, content))[0]


def test_a_workbook_of_a_million_rows_is_refused(admin_client):
    row = b"<row><c t='inlineStr'><is><t>a</t></is></c></row>"
    content = workbook(["slug"])
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            body = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                body = body.replace(b"</sheetData>", row * 1_000_000 + b"</sheetData>")
            new.writestr(name, body)

    said = about_the_file(offer(admin_client, file.getvalue(), name="b.xlsx"))

    assert "ten hoogste" in said[0]


def test_merged_cells_are_named(admin_client):
    content = workbook(["slug", "titel"], ["x", "y"], merge="A2:B2")

    said = about_the_file(offer(admin_client, content, name="b.xlsx"))

    assert "samengevoegd (A2:B2)" in said[0]


def test_a_formula_is_named_with_its_cell(admin_client):
    make_document(slug="bron")
    book, file = Workbook(), io.BytesIO()
    names = HEAD.strip().split(";")
    book.active.append(names)
    book.active.append(["bron", "akkoord", "=1+1"])
    book.save(file)

    answer = offer(admin_client, file.getvalue(), name="b.xlsx")

    assert (2, "titel", "Hier staat een formule. Vervang die door haar waarde.") in (
        said(answer)
    )


def test_wrong_headings_are_all_named(admin_client):
    answer = offer(admin_client, "slug;onzin;titel;titel\r\nx;y;z;z\r\n")

    found = said(answer)
    assert (1, "onzin", "Deze kolom hoort hier niet.") in found
    assert (1, "titel", "Deze kolom staat er twee keer.") in found
    assert (1, "soort", "Deze kolom ontbreekt.") in found


def test_a_workbook_comes_in_too(admin_client):
    make_document(title="Oud")

    answer = offer(admin_client, exported("bronnen", write_workbook), name="b.xlsx")

    assert answer.context["outcome"].unchanged == 1


def test_an_edit_in_json_comes_in(admin_client):
    make_document(title="Oud")
    content = exported("bronnen", write_json).replace(b"Oud", b"Nieuw")

    answer = offer(admin_client, content, name="bronnen.json")

    outcome = answer.context["outcome"]
    assert outcome.problems == []
    assert [change.fields for change in outcome.changes] == [
        (("titel", "Oud", "Nieuw"),)
    ]


def test_json_of_another_kind_than_was_chosen_is_said(admin_client):
    make_document()
    content = exported("bronnen", write_json)

    answer = offer(admin_client, content, kind="missies", name="bronnen.json")

    assert answer.context["form"].errors["kind"] == [
        "In dit bestand staat bronnen, en u koos missies. Kies wat erin staat."
    ]


def test_a_csv_must_say_its_kind(admin_client):
    answer = offer(admin_client, exported("bronnen"), kind="register")

    assert answer.context["form"].errors["kind"] == [
        "Kies welke soort in dit bestand staat."
    ]


@pytest.mark.parametrize("path", ["add/", "alles.zip", "1/bestand/", "1/change/", ""])
def test_only_an_editor_gets_in(path, client):
    url = f"/beheer/exchange/importfile/{path}"
    assert "/login/" in client.get(url).url

    staff = get_user_model().objects.create(email="ivo@voorbeeld.nl", is_staff=True)
    client = signed_in(staff)
    assert client.get(url).status_code == 403
    for act in ("1/proef/", "1/terugzetten/"):
        assert client.post(f"/beheer/exchange/importfile/{act}").status_code == 403


def test_a_next_trial_replaces_the_one_before(admin_client):
    make_document()
    for _ in range(2):
        offer(admin_client, exported("bronnen"))

    assert ImportFile.objects.count() == 1


def test_a_file_that_was_taken_in_stays(admin_user):
    kept = ImportFile.objects.create(
        name="x",
        kind="bronnen",
        content=b"x",
        size=1,
        sha256="0",
        offered_by=admin_user,
    )
    with pytest.raises(ProgrammingError), transaction.atomic():
        ImportFile.objects.update(content=b"y")
    ImportFile.objects.update(applied_at="2026-11-25T09:00:00Z")
    for act in (kept.delete, lambda: ImportFile.objects.update(name="y")):
        with pytest.raises(ProgrammingError), transaction.atomic():
            act()


def test_far_too_much_is_refused_before_it_is_read(client):
    answer = client.generic("POST", ADD, b"", CONTENT_LENGTH=str(LARGEST_BODY + 1))

    assert answer.status_code == 413
    assert "Er is niets bewaard" in answer.content.decode()


def test_a_length_that_is_no_number_is_no_length(client):
    assert client.generic("GET", "/", CONTENT_LENGTH="veel").status_code == 200
