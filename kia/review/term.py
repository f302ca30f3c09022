"""The term in which departments judge, as a page says it."""

from dataclasses import dataclass
from datetime import date

from instance import clock
from kia.step_checks import judgement_due_on
from kia.working_days import working_days_between, working_days_left


@dataclass(frozen=True)
class Term:
    due_on: date
    today: date

    @property
    def is_over(self):
        return self.today > self.due_on

    @property
    def in_words(self):
        if self.is_over:
            return "de termijn is voorbij"
        if not working_days_between(self.today, self.due_on):
            return "vandaag is de laatste dag"
        return working_days_left(self.today, self.due_on)


def term_of(version):
    """Of a version that was submitted."""
    return Term(judgement_due_on(version), clock.today())
