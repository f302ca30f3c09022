from itertools import count

from django.utils import timezone

from keytech.models import KeyTechnology, KeyTechnologyGround

numbers = count(1)


def make_technology(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"technologie-{n}",
        "name": f"Technologie {n}",
        "level": KeyTechnology.Level.KEY,
    } | fields
    technology = KeyTechnology.objects.create(
        published_at=timezone.now() if published else None, **fields
    )
    KeyTechnologyGround.objects.create(record=technology, reason="Voor de proef.")
    return technology
