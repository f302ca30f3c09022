"""The page "Wat is er gewijzigd", with a choice of period and kind."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from math import ceil

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.history import History
from portal.views import KINDS
from sources.models import ClaimedSlug

YEARS = range(2000, 2101)
PERIODS = (("de laatste week", 7), ("de laatste maand", 30), ("het laatste jaar", 365))
NO_DAY = "«{text}» is geen datum. Wij laten die weg. Schrijf een datum als 2026-11-25."
REVERSED = "De eerste dag ligt na de laatste. Wij laten beide weg."
NO_KIND = "De soort «{text}» kent het register niet. Wij laten alle soorten zien."
NO_MOMENT = "Het moment «{text}» kent het register niet. Wij laten alles zien."
NO_PAGE = "Bladzijde «{text}» is er niet. Dit is bladzijde {page}."


@dataclass
class Choice:
    """What the address asks for; `notes` say what in it was left out."""

    since: date | None = None
    until: date | None = None
    at: datetime | None = None
    kind: str = ""
    notes: list = field(default_factory=list)

    @classmethod
    def of(cls, asked):
        choice = cls()
        choice.since = choice._day(asked.get("van", ""))
        choice.until = choice._day(asked.get("tot", ""))
        if choice.since and choice.until and choice.since > choice.until:
            choice.since = choice.until = None
            choice.notes.append(REVERSED)
        choice.at = choice._moment(asked.get("moment", ""))
        choice.kind = asked.get("soort", "")
        if choice.kind and choice.kind not in KINDS:
            choice.notes.append(NO_KIND.format(text=choice.kind[:40]))
            choice.kind = ""
        return choice

    def _day(self, text):
        if not text:
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            self.notes.append(NO_DAY.format(text=text[:40]))
            return None
        return found

    def _moment(self, text):
        """A moment as the page itself writes it in an address: 20 digits."""
        if not text:
            return None
        is_number = text.isascii() and text.isdigit() and len(text) == 20
        try:
            found = datetime.strptime(text if is_number else "", "%Y%m%d%H%M%S%f")
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            self.notes.append(NO_MOMENT.format(text=text[:40]))
            return None
        return found.replace(tzinfo=UTC)

    @property
    def history(self):
        return {
            "at": self.at,
            "since": self.since and midnight(self.since),
            "until": self.until and midnight(self.until + timedelta(days=1)),
            "kind": KINDS.get(self.kind),
        }


@require_safe
def changes(request):
    choice = Choice.of(request.GET)
    record = wanted_record(request.GET.get("gegeven", ""))
    scope = record and {type(record): [record.pk]}
    history = History(**choice.history, scope=scope)
    total = len(history)
    pages = max(ceil(total / history.per_page), 1)
    page = page_number(request.GET.get("pagina", ""), pages, choice.notes)
    context = {
        "choice": choice,
        "record": record,
        "kinds": [(name, model._meta.verbose_name) for name, model in KINDS.items()],
        "entries": history.page(page) if total else [],
        "total": total,
        "page": page,
        "pages": pages,
        "periods": periods(),
    }
    return render(request, "portal/changes.html", context)


def wanted_record(slug):
    """The public record with this slug; a slug that is asked for must exist."""
    if not slug:
        return None
    labels = {model._meta.label_lower: model for model in KINDS.values()}
    claimed = ClaimedSlug.objects.filter(slug=slug[:80]).first()
    model = claimed and labels.get(claimed.kind)
    record = model and model.objects.public().filter(slug=slug).first()
    if not record:
        raise Http404
    return record


def page_number(text, pages, notes):
    """The page that is asked for, or the nearest one that exists."""
    if not text:
        return 1
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    page = min(max(int(text), 1), pages) if is_number else 1
    if str(page) != text:
        notes.append(NO_PAGE.format(text=text[:40], page=page))
    return page


def periods():
    """(words, first day) for the links; by wall time, as the history itself."""
    today = timezone.localdate()
    return [(words, today - timedelta(days=days)) for words, days in PERIODS]


def midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))
