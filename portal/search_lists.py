"""Questions that a list answers better than records do: which missions, how many."""

from urllib.parse import urlencode

from django.urls import reverse

from kia.models import ContractYear
from search.analysis import key, words
from search.stemming import stem

MISSION = stem("missie")
ENTRY = stem("bijdrage")
CONTRACT = {stem(word) for word in ("contract", "kic", "convenant", "inzet")}
# Groups of the glossary that the list of missions has a filter for.
SAID = {
    "geen streefjaar": ("jaar", "geen"),
    "zonder getal": ("doel", "zonder-getal"),
}
NAMED = ("thema", "topsector", "technologie")
COUNTING = {"hoeveel", "aantal", "lijst", "overzicht"}


def lists(answer) -> list[tuple[str, str]]:
    """(words, address) of the lists that the question asks for."""
    asked = words(answer.question.text)
    return [*_missions(answer, asked), *_of_agendas(asked)]


def _of_agendas(asked):
    """The list of entries, and the tables of the contract: of a year, or of all."""
    stems = {stem(word) for word in asked}
    found = []
    if ENTRY in stems:
        found.append(("bijdragen aan de agenda’s", reverse("kia:entries")))
    if CONTRACT & stems:
        years = ContractYear.objects.public()
        wanted = [int(word) for word in asked if word.isdecimal() and len(word) == 4]
        tables = years.filter(year__in=wanted) if wanted else years
        found += [(str(table), table.get_absolute_url()) for table in tables]
        found.append(("het kennis- en innovatiecontract", reverse("kia:contract")))
    return found


def _missions(answer, asked):
    if not any(stem(word) == MISSION for word in asked):
        return []
    if chosen := _chosen(answer, asked):
        told = ", ".join(words for words, _, _ in chosen)
        query = urlencode([(facet, value) for _, facet, value in chosen])
        return [(f"missies: {told}", f"{reverse('missions:list')}?{query}")]
    if all(_counts(concept.word) for concept in answer.question.concepts):
        return [
            ("alle missies", reverse("missions:list")),
            ("hoe wij missies tellen", reverse("portal:counting")),
        ]
    return []


def _counts(word):
    return stem(word) == MISSION or word in COUNTING or word.isdigit()


def _chosen(answer, asked):
    """(words, facet, value) of the filters that the question names."""
    entries = [hit.entry for hit in answer.hits]
    names = {*asked, *answer.question.runs}
    terms = {key(s) for c in answer.question.concepts for s in c.synonyms}
    return [
        *((term, *chosen) for term, chosen in SAID.items() if term in terms),
        *(
            (word, "jaar", word)
            for word in asked
            if word.isdigit() and any(_is_mission_of(e, word) for e in entries)
        ),
        *(
            (f"{entry.kind} {entry.title}", entry.kind, entry.key)
            for entry in entries
            if entry.kind in NAMED and names.intersection(entry.exact)
        ),
    ]


def _is_mission_of(entry, year):
    return entry.kind == "missie" and year in entry.exact
