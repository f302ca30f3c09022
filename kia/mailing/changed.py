"""What changed in public records that somebody follows."""

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module

from django.conf import settings

# Who began to follow hears of what came after; this is for who never had a digest.
FIRST_LOOK = timedelta(days=1)
MOST_SENTENCES = 8


@dataclass(frozen=True)
class Changed:
    """A record with sentences on what changed in it."""

    record: object
    sentences: list
    url: str


def since(choice, now) -> list[Changed]:
    """Since the last digest. An adopted agenda is a message of its own."""
    followed = choice.person.subscriptions.select_related("mission", "topsector")
    records = [one.mission or one.topsector for one in followed if not one.agenda_id]
    if not records:
        return []
    start = max(
        choice.told_until or now - FIRST_LOOK, min(one.since for one in followed)
    )
    told = import_module(settings.CHANGES).told(records, start, now)
    return [
        Changed(record, sentences[:MOST_SENTENCES], record.get_absolute_url())
        for record, sentences in told
    ]
