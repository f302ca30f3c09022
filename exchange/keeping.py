"""Files that somebody offers, kept in the database as they came."""

import hashlib

from django.utils import timezone

from exchange.models import ImportFile
from exchange.reading import read_file


def keep(name, kind, content, user):
    """The offered file as it came; an earlier trial of this editor goes."""
    ImportFile.objects.filter(offered_by=user, applied_at=None).delete()
    return ImportFile.objects.create(
        name=name[:200],
        kind=kind,
        content=content,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        offered_by=user,
    )


def tables_of(kept):
    return read_file(kept.name, bytes(kept.content), kept.kind)


def close(kept, outcome):
    """Taken in, as its trial showed: from now on the file stays for ever."""
    kept.applied_at = timezone.now()
    kept.added, kept.changed = outcome.added, outcome.changed
    kept.unchanged = outcome.unchanged
    kept.save(update_fields=["applied_at", "added", "changed", "unchanged"])
