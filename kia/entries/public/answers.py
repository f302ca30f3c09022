"""What an entry answers to each public field, in the order of the form."""

from dataclasses import dataclass, field

from kia.agendas.generated import budgets
from kia.agendas.held import Contents
from kia.entries.fields import FIELDS, TABS
from kia.entries.fields.field import Need
from kia.entries.public.tables import TABLES
from kia.models import INSIDE, LENGTHS, EntryRegion, EntryRequest

# Told in the head of the page and among its facts.
IN_HEAD = {"title", "agenda", "kind", "level", "lead", "topsectors", "summary"}
IN_HEAD |= {"priority"}
# Told together with another field.
WITH_OTHERS = {"sub_missions", "secondary_missions", "main_technology"}
PUBLIC = [f for f in FIELDS if f.name not in INSIDE]


@dataclass
class Answer:
    """To one field: words that were chosen, a text, or rows as a table."""

    field: object
    label: str
    chosen: str = ""
    text: str = ""
    table: object = None
    requests: list = field(default_factory=list)
    budgets: list = field(default_factory=list)

    @property
    def is_empty(self):
        parts = (self.chosen, self.text, self.table, self.requests, self.budgets)
        return not any(parts)


def sections(held, period):
    """(anchor, heading, answers) of each tab after the first, without empty ones."""
    found = []
    for tab in list(TABS)[1:]:
        own = [f for f in PUBLIC if f.tab == tab and f.name not in WITH_OTHERS]
        answers = [answer_to(f, held, period) for f in own]
        shown = [a for a in answers if not a.is_empty or _must_be_there(a, held)]
        if shown:
            found.append((f"deel-{tab}", TABS[tab], shown))
    return found


def _must_be_there(answer, held):
    """Of what had to be filled, a page says so when it is not."""
    return answer.field.need == Need.REQUIRED


def answer_to(asked, held, period):
    version = held.entry_version
    answer = Answer(asked, asked.label_in(period))
    if asked.is_waived(version):
        answer.chosen = asked.waiver
    column = next((name for name in asked.places if name in LENGTHS), None)
    answer.text = getattr(version, column) if column else ""
    ADDS.get(asked.name, _table)(answer, held)
    return answer


def _table(answer, held):
    make = TABLES.get(answer.field.name)
    answer.table = make(held) if make else None


def _missions(answer, held):
    answer.label = "Missies"
    _table(answer, held)


def _theme_fit(answer, held):
    fits = held.entry_version.fits_theme
    if held.serves_earning_power and fits is not None:
        answer.chosen = "Ja" if fits else "Nee"


def _trl(answer, held):
    version = held.entry_version
    if version.trl_start and version.trl_end:
        answer.chosen = f"Nu {version.trl_start}, aan het eind {version.trl_end}"


def _make_or_get(answer, held):
    chosen = held.entry_version.get_make_or_get_choice_display()
    if chosen and not answer.chosen:
        answer.chosen = chosen.capitalize()


def _region(answer, held):
    names = [str(row) for row in held.rows[EntryRegion]]
    answer.chosen = answer.chosen or ", ".join(names)


def _requests(answer, held):
    answer.requests = held.rows[EntryRequest]


def _budget(answer, held):
    version = held.entry_version
    answer.label = "Begroting per bron en jaar"
    answer.budgets = budgets(Contents(version.agenda_version, [held], []))


ADDS = {
    "main_mission": _missions,
    "theme_fit": _theme_fit,
    "trl": _trl,
    "make_or_get": _make_or_get,
    "region": _region,
    "requests": _requests,
    "budget": _budget,
}
