"""The facets of a list of requests to government, inside and for everybody."""

from collections import Counter
from dataclasses import dataclass

from facets.facet import Choice, Facet
from facets.sets import FacetSet
from kia.models import EntryRequest
from kia.requests.standing import PARTS, SETTLED, Status

Instrument = EntryRequest.Instrument
STATUSES = {
    status.value: Choice(status.value, status.label, order)
    for order, status in enumerate(Status)
}
INSTRUMENTS = {
    one.value: Choice(one.value, one.label, order)
    for order, one in enumerate(Instrument)
}
OWN = {
    value: Choice(value, words, order)
    for order, (value, words) in enumerate(PARTS.items())
}


def agenda(line):
    return [Choice(line.agenda.slug, line.agenda.title, line.agenda.order)]


def addressee(line):
    request = line.request
    if request.addressee_id:
        return [Choice(request.addressee.slug, str(request.addressee))]
    words = request.addressee_text
    return [Choice(words.casefold(), words)] if words else []


def instrument(line):
    found = INSTRUMENTS.get(line.request.instrument)
    return [found] if found else []


def status(line):
    return [STATUSES[line.status]]


class RequestFilter(FacetSet):
    """Requests in force, for everybody."""

    NOUNS = ("verzoek", "verzoeken")
    ORDER = "agenda"
    SORTS = {"wachttijd": ("langst wachtend eerst", lambda line: line.order)}

    agenda = Facet("Agenda", agenda)
    aan = Facet("Gericht aan", addressee, none=Choice("niemand", "niet genoemd"))
    instrument = Facet("Instrument", instrument, none=Choice("geen", "niet ingevuld"))
    stand = Facet("Stand", status, always=tuple(STATUSES.values()))

    class Meta:
        model = EntryRequest
        fields = []

    def __init__(self, data, lines):
        super().__init__(data, EntryRequest.objects.none())
        self.lines = lines

    def read(self):
        return self.lines


class OwnRequestFilter(RequestFilter):
    """Requests that somebody may read; who waits longest comes first."""

    ORDER = "langst wachtend eerst"
    SORTS = {
        "agenda": ("agenda", lambda line: (line.agenda.order, line.entry.slug)),
    }

    van = Facet("Wat u ermee te maken hebt", lambda line: [OWN[line.part]])


@dataclass(frozen=True)
class Totals:
    """Of these requests how many in each state, and how long an answer took."""

    states: list
    number: int
    settled: int
    median: int | None


def totals_of(lines) -> Totals:
    counter = Counter(line.status for line in lines)
    days = [line.days for line in lines if line.is_settled and line.days is not None]
    settled = sum(counter[status] for status in SETTLED)
    states = [(status.label, counter[status]) for status in Status]
    return Totals(states, len(lines), settled, _median(days))


def _median(numbers):
    ordered = sorted(numbers)
    half = len(ordered) // 2
    if not ordered:
        return None
    return ordered[half] if len(ordered) % 2 else sum(ordered[half - 1 : half + 1]) // 2
