"""How far somebody read: which submitted versions they opened, and said to have read."""

from django.utils import timezone

from kia.models import Look


def opened(version, person):
    """The page of a submitted version was shown; only the first time is kept.

    Opening it again changes nothing, so that a difference stays what it was.
    """
    if version.is_open or version.opened_at:
        return
    Look.objects.bulk_create(
        [Look(person=person, version=version)], ignore_conflicts=True
    )


def read(version, person):
    """Somebody said so, or judged it: what follows is told from here on."""
    if version.is_open:
        return
    Look.objects.update_or_create(
        person=person, version=version, defaults={"read_at": timezone.now()}
    )
