"""Who else has an entry open. No lock: it only tells."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from kia.models import Presence

# The page tells that it is open every half minute; without a script, at each save.
STILL_THERE = timedelta(minutes=2)


# Who comes back after a while is there since then.
TELL = """
    INSERT INTO kia_presence AS p (version_id, person_id, tab, since, seen_at)
    VALUES (%(version)s, %(person)s, %(tab)s, %(now)s, %(now)s)
    ON CONFLICT (version_id, person_id) DO UPDATE SET
        tab = EXCLUDED.tab, seen_at = EXCLUDED.seen_at,
        since = CASE WHEN p.seen_at < %(recent)s THEN EXCLUDED.since ELSE p.since END
"""


def tell(version, user, tab):
    """This person has this tab open now."""
    now = timezone.now()
    values = {"version": version.pk, "person": user.pk, "tab": tab}
    values |= {"now": now, "recent": now - STILL_THERE}
    with connection.cursor() as cursor:
        cursor.execute(TELL, values)


def others(version, user):
    """The others who have it open now, each with since when and which tab."""
    recent = timezone.now() - STILL_THERE
    return (
        Presence.objects.filter(version=version, seen_at__gte=recent)
        .exclude(person=user)
        .select_related("person")
        .order_by("since")
    )
