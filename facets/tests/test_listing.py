from types import SimpleNamespace

import pytest
from django.http import QueryDict

from facets.facet import Choice, Facet, natural
from facets.listing import Listing
from facets.sets import Count, FacetSet
from facets.templatetags.facets import counted, shown_of

YES, NO = Choice("ja", "ja"), Choice("nee", "nee")
RECORDS = [
    SimpleNamespace(pk=1, name="Één", colours=["rood", "blauw"], is_part=False),
    SimpleNamespace(pk=2, name="twee", colours=["rood"], is_part=False),
    SimpleNamespace(pk=3, name="Drie", colours=[], is_part=False),
    SimpleNamespace(pk=4, name="vier", colours=["blauw"], is_part=True),
]


class Things(FacetSet):
    NOUNS = ("ding", "dingen")
    PARTS = ("deel", "delen")
    SORTS = {"naam": ("naam", lambda thing: thing.name.lower())}
    VIEWS = {"tabel": "Tabel", "kaarten": "Kaarten"}

    kleur = Facet(
        "Kleur",
        lambda thing: [Choice(colour, colour) for colour in thing.colours],
        none=Choice("geen", "geen kleur"),
    )
    even = Facet("Even", lambda thing: [NO if thing.pk % 2 else YES], always=(YES, NO))

    def read(self):
        return RECORDS

    def is_part(self, record):
        return record.is_part


def listing(query="", **options):
    # Without a model there is no queryset; the records come from read().
    return Listing(Things(QueryDict(query), SimpleNamespace(model=None)), **options)


def found(query=""):
    return [thing.pk for thing in listing(query).page]


def test_choices_of_one_facet_add_up_and_facets_narrow_each_other():
    assert found("kleur=rood") == [1, 2]
    assert found("kleur=rood&kleur=blauw") == [1, 2, 4]
    assert found("kleur=rood&kleur=blauw&even=ja") == [2, 4]
    assert found("kleur=geen") == [3]


def test_each_choice_is_counted_under_the_other_facets():
    shown = listing("kleur=rood&even=nee").facets

    counts = [
        [(option.choice.value, option.count) for option in facet.options]
        for facet in shown
    ]
    assert counts == [
        [("blauw", Count(1)), ("rood", Count(1)), ("geen", Count(1))],
        [("ja", Count(1)), ("nee", Count(1))],
    ]


def test_a_choice_without_records_is_listed_but_cannot_be_made():
    colours, _ = listing("even=ja&kleur=rood").facets

    assert [(o.choice.value, o.is_chosen, o.is_disabled) for o in colours.options] == [
        *(("blauw", False, False), ("rood", True, False), ("geen", False, True))
    ]


def test_a_chosen_option_can_always_be_taken_away():
    colours, _ = listing("even=ja&kleur=geen").facets

    assert [o.is_disabled for o in colours.options if o.is_chosen] == [False]


def test_the_address_holds_the_whole_state_and_no_more():
    shown = listing("kleur=rood&kleur=blauw&sorteer=naam&weergave=kaarten&onzin=1")

    assert [chip.without for chip in shown.chips] == [
        "?kleur=blauw&weergave=kaarten&sorteer=naam",
        "?kleur=rood&weergave=kaarten&sorteer=naam",
    ]
    assert shown.wiped == "?weergave=kaarten&sorteer=naam"
    assert [address for _, address, _ in shown.views] == [
        "?kleur=rood&kleur=blauw&sorteer=naam",
        "?kleur=rood&kleur=blauw&weergave=kaarten&sorteer=naam",
    ]
    assert listing("kleur=rood").wiped == "."


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("", []),
        ("kleur=&sorteer=&weergave=tabel&pagina=1&formaat=csv", []),
        ("kleur=groen&kleur=rood", [("kleur", "groen", "Kleur")]),
        ("klr=rood", [("klr", "rood", "")]),
        ("sorteer=lengte", [("sorteer", "lengte", "Sorteer op")]),
        ("weergave=x", [("weergave", "x", "Weergave")]),
        ("pagina=x", [("pagina", "x", "Pagina")]),
        ("pagina=1000000000", [("pagina", "1000000000", "Pagina")]),
        ("kleur=" + "a" * 50, [("kleur", "a" * 40 + "…", "Kleur")]),
    ],
)
def test_what_was_not_used_is_named(query, notes):
    shown = listing(query)

    assert [(n.name, n.value, n.label) for n in shown.notes] == notes
    assert found(query) == (
        [1, 2] if "rood" in query and "klr" not in query else [1, 2, 3, 4]
    )


def test_not_more_than_five_notes_are_shown():
    shown = listing("&".join(f"x{n}=1" for n in range(900)))

    assert (len(shown.notes_shown), shown.notes_left) == (5, 895)


def test_an_empty_list_names_each_filter_that_alone_stands_in_the_way():
    ways = listing("kleur=geen&even=ja").ways_out

    assert [(w.facet.label, w.address, w.count) for w in ways] == [
        ("Kleur", "?even=ja", Count(1, 1)),
        ("Even", "?kleur=geen", Count(1)),
    ]


def test_pages_keep_what_is_chosen():
    shown = listing("sorteer=naam&pagina=2", per_page=2)

    assert [thing.pk for thing in shown.page] == [4, 1]
    assert list(shown.pages) == [(1, "?sorteer=naam"), (2, "?sorteer=naam&pagina=2")]


def test_the_last_few_records_get_no_page_of_their_own(monkeypatch):
    monkeypatch.setattr(Things, "read", lambda self: RECORDS * 15)

    assert listing().paginator.num_pages == 1
    monkeypatch.setattr(Things, "read", lambda self: RECORDS * 16)
    assert listing().paginator.num_pages == 2


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "<strong>3</strong> dingen en 1 deel"),
        ("kleur=geen", "<strong>1</strong> van 3 dingen"),
    ],
)
def test_the_page_says_how_much_it_shows(query, words):
    assert shown_of(listing(query)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(), "0 dingen"),
        (Count(1), "1 ding"),
        (Count(2, 1), "2 dingen en 1 deel"),
        (Count(0, 2), "2 delen"),
    ],
)
def test_a_count_in_words(count, words):
    assert counted(count, Things) == words


def test_codes_sort_by_their_numbers():
    codes = ["GZ-C", "ED-10", "ED-2", "ED-1.5", "ED-1"]

    assert sorted(codes, key=natural) == ["ED-1", "ED-1.5", "ED-2", "ED-10", "GZ-C"]
