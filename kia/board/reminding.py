"""A line of the coordinator to who an entry waits for: at most once on a day."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from instance import clock
from kia.engine import allow
from kia.models import Reminder
from kia.notices import TELLS, give, who_hear
from kia.roles import Role

ALREADY = "vandaag al herinnerd"
NOBODY = "niemand om te herinneren"
NOT_NOW = "wacht op niemand meer"


@dataclass
class Outcome:
    """(entry version, [people]) and (entry version, why not)."""

    sent: list = field(default_factory=list)
    skipped: list = field(default_factory=list)

    @property
    def words(self):
        said = [
            f"«{version}»: aan {', '.join(p.get_full_name() or p.email for p in people)}."
            for version, people in self.sent
        ]
        return [*said, *(f"«{v}»: niet verstuurd, {why}." for v, why in self.skipped)]


@transaction.atomic
def remind(agenda, cards, text, *, by) -> Outcome:
    allow("coordinator", agenda, by)
    outcome = Outcome()
    for card in cards:
        _remind(card, text, by, outcome)
    return outcome


def _remind(card, text, by, outcome):
    version = card.version
    if not card.may_be_reminded:
        outcome.skipped.append((version, NOT_NOW))
        return
    people = who_hear(_roles(card), version, but=by.pk)
    if not people:
        outcome.skipped.append((version, NOBODY))
        return
    day = clock.today()
    reminder, is_new = Reminder.objects.get_or_create(
        entry_version=version, day=day, defaults={"text": text, "by": by}
    )
    if not is_new:
        outcome.skipped.append((version, ALREADY))
        return
    give(people, reminder=reminder)
    outcome.sent.append((version, people))


def _roles(card):
    """The team of an open version; of a submitted one who judges and did not yet."""
    if card.not_judged:
        return Q(role=Role.JUDGE, organisation__in=[d.pk for d in card.not_judged])
    return TELLS["team"](card.version)
