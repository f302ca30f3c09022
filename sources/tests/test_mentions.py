import pytest

from organisations.models import OrganisationAlias
from organisations.tests.builders import make_organisation
from sources.mentions import Line, mentions, names_of, read_lines
from sources.models import Passage


def line(words, start=0):
    return Line(1, start, start + len(words), words, 1, 1, "alinea-1")


@pytest.mark.parametrize(
    ("names", "words", "is_found"),
    [
        (["Energie"], "De topsector Energie werkt mee.", True),
        (["Energie"], "Duurzame energie is nodig.", False),
        (["Energie"], "De Energietransitie begint.", False),
        (["afnemers"], "Afnemers doen mee.", True),
        (["afnemers"], "De eindafnemers doen mee.", False),
        (["NWO"], "Een call van NWO-TTW.", True),
        (["NWO"], "Een call van nwo.", False),
        (["Agri&Food"], "Bij Agri&Food hoort dit.", True),
        (["team ICT"], "Het team\nICT helpt.", True),
        (["C++"], "In C++ gemaakt.", True),
        (["(Topteams)"], "De (Topteams) doen mee.", True),
        (["*ster"], "Een *ster erbij.", True),
        ([".NET"], "In .NET gemaakt.", True),
        ([".NET"], "Een INET.", False),
        (["[?"], "Niets.", False),
        ([], "Niemand.", False),
    ],
)
def test_a_name_is_found_as_a_whole_word_as_it_is_written(names, words, is_found):
    assert bool(mentions([line(words)], names, [])) is is_found


def test_a_name_that_begins_other_words_is_none():
    both = ["Dit beleid.", "Topsectoren- en innovatiebeleid.", "De topsectoren zelf."]
    lines = [line(words) for words in both]

    found = mentions(lines, ["topsectoren"], [], ["topsectoren- en innovatiebeleid"])

    assert [found.words for found in found] == ["De topsectoren zelf."]


def test_a_sentence_stands_once_in_the_order_of_the_text():
    lines = [line("Chemie eerst.", 0), line("Dan niets.", 20), line("Ook zij.", 40)]
    passage = Passage(text_id=1, start=42, end=44)
    same = Passage(text_id=1, start=0, end=6)
    elsewhere = Passage(text_id=2, start=20, end=30)

    found = mentions(lines, ["Chemie"], [passage, same, elsewhere])

    assert [(f.words, f.anchor) for f in found] == [
        ("Chemie eerst.", "p0-6"),
        ("Ook zij.", "p42-44"),
    ]


@pytest.mark.django_db
def test_an_alias_that_is_not_distinctive_takes_the_name_away():
    team = make_organisation(name="Team ICT", abbreviation="ICT")
    OrganisationAlias.objects.create(record=team, name="ICT", is_distinctive=False)
    OrganisationAlias.objects.create(record=team, name="het team ICT")

    assert names_of(team) == ["Team ICT", "het team ICT"]


def test_the_lines_are_the_sentences_and_headings(register, django_assert_num_queries):
    with django_assert_num_queries(1):
        lines = read_lines()

    by_words = {found.words: found for found in lines}
    heading = by_words["Human Capital"]
    assert (heading.anchor, heading.page) == ("human-capital", 14)
    assert any(found.anchor == "voetnoot-3" for found in lines)
    over = next(found for found in lines if "lifescience@work." in found.words)
    assert (heading.pages, over.pages) == ("14", "11–12")
    assert all(register.body[f.start : f.end] == f.words for f in lines)
    assert [f.start for f in lines] == sorted(f.start for f in lines)
