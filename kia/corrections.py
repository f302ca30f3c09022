"""Correcting an entry that is frozen takes two admins: one asks, another takes the step.

Asking changes no state; the trail keeps it, and whatever happens next ends it.
"""

from django.db import transaction

from kia import trail
from kia.engine import NEWER, NO_REASON, allow, locked
from kia.permissions import asker_of
from kia.problems import Problem, StepRefused
from kia.steps import ENTRY

__all__ = ["NEWER", "ask_correction", "drop_correction"]

NOT_FROZEN = "Deze bijdrage staat niet vast: er is niets te corrigeren."
ASKED = "Er is al om deze correctie gevraagd."
NOT_ASKED = "Er is niet om een correctie gevraagd."


@transaction.atomic
def ask_correction(version, *, by, reason):
    version = locked(version)
    allow("admin", version, by)
    if version.is_open or not ENTRY.of("correct", version.state):
        raise StepRefused(Problem("", NOT_FROZEN))
    if asker_of(version):
        raise StepRefused(Problem("", ASKED))
    if not reason.strip():
        raise StepRefused(Problem("note", NO_REASON))
    return trail.write(version, "ask_correction", version.state, by, reason.strip())


@transaction.atomic
def drop_correction(version, *, by):
    version = locked(version)
    allow("admin", version, by)
    if not asker_of(version):
        raise StepRefused(Problem("", NOT_ASKED))
    return trail.write(version, "drop_correction", version.state, by)
