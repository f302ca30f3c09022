"""Who else has an entry open. No lock: it only tells."""

import logging
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from kia.models import Presence

# The page tells that it is open every half minute; without a script, at each save.
STILL_THERE = timedelta(minutes=2)
# Who was not heard of for so long is forgotten when the next one tells.
FORGOTTEN = timedelta(hours=1)

log = logging.getLogger(__name__)

# Who comes back after a while is there since then.
TELL = """
    WITH old AS (
        SELECT id FROM kia_presence
        WHERE seen_at < %(old)s AND (version_id, person_id) <> (%(version)s, %(person)s)
        FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM kia_presence WHERE id IN (SELECT id FROM old)
    )
    INSERT INTO kia_presence AS p (version_id, person_id, tab, since, seen_at)
    VALUES (%(version)s, %(person)s, %(tab)s, %(now)s, %(now)s)
    ON CONFLICT (version_id, person_id) DO UPDATE SET
        tab = EXCLUDED.tab, seen_at = EXCLUDED.seen_at,
        since = CASE WHEN p.seen_at < %(recent)s THEN EXCLUDED.since ELSE p.since END
"""


def tell(version, user, tab):
    """This person has this tab open now. Who cannot be noted reads all the same."""
    now = timezone.now()
    values = {"version": version.pk, "person": user.pk, "tab": tab}
    values |= {"now": now, "recent": now - STILL_THERE, "old": now - FORGOTTEN}
    try:
        with connection.cursor() as cursor:
            cursor.execute(TELL, values)
    except DatabaseError:
        log.warning("Wie meeschrijft is niet genoteerd", exc_info=True)


def others(version, user):
    """The others who have it open now, each with since when and which tab."""
    recent = timezone.now() - STILL_THERE
    return (
        Presence.objects.filter(version=version, seen_at__gte=recent)
        .exclude(person=user)
        .select_related("person")
        .order_by("since")
    )
