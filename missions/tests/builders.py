from datetime import date
from itertools import count

from django.utils import timezone

from missions.models import Mission, MissionGround, Target, TargetGround
from themes.tests.builders import make_theme

numbers = count(1)


def make_mission(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"missie-{n}",
        "code": f"M-{n}",
        "kind": Mission.Kind.MISSION,
        "short_label": f"Missie {n}",
        "statement": f"In 2030 is missie {n} klaar.",
        "order": n,
        "valid_from": date(2019, 4, 26),
    } | fields
    if "theme" not in fields:
        fields["theme"] = make_theme()
    fields.setdefault("made_by", fields["theme"].made_by)
    mission = Mission.objects.create(
        published_at=timezone.now() if published else None, **fields
    )
    MissionGround.objects.create(record=mission, reason="Voor de proef.")
    return mission


def make_target(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"doel-{n}",
        "order": n,
        "fragment": "In 2030 is de missie klaar.",
        "label": "klaar",
        "short_label": "klaar",
        "direction": Target.Direction.REACH,
        "comparator": Target.Comparator.EXACTLY,
        "target_year": 2030,
        "year_precision": Target.YearPrecision.STATED,
    } | fields
    if "mission" not in fields:
        fields["mission"] = make_mission()
    target = Target.objects.create(
        published_at=timezone.now() if published else None, **fields
    )
    TargetGround.objects.create(record=target, reason="Voor de proef.")
    return target


# A change against 1990, as in ED-1.
REDUCTION = {
    "direction": Target.Direction.DECREASE,
    "value": 49,
    "unit": Target.Unit.PERCENT,
    "value_basis": Target.ValueBasis.STATED,
    "baseline_year": 1990,
}
