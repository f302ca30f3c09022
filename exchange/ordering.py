"""In which order rows can be saved that point to each other."""

from contextlib import suppress
from graphlib import CycleError, TopologicalSorter


def in_order(needs):
    """(places in order, places in a circle) of rows of which `needs` are the places.

    `needs` has for each row the places of the rows that go before it. Each row is
    looked at once, however long the chain; what hangs on a circle counts as in it.
    """
    sorter = TopologicalSorter(dict(enumerate(needs)))
    with suppress(CycleError):
        sorter.prepare()
    ordered = []
    while ready := sorter.get_ready():
        ordered += sorted(ready)
        sorter.done(*ready)
    return ordered, sorted(set(range(len(needs))) - set(ordered))
