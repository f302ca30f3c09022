"""Answering points apart from the form: all of them on one page."""

from django.db import transaction

from kia.drafting import saving
from kia.drafting.cells import sort_out
from kia.entries.fields import BY_NAME
from kia.permissions import may
from kia.review.points import WHOLE, Points

EVERYWHERE = {WHOLE, *BY_NAME}


@transaction.atomic
def save(slug, data, user):
    """As saving a tab: what is good is kept, and nobody is written over in silence."""
    version = saving.locked(user, entry__slug=slug)
    if not may("edit", user, version):
        raise saving.NotOpen
    points = Points(version, EVERYWHERE, user, data)
    saved = saving.Saved(None)
    to_write, saved.conflicts, saved.tokens = sort_out(points, data)
    if to_write:
        points.write(to_write)
    saved.written = to_write
    saved.errors = points.errors()
    saved.tokens |= {wanted.name: wanted.token for _, wanted in to_write}
    saving.remember(version, user, saved)
    return version, points, saved
