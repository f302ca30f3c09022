"""An entry field by field, as its reviewers read it: also what is never public."""

from kia.entries.fields import FIELDS
from kia.entries.fields.field import Need
from kia.entries.public.answers import WITH_OTHERS, Answer, answer_to
from kia.models import INSIDE, Entry, EntryTopsector
from kia.permissions import may

READ = [field for field in FIELDS if field.name not in WITH_OTHERS]


def parts_of(held, user) -> list[Answer]:
    """Each field that this person may read, also when it says nothing."""
    period = held.entry_version.agenda_version.agenda.period
    inside = may("read_internal_note", user, held.entry_version)
    read = [f for f in READ if inside or f.name not in INSIDE]
    return [_part(field, held, user, period) for field in read]


def is_told(part):
    """Of what had to be filled, a page says so when it is not."""
    return not part.is_empty or part.field.need == Need.REQUIRED


def _part(field, held, user, period):
    part = answer_to(field, held, period)
    if field.name in WORDS:
        part.text, part.chosen = "", WORDS[field.name](held.entry_version, held)
    if field.name == "level" and held.entry_version.parent_id:
        part.chosen += f" van {_programme(held.entry_version, user)}"
    return part


def _programme(version, user):
    """By the title that this person may see."""
    seen = Entry.objects.visible_to(user).titled_for(user)
    found = seen.filter(pk=version.parent_id).first()
    return f"«{found.title}»" if found else "een programma dat u niet kunt lezen"


def _name(person):
    return person.get_full_name() if person else ""


def _partners(version, held):
    return ", ".join(str(row.topsector) for row in held.rows[EntryTopsector])


WORDS = {
    "title": lambda version, held: version.title,
    "agenda": lambda version, held: str(version.agenda_version.agenda),
    "kind": lambda version, held: version.get_kind_display().capitalize(),
    "level": lambda version, held: version.get_level_display().capitalize(),
    "lead": lambda version, held: str(version.lead),
    "topsectors": _partners,
    "contact": lambda version, held: _name(version.contact),
    "priority": lambda version, held: version.get_priority_display().capitalize(),
}
