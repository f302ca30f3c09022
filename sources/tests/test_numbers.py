import pytest

from sources.numbers import Wanted, read_number

PAPER = Wanted(("32637",), "", "343")
BOTH = Wanted(("33009", "32637"), "", "63")


@pytest.mark.parametrize(
    "written, wanted",
    [
        ("32637-343", PAPER),
        ("32 637-343", PAPER),
        ("32 637, nr. 343", PAPER),
        ("32\u00a0637, nr.\u00a0343", PAPER),
        ("32.637 nr 343", PAPER),
        ("32637 343", PAPER),
        ("32637/343", PAPER),
        ("32637–343", PAPER),
        ("kst-32637-343", PAPER),
        ("KST-32637-343", PAPER),
        ("Kamerstuk 32 637, nr. 343", PAPER),
        ("Kamerstukken II, 2018-2019, 32 637, nr. 343", PAPER),
        ("Kamerstukken II 2018/19, 32 637, no. 0343", PAPER),
        ("https://zoek.officielebekendmakingen.nl/kst-32637-343.html", PAPER),
        ("33 009 en 32 637, nr. 63", BOTH),
        ("Kamerstukken 33009, 32637 nr. 63", BOTH),
        ("33 000 XIII, nr. 5", Wanted(("33000",), "xiii", "5")),
        ("kst-33000-XIII-5", Wanted(("33000",), "xiii", "5")),
        ("32637", Wanted(("32637",))),
        ("32 637", Wanted(("32637",))),
        (" 32 637 ", Wanted(("32637",))),
        ("dossier 32637 (Bedrijfslevenbeleid)", Wanted(("32637",))),
        ("343", None),
        ("nr. 343", None),
        ("123456789", None),
        ("2018-2019", None),
        ("Klimaatakkoord", None),
        ("\u202e", None),
        ("", None),
    ],
)
def test_a_number_is_read_however_it_is_written(written, wanted):
    assert read_number(written) == wanted


def test_a_number_is_written_as_parliament_does():
    assert str(PAPER) == "32\u00a0637, nr.\u00a0343"
    assert str(BOTH) == "33\u00a0009 en 32\u00a0637, nr.\u00a063"
    assert str(Wanted(("33000",), "xiii", "5")) == "33\u00a0000-XIII, nr.\u00a05"
    assert str(Wanted(("32637",))) == "32\u00a0637"
