"""Two contents compared: words, rows and amounts, without a database."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kia.agendas.difference import Budget
from kia.review.difference import (
    Cell,
    Content,
    Row,
    compare,
    compare_rows,
    compare_words,
)

TEXTS = st.text(alphabet="ab* \n-[]()#é<>&", max_size=60)
KEYS = st.lists(st.integers(0, 12), unique=True, max_size=9)


def row(key, *texts):
    texts = texts or (f"Rij {key}",)
    return Row(str(key), tuple(Cell(f"k{n}", text) for n, text in enumerate(texts)))


def rows(*keys):
    return [row(key) for key in keys]


def told(changes):
    return [(change.state, change.heading) for change in changes]


def test_a_row_that_moved_is_not_removed_and_added():
    changes = compare_rows(rows(1, 2, 3, 4), rows(4, 1, 2, 3), in_order=True)

    assert told(changes) == [
        ("moved", "Rij 4"),
        ("same", "Rij 1"),
        ("same", "Rij 2"),
        ("same", "Rij 3"),
    ]


def test_where_the_content_makes_the_order_nothing_is_moved():
    changes = compare_rows(rows(1, 2), rows(2, 1))

    assert {change.state for change in changes} == {"same"}


def test_a_row_keeps_its_lineage_whatever_it_says():
    (change,) = compare_rows([row(1, "Proef", "2020")], [row(1, "Toets", "2021")])

    assert change.state == "changed"
    assert [(c.old.text, c.new.text) for c in change.cells] == [
        ("Proef", "Toets"),
        ("2020", "2021"),
    ]


def test_a_row_that_was_typed_again_is_known_by_its_content():
    changes = compare_rows([row(1, "A", "x")], [row(9, "A", "x")])

    assert told(changes) == [("same", "A")]


def test_a_row_that_was_typed_again_is_known_by_what_it_is_about():
    (change,) = compare_rows([row(1, "Fotonica", "x")], [row(9, "Fotonica", "y")])

    assert change.state == "changed"


def test_rows_without_a_heading_are_not_taken_for_each_other():
    changes = compare_rows([row(1, "", "x")], [row(9, "", "y")])

    assert [change.state for change in changes] == ["removed", "added"]


def test_what_went_stands_where_it_stood():
    changes = compare_rows(rows(1, 2, 3, 4), rows(1, 4, 5))

    assert told(changes) == [
        ("same", "Rij 1"),
        ("removed", "Rij 2"),
        ("removed", "Rij 3"),
        ("same", "Rij 4"),
        ("added", "Rij 5"),
    ]


def test_two_rows_that_say_the_same_are_two_rows():
    changes = compare_rows([row(1, "A"), row(2, "A")], [row(3, "A")])

    assert sorted(change.state for change in changes) == ["removed", "same"]


@given(KEYS, KEYS)
def test_every_row_is_told_once(old, new):
    changes = compare_rows(rows(*old), rows(*new), in_order=True)

    assert [c.new.key for c in changes if c.new] == [str(key) for key in new]
    assert sorted(c.old.key for c in changes if c.old) == sorted(map(str, old))
    assert {c.new.key for c in changes if c.old and c.new} == {
        str(key) for key in set(old) & set(new)
    }


@given(st.permutations(range(8)))
def test_what_did_not_move_stands_in_its_old_order(new):
    changes = compare_rows(rows(*range(8)), rows(*new), in_order=True)
    stayed = [c.old.key for c in changes if c.state == "same"]

    assert stayed == sorted(stayed)
    assert stayed


def test_an_amount_tells_how_much_more():
    was = Row("1", (Cell("Bron", "NWO"), Cell("2020", "40", 40_000)))
    now = Row("1", (Cell("Bron", "NWO"), Cell("2020", "160", 160_000)))
    (change,) = compare_rows([was], [now])

    assert [cell.more for cell in change.cells] == [None, 120_000]


def test_an_amount_in_a_year_that_was_not_there_counts_from_nothing():
    was = Row("1", (Cell("Bron", "NWO"), Cell("2020", "40", 40_000)))
    now = Row("1", (Cell("Bron", "NWO"), Cell("2021", "60", 60_000)))
    (change,) = compare_rows([was], [now])

    assert [(c.name, c.more) for c in change.cells] == [
        ("Bron", None),
        ("2020", -40_000),
        ("2021", 60_000),
    ]


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (Content(text="Gelijk."), Content(text="Gelijk."), "same"),
        (Content(text="Gelijk."), Content(text="**Gelijk.**"), "layout"),
        (Content(), Content(text="Nieuw."), "added"),
        (Content(text="Oud."), Content(text="  "), "removed"),
        (Content(text="Wij telen vis."), Content(text="Wij telen wier."), "changed"),
        (Content("Ja"), Content("Nee"), "changed"),
        (Content(rows=(row(1),)), Content(rows=(row(1), row(2))), "changed"),
        (Content(rows=(row(1),)), Content(), "removed"),
        (Content("Ja", "**x**"), Content("Nee", "x"), "changed"),
    ],
)
def test_the_state_of_a_field(old, new, state):
    assert compare("approach", "Aanpak", old, new).state == state


def test_side_by_side_each_side_has_its_own_words():
    words = compare_words("Wij telen vis.", "Wij telen veel wier.")

    assert "".join(p.text for p in words.before).strip() == "Wij telen vis."
    assert "".join(p.text for p in words.after).strip() == "Wij telen veel wier."
    assert (words.went, words.came) == (1, 2)


@given(TEXTS, TEXTS)
def test_whatever_is_typed_both_sides_are_whole(old, new):
    words = compare_words(old, new)
    back = compare_words(new, old)

    def said(found):
        return "".join(piece.text for piece in found)

    assert said(words.before) == said(back.after)
    assert said(words.after) == said(back.before)


def long_text(words, seed=0):
    random = Random(seed)
    return " ".join(random.choice(WORDS) for _ in range(words))


WORDS = [f"woord{n}" for n in range(800)] + ["de", "het", "een"] * 100


def in_seconds(old, new, budget=None):
    began = time.process_time()
    compare_words(old, new, budget)
    return time.process_time() - began


ADVERSARIAL = [
    ("a " * 10_000, "b a " * 5_000),
    ("a" * 60_000, "a" * 60_001),
    ("\n" * 20_000, "x\n" * 10_000),
    ("* " * 10_000, "- a\n" * 5_000),
    ("[](" * 5_000, "](" * 7_000),
    ("\u200b " * 10_000, "e\u0301 " * 10_000),
    (long_text(10_000), long_text(10_000, seed=1)),
]


@pytest.mark.parametrize(("old", "new"), ADVERSARIAL)
def test_hard_texts_of_ten_thousand_words_cost_no_more_than_twenty_easy_ones(old, new):
    """An easy one: the same length, with one word changed in each hundred."""
    words = long_text(10_000).split()
    changed = ["anders" if n % 100 == 50 else w for n, w in enumerate(words)]
    easy = in_seconds(" ".join(words), " ".join(changed))

    assert in_seconds(old, new) < 20 * max(easy, 0.05)


def test_a_page_of_hard_fields_has_one_budget():
    budget = Budget(1_000_000)
    for _ in range(10):
        compare_words("a b " * 2_000, "b a " * 2_000, budget)

    assert budget.left < 0
    words = compare_words("a b c", "a c b", budget)
    assert "".join(p.text for p in words.after).strip() == "a c b"
