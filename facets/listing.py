"""A list with facets as its page shows it: addresses, chips, notes and one page of it."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator

from facets.facet import Choice, Facet
from facets.sets import SORT, VIEW, Count, FacetSet

PAGE = "pagina"
# Also in the address of a list, but no part of what is chosen: a download of it.
DOWNLOAD = "formaat"
PER_PAGE = 50
# What fits in the column; the others are folded.
OPTIONS_SHOWN = 7
NOTES_SHOWN = 5
LONGEST_VALUE = 40


@dataclass(frozen=True)
class Chip:
    """A choice that was made, with the address of the list without it."""

    facet: Facet
    choice: Choice
    without: str


@dataclass(frozen=True)
class WayOut:
    """Where nothing is found: what to take away, and what that gives."""

    facet: Facet
    choices: list
    address: str
    count: Count


@dataclass(frozen=True)
class Note:
    """A part of the address that was not used; without a label its name is unknown."""

    name: str
    value: str
    label: str = ""


@dataclass(frozen=True)
class Shown:
    """A facet with its options, the first ones and the ones that are folded."""

    name: str
    facet: Facet
    options: list

    @property
    def first(self):
        # One alone is not worth folding.
        fits = len(self.options) <= OPTIONS_SHOWN + 1
        return self.options if fits else self.options[:OPTIONS_SHOWN]

    @property
    def rest(self):
        return self.options[len(self.first) :]

    @property
    def is_rest_chosen(self):
        return any(option.is_chosen for option in self.rest)


class Listing:
    def __init__(self, filterset: FacetSet, per_page=PER_PAGE):
        self.filterset = filterset
        self.data = filterset.data
        self.paginator = Paginator(filterset.found, per_page, orphans=per_page // 5)
        self.count, self.total = filterset.count, filterset.total
        self.is_whole = not filterset.chosen

    # Addresses

    def address(self, chosen=None, **changes):
        """The address of this list with these choices, from its first page."""
        chosen = self.filterset.chosen if chosen is None else chosen
        pairs = [(name, value) for name, own in chosen.items() for value in own]
        beside = dict(self.kept) | {SORT: self.filterset.sort} | changes
        pairs += [(name, value) for name, value in beside.items() if value]
        # Without a query, this is the list itself.
        return f"?{urlencode(pairs)}" if pairs else "."

    @property
    def query(self):
        """What is chosen, for another address that takes the same."""
        return self.address().removeprefix(".")

    @cached_property
    def kept(self):
        """What the form of the facets passes on, as (name, value)."""
        view = self.filterset.view
        found = [(name, self.data.get(name)) for name in self.filterset.KEEPS]
        if view != next(iter(self.filterset.VIEWS), ""):
            found.append((VIEW, view))
        return [(name, value) for name, value in found if value]

    def without(self, name, value=None):
        """The address without a choice, or without all choices of a facet."""
        chosen = dict(self.filterset.chosen)
        own = chosen.pop(name)
        if value and len(own) > 1:
            chosen[name] = {v: c for v, c in own.items() if v != value}
        return self.address(chosen)

    # What is chosen

    @cached_property
    def facets(self):
        found = self.filterset.facets.items()
        return [Shown(n, f, self.filterset.options(n)) for n, f in found]

    @cached_property
    def chips(self):
        return [
            Chip(self.filterset.facets[name], choice, self.without(name, value))
            for name, own in self.filterset.chosen.items()
            for value, choice in own.items()
        ]

    @property
    def selection_words(self):
        """What is chosen, in words, for the name of a download."""
        return " ".join(f"{c.facet.label} {c.choice.label}" for c in self.chips)

    @property
    def words(self):
        """What is chosen, as a sentence: "Thema: Veiligheid of Gezondheid."."""
        found = [
            f"{self.filterset.facets[name].label}: "
            + " of ".join(str(choice.label) for choice in own.values())
            for name, own in self.filterset.chosen.items()
        ]
        return f"{'; '.join(found)}." if found else ""

    @property
    def wiped(self):
        return self.address({})

    @property
    def ways_out(self):
        """Where nothing is found: each facet that alone stands in the way."""
        found = [
            WayOut(
                self.filterset.facets[name],
                list(own.values()),
                self.without(name),
                self.filterset.count_without(name),
            )
            for name, own in self.filterset.chosen.items()
        ]
        return [way for way in found if way.count]

    # What is shown

    @cached_property
    def page(self):
        return self.paginator.get_page(self.data.get(PAGE))

    @property
    def pages(self):
        """(number or …, address) for the links between the pages."""
        for n in self.paginator.get_elided_page_range(self.page.number, on_each_side=1):
            is_page = isinstance(n, int)
            yield n, self.address(**{PAGE: n if n != 1 else ""}) if is_page else ""

    @property
    def sorts(self):
        return [(value, words) for value, (words, _) in self.filterset.SORTS.items()]

    @property
    def views(self):
        """(words, address, whether it is this one)."""
        default = next(iter(self.filterset.VIEWS), "")
        return [
            (words, self.address(**{VIEW: view if view != default else ""}), view)
            for view, words in self.filterset.VIEWS.items()
        ]

    # What was not used

    @cached_property
    def notes(self):
        return list(self._notes())

    @property
    def notes_shown(self):
        return self.notes[:NOTES_SHOWN]

    @property
    def notes_left(self):
        return len(self.notes) - len(self.notes_shown)

    def _notes(self):
        for name, values in self.data.lists():
            known = self._known(name)
            for value in dict.fromkeys(filter(None, values)):
                if known is None:
                    yield Note(short(name), short(value))
                elif value not in known:
                    yield Note(name, short(value), self._label(name))

    def _known(self, name):
        """The values that a name in the address may have; None for an unknown name."""
        if name in self.filterset.facets:
            return self.filterset.chosen.get(name, {})
        choices = {SORT: self.filterset.SORTS, VIEW: self.filterset.VIEWS}
        if name == DOWNLOAD or name in self.filterset.KEEPS:
            return self.data.getlist(name)
        if name == PAGE:
            return [str(self.page.number)]
        return choices.get(name)

    def _label(self, name):
        words = {SORT: "Sorteer op", VIEW: "Weergave", PAGE: "Pagina"}
        facet = self.filterset.facets.get(name)
        return facet.label if facet else words[name]


def short(text):
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
