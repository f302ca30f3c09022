"""The rules of submitting an entry: one list of named checks.

Hard ones block; a problem leads to a field of kia/entries/fields. What an entry has
of soft ones it may keep: the warnings travel along with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from kia.entries import content, filled, hard, soft
from kia.entries.fields import needed
from kia.problems import Problem


@dataclass(frozen=True)
class Check:
    """One rule under its name. `find` yields (field, text) or (field, text, part)."""

    rule: str
    says: str
    find: Callable

    def problems(self, version, *given):
        found = self.find(version, *given)
        return [Problem(*where_and_why, rule=self.rule) for where_and_why in found]


HARD = (
    Check("H1", "Alle verplichte velden zijn ingevuld.", filled.find_unfilled),
    Check(
        "H2",
        "Geld telt één keer: bij één hoofdmissie of één hoofdtechnologie.",
        hard.find_wrong_main,
    ),
    Check(
        "H3",
        "De hoofdmissie hoort bij het thema van de agenda.",
        hard.find_misplaced_mission,
    ),
    Check(
        "H4",
        "De begroting valt binnen de looptijd en binnen de fasen.",
        hard.find_wrong_year,
    ),
    Check(
        "H5",
        "De zesde agenda is voor programma’s die op geen enkel thema aansluiten.",
        hard.find_wrong_agenda,
    ),
    Check("H6", "Alle vijf waarden zijn beantwoord.", hard.find_unanswered_value),
    Check("H7", "Er is een departement geraadpleegd.", hard.find_no_department),
    Check("H8", "De TRL daalt niet.", hard.find_falling_readiness),
    Check("H9", "Er is een indicator van de soort uitkomst.", hard.find_no_outcome),
)

SOFT = (
    Check("W1", "De PPS-toeslag past bij de private cash.", soft.find_much_pps),
    Check(
        "W2",
        "Naast NWO brengen anderen genoeg in, ook privaat en in cash.",
        soft.find_little_beside_nwo,
    ),
    Check("W3", "Er doet mkb of een start-up mee.", soft.find_no_small_business),
    Check("W4", "Er doet een regio mee.", soft.find_no_region),
    Check("W5", "Er werkt een andere topsector mee.", soft.find_no_other_topsector),
    Check(
        "W6",
        "Het is duidelijk wie het resultaat overneemt.",
        soft.find_nobody_takes_over,
    ),
    Check("W7", "De begroting is publiek en privaat.", soft.find_one_sided_budget),
    Check(
        "W8",
        "Het is bekend of er een sleuteltechnologie bij hoort.",
        soft.find_unknown_technology,
    ),
    Check("W9", "Geen andere bijdrage doet hetzelfde.", soft.find_overlap),
    Check(
        "W10",
        "In de begroting is te zien wat naar valorisatie gaat.",
        soft.find_invisible_valorisation,
    ),
    Check("W11", "Er is meer dan één raadpleging.", soft.find_one_consultation),
)


def missing(version) -> list[Problem]:
    """What blocks submitting this version; a fixed number of queries."""
    content.fetch(version)
    return [problem for check in HARD for problem in check.problems(version)]


def warnings(version, user=None) -> list[Problem]:
    """What deserves a look, for this person: a visitor sees no overlap with a draft."""
    content.fetch(version)
    user = user or AnonymousUser()
    return [problem for check in SOFT for problem in check.problems(version, user)]


def completeness(version) -> int:
    """Which part of the fields that are needed is in order, in whole percents.

    Rounded down, so that 100 means: can be submitted.
    """
    return share_in_order(version, missing(version))


def share_in_order(version, problems) -> int:
    """As `completeness()`, for who knows the problems already."""
    done, whole = fields_in_order(version, problems)
    return 100 * done // whole


def fields_in_order(version, problems) -> tuple[int, int]:
    """How many of the fields that are needed are in order, and how many there are."""
    wrong = {problem.field for problem in problems}
    fields = {field.name for field in needed(version)} | wrong
    return len(fields - wrong), len(fields)
