"""The rows of versions read at once, in the place where Django keeps a prefetch."""

from django.db.models import prefetch_related_objects

from kia.entries.public.content import read_content
from kia.models import ROWS

ACCESSORS = {
    model: model._meta.get_field("version").remote_field.get_accessor_name()
    for model in ROWS
}


def fetch(versions, beside=()):
    """Every row with what it points to, and the parts of its missions.

    As many statements for one version as for many. Of those `beside` them, the rows.
    """
    found = [*versions, *beside]
    held = read_content(found)
    for version in found:
        kept = version.__dict__.setdefault("_prefetched_objects_cache", {})
        for model, accessor in ACCESSORS.items():
            rows = getattr(version, accessor).all()
            rows._result_cache, rows._prefetch_done = held[version.pk].rows[model], True
            kept[accessor] = rows
    prefetch_related_objects(
        versions, "parent__versions", "mission_rows__mission__children"
    )
