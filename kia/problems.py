"""Why a step cannot be taken, in words for who wanted to take it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that stands in the way; `field` is empty when it is no field.

    What a rule of entries found is named after it, and may point to a `part` of the
    field: a column, a year, one of the values, or the lineage of a row.
    """

    field: str
    text: str
    part: str = ""
    rule: str = ""


class StepRefused(Exception):
    """Nothing was changed; `problems` say why, in Dutch."""

    def __init__(self, *problems):
        super().__init__(*problems)
        self.problems = list(problems)

    def __str__(self):
        return " ".join(problem.text for problem in self.problems)


class TakenJustNow(StepRefused):
    """By the same person: a button that was pressed twice."""
