import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from missions.models import Mission, SubTarget, Target
from missions.tests.builders import REDUCTION, make_mission, make_target

pytestmark = pytest.mark.django_db


def rejected(record, message, constraint):
    """Both the form and the database refuse the row."""
    with pytest.raises(ValidationError, match=message):
        record.full_clean()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        record.save()


@pytest.mark.parametrize(
    ("change", "message", "constraint"),
    [
        (
            {"kind": "sub_target"},
            "Een subdoel hoort bij een missie",
            "sub_target_has_parent",
        ),
    ],
)
def test_a_mission_obeys_its_constraints(change, message, constraint):
    mission = make_mission()
    for field, value in change.items():
        setattr(mission, field, value)

    rejected(mission, message, constraint)


@pytest.mark.parametrize("field", ["parent", "same_as"])
def test_a_mission_does_not_belong_to_itself(field):
    mission = make_mission()
    setattr(mission, field, mission)

    rejected(mission, "hoort niet bij zichzelf", "not_itself")


def test_a_code_is_unique_within_its_document():
    mission = make_mission(code="ED-1")
    other = make_mission(made_by=mission.made_by)
    make_mission(code="ED-1")
    other.code = "ED-1"

    rejected(other, "al van een andere missie", "code_unique")


def test_two_missions_of_a_theme_have_no_same_place():
    mission = make_mission()
    other = make_mission(theme=mission.theme)
    other.order = mission.order

    rejected(other, "bestaat al", "order_unique")


@pytest.mark.parametrize(
    ("change", "message", "constraint"),
    [
        ({"value": 49, "direction": "increase"}, "een eenheid", "value_complete"),
        (REDUCTION | {"value": 0}, "groter dan nul", "value_complete"),
        (REDUCTION | {"direction": "reach"}, "hoort een waarde", "state_has_no_value"),
        ({"direction": "increase"}, "hoort een waarde", "state_has_no_value"),
        ({"target_year": None}, "Vul een streefjaar in", "year_fits_precision"),
        ({"year_precision": "none"}, "Vul een streefjaar in", "year_fits_precision"),
        ({"baseline_year": 2030}, "ligt vóór het streefjaar", "baseline_before_target"),
        ({"year_precision": "derived"}, "Zeg hoe", "derived_says_how"),
        (REDUCTION | {"value_basis": "derived"}, "Zeg hoe", "derived_says_how"),
    ],
)
def test_a_target_obeys_its_constraints(change, message, constraint):
    target = make_target()
    for field, value in change.items():
        setattr(target, field, value)

    rejected(target, message, constraint)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("", "2030", "")),
        (REDUCTION, ("−49%", "2030", "1990")),
        (
            REDUCTION | {"baseline_year": None},
            ("−49%", "2030", "de brief noemt geen referentiejaar"),
        ),
        (
            REDUCTION | {"value": "2.5", "direction": "increase"},
            ("+2,5%", "2030", "1990"),
        ),
        (
            {"value": 100, "unit": "years", "value_basis": "stated"}
            | {"direction": "increase"},
            ("+100 jaar", "2030", "de brief noemt geen referentiejaar"),
        ),
        (
            {"direction": "rank", "value": 10, "unit": "rank"}
            | {"value_basis": "stated", "comparator": "at_most"},
            ("top 10", "2030", ""),
        ),
        (
            {"target_year": None, "year_precision": "none"},
            ("", "geen streefjaar", ""),
        ),
        (
            {"target_year": 2100, "year_precision": "after"},
            ("", "ook na 2100", ""),
        ),
        (
            {"target_year": 2024, "year_precision": "derived"}
            | {"derivation": "Vijf jaar na de brief."},
            ("", "2024 (afgeleid)", ""),
        ),
    ],
)
def test_a_target_says_its_value_and_years(fields, expected):
    target = make_target(**fields)
    target.refresh_from_db()

    assert (target.value_text, target.year_text, target.baseline_text) == expected


def revision(mission):
    return Mission.objects.values_list("revision", flat=True).get(pk=mission.pk)


def test_a_change_of_content_raises_the_revision():
    mission = make_mission()
    mission.statement = "In 2040 is de missie klaar."
    mission.save()

    assert revision(mission) == 2


def test_a_change_beside_the_content_leaves_the_revision():
    mission = make_mission()
    mission.short_label = "Klaar"
    mission.save()

    assert revision(mission) == 1


def test_a_typographic_edit_leaves_the_revision_and_holds_once():
    mission = make_mission()
    mission.statement, mission.is_typographic = "In 2030 is de missie klaar.", True
    mission.save()
    mission.refresh_from_db()
    mission.statement = "In 2040 is de missie klaar."
    mission.save()

    assert (mission.is_typographic, revision(mission)) == (False, 2)


@pytest.mark.django_db(transaction=True)
def test_a_change_of_a_target_raises_the_revision_of_its_mission():
    with transaction.atomic():
        target = make_target()
    before = revision(target.mission)
    target.target_year = 2031
    target.save()
    after_change = revision(target.mission)
    target.target_year, target.is_typographic = 2032, True
    target.save()

    assert (after_change - before, revision(target.mission) - after_change) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_new_mission_with_its_targets_starts_at_one():
    with transaction.atomic():
        mission = make_mission()
        make_target(mission=mission)
    started = revision(mission)
    with transaction.atomic():
        make_target(mission=mission)
        make_target(mission=mission)

    assert (started, revision(mission)) == (1, 2)


def test_the_ways_to_count_missions():
    whole = make_mission(kind="mission")
    theme = whole.theme
    make_mission(theme=theme, parent=whole, kind="sub_target")
    central = make_mission(theme=theme, kind="central")
    make_mission(theme=theme, parent=central)
    make_mission(theme=theme, published=False)
    missions = Mission.objects.public()

    assert missions.count() == 4
    assert missions.top_level().count() == 2
    assert missions.in_the_letters_words().count() == 3
    assert missions.as_the_press_counts().count() == 3
    assert SubTarget.objects.count() == 1


def test_only_targets_with_a_number_have_a_number():
    with_number, _without = make_target(**REDUCTION), make_target()

    assert list(Target.objects.with_number()) == [with_number]


def test_the_database_itself_keeps_the_rules():
    """Raw SQL meets the same rules as a form."""
    mission = make_mission()

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE missions_mission SET parent_id = id WHERE id = %s", [mission.pk]
        )
