import random
import re
from pathlib import Path

import pytest
from django.conf import settings

from sources.passages import Hit, find, nearest
from sources.reading import Source


@pytest.fixture(scope="session")
def letter():
    return Source.read(Path(settings.FIXTURE_DIRS[0]) / "letter").body


BODY = (
    "De missie is: «minder CO2-uitstoot» in 2018–2019.\n"
    "Kennis- en innovatieagenda’s met een vooraanstaande rol, voor ’s-Gravenhage."
)


def found(pasted, body=BODY):
    return [hit.quotation(body) for hit in find(body, pasted)]


@pytest.mark.parametrize(
    ("pasted", "quotation"),
    [
        ("minder CO₂-uitstoot", "minder CO2-uitstoot"),
        ("minder\n  CO2-uitstoot ", "minder CO2-uitstoot"),
        ("minder\r\nCO2\u2011uitstoot", "minder CO2-uitstoot"),
        ('is: "minder CO2-uitstoot"', "is: «minder CO2-uitstoot»"),
        ("is: ‘minder CO2-uitstoot’", "is: «minder CO2-uitstoot»"),
        ("in\u00a02018-2019", "in 2018–2019"),
        ("in 2018—2019", "in 2018–2019"),
        ("inno\u00advatie\u200bagenda's met", "innovatieagenda’s met"),
        ("innovatieagenda`s met", "innovatieagenda’s met"),
        ("een vooraan-\nstaande rol", "een vooraanstaande rol"),
        ("Kennis-\nen innovatieagenda's", "Kennis- en innovatieagenda’s"),
        ("vooraanstaande rol [sic], voor", "vooraanstaande rol, voor"),
        ("voor ''s-Gravenhage", None),
        ("voor 's-Gravenhage.", "voor ’s-Gravenhage."),
        ("Een vooraanstaande rol", "een vooraanstaande rol"),
        ("IN 2018-2019", "in 2018–2019"),
        ("", None),
        (" \n\u00ad", None),
    ],
)
def test_how_the_copy_was_written_does_not_matter(pasted, quotation):
    assert found(pasted) == ([] if quotation is None else [quotation])


def test_letters_with_loose_accents_are_the_same_letters():
    assert found("één idee\u0308", body="Hier is e\u0301én ideë.") == ["e\u0301én ideë"]


def test_words_with_the_same_capitals_go_before_words_without():
    body = "De Missie en de missie."

    assert find(body, "missie") == [Hit(16, 22)]
    assert find(body, "MISSIE") == [Hit(3, 9), Hit(16, 22)]


def test_all_places_are_found_from_front_to_back():
    body = "aan de slag.\nEn weer aan de slag."

    assert find(body, "aan  de slag") == [Hit(0, 11), Hit(21, 32)]


def test_a_word_is_not_found_inside_a_longer_word_when_it_also_stands_alone():
    body = "de kansen en de kans"

    assert find(body, "kans") == [Hit(16, 20)]
    assert found("kan", body="de kansen") == ["kan"]


def test_without_spaces_no_words_are_found_across_words():
    assert found("o-\nver", body="zo verder") == []


def test_a_hit_knows_that_it_leaves_its_paragraph():
    (across,) = find(BODY, "in 2018-2019. Kennis- en")
    (within,) = find(BODY, "in 2018-2019.")

    assert (across.crosses_paragraphs(BODY), within.crosses_paragraphs(BODY)) == (
        True,
        False,
    )


def test_the_context_of_a_hit_stays_in_its_paragraph():
    (hit,) = find(BODY, "in 2018-2019.")

    assert hit.context(BODY, 10) == ("uitstoot» ", "")


def _as_from_a_pdf(words, dice):
    """The same words as another program would copy them."""
    signs = {
        "’": "'",
        "‘": '"',
        "–": "-",
        " ": dice.choice([" ", "\u00a0", "  ", "\n"]),
    }
    copied = "".join(signs.get(sign, sign) for sign in words)
    place = dice.randrange(1, len(copied))
    if copied[place - 1].isalpha() and copied[place].isalpha():
        copied = f"{copied[:place]}-\n{copied[place:]}"
    return copied.replace("CO2", "CO₂")


def test_any_stretch_of_the_letter_is_found_where_it_stands(letter):
    dice = random.Random(70)
    words = [word.span() for word in re.finditer(r"\w\S*\w", letter)]
    for _ in range(60):
        first = dice.randrange(len(words) - 40)
        start, end = words[first][0], words[first + dice.randrange(2, 40)][1]
        assert Hit(start, end) in find(letter, _as_from_a_pdf(letter[start:end], dice))


@pytest.mark.parametrize(
    ("pasted", "quotation"),
    [
        ("minder CO2-uitstot", "«minder CO2-uitstoot»"),
        ("EEN VOORAANSTAANDE ROL", "een vooraanstaande rol,"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_the_nearest_words_are_shown(pasted, quotation):
    hit = nearest(BODY, pasted)

    assert (hit and hit.quotation(BODY)) == quotation


def test_a_long_piece_with_errors_is_found_near_its_place(letter):
    start = letter.index("Deze missies hebben als doel")
    words = letter[start : letter.index("\n", start)]

    hit = nearest(letter, words.replace("maatschappelijke", "maatschapelijke"))

    assert hit.quotation(letter) == words
