"""What was adopted, beside the history of records: agendas, years, corrections.

The trail says when a step was taken; only steps that visitors may see the outcome
of are read, and nobody is named. A correction counts from its confirmation on.
"""

from collections import defaultdict

from django.db.models import Min
from django.utils.formats import date_format

from kia.models import Agenda, Commitment, Inclusion, Step
from kia.money import thousands
from kia.steps import AgendaState, YearState
from portal.history_told import Entry, Line

ADOPT = "adopt"
EVER = [AgendaState.ADOPTED, AgendaState.REPLACED]
# An agenda of more entries says how many there are.
MOST_ENTRIES = 40


class Adoptions:
    """Of one period or moment; of one agenda when `scope` names it."""

    def __init__(self, *, since=None, until=None, at=None, kind=None, scope=None):
        self.period = {"gte": since, "lt": until, "exact": at}
        agendas = (scope or {}).get(Agenda, [])
        self.agendas = None if scope is None else agendas
        self.has_agendas = kind in (None, Agenda) and (scope is None or agendas)
        self.has_years = kind is None and scope is None

    def moments(self):
        """Querysets of the moments of each sort."""
        found = []
        if self.has_agendas:
            found.append(self._versions().values_list("at", flat=True).distinct())
        if self.has_years:
            found.append(self._years().values_list("at", flat=True).distinct())
            found.append(self._corrections().values_list("at", flat=True).distinct())
        return found

    def told(self, moments):
        """{moment: [Entry]}, of what happened at these moments."""
        found = defaultdict(list)
        for entry in self._told(list(moments)) if moments else ():
            found[entry.at].append(entry)
        return found

    def _told(self, moments):
        if self.has_agendas:
            steps = self._versions().filter(at__in=moments)
            yield from _of_versions(
                list(steps.select_related("agenda_version__agenda"))
            )
        if self.has_years:
            for step in self._years().filter(at__in=moments):
                year = step.contract_year
                what = f"vastgesteld, ondertekend op {_day(year.signed_on)}"
                yield _entry(step.at, step.pk, year, [Line(_sample(year), what)])
            yield from self._of_corrections(moments)

    def _within(self, rows, field):
        asked = {f"{field}__{k}": day for k, day in self.period.items() if day}
        return rows.order_by().filter(**asked)

    def _versions(self):
        found = Step.objects.filter(
            action=ADOPT,
            agenda_version__state__in=EVER,
            agenda_version__agenda__published_at__isnull=False,
        )
        if self.agendas is not None:
            found = found.filter(agenda_version__agenda__in=self.agendas)
        return self._within(found, "at")

    def _years(self):
        adopted = {"action": ADOPT, "contract_year__state": YearState.ADOPTED}
        found = Step.objects.filter(**adopted).select_related("contract_year")
        return self._within(found, "at")

    def _corrections(self):
        """The moment at which each correction that counts was confirmed."""
        events = Commitment.pgh_event_model.objects.filter(
            confirmed_by__isnull=False,
            pgh_obj__in=Commitment.objects.public().exclude(correction_reason=""),
        ).exclude(correction_reason="")
        found = events.order_by().values("pgh_obj").annotate(at=Min("pgh_created_at"))
        return self._within(found, "at")

    def _of_corrections(self, moments):
        when = dict(
            self._corrections().filter(at__in=moments).values_list("pgh_obj", "at")
        )
        rows = Commitment.objects.filter(pk__in=when).select_related("year", "agenda")
        for row in rows:
            said = f"{row.agenda}, {row.party}: € {thousands(row.amount)} × 1.000"
            what = f"gecorrigeerd ({said}). Reden: {row.correction_reason}"
            number = f"correctie-{row.pk}"
            line = Line(_sample(row.year), what)
            yield Entry(when[row.pk], number, row.year, [line])


def _of_versions(steps):
    held = defaultdict(list)
    versions = [step.agenda_version_id for step in steps]
    if versions:
        titles = Inclusion.objects.filter(agenda_version__in=versions)
        titles = titles.filter(is_carried_over=False).order_by("entry__slug")
        names = ("agenda_version", "entry_version__title")
        for version, title in titles.values_list(*names):
            held[version].append(title)
    for step in steps:
        version = step.agenda_version
        on = f"vastgesteld op {_day(version.adopted_on)} door {version.adopted_by}"
        lines = [Line(_sample(version), on)]
        titles = held[version.pk]
        lines += [Line(f"bijdrage «{t}»", "vastgesteld") for t in titles[:MOST_ENTRIES]]
        if more := len(titles) - MOST_ENTRIES:
            lines += [Line(f"nog {more} bijdragen", "vastgesteld")] if more > 0 else []
        yield _entry(step.at, step.pk, version, lines)


def _entry(at, pk, record, lines):
    return Entry(at, f"stap-{pk}", record, lines)


def _sample(record):
    return f"{'VOORBEELD ' if record.is_practice else ''}{record}"


def _day(day):
    return date_format(day, "j F Y")
