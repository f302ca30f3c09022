import pytest

from search.analysis import key, tokens, vector, words
from search.compounds import parts
from search.stemming import stem
from search.words import Words, lists, packed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("missie", "missies"),
        ("technologie", "technologieën"),
        ("sleuteltechnologie", "sleuteltechnologieën"),
        ("klimaatneutraal", "klimaatneutrale"),
        ("systeem", "systemen"),
        ("gas", "gassen"),
        ("brief", "brieven"),
        ("huis", "huizen"),
        ("fonds", "fondsen"),
        ("advies", "adviezen"),
        ("mogelijkheid", "mogelijkheden"),
        ("besparing", "besparen"),
        ("ontwikkelingen", "ontwikkelen"),
        ("industrieel", "industriële"),
        ("stad", "steden"),
        ("thema", "thema's"),
        ("thema’s", "thema's"),
        ("KIA’s", "kia"),
        ("Fryslân", "fryslan"),
        ("CO₂", "CO2"),
        ("32 637", "32637"),
        ("4.000", "4000"),
        ("mkb'ers", "mkb"),
        ("MKB’er", "mkb"),
        ("zzp'er", "zzp"),
        ("PPS’en", "pps"),
    ],
)
def test_forms_of_one_word_have_one_stem(one, other):
    assert [t.stem for t in tokens(one)] == [t.stem for t in tokens(other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("missie", "emissie"),
        ("missie", "commissie"),
        ("koning", "kon"),
        ("overheid", "over"),
        ("2030", "2035"),
        ("LWV-2", "LWV-1"),
    ],
)
def test_other_words_have_other_stems(one, other):
    assert stem(words(one)[0]) != stem(words(other)[0])


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("kringlooplandbouw", ("kringloop", "landbouw")),
        ("broeikasgasuitstoot", ("broeikasgas", "uitstoot")),
        ("gezondheidsverschillen", ("gezondheid", "verschillen")),
        ("zoetwatervoorziening", ("zoetwater", "voorziening")),
        ("windmolenpark", ("wind", "molen", "park")),
        ("zinkemissies", ("zink", "emissies")),
        ("krijgsmacht", ("krijg", "macht")),
        ("landbouw", ()),
        ("combinatie", ()),
        ("voorstel", ()),
        ("maatschappelijk", ()),
        ("x" * 200, ()),
    ],
)
def test_a_compound_is_cut_where_people_would(word, cut):
    assert parts(word) == cut


def test_a_token_knows_its_place_in_the_text():
    text = "De thema’s: 33 009, LWV-2 en CO₂."

    found = [(text[t.start : t.end], t.word) for t in tokens(text)]

    assert found == [
        ("De", "de"),
        ("thema’s", "thema"),
        ("33 009", "33009"),
        ("LWV-2", "lwv-2"),
        ("en", "en"),
        ("CO₂", "co2"),
    ]


def test_a_vector_has_parts_at_the_place_of_the_whole():
    written = vector([("Kringlooplandbouw", "A"), ("in de landbouw", "B")])

    assert written == ("'kringlooplandbouw':1A 'kringlop':1C 'landbouw':1C,14B")


def test_a_label_is_one_lexeme_stop_words_and_all():
    assert vector([("Water", "B")], ["geen streefjaar"]) == (
        "'geen streefjaar':1A 'water':1B"
    )


def test_names_are_compared_without_accents_capitals_and_signs():
    assert key("  Agri & Food: Één ") == key("agri food een") == "agri food een"


def test_a_list_of_words_is_searched_by_length():
    line = next(packed("first", {"zee", "aak"}))

    words = Words({3: line.split()[2]})

    assert [w in words for w in ("aak", "zee", "eea", "zoo", "ze", "")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_the_lists_of_words_are_there():
    first, last = lists()

    assert "kringloop" in first and "landbouw" in last
