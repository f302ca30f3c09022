"""The days of a version in work: changed in the open, with the old ones in the trail."""

from django.db import transaction

from instance import clock
from kia import notices, trail
from kia.engine import NO_REASON, allow, locked
from kia.models import RoleGrant
from kia.problems import Problem, StepRefused

FIELDS = {
    "due_on": "gereed op",
    "consultation_ends_on": "consultatie tot en met",
    "is_consultation_public": "consultatieversie openbaar",
}
OVERTAKEN = "Intussen is de planning gewijzigd: {}. Kijk of uw wijziging nog klopt."
OVER = "Deze versie is al vastgesteld. De planning staat vast."


def seen_of(version) -> str:
    """What a page was made from."""
    return "|".join(str(getattr(version, name)) for name in FIELDS)


@transaction.atomic
def change(version, values, *, by, reason, seen):
    """Keep the new days. Everybody involved hears of it, with the old ones."""
    version = locked(version)
    allow("plan", version, by)
    if not version.is_in_work:
        raise StepRefused(Problem("", OVER))
    if seen_of(version) != seen:
        now = "; ".join(
            f"{label} {_in_words(version, n)}" for n, label in FIELDS.items()
        )
        raise StepRefused(Problem("", OVERTAKEN.format(now)))
    changed = [name for name in FIELDS if getattr(version, name) != values[name]]
    if not changed:
        return version
    if not reason.strip():
        raise StepRefused(Problem("note", NO_REASON))
    note = f"{_changes(version, values, changed)} {reason.strip()}"
    for name in changed:
        setattr(version, name, values[name])
    version.save(update_fields=changed)
    step = trail.write(version, "plan", version.state, by, note)
    notices.send(step, ("everyone_involved",), version)
    return version


def who_hears(version):
    """The roles of everybody who gets a message of a change."""
    everyone = notices.TELLS["everyone_involved"](version)
    grants = RoleGrant.objects.current(clock.today()).filter(everyone)
    active = grants.filter(person__is_active=True)
    return active.select_related("person", "organisation", "agenda").order_by(
        "person__name", "person__email", "role"
    )


def _changes(version, values, changed):
    new = type(version)(**values)
    parts = (
        f"{FIELDS[name].capitalize()}: was {_in_words(version, name)}, "
        f"wordt {_in_words(new, name)}."
        for name in changed
    )
    return " ".join(parts)


def _in_words(version, name):
    value = getattr(version, name)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return f"{value:%d-%m-%Y}" if value else "niet ingevuld"
