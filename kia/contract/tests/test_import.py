"""A year of the contract from a file: every error told, all of it or nothing."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from accounts.tests.builders import signed_in
from exchange.models import ImportFile
from kia.contract.tests.builders import (
    make_admin,
    make_adopted_year,
    make_coordinator,
    make_row,
    make_year,
)
from kia.models import Commitment
from kia.roles import Role
from kia.tests.builders import (
    make_agenda,
    make_cast,
    make_entry,
    make_person_with,
    make_topsector,
    make_version,
)
from kia.workflow import perform

pytestmark = pytest.mark.django_db
HEAD = (
    "jaar;agenda;partij;soort partij;publiek of privaat;vorm;doel;bedrag (× € 1.000);"
    "zekerheid;bron van de opgave;datum van de opgave;opmerking;bijdrage"
)
URL = "/werk/contract/2020/import/"


def line(agenda, **cells):
    row = {
        "jaar": "2020",
        "agenda": agenda.title,
        "partij": "Partij A",
        "soort partij": "bedrijven",
        "publiek of privaat": "",
        "vorm": "in cash",
        "doel": "niet gesplitst",
        "bedrag (× € 1.000)": "1200,5",
        "zekerheid": "opgave",
        "bron van de opgave": "Brief",
        "datum van de opgave": "2019-10-01",
    } | cells
    return [row.get(name, "") for name in HEAD.split(";")]


def as_csv(*rows, head=HEAD):
    return "\r\n".join([head, *(";".join(row) for row in rows)]).encode("utf-8-sig")


def as_workbook(*rows, change=lambda sheet: None):
    book, file = Workbook(), io.BytesIO()
    for row in [HEAD.split(";"), *rows]:
        book.active.append(row)
    change(book.active)
    book.save(file)
    return file.getvalue()


def offer(client, content, name="inzet.csv", url=URL):
    return client.post(url, {"file": SimpleUploadedFile(name, content)})


def problems(answer):
    found = answer.context["outcome"].problems
    return [(problem.row, problem.column, problem.sentence) for problem in found]


def about_the_file(answer):
    return answer.context["form"].errors["file"]


@pytest.fixture
def agenda():
    return make_agenda(title="Agenda A")


@pytest.fixture
def year():
    return make_year()


@pytest.fixture
def client(agenda, year):
    return signed_in(make_coordinator(agenda))


def accept(client, answer):
    kept = ImportFile.objects.get(applied_at=None)
    digest = answer.context["outcome"].digest
    return client.post(f"{URL}{kept.pk}/", {"digest": digest})


@pytest.mark.parametrize("write", [as_csv, as_workbook])
def test_a_year_comes_in_as_its_trial_showed(write, client, agenda):
    content = write(
        line(agenda),
        line(agenda, partij="NWO", **{"soort partij": "NWO", "zekerheid": "bevestigd"}),
        line(agenda, partij="Fonds", **{"publiek of privaat": "publiek"}),
    )

    answer = offer(client, content, "inzet.xlsx" if write is as_workbook else "a.csv")
    assert problems(answer) == [] and answer.context["outcome"].added == 3
    assert not Commitment.objects.exists()
    done = accept(client, answer)

    assert done["Location"] == "/werk/contract/2020/"
    rows = Commitment.objects.order_by("party")
    assert [(r.party, r.amount, r.is_private, r.certainty) for r in rows] == [
        ("Fonds", 1_200_500, False, "stated"),
        ("NWO", 1_200_500, False, "confirmed"),
        ("Partij A", 1_200_500, True, "stated"),
    ]
    person = rows[0].entered_by
    assert [r.confirmed_by for r in rows] == [None, person, None]
    kept = ImportFile.objects.get()
    assert bytes(kept.content) == content and kept.applied_at and kept.added == 3


def test_a_number_of_a_workbook_is_an_amount(client, agenda):
    row = line(agenda)
    row[7] = 1200.5

    answer = offer(client, as_workbook(row), "inzet.xlsx")

    accept(client, answer)
    assert Commitment.objects.get().amount == 1_200_500


def test_all_errors_of_all_rows_are_told(client, agenda):
    other = make_agenda(title="Agenda B")
    content = as_csv(
        line(agenda, **{"bedrag (× € 1.000)": "1.000,5"}),
        line(agenda, partij="B", **{"bedrag (× € 1.000)": "1e9", "vorm": "geld"}),
        line(agenda, partij="C", **{"bedrag (× € 1.000)": "-5", "jaar": "2021"}),
        line(agenda, partij="D", **{"bedrag (× € 1.000)": "NaN"}),
        line(agenda, partij="E", **{"zekerheid": "vastgesteld"}),
        line(agenda, partij="F", **{"bijdrage": "bestaat-niet"}),
        line(other, partij="G"),
        line(agenda, partij="", **{"datum van de opgave": "gisteren"}),
        line(agenda, partij="H"),
        line(agenda, partij=" H "),
    )

    answer = offer(client, content)

    found = problems(answer)
    amount = "bedrag (× € 1.000)"
    assert {(row, column) for row, column, _ in found} == {
        (2, amount),
        (3, "vorm"),
        (3, amount),
        (4, amount),
        (4, "jaar"),
        (5, amount),
        (6, "zekerheid"),
        (7, "bijdrage"),
        (8, "agenda"),
        (9, "datum van de opgave"),
        (9, "partij"),
        (11, ""),
    }
    said = {sentence for _, _, sentence in found}
    assert "Laat de punten weg: schrijf «1.000,5» als 1000,5." in said
    assert "Deze regel is van 2021, en dit is de tabel van 2020." in said
    assert "«Agenda B» kan hier niet. Kies uit: Agenda A." in said
    assert "Deze regel staat er twee keer; ook op regel 10." in said
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(
    "day, column, said",
    [
        ("2100-01-01", "datum van de opgave", "Deze dag moet nog komen."),
        ("0219-10-01", "", "De datum van de opgave ligt vóór 2015. Kijk het jaar na."),
        ("", "datum van de opgave", "Dit veld mag niet leeg zijn."),
    ],
)
def test_a_day_that_cannot_be_is_refused(day, column, said, client, agenda):
    answer = offer(client, as_csv(line(agenda, **{"datum van de opgave": day})))

    assert problems(answer) == [(2, column, said)]


def remarks(answer):
    return [(said.row, said.sentence) for said in answer.context["outcome"].remarks]


def test_the_trial_points_at_rows_that_look_alike(client, agenda, year):
    make_row(year, agenda, party="Bedrijf B.V.")
    content = as_csv(
        line(agenda, partij="bedrijf bv"),
        line(agenda, partij="Coöperatie Zee"),
        line(agenda, partij="cooperatie zee"),
        line(agenda, partij="Bedrijf bv", vorm="in kind"),
    )

    answer = offer(client, content)

    alike = "Lijkt op de regel van «{}»: zelfde agenda en vorm. Telt dit bedrag dubbel?"
    assert remarks(answer) == [
        (2, alike.format("Bedrijf B.V.")),
        (4, alike.format("Coöperatie Zee")),
    ]
    assert problems(answer) == []
    text = answer.content.decode()
    assert "Regel 2: Lijkt op de regel van «Bedrijf B.V.»" in text
    assert accept(client, answer).status_code == 302


def test_the_trial_speaks_dutch(client, agenda, year):
    answer = offer(client, as_csv(line(agenda, **{"publiek of privaat": "publiek"})))

    (change,) = answer.context["outcome"].changes
    assert change.name == "Agenda A · Partij A · in cash"
    assert [(name, after) for name, _, after in change.fields] == [
        ("jaar", "2020"),
        ("agenda", "Agenda A"),
        ("partij", "Partij A"),
        ("soort partij", "bedrijven"),
        ("publiek of privaat", "publiek"),
        ("vorm", "in cash"),
        ("doel", "niet gesplitst"),
        ("bedrag (× € 1.000)", "1200,5"),
        ("zekerheid", "opgave"),
        ("bron van de opgave", "Brief"),
        ("datum van de opgave", "2019-10-01"),
    ]


def test_an_entry_that_is_not_seen_is_as_one_that_is_not_there(client, agenda, year):
    other = make_cast()
    hidden = make_entry(other, make_version(other)).entry
    names = (hidden.slug, "bestaat-niet")
    rows = [line(agenda, partij=name, bijdrage=name) for name in names]

    found = problems(offer(client, as_csv(*rows)))

    assert found == [
        (number, "bijdrage", f"«{name}» is geen bijdrage in het register.")
        for number, name in enumerate(names, start=2)
    ]


def test_one_wrong_row_keeps_all_out(client, agenda):
    answer = offer(client, as_csv(line(agenda), line(agenda, partij="B", vorm="geld")))

    assert len(problems(answer)) == 1
    assert accept(client, answer).status_code == 200
    assert not Commitment.objects.exists()


def test_what_changed_meanwhile_asks_for_another_look(client, agenda, year):
    answer = offer(client, as_csv(line(agenda)))
    make_row(year, agenda, party="Partij A", amount=5_000)

    again = accept(client, answer)

    assert "Er is niets overgenomen" in again.content.decode()
    assert again.context["outcome"].changed == 1
    assert Commitment.objects.get().amount == 5_000


def test_who_takes_in_a_row_confirms_what_the_file_changes_and_nothing_else(
    client, agenda, year
):
    other, mine = make_admin(), make_row(year, agenda, party="Niet in het bestand")
    Commitment.objects.filter(pk=mine.pk).update(certainty="confirmed")
    for party in ("Hoger", "Opgave", "Gelijk"):
        confirmed = {"certainty": "confirmed", "confirmed_by": other}
        make_row(year, agenda, 1_200_500, party=party, stated_in="Brief", **confirmed)
    is_sure = {"zekerheid": "bevestigd"}

    answer = offer(
        client,
        as_csv(
            line(agenda, partij="Hoger", **is_sure, **{"bedrag (× € 1.000)": "9999"}),
            line(agenda, partij="Opgave"),
            line(agenda, partij="Gelijk", **is_sure),
            line(agenda, partij="Nieuw", **is_sure),
        ),
    )
    assert accept(client, answer).status_code == 302

    importer = ImportFile.objects.get().offered_by
    found = Commitment.objects.values_list("party", "confirmed_by")
    assert dict(found) == {
        "Niet in het bestand": None,
        "Hoger": importer.pk,
        "Opgave": None,
        "Gelijk": other.pk,
        "Nieuw": importer.pk,
    }


def test_a_year_that_was_closed_meanwhile_takes_no_file(client, agenda, year):
    make_row(year, agenda, certainty="confirmed")
    answer = offer(client, as_csv(line(agenda)))
    perform("confirm", year, by=make_admin())

    assert accept(client, answer).status_code == 403
    assert Commitment.objects.count() == 1


def test_the_file_that_comes_out_goes_in_again(client, agenda, year):
    make_row(year, agenda, 1_200_500, party="=Partij", note="CO₂")
    make_row(year, agenda, 1, party="Klein", certainty="confirmed", is_private=False)

    for form in ("csv", "xlsx"):
        content = client.get(f"{URL}invullen.{form}").content
        outcome = offer(client, content, f"inzet.{form}").context["outcome"]
        assert (outcome.problems, outcome.changes, outcome.unchanged) == ([], [], 2)


def test_the_file_that_comes_out_has_the_rows_of_own_agendas_only(client, agenda, year):
    make_row(year, agenda, party="Eigen partij")
    make_row(year, make_agenda(), party="Partij van een ander")

    found = client.get(f"{URL}invullen.csv").content.decode()

    assert "Eigen partij" in found and "Partij van een ander" not in found


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60 * 1024 * 1024)
    return file.getvalue()


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "Het bestand is leeg."),
        (b"\xff\xfe\x00", "De tekens van dit bestand zijn geen UTF-8."),
        (b"PK\x03\x04kapot", "Dit bestand is niet te lezen als zip."),
        (bomb(), "Uitgepakt wordt dit bestand te groot"),
        (b"jaar\r\n" + b"2020\r\n" * 1_000_000, "Het bestand is te groot"),
        (b"jaar\n" + b"1\n" * 1_000_000, "Het bestand heeft te veel regels"),
    ],
    ids=["empty", "binary", "broken", "bomb", "too large", "a million rows"],
)
def test_a_file_that_cannot_be_read_is_refused(content, said, client):
    answer = offer(client, content)

    assert about_the_file(answer)[0].startswith(said)
    assert not ImportFile.objects.exists()


def test_merged_cells_and_formulas_are_refused(client, agenda):
    merged = as_workbook(line(agenda), change=lambda s: s.merge_cells("A2:A3"))
    row = line(agenda)
    row[7] = "=1+1"

    assert about_the_file(offer(client, merged, "a.xlsx"))[0].startswith(
        "In dit bestand zijn cellen samengevoegd"
    )
    assert problems(offer(client, as_workbook(row), "a.xlsx")) == [
        (
            2,
            "bedrag (× € 1.000)",
            "Hier staat een formule. Vervang die door haar waarde.",
        )
    ]


def test_wrong_headings_are_named(client, agenda):
    content = as_csv(line(agenda), head=HEAD.replace("vorm", "soort geld"))

    assert problems(offer(client, content)) == [
        (1, "soort geld", "Deze kolom hoort hier niet."),
        (1, "vorm", "Deze kolom ontbreekt."),
    ]


def test_an_admin_takes_in_all_agendas(agenda, admin_client, year):
    other = make_agenda(title="Agenda B")

    answer = offer(admin_client, as_csv(line(agenda), line(other)))

    accept(admin_client, answer)
    assert Commitment.objects.count() == 2


def test_others_and_closed_years_take_no_file(agenda, year, client):
    editor = make_person_with(Role.TEAM_EDITOR, make_topsector())
    make_adopted_year(2021)

    assert signed_in(editor).get(URL).status_code == 403
    assert offer(signed_in(editor), as_csv(line(agenda))).status_code == 403
    assert client.get("/werk/contract/2021/import/").status_code == 403
    assert client.get("/werk/contract/2022/import/").status_code == 404


def test_the_file_of_somebody_else_is_not_there(client, agenda):
    offer(client, as_csv(line(agenda)))
    kept = ImportFile.objects.get()
    other = signed_in(make_coordinator(agenda))

    assert other.post(f"{URL}{kept.pk}/", {"digest": ""}).status_code == 404
