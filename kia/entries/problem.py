from collections.abc import Callable
from dataclasses import dataclass

from kia import problems


@dataclass(frozen=True)
class Problem(problems.Problem):
    """What a rule found, at which field; `part` is the place within the field.

    A part is a column, a year, one of the values, or the lineage of a row.
    """

    part: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Check:
    """One rule under its name. `find` yields (field, text) or (field, text, part)."""

    rule: str
    says: str
    find: Callable

    def problems(self, version, *given):
        found = self.find(version, *given)
        return [Problem(*where_and_why, rule=self.rule) for where_and_why in found]
