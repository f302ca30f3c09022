import pytest

from search.glossary import Glossary
from search.highlight import LONGEST_SNIPPET, Highlighter
from search.models import GlossaryGroup
from search.query import read

AI = GlossaryGroup(name="kunstmatige intelligentie", synonyms="AI")
GLOSSARY = Glossary({("ai",): AI, ("kunstmatige", "intelligentie"): AI})


def marked(question, text):
    return Highlighter(read(question, GLOSSARY)).marked(text)


@pytest.mark.parametrize(
    ("question", "text", "html"),
    [
        ("missie", "De missies.", "De <mark>missies</mark>."),
        ("missie", "emissieloos", "emissieloos"),
        ("landbouw", "Kringlooplandbouw", "<mark>Kringlooplandbouw</mark>"),
        ("windmolenpark", "een park", "een park"),
        (
            "AI",
            "kunstmatige intelligentie",
            "<mark>kunstmatige</mark> <mark>intelligentie</mark>",
        ),
        ("AI", "een kunstmatige dijk", "een kunstmatige dijk"),
        ("co2", "minder CO₂", "minder <mark>CO₂</mark>"),
        ("b", "<b>x & y</b>", "&lt;<mark>b</mark>&gt;x &amp; y&lt;/<mark>b</mark>&gt;"),
    ],
)
def test_what_was_found_is_marked(question, text, html):
    assert marked(question, text) == html


def test_a_snippet_is_cut_where_most_was_found():
    text = "water " + "niets " * 100 + "water en nog eens water " + "niets " * 100

    snippet = Highlighter(read("water", GLOSSARY)).snippet(text)

    assert snippet.count("<mark>") == 2
    assert snippet.startswith("… niets") and snippet.endswith("niets …")
    assert len(snippet) < LONGEST_SNIPPET + 60
