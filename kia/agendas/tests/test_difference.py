from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instance import clock
from kia.agendas import difference
from kia.agendas.difference import (
    MOST_COMPARED,
    Budget,
    Money,
    entry_changes,
    money_changes,
    pieces,
    text_changes,
)
from kia.agendas.held import contents_of
from kia.endings import end_entry
from kia.models import BudgetLine
from kia.steps import AgendaState, EntryState
from kia.tests.builders import (
    make_cast,
    make_entry,
    make_version,
    move_entry,
    move_version,
    revise,
)
from kia.workflow import open_version

KIND = SimpleNamespace(pk=1, has_text=True)
OLD, NEW = SimpleNamespace(pk=1), SimpleNamespace(pk=2)


def change(old, new):
    (found,) = text_changes([KIND], OLD, NEW, {(1, 1): old, (2, 1): new}).all
    return found


def test_words_that_came_and_went_stand_where_they_stood():
    found = [(p.kind, p.text) for p in pieces("Wij telen vis.", "Wij telen wier.")]

    assert found == [
        ("same", "Wij telen "),
        ("del", "vis"),
        ("ins", "wier"),
        ("same", ".\n"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "state", "words"),
    [
        ("Gelijk.", "Gelijk.", "same", (0, 0)),
        ("", "", "same", (0, 0)),
        ("Gelijk.", "**Gelijk.**", "layout", (0, 0)),
        ("", "Drie nieuwe woorden.", "added", (3, 0)),
        ("Twee woorden.", "  ", "removed", (0, 2)),
        ("Wij telen vis.", "Wij telen veel wier.", "changed", (2, 1)),
        ("Eerste.\n\nTweede.", "Tweede.\n\nDerde.", "changed", (1, 1)),
    ],
)
def test_a_text_says_how_it_changed(old, new, state, words):
    found = change(old, new)

    assert (found.state, (found.came, found.went)) == (state, words)


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_pieces_hold_both_texts_whole(old, new):
    found = pieces(old, new)

    assert "".join(p.text for p in found if p.kind != "ins") == f"{old}\n"
    assert "".join(p.text for p in found if p.kind != "del") == f"{new}\n"


def test_stretches_with_little_in_common_are_read_one_after_the_other():
    found = pieces("In deze sectie staat iets.", "Een heel nieuwe tekst.")

    assert [piece.kind for piece in found] == ["del", "ins"]


def test_texts_too_long_to_compare_are_other_texts():
    old, new = "a " * 3000, "b " * 2999

    assert [p.kind for p in pieces(old, new)] == ["del", "ins"]


REPEATED = [
    (
        "".join(f"a\nx{i}\n" for i in range(600)),
        "".join(f"a\ny{i}\n" for i in range(600)),
    ),
    ("".join(f"a x{i} " for i in range(900)), "".join(f"a y{i} " for i in range(900))),
]


@pytest.mark.parametrize(("old", "new"), REPEATED)
def test_what_repeats_itself_is_compared_within_a_budget(monkeypatch, old, new):
    budgets = []
    monkeypatch.setattr(
        difference, "Budget", lambda: budgets.append(Budget()) or budgets[-1]
    )

    found = pieces(old, new)

    assert [budget.left < 0 for budget in budgets] == [True]
    # No more than one look after which it was spent.
    assert budgets[0].left > -MOST_COMPARED
    assert "".join(p.text for p in found if p.kind != "del") == f"{new}\n"


def test_equal_ends_cost_nothing_to_compare():
    same = "a\n" * 3000

    found = [
        (p.kind, len(p.text)) for p in pieces(f"{same}oud\n{same}", f"{same}{same}")
    ]

    assert found == [("same", 6000), ("del", 4), ("same", 6001)]


@pytest.mark.parametrize(
    ("old", "new", "percent", "is_large"),
    [
        (100, 125, 25, False),
        (100, 126, 26, True),
        (100, 75, -25, False),
        (100, 74, -26, True),
        (0, 0, None, False),
        (0, 1, None, False),
        (100, 0, -100, True),
        # A half goes away from zero, up and down alike.
        (200, 201, 1, False),
        (200, 199, -1, False),
        (200, 205, 3, False),
    ],
)
def test_more_than_a_quarter_is_a_large_change(old, new, percent, is_large):
    money = Money("samen", old, new)

    assert (money.percent, money.is_large) == (percent, is_large)


def test_a_percentage_has_a_sign_and_a_true_minus():
    found = [Money("", 100, new).percent_text for new in (150, 100, 50)]

    assert [*found, Money("", 0, 1).percent_text] == ["+50%", "+0%", "−50%", ""]


@pytest.mark.django_db
def test_entries_are_new_changed_ended_or_carried_over():
    cast = make_cast()
    first = make_version(cast)
    names = ("blijft", "anders", "eindigt")
    stays, other, ends = (
        make_entry(cast, first, EntryState.ACCEPTED, title=name) for name in names
    )
    first = move_version(cast, first, AgendaState.ADOPTED)
    with clock.at(clock.now().replace(year=2022)):
        second = open_version(cast.agenda, cast.coordinator)
        revised = revise(cast, other, second)
        revised.summary = "Een andere samenvatting."
        revised.save()
        BudgetLine.objects.filter(version=revised, year=2023).update(amount=5_000_000)
        move_entry(cast, revised, EntryState.ACCEPTED)
        make_entry(cast, second, EntryState.ACCEPTED, title="nieuw")
        end_entry(ends.entry, second, by=cast.coordinator, reason="Het is klaar.")
        second = move_version(cast, second, AgendaState.ADOPTED)
    was, now = (contents_of(version, cast.outsider) for version in (first, second))

    found = {
        state: [
            (c.held.entry_version.title, c.fields, c.ended_because) for c in changes
        ]
        for state, _, changes in entry_changes(was, now)
    }

    assert found == {
        "new": [("nieuw", [], "")],
        "changed": [("anders", ["openbare samenvatting", "begroting"], "")],
        "ended": [("eindigt", [], "Het is klaar.")],
        "carried_over": [("blijft", [], "")],
    }
    # Three entries of four million, then: one more, one that grew, and one less.
    cash, kind, both = money_changes(was, now)
    assert (cash.old, cash.new) == (12_000_000, 16_000_000)
    assert (kind.old, kind.new) == (0, 0)
    assert (both.percent, both.is_large) == (33, True)
    assert stays.entry_id
