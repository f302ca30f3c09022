"""Sums of rows: what they are made of, and the plan beside them."""

import pytest

from kia.contract.charts import year_chart
from kia.contract.gaps import Gap, gaps, plan_of
from kia.contract.rules import plain_name, warnings
from kia.contract.table import year_table
from kia.contract.tests.builders import make_admin, make_row, make_year
from kia.contract.totals import Part, Total, share_text, total_of
from kia.models import BudgetLine, Commitment, Form, MoneySource, PartyKind
from kia.steps import AgendaState
from kia.tests.builders import make_agenda, make_cast, make_entry, make_version


def part(euros, **fields):
    return Part(
        **{
            "agenda": 1,
            "party_kind": "company",
            "is_private": True,
            "form": "cash",
            "certainty": "stated",
            "euros": euros,
        }
        | fields
    )


def test_unlike_certainty_is_told_in_words():
    mixed = Total([part(1_600_000, certainty="confirmed"), part(1_100_000)])
    alike = Total([part(1_600_000), part(1_100_000, agenda=2)])

    # Spaces that do not break: a sign of the euro never stands alone.
    assert mixed.mix == "€\xa01,60\xa0mln bevestigd en €\xa01,10\xa0mln opgave"
    assert (alike.mix, alike.certainty) == ("", "opgave")
    assert (Total().mix, Total().certainty, Total().euros) == ("", "", 0)


@pytest.mark.parametrize(
    "own, whole, words",
    [
        (2_050, 4_900, "41,8%"),
        (1, 0, ""),
        (0, 5, "0,0%"),
        (1, 160, "0,6%"),
        (1, 400, "0,3%"),
        (-1, 5, ""),
        (5, -5, ""),
    ],
)
def test_a_share_is_said_when_it_means_something(own, whole, words):
    assert share_text(own, whole) == words


def test_money_and_effort_stand_apart_in_the_table():
    total = Total(
        [
            part(800_000),
            part(900_000, form="kind"),
            part(1_500_000, party_kind="nwo", is_private=False),
            part(200_000, party_kind="nwo", is_private=True, agenda=2),
        ]
    )
    agendas = [Agenda(1, "A"), Agenda(2, "B"), Agenda(3, "Zonder geld")]

    table = year_table(total, agendas)

    assert table.head == [
        *("bedrijven", "NWO", "privaat", "NWO", "publiek", "totaal", "privaat deel")
    ]
    shown = [
        (name, [row.name, *(text for _, text, _ in cells)])
        for name, rows, _ in table.body
        for row, cells in rows
    ]
    assert shown == [
        ("In cash", ["A", "0,80", "–", "0,80", "1,50", "1,50", "2,30", "34,8%"]),
        ("In cash", ["B", "–", "0,20", "0,20", "–", "–", "0,20", "100,0%"]),
        ("In kind", ["A", "0,90", "–", "0,90", "–", "–", "0,90", "100,0%"]),
        (
            "In cash en in kind samen",
            ["A", "1,70", "–", "1,70", "1,50", "1,50", "3,20", "53,1%"],
        ),
        (
            "In cash en in kind samen",
            ["B", "–", "0,20", "0,20", "–", "–", "0,20", "100,0%"],
        ),
    ]


def test_what_was_corrected_away_is_a_sentence_and_no_panel_of_zeros():
    effort = part(300_000, form="kind", certainty="adopted")
    away = part(-300_000, form="kind", certainty="adopted", is_correction=True)
    total = Total([part(800_000), effort, away])
    agendas = [Agenda(1, "A")]

    table = year_table(total, agendas)
    chart = year_chart(table, "Inzet per agenda")

    assert [section.name for section in table.sections] == ["In cash"]
    assert [heading for heading, _ in chart.panels] == ["In cash (mln euro)"]
    assert total.without == "in kind"
    assert Total([part(1, form="kind")]).without == "in cash"
    assert Total([part(1), effort]).without == ""


@pytest.mark.parametrize(
    "contract, plan, words",
    [
        (50, 100, "50,0%"),
        (1_000, 100, "1000,0%"),
        (1_001, 100, "n.v.t."),
        (12_658_302_500, 100_000, "n.v.t."),
        (1, 0, "n.v.t."),
        (0, 0, ""),
    ],
)
def test_a_part_of_next_to_no_plan_is_not_told(contract, plan, words):
    assert Gap("A", contract, plan).coverage == words


class Agenda:
    """As much of an agenda as a table needs."""

    def __init__(self, pk, title):
        self.pk, self.title = pk, title


