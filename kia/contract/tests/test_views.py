"""The public pages: years that are adopted, and nothing of the others."""

from datetime import date

import pytest
from django.test import Client

from kia.contract.tests.builders import (
    adopt,
    make_adopted_year,
    make_correction,
    make_row,
    make_year,
)
from kia.models import Commitment, ContractAmount, Form, PartyKind
from kia.tests.builders import make_agenda
from policy.tests.builders import make_amount

pytestmark = pytest.mark.django_db


def words(answer):
    """The text of the page, as one line."""
    body = answer.content.decode().partition("<main")[2]
    text = " ".join(part.partition(">")[2] for part in body.split("<"))
    return " ".join(text.replace("&nbsp;", " ").split())


def test_a_visitor_sees_adopted_years_only(client):
    open_year = make_year(2021)
    make_row(open_year, make_agenda(), party="Geheime partij")

    assert "Van geen enkel jaar is de tabel al vastgesteld." in words(
        client.get("/contract/")
    )
    assert client.get("/contract/2021/").status_code == 404
    for name in ("tabel.csv", "plan.xlsx", "inzet.json"):
        assert client.get(f"/contract/2021/{name}").status_code == 404
    assert client.get("/contract/2021/stuk/").status_code == 404


def test_a_year_says_what_it_adds_up_to(client):
    table, agenda = make_year(), make_agenda(title="Agenda A")
    make_row(table, agenda, 800_000)
    make_row(table, agenda, 900_000, form=Form.KIND)
    make_row(table, agenda, 1_500_000, party_kind=PartyKind.NWO)
    adopt(table)

    text = words(client.get("/contract/2020/"))

    assert (
        "In 2020 zetten partijen € 3,20 mln in: € 2,30 mln in cash en € 0,90 mln in "
        "kind. Daarvan is € 1,70 mln privaat (53,1%) en € 1,50 mln publiek."
    ) in text
    assert "KIC-tabel 2020 – vastgesteld, in mln euro." in text
    assert "Er zijn geen correcties." in text
    assert "VOORBEELD" not in text


def test_a_correction_is_told_and_counts_once_confirmed(client):
    table, agenda = make_year(), make_agenda()
    row = make_row(table, agenda, 800_000, party="Partij A")
    adopt(table)
    make_correction(row, -300_000, reason="Dubbel geteld")
    make_correction(row, 50_000, reason="Nog niet bevestigd", confirmed=False)

    text = words(client.get("/contract/2020/"))

    assert "In 2020 zetten partijen € 0,50 mln in" in text
    assert (
        "Ondertekend is € 0,80 mln; daarna is 1 correctie verwerkt, samen € −0,30 mln."
    ) in text
    assert "Dubbel geteld" in text and "Nog niet bevestigd" not in text
    assert "500 was 800" in text


def test_a_year_without_effort_says_so_and_shows_one_table(client):
    table, agenda = make_year(), make_agenda()
    make_row(table, agenda, 800_000)
    effort = make_row(table, agenda, 300_000, form=Form.KIND)
    adopt(table)
    assert "geen inzet in kind" not in words(client.get("/contract/2020/"))

    make_correction(effort, -300_000)
    page = client.get("/contract/2020/")

    assert "Er is in 2020 geen inzet in kind, na correcties." in words(page)
    assert page.content.decode().count("kic__som") == 2
    assert "In kind (mln euro)" not in words(page)


def test_a_part_of_no_plan_is_explained(client):
    make_adopted_year()

    text = words(client.get("/contract/2020/"))

    assert "1,20 0,00 1,20 n.v.t." in text
    assert (
        "Waar n.v.t. staat, is er geen plan of is de inzet meer dan tien keer" in text
    )


def test_the_contract_is_in_the_main_menu_and_beside_the_agendas(client):
    make_adopted_year()

    menu = client.get("/contract/2020/").content.decode().partition("<main")[0]
    agendas = client.get("/agendas/").content.decode().partition("<main")[2]

    assert menu.count('<a href="/contract/" aria-current="true">Contract</a>') == 2
    assert 'href="/contract/"' in agendas


def test_an_edit_shows_at_the_next_request():
    visitor, table, agenda = Client(), make_year(), make_agenda()
    row = make_row(table, agenda, 800_000)
    assert visitor.get("/contract/2020/").status_code == 404
    adopt(table)
    assert "0,80 mln in:" in words(visitor.get("/contract/2020/"))

    make_correction(row, -300_000)

    assert "0,50 mln in:" in words(visitor.get("/contract/2020/"))


