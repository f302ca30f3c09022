from datetime import date
from itertools import count

from django.utils import timezone

from missions.models import Mission, MissionGround, Target, TargetGround
from sources.tests.builders import make_passage
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
    if not published:
        MissionGround.objects.create(record=mission, reason="Voor de proef.")
        return mission
    for supports, words in [("record", mission.statement), ("name", mission.title)]:
        if words:
            passage = make_passage(words, mission.made_by)
            MissionGround.objects.create(
                record=mission, supports=supports, passage=passage
            )
    return mission


def make_target(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"doel-{n}",
        "order": n,
        "label": "klaar",
        "short_label": "klaar",
        "direction": Target.Direction.REACH,
        "comparator": Target.Comparator.EXACTLY,
        "target_year": 2030,
        "year_precision": Target.YearPrecision.STATED,
    } | fields
    if "mission" not in fields:
        fields["mission"] = make_mission()
    fields.setdefault("fragment", fields["mission"].statement)
    target = Target.objects.create(
        published_at=timezone.now() if published else None, **fields
    )
    if not published:
        TargetGround.objects.create(record=target, reason="Voor de proef.")
        return target
    passage = make_passage(words_of(target), target.mission.made_by)
    TargetGround.objects.create(record=target, passage=passage)
    return target


def words_of(target):
    """A sentence that says all that the target says."""
    # As it is read back, a number is a number.
    value = Target.objects.get(pk=target.pk).value_text
    numbers_said = [
        value if target.value_basis == "stated" else "",
        "vijf jaar" if target.value_basis == "in_words" else "",
        f"in {target.target_year}" if target.target_year else "",
        f"ten opzichte van {target.baseline_year}" if target.baseline_year else "",
        target.term_text,
    ]
    return " ".join(filter(None, [target.fragment, *numbers_said]))


# A change against 1990, as in ED-1.
REDUCTION = {
    "direction": Target.Direction.DECREASE,
    "value": 49,
    "unit": Target.Unit.PERCENT,
    "value_basis": Target.ValueBasis.STATED,
    "baseline_year": 1990,
}
