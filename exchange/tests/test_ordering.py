"""Rows that point to each other: which go first, and which cannot go at all."""

from exchange.ordering import in_order


def test_what_others_point_to_goes_first():
    assert in_order([[2], [], [1], []]) == ([1, 3, 2, 0], [])


def test_a_circle_and_what_hangs_on_it_stays_behind():
    assert in_order([[1], [0], [], [0]]) == ([2], [0, 1, 3])


def test_no_rows_have_no_order():
    assert in_order([]) == ([], [])


class Row(list):
    """The places that a row needs; counts how often it is asked."""

    asked = 0

    def __iter__(self):
        Row.asked += 1
        return super().__iter__()


def test_a_long_chain_is_walked_once():
    chain = [Row([place + 1]) for place in range(5_000)] + [Row()]

    ordered, circle = in_order(chain)

    assert (ordered, circle) == ([*range(5_000, -1, -1)], [])
    assert Row.asked == len(chain)
