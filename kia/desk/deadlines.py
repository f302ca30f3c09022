"""Days that somebody should know: of the own agendas, and of the policy."""

from dataclasses import dataclass
from datetime import date

from instance import clock
from policy.models import ProcessMilestone
from sources.pages import in_force

# Of the policy, so many days ahead are enough on one page.
MOST = 5


@dataclass(frozen=True)
class Deadline:
    day: date
    what: str
    url: str
    today: date
    # A day on which something must be ready; of others it only says that it passed.
    is_due: bool = True

    @property
    def is_late(self):
        return self.is_due and self.days_left < 0

    @property
    def days_left(self):
        return (self.day - self.today).days

    @property
    def in_words(self):
        left = self.days_left
        if left < 0 and not self.is_due:
            return "voorbij"
        if left < 0:
            return f"{-left} {'dag' if left == -1 else 'dagen'} te laat"
        return {0: "vandaag", 1: "morgen"}.get(left, f"nog {left} dagen")


def deadlines(agendas) -> list[Deadline]:
    """Of these agendas, with their versions fetched along, however late; of the policy
    what is to come."""
    today = clock.today()
    found = [*_of_agendas(agendas, today), *_of_policy(today)]
    return sorted(found, key=lambda deadline: (deadline.day, deadline.what))


def _of_agendas(agendas, today):
    versions = [version for agenda in agendas for version in agenda.versions.all()]
    for version in filter(lambda version: version.is_in_work, versions):
        if version.due_on:
            yield Deadline(version.due_on, f"{version} gereed", "", today)
        if version.state == "consultation" and version.consultation_ends_on:
            what = f"{version}: laatste dag van de consultatie"
            yield Deadline(version.consultation_ends_on, what, "", today, is_due=False)


def _of_policy(today):
    coming = in_force(ProcessMilestone.objects).filter(
        ends_on__gte=today, realised_on=None
    )
    for milestone in coming.order_by("ends_on", "slug")[:MOST]:
        url = milestone.get_absolute_url()
        yield Deadline(milestone.ends_on, milestone.title, url, today)
