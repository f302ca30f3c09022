"""Words for one and the same thing, as editors keep them in the admin."""

from dataclasses import dataclass, field

from search.analysis import Token, words
from search.models import GlossaryGroup


@dataclass(frozen=True)
class Glossary:
    """The groups by the words of each of their terms."""

    groups: dict[tuple[str, ...], GlossaryGroup] = field(default_factory=dict)

    @classmethod
    def read(cls):
        found = {}
        for group in GlossaryGroup.objects.all():
            for term in group.terms:
                found.setdefault(tuple(words(term)), group)
        return cls(found)

    @property
    def longest_term(self):
        return max(map(len, self.groups), default=0)

    def longest(self, run: list[Token]) -> tuple[GlossaryGroup | None, int]:
        """The group that the most words from the start of the run belong to."""
        typed = tuple(token.word for token in run[: self.longest_term])
        for length in range(len(typed), 0, -1):
            if group := self.groups.get(typed[:length]):
                return group, length
        return None, 0
