from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from kia import money

EUROS = st.integers(-money.MOST, money.MOST).filter(bool)


@pytest.mark.parametrize(
    "text, euros",
    [
        ("1200", 1_200_000),
        ("1200,5", 1_200_500),
        ("0,001", 1),
        ("0,05", 50),
        (" 007 ", 7_000),
        ("1 200,5", 1_200_500),
        ("1\u00a0200\u202f000", 1_200_000_000),
        ("1000000000", 10**12),
    ],
)
def test_an_amount_is_read_in_thousands(text, euros):
    assert money.read(text) == euros


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "Vul een bedrag in."),
        (
            "1.500",
            "«1.500» is op twee manieren te lezen. Bedoelt u 1500 of 1,5?",
        ),
        ("1.000,5", "Laat de punten weg: schrijf «1.000,5» als 1000,5."),
        ("1.000.000", "Laat de punten weg: schrijf «1.000.000» als 1000000."),
        (
            "1e9",
            "«1e9» staat er als macht van tien. Schrijf het in duizenden euro’s, "
            "zoals 1200 of 1200,5.",
        ),
        (
            "NaN",
            "«NaN» is geen bedrag. Schrijf het in duizenden euro’s, zoals 1200 of "
            "1200,5.",
        ),
        ("-5", "«-5» is minder dan nul. Dat kan alleen bij een correctie."),
        ("0,000", "Een bedrag van nul hoeft u niet op te geven."),
        (
            "1,2345",
            "«1,2345» heeft meer dan drie cijfers achter de komma: kleiner dan een "
            "euro.",
        ),
        (
            "1000000000,001",
            "«1000000000,001» is meer dan 1.000 miljard euro. Het bedrag telt in "
            "duizenden.",
        ),
        (
            "€ 12",
            "Laat het teken en de woorden bij «€ 12» weg. Schrijf het in duizenden "
            "euro’s, zoals 1200 of 1200,5.",
        ),
    ],
)
def test_an_odd_amount_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(money.OddAmount) as refused:
        money.read(text)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "text",
    ["inf", "1200.5", "1,2,3", "12 34", "1 2000", "٣", "½", "0x10", "1_000", "--5"]
    + ["9" * 5000, "1.234." * 900, "\0", "1/2", "5%", "1\n200"],
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(money.OddAmount):
        money.read(text)


def test_a_correction_may_be_less_than_nothing():
    assert money.read("-1200,5", signed=True) == -1_200_500
    assert money.read("−3", signed=True) == -3_000


@given(EUROS)
def test_what_is_shown_can_be_typed_again(euros):
    assert money.read(money.typed(euros), signed=True) == euros
    assert money.read(money.thousands(euros), signed=True) == euros
    assert money.in_thousands(euros) * 1000 == euros


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        euros = money.read(text, signed=True)
    except money.OddAmount:
        return
    assert isinstance(euros, int) and 0 < abs(euros) <= money.MOST


@pytest.mark.parametrize(
    "euros, shown",
    [
        (1_200_000, "1,20"),
        (-1_805_000, "−1,81"),
        (-4_999, "0,00"),
        (5_000, "0,01"),
        (4_900_000_000, "4\u202f900,00"),
    ],
)
def test_a_figure_is_in_millions(euros, shown):
    assert money.millions(euros) == shown


def test_the_field_gives_euros_and_keeps_what_was_typed():
    class Form(forms.Form):
        amount = money.AmountField(required=False)

    assert Form({"amount": "1200,5"}).is_valid()
    wrong = Form({"amount": "1.500"})
    assert wrong.errors["amount"] == [
        "«1.500» is op twee manieren te lezen. Bedoelt u 1500 of 1,5?"
    ]
    assert wrong["amount"].value() == "1.500"
    assert Form(initial={"amount": 1_200_500})["amount"].value() == "1200,5"
    empty = Form({"amount": ""})
    assert empty.is_valid() and empty.cleaned_data["amount"] is None
    assert money.in_thousands(1_200_000) == Decimal(1200)


@pytest.mark.parametrize(
    "part, whole, tenths",
    [(1, 8, 125), (1, 3, 333), (2, 3, 667), (1, 2000, 1), (-1, 2000, -1), (0, 5, 0)],
)
def test_a_share_is_rounded_half_away_from_zero(part, whole, tenths):
    assert money.share(part, whole) == tenths


def test_a_share_of_large_amounts_is_exact():
    whole = 2 * money.MOST

    assert money.share(whole // 2000 - 1, whole) == 0
    assert money.share(whole // 2000, whole) == 1
