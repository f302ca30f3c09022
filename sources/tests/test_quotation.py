import pytest

from sources.templatetags.quotation import with_numbers


@pytest.mark.parametrize(
    "words, shown",
    [
        ("top 10 in 2030", "top <b>10</b> in 2030"),
        ("ten minste 5% van 13.000 ton", "ten minste <b>5%</b> van <b>13.000</b> ton"),
        # The day of a date is no number of its own.
        ("is op 1 november 2019 gereed", "is op 1 november 2019 gereed"),
        ("voor 31 december", "voor 31 december"),
        ("1 meikever", "<b>1</b> meikever"),
    ],
)
def test_numbers_get_weight_and_dates_do_not(words, shown):
    assert with_numbers(words) == shown
