from datetime import date
from itertools import count

from django.utils import timezone

from sources.tests.builders import make_document, make_passage
from themes.models import Theme, ThemeGround

numbers = count(1)


def make_theme(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"thema-{n}",
        "code": f"T{n}",
        "title": f"Thema {n}",
        "order": n,
        "valid_from": date(2019, 4, 26),
    } | fields
    fields.setdefault("made_by", make_document())
    theme = Theme.objects.create(
        published_at=timezone.now() if published else None, **fields
    )
    passage = make_passage(theme.title, theme.made_by)
    ThemeGround.objects.create(record=theme, supports="name", passage=passage)
    return theme
