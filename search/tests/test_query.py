import pytest

from search.find import typing_errors
from search.glossary import Glossary
from search.models import GlossaryGroup
from search.query import MOST_WORDS, read

KIA = GlossaryGroup(name="kennis- en innovatieagenda", synonyms="KIA\nkennisagenda")
GLOSSARY = Glossary(
    {
        ("kia",): KIA,
        ("kennisagenda",): KIA,
        ("kennis", "en", "innovatieagenda"): KIA,
        ("kennis",): GlossaryGroup(name="kennis", synonyms="weten"),
    }
)


def concepts(text):
    return [concept.text for concept in read(text, GLOSSARY).concepts]


def test_words_are_concepts_and_stop_words_are_not():
    assert concepts("Wat is de missie van het water?") == ["missie", "water"]


def test_the_longest_term_of_the_glossary_wins():
    assert concepts("looptijd kennis- en innovatieagenda’s 2020") == [
        "looptijd",
        "kennis- en innovatieagenda’s",
        "2020",
    ]


def test_a_term_finds_the_other_words_of_its_group():
    (concept,) = read("KIA", GLOSSARY).concepts

    assert concept.exact == (
        "('kennis' <2> 'innovatieagenda') | ('kia') | ('kennisagenda')"
    )
    assert concept.synonyms == ("kennis- en innovatieagenda", "KIA", "kennisagenda")


@pytest.mark.parametrize("quotes", ['"{}"', "“{}”", "«{}»", "„{}”"])
def test_a_quoted_phrase_must_be_there(quotes):
    question = read(quotes.format("stip op de horizon"), GLOSSARY)

    assert [c.exact for c in question.required] == ["('stip' <3> 'horizon')"]


def test_a_minus_is_what_must_be_absent():
    question = read('water -veiligheid −"hoge nood" niet-technisch', GLOSSARY)

    assert question.without == ["('hoge' <1> 'nod')", "('veiligheid')"]
    assert [c.text for c in question.concepts] == ["water", "technisch"]


def test_two_words_are_also_looked_for_as_one():
    (high, tech) = read("high tech", GLOSSARY).concepts

    assert high.wide.endswith("| 'hightech'") and tech.wide.endswith("| 'hightech'")


def test_of_a_long_question_the_first_words_count():
    question = read(" ".join(f"woord{n}" for n in range(100)), GLOSSARY)

    assert (len(question.concepts), question.unused > 0) == (MOST_WORDS, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        '"',
        '""',
        "-",
        '-""',
        "'); DROP TABLE",
        "\\",
        "<>&|!:*()",
        "é" * 9999,
    ],
)
def test_any_text_can_be_read(text):
    assert read(text, GLOSSARY).text is not None


def test_what_is_absent_is_looked_for_as_a_label_only():
    group = GlossaryGroup(name="geen streefjaar", synonyms="zonder jaartal")
    terms = {("geen", "streefjaar"): group, ("zonder", "jaartal"): group}

    (concept,) = read("zonder jaartal", Glossary(terms)).concepts

    assert concept.wide == "'geen streefjaar' | 'zonder jaartal'"


def test_parts_apart_are_less_than_the_word():
    (concept,) = read("waterstof", GLOSSARY).concepts

    assert concept.wide == "'waterstof' | 'waterstof':* | ('water' <-> 'stof')"
    assert concept.apart == "('water':ABD & 'stof':ABD) | 'water':ABD <2> 'stof'"
    assert concept.pieces == ("water", "stof")


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("sateliet", "satelliet", 1),
        ("fotonika", "fotonica", 1),
        ("zeeweir", "zeewier", 1),
        ("kanker", "kansen", 2),
        ("water", "water", 0),
        ("", "abc", 3),
    ],
)
def test_typing_errors_are_letters_left_out_added_mistaken_or_turned(
    one, other, errors
):
    assert typing_errors(one, other) == errors == typing_errors(other, one)