def test_made_up_figures_say_so_everywhere(client):
    make_adopted_year(is_practice=True)

    assert "VOORBEELD KIC-tabel 2020 – vastgesteld" in words(
        client.get("/contract/2020/")
    )
    assert "VOORBEELD. Deze bedragen" in words(client.get("/contract/"))
    for path in ("tabel.csv", "plan.csv", "inzet.csv", "inzet.xlsx", "stuk/"):
        answer = client.get(f"/contract/2020/{path}")
        assert 'filename="VOORBEELD-kic-2020' in answer["Content-Disposition"], path


def test_files_hold_what_the_page_shows(client):
    table, agenda = make_year(), make_agenda(title="Agenda A")
    make_row(table, agenda, 800_500, party="=Partij")
    row = make_row(table, agenda, 900_000, party="NWO", party_kind="nwo")
    adopt(table)
    make_correction(row, -100_000, reason="Te hoog")

    rows = client.get("/contract/2020/inzet.csv").content.decode("utf-8-sig")
    sums = client.get("/contract/2020/tabel.csv").content.decode("utf-8-sig")

    assert rows.splitlines()[1:] == [
        "2020;Agenda A;'=Partij;bedrijven;privaat;in cash;niet gesplitst;800,5;"
        "vastgesteld;Brief van de partij;2019-10-01;;;;",
        "2020;Agenda A;NWO;NWO;publiek;in cash;niet gesplitst;900;"
        "vastgesteld;Brief van de partij;2019-10-01;;;;",
        "2020;Agenda A;NWO;NWO;publiek;in cash;niet gesplitst;-100;"
        "vastgesteld;Brief van de partij;2019-10-01;;;Te hoog;2020-03-01",
    ]
    assert sums.splitlines()[:2] == [
        "vorm;agenda;bedrijven (× € 1.000);privaat (× € 1.000);NWO (× € 1.000);"
        "publiek (× € 1.000);totaal (× € 1.000);privaat deel;zekerheid",
        "In cash;Agenda A;800,5;800,5;800;800;1600,5;50,0%;vastgesteld",
    ]
    for name in ("tabel.xlsx", "plan.xlsx", "inzet.xlsx"):
        assert client.get(f"/contract/2020/{name}").content.startswith(b"PK")


@pytest.mark.parametrize("name", ["tabel.pdf", "iets.csv", "tabel.json", "plan.json"])
def test_a_file_that_is_not_there_is_not_found(name, client):
    make_adopted_year()

    assert client.get(f"/contract/2020/{name}").status_code == 404


def test_a_quoted_total_stands_beside_the_sum_and_is_not_forced(client):
    make_adopted_year()
    for value, quoted, part, year in [
        (4_900_000_000, "€ 4,9 miljard", "total", 2020),
        (10_000_000_000, "€ 10 miljard", "before", None),
    ]:
        amount = make_amount(value=value, quoted=quoted)
        ContractAmount.objects.create(
            amount=amount, year=year, part=part, reason="Voor de proef."
        )

    text = words(client.get("/contract/2020/"))
    overview = words(client.get("/contract/"))

    assert "€ 4,9 miljard 1,20 −4 898,80" in text
    assert "niet uit de brief" in text
    assert "10 miljard" not in text
    assert "€ 10 miljard" in overview and "4 898,80" in overview


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_year_asks_as_much_for_more_rows(
    rows, client, django_assert_num_queries
):
    table = make_year()
    for _ in range(rows):
        row = make_row(table, make_agenda())
    adopt(table)
    make_correction(row, 1_000)

    with django_assert_num_queries(9):
        client.get("/contract/2020/")


@pytest.mark.parametrize("years", [1, 3])
def test_the_overview_asks_as_much_for_more_years(
    years, client, django_assert_num_queries
):
    for number in range(years):
        make_adopted_year(2020 + number)

    with django_assert_num_queries(6):
        client.get("/contract/")


def test_years_are_added_up_with_their_state_in_sight(client):
    make_adopted_year(2020)
    assert "Samen" not in words(client.get("/contract/")).partition("Totalen")[0][-300:]
    make_adopted_year(2021)

    text = words(client.get("/contract/"))

    assert "Samen 2020, 2021 vastgesteld 2,40 0,00 2,40 100,0%" in text
    assert "2022 nog geen vastgestelde tabel" in text


def test_rows_go_on_to_another_page(client, monkeypatch):
    monkeypatch.setattr("kia.contract.views.ROWS", 2)
    make_adopted_year(rows=3)

    first, last = client.get("/contract/2020/"), client.get("/contract/2020/?pagina=2")

    assert len(first.context["page"]) == 2 and len(last.context["page"]) == 1
    assert client.get("/contract/2020/?pagina=x").context["page"].number == 1


def test_what_was_signed_is_for_everybody(client):
    make_adopted_year()

    answer = client.get("/contract/2020/stuk/")

    assert answer.content == b"Besluit"
    assert answer["Content-Disposition"] == 'attachment; filename="kic-2020.pdf"'
    assert Commitment.objects.get().stated_on == date(2019, 10, 1)
