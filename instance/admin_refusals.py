"""The sentence for an editor when the database refuses what was asked."""

import re

from django.db import connection

# Rules of pgtrigger speak English and name no constraint; the name of their
# function stands in the context of the error.
PROTECTED = {
    "slug_stays": "De slug verandert nooit, want anderen linken ernaar.",
    "published_stays": (
        "Een gepubliceerd gegeven kunt u niet verwijderen. Laat het vervallen: dan "
        "blijft het te vinden, met de reden erbij."
    ),
    "immutable": "Een tekst en de passages eruit veranderen nooit.",
    "append_only": "De geschiedenis blijft bewaard.",
}
PROTECTED_BY = re.compile(r"function (?:\w+\.)?pgtrigger_(\w+)_[0-9a-f]+\(")

# Class 22: a value that does not fit. Class 23: a rule that does not hold.
DATA, INTEGRITY, RAISED, FOREIGN_KEY = "22", "23", "P0001", "23503"


def check_now():
    """Let the rules speak that the database keeps for the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def sentence(error, model) -> str:
    """What a person reads about `error`; raises it when it is no refusal."""
    cause = error.__cause__
    state = getattr(cause, "sqlstate", None) or ""
    if state == RAISED:
        return _protected(cause.diag)
    if state.startswith(INTEGRITY):
        return _broken_rule(cause.diag, state, model)
    if state.startswith(DATA):
        return "Een waarde past niet in het veld. Maak die korter of kleiner."
    raise error


def _protected(diag) -> str:
    found = PROTECTED_BY.search(diag.context or "")
    return PROTECTED.get(found[1] if found else "", diag.message_primary)


def _broken_rule(diag, state, model) -> str:
    name = diag.constraint_name
    for constraint in model._meta.constraints:
        if constraint.name == name and _has_own_message(constraint):
            return str(constraint.violation_error_message)
    if state == FOREIGN_KEY:
        return "Een ander gegeven verwijst hiernaar. Pas dat eerst aan."
    if _is_ours(diag):
        return diag.message_primary
    return f"Dit gaat in tegen een regel van het register ({name})."


def _has_own_message(constraint) -> bool:
    default = constraint.default_violation_error_message
    return constraint.violation_error_message != default


def _is_ours(diag) -> bool:
    """Raised by a trigger of ours, in Dutch, and not by PostgreSQL itself."""
    return "RAISE" in (diag.context or "")
