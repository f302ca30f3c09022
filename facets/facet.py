"""One facet of a list: which choices it offers, and which of them a record answers to."""

import re
import unicodedata
from dataclasses import dataclass, field

from django import forms
from django_filters import Filter


@dataclass(frozen=True)
class Choice:
    """A choice as the address names it, and in words; `order` goes before the words."""

    value: str
    label: str = field(compare=False)
    order: int = field(default=0, compare=False)

    @property
    def sort_key(self):
        return self.order, plain(self.label)


def plain(text):
    """As people sort: accents and capitals do not count."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def natural(code):
    """As people sort codes: ED-2 before ED-10."""
    parts = re.split(r"(\d+)", plain(code))
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


class Asked(forms.MultipleChoiceField):
    """Every value that is asked for, once. Which of them exist, the set looks up."""

    def validate(self, value):
        pass

    def clean(self, value):
        return list(dict.fromkeys(filter(None, super().clean(value))))


class Facet(Filter):
    """Choices of which a visitor may take several; one of them is enough.

    `of(record)` gives the choices that a record answers to. `none` is the choice for
    records that answer to no other; `always` are listed first, also without records.
    """

    field_class = Asked

    def __init__(self, label, of, *, none=None, always=(), hint=""):
        super().__init__(label=label)
        self.of, self.none, self.always, self.hint = of, none, always, hint

    def answers(self, record):
        return list(self.of(record)) or list(filter(None, [self.none]))

    def sorted(self, choices):
        """All choices of the list: those that always stand there, the others, none."""
        fixed = {*self.always, self.none}
        others = sorted(set(choices) - fixed, key=lambda choice: choice.sort_key)
        return [*self.always, *others, *filter(None, [self.none])]