@pytest.mark.django_db
def test_the_plan_is_what_entries_in_force_budget():
    cast = make_cast()
    version = make_version(cast, AgendaState.ADOPTED)
    # An entry in work plans nothing yet.
    make_version(cast)
    other = make_agenda()
    table = make_year()
    make_row(table, cast.agenda, 400_000)
    make_row(table, other, 250_000, party_kind=PartyKind.NWO)
    rows = Commitment.objects.filter(year=table)

    found, total = gaps(total_of(rows), plan_of(2020), [cast.agenda, other])

    line = BudgetLine.objects.filter(version__inclusions__agenda_version=version)
    assert line.filter(year=2020).get().amount == 1_000_000
    assert [(g.contract, g.plan, g.difference, g.coverage) for g in found] == [
        (400_000, 1_000_000, -600_000, "40,0%"),
        (250_000, 0, 250_000, "n.v.t."),
    ]
    assert [(g.name, g.difference) for g in found[1].kinds] == [("NWO", 250_000)]
    assert total.difference == -350_000


# Kia-practice 6, the oracle of the demo data for 2020: agenda, kind and millions of
# each commitment; the plan of the entries in force; what is missing, in millions.
ORACLE = {
    "ED": ([0.8, 0.9, 1.2, 1.5, 1.2, 0.5], 7.9, -1.80),
    "LWV": ([0.6, 0.5], 3.35, -2.25),
    "GZ": ([1.0, 0.5], 5.65, -4.15),
    "V": ([0.9], 4.7, -3.80),
    "ST": ([2.0, 1.2], 9.7, -6.50),
}


def test_the_gaps_are_those_of_the_oracle():
    contract, plan = Total(), Total()
    for number, (amounts, planned, _) in enumerate(ORACLE.values()):
        contract.parts += [part(round(a * 1_000_000), agenda=number) for a in amounts]
        plan.parts.append(part(round(planned * 1_000_000), agenda=number))
    agendas = [Agenda(number, code) for number, code in enumerate(ORACLE)]

    found, _ = gaps(contract, plan, agendas)

    assert {g.name: g.difference / 1_000_000 for g in found} == {
        code: gap for code, (_, _, gap) in ORACLE.items()
    }


@pytest.mark.parametrize(
    "one, other",
    [
        ("Bedrijf B.V.", "bedrijf bv"),
        ("NWO", "N.W.O."),
        ("Coöperatie Zee", "cooperatie  zee"),
    ],
)
def test_names_are_alike_but_for_how_they_are_written(one, other):
    assert plain_name(one) == plain_name(other)
    assert plain_name("Bedrijf A") != plain_name("Bedrijf B")


@pytest.mark.django_db
def test_rows_that_look_alike_are_pointed_at():
    table, agenda = make_year(), make_agenda()
    first = make_row(table, agenda, party="Bedrijf B.V.")
    second = make_row(table, agenda, party="bedrijf bv")
    make_row(table, agenda, party="Bedrijf bv", form=Form.KIND)

    assert warnings(list(Commitment.objects.select_related("year")), make_admin()) == {
        second: [
            "Lijkt op de regel van «Bedrijf B.V.»: zelfde agenda en vorm. Telt dit "
            "bedrag dubbel?"
        ]
    }
    assert first.party == "Bedrijf B.V."


@pytest.mark.django_db
def test_a_party_unlike_the_budget_of_its_entry_is_pointed_at():
    cast = make_cast()
    entry = make_version(cast, AgendaState.ADOPTED).inclusions.get().entry
    table = make_year()
    fine = make_row(table, cast.agenda, entry=entry)
    odd = make_row(table, cast.agenda, entry=entry, party_kind=PartyKind.NWO)

    said = warnings([fine, odd], cast.outsider)

    assert said == {
        odd: [
            "De bijdrage begroot in 2020 geen geld van deze soort partij. Begroot is: "
            "bedrijven."
        ]
    }


@pytest.mark.django_db
def test_nobody_is_told_the_budget_of_a_draft_that_they_do_not_see():
    cast = make_cast()
    entry = make_entry(cast, make_version(cast)).entry
    odd = make_row(make_year(), cast.agenda, entry=entry, party_kind=PartyKind.NWO)

    assert list(warnings([odd], cast.member)) == [odd]
    assert warnings([odd], cast.officer) == {}


@pytest.mark.django_db
def test_an_entry_without_a_budget_is_said_to_have_none():
    cast = make_cast()
    entry = make_entry(cast, make_version(cast))
    entry.budget_rows.all().delete()
    row = make_row(make_year(), cast.agenda, entry=entry.entry)

    said = warnings([row], cast.member)

    assert said == {row: ["De bijdrage begroot in 2020 geen geld."]}


@pytest.mark.django_db
def test_the_kind_of_party_of_every_source_is_one_of_the_contract():
    assert set(MoneySource.objects.values_list("party_kind", flat=True)) <= set(
        PartyKind
    )
