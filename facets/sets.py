"""A list with facets: what is chosen, what that leaves, and what else could be chosen.

The address holds the whole state. Everything is counted in one pass over the
records, so a list costs the queries of its records and no more.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Func, Value
from django_filters import FilterSet

from facets.facet import Choice, Facet

SORT, VIEW = "sorteer", "weergave"


@dataclass(frozen=True)
class Count:
    """How many records; of some kinds the parts are counted apart."""

    whole: int = 0
    parts: int = 0

    def __bool__(self):
        return bool(self.whole or self.parts)


@dataclass(frozen=True)
class Option:
    choice: Choice
    count: Count
    is_chosen: bool

    @property
    def is_disabled(self):
        return not self.count and not self.is_chosen


class FacetSet(FilterSet):
    """The facets of one list; `qs` is what they leave of the queryset, in its order.

    A list may take its records from elsewhere than the queryset (`read`), as long as
    each has the same `pk`.
    """

    # One and more of them; and of their parts, where these are counted apart.
    NOUNS = ()
    PARTS = ()
    # What the order is called that the records have by themselves.
    ORDER = ""
    # By the word in the address: its words on the page, and the key to sort by.
    SORTS = {}
    VIEWS = {}
    # Other names in the address, which belong to the page around the list.
    KEEPS = ()

    def read(self):
        return list(self.queryset)

    def is_part(self, record) -> bool:
        """Whether a record is a part of another, and is counted apart."""
        return False

    def filter_queryset(self, queryset):
        keys = [record.pk for record in self.found] if self.is_narrowed else []
        if self.chosen:
            queryset = queryset.filter(pk__in=keys)
        if self.sort:
            places = Value(keys, ArrayField(BigIntegerField()))
            queryset = queryset.order_by(Func(places, "pk", function="array_position"))
        return queryset

    @property
    def is_narrowed(self):
        return bool(self.chosen or self.sort)

    # What is asked

    @cached_property
    def facets(self) -> dict[str, Facet]:
        return {n: f for n, f in self.filters.items() if isinstance(f, Facet)}

    @cached_property
    def asked(self):
        """The values in the address by facet, whether they exist or not."""
        return self.form.cleaned_data if self.is_valid() else {}

    @cached_property
    def chosen(self) -> dict[str, dict[str, Choice]]:
        """By facet the choices that were made; only facets with one."""
        found = {}
        for name, values in self.asked.items():
            known = {c.value: c for c in self.choices[name]} if values else {}
            own = {value: known[value] for value in values if value in known}
            if own:
                found[name] = own
        return found

    @cached_property
    def sort(self):
        return self._one_of(SORT, self.SORTS)

    @cached_property
    def view(self):
        return self._one_of(VIEW, self.VIEWS) or next(iter(self.VIEWS), "")

    def _one_of(self, name, known):
        asked = self.data.get(name, "")
        return asked if asked in known else ""

    # What there is

    @cached_property
    def records(self):
        return self.read()

    @cached_property
    def _answers(self):
        """(each record with its values by facet, every choice that was given).

        Values, not choices: a string knows its hash, and there are thousands.
        """
        found, given = [], {name: {} for name in self.facets}
        for record in self.records:
            answers = {}
            for name, facet in self.facets.items():
                own = {choice.value: choice for choice in facet.answers(record)}
                given[name].update(own)
                answers[name] = own.keys()
            found.append((record, answers))
        return found, given

    @cached_property
    def choices(self) -> dict[str, list[Choice]]:
        """Every choice of each facet, whatever else is chosen."""
        _, given = self._answers
        return {n: f.sorted(given[n].values()) for n, f in self.facets.items()}

    # What is left

    @cached_property
    def _passes(self):
        """(found records, and per facet the count of each choice under the others)."""
        chosen = {name: set(own) for name, own in self.chosen.items()}
        found, counters = [], {name: (Counter(), Counter()) for name in self.facets}
        for record, answers in self._answers[0]:
            fails = [n for n, own in chosen.items() if own.isdisjoint(answers[n])]
            if len(fails) > 1:
                continue
            if not fails:
                found.append(record)
            is_part = self.is_part(record)
            for name in fails or self.facets:
                counters[name][is_part].update(answers[name])
        return found, counters

    @cached_property
    def found(self):
        key = self.SORTS[self.sort][1] if self.sort else None
        return sorted(self._passes[0], key=key) if key else self._passes[0]

    def count_of(self, records):
        parts = sum(map(self.is_part, records))
        return Count(len(records) - parts, parts)

    @cached_property
    def count(self):
        return self.count_of(self.found)

    @cached_property
    def total(self):
        return self.count_of(self.records)

    def count_without(self, name):
        """What is left without the choices of one facet."""
        chosen = {n: set(own) for n, own in self.chosen.items() if n != name}
        return self.count_of(
            [
                record
                for record, answers in self._answers[0]
                if not any(own.isdisjoint(answers[n]) for n, own in chosen.items())
            ]
        )

    def options(self, name) -> list[Option]:
        whole, parts = self._passes[1][name]
        chosen = self.chosen.get(name, {})
        return [
            Option(c, Count(whole[c.value], parts[c.value]), c.value in chosen)
            for c in self.choices[name]
        ]
