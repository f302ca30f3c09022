from decimal import Decimal

from charts.build import BEFORE_NEXT_MARK, bar, labels, listed, spoken, with_ending
from charts.fit import Tier, text_width
from charts.vocabulary import BESIDE_MARK, Label, Run, Scale

WORDS = (Run("rivieren"),)
SHORT = (Run("zee"),)


def shown(track, *, followed):
    tier = Tier("l", track=track, size=14)
    [label] = labels([WORDS, SHORT], 50, [tier], followed=followed)
    return label.lines


def test_words_keep_clear_of_their_own_mark_and_of_the_next():
    alone = 2 * (text_width("rivieren", 14) + BESIDE_MARK)
    beside = alone + 2 * BEFORE_NEXT_MARK

    assert shown(alone + 1, followed=False) == (WORDS,)
    assert shown(alone - 1, followed=False) == (SHORT,)
    assert shown(beside + 1, followed=True) == (WORDS,)
    assert shown(beside - 1, followed=True) == (SHORT,)


def test_tiers_that_show_the_same_words_share_a_label():
    tiers = [Tier(name, track=800, size=14) for name in ("xl", "l")]

    assert labels([WORDS], 50, tiers, followed=False) == (Label((WORDS,), ("xl", "l")),)


def test_a_comma_stays_with_the_word_before_it():
    runs = listed([[Run("+5 jaar", strong=True)], [Run("verschil")]])

    assert spoken(with_ending(runs, ", 2040")) == "+5 jaar, verschil, 2040"


def test_a_small_reduction_is_named_above_its_bar():
    drawn = bar(Scale(1990, 2050), 2030, Decimal("7.5"), "−7,5%")

    assert (drawn.remaining, drawn.top, drawn.change_y) == ("92,5", "16.1", "-12.0")
