import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from missions.models import Mission, MissionGround, SubTarget, Target, TargetGround
from missions.tests.builders import REDUCTION, make_mission, make_target
from sources.tests.builders import make_passage
from themes.tests.builders import make_theme

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


@pytest.mark.parametrize("field", ["parent", "same_as", "merged_into"])
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
        ({"direction": "rank"}, "hoort een waarde", "state_has_no_value"),
        (REDUCTION | {"unit": "rank"}, "De eenheid plaats", "unit_fits_direction"),
        (REDUCTION | {"direction": "rank"}, "De eenheid", "unit_fits_direction"),
        (REDUCTION | {"value": 101}, "ten hoogste 100", "at_most_all_of_it"),
        ({"target_year": 1899}, "tussen 1900 en 2200", "years_are_years"),
        ({"target_year": 2201}, "tussen 1900 en 2200", "years_are_years"),
        ({"baseline_year": 199}, "tussen 1900 en 2200", "years_are_years"),
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
        ({"direction": "decrease"}, ("", "2030", "de brief noemt geen referentiejaar")),
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
    mission = make_mission(published=False)
    mission.statement = "In 2040 is de missie klaar."
    mission.save()

    assert revision(mission) == 2


def test_a_change_beside_the_content_leaves_the_revision():
    mission = make_mission()
    mission.short_label = "Klaar"
    mission.save()

    assert revision(mission) == 1


def test_a_typographic_edit_leaves_the_revision_and_holds_once():
    mission = make_mission(published=False)
    mission.statement, mission.is_typographic = "In 2030 is de missie klaar.", True
    mission.save()
    mission.refresh_from_db()
    mission.statement = "In 2040 is de missie klaar."
    mission.save()

    assert (mission.is_typographic, revision(mission)) == (False, 2)


@pytest.mark.django_db(transaction=True)
def test_a_change_of_a_target_raises_the_revision_of_its_mission():
    with transaction.atomic():
        target = make_target(published=False)
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


@pytest.mark.django_db(transaction=True)
def test_a_change_of_a_target_counts_beside_an_edit_that_does_not():
    with transaction.atomic():
        mission = make_mission(published=False)
        target = make_target(published=False, mission=mission)
    before = revision(mission)
    with transaction.atomic():
        mission.statement, mission.is_typographic = "Een tikfout minder.", True
        mission.short_label = "Korter"
        mission.save()
        target.target_year = 2031
        target.save()

    assert revision(mission) - before == 1


@pytest.mark.django_db(transaction=True)
def test_a_target_that_goes_raises_the_revision():
    with transaction.atomic():
        target = make_target(published=False)
    before = revision(target.mission)
    target.delete()

    assert revision(target.mission) - before == 1


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


def commit():
    """What happens to deferred constraints at the end of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@transaction.atomic
def committed(change):
    change()
    commit()


def refused_at_commit(message, change):
    """The database refuses what `change` did; then all is as it was before."""
    commit()
    with pytest.raises(IntegrityError, match=message):
        committed(change)


def update(record, /, **fields):
    return lambda: type(record).objects.filter(pk=record.pk).update(**fields)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("statement", "De formulering van een missie is woordelijk"),
        ("title", "De titel van een missie is woordelijk"),
    ],
)
def test_a_mission_says_what_the_letter_says(field, message):
    mission = make_mission(title="Een titel")
    words = getattr(mission, field)

    for invented in ("Verzonnen.", f"{words} En meer.", words[:-1]):
        refused_at_commit(message, update(mission, **{field: invented}))


@pytest.mark.parametrize(
    ("supports", "message"), [("name", "titel"), ("record", "passage")]
)
def test_the_words_of_a_mission_keep_their_passage(supports, message):
    mission = make_mission(title="Een titel")
    ground = mission.grounds.get(supports=supports)
    itself = MissionGround.objects.filter(pk=ground.pk)
    other = make_passage("Andere woorden.")

    refused_at_commit(message, itself.delete)
    refused_at_commit(message, update(ground, passage=other))
    refused_at_commit(message, update(ground, supports="context"))
    refused_at_commit(message, update(ground, record=make_mission()))


def test_a_draft_says_what_it_likes_until_it_is_published():
    mission = make_mission(published=False)
    passage = make_passage(mission.statement)
    MissionGround.objects.create(record=mission, passage=passage)
    mission.statement = "Verzonnen."
    mission.save()
    commit()

    refused_at_commit("woordelijk", update(mission, published_at="2026-01-01T00:00Z"))


def test_an_opinion_of_the_editors_makes_no_mission_or_target():
    target = make_target()
    for record, ground in ((target.mission, MissionGround), (target, TargetGround)):
        ground.objects.create(record=record, reason="Dat vinden wij.")
        passages = record.grounds.exclude(passage=None)

        refused_at_commit("een passage", passages.delete)


def test_a_target_stands_in_its_mission_and_in_its_passage():
    target, other = make_target(), make_mission()
    message = "De woorden van een doel staan in de formulering"

    for words in ("Verzonnen.", "", other.statement):
        refused_at_commit(message, update(target, fragment=words))
    refused_at_commit(message, update(target, mission=other))
    elsewhere = make_passage("In 2030.")
    refused_at_commit(message, update(target.grounds.get(), passage=elsewhere))


def test_the_words_of_a_mission_do_not_leave_its_targets():
    mission = make_target().mission
    passage = make_passage("In 2030 is alles anders.")
    MissionGround.objects.create(record=mission, passage=passage)

    change = update(mission, statement=passage.quotation)

    refused_at_commit("doel van deze missie", change)


@pytest.mark.parametrize(
    ("words", "value", "unit", "basis", "is_said"),
    [
        ("met 49% omlaag", "49", "percent", "stated", True),
        ("met 2,5 procent omlaag", "2.500", "percent", "stated", True),
        ("met 49% omlaag", "9", "percent", "stated", False),
        ("met 2,5% omlaag", "5", "percent", "stated", False),
        ("49 keer", "49", "percent", "stated", False),
        ("met 12 jaar", "12", "years", "stated", True),
        ("met 12%", "12", "years", "stated", False),
        ("Tenminste Vijf jaar langer", "5", "years", "in_words", True),
        ("tenminste vijf jaar langer", "6", "years", "in_words", False),
        ("vijftig jaar langer", "5", "years", "in_words", False),
        ("honderd jaar langer", "100", "years", "in_words", True),
        ("de helft minder", "50", "percent", "derived", True),
    ],
)
def test_a_value_stands_in_the_words(words, value, unit, basis, is_said):
    target = make_target()
    passage = make_passage(words)
    TargetGround.objects.create(record=target, supports="value", passage=passage)
    change = update(
        target,
        value=value,
        unit=unit,
        value_basis=basis,
        direction="increase",
        derivation="Zo.",
    )

    if is_said:
        committed(change)
    else:
        refused_at_commit("De waarde staat in geen passage", change)


@pytest.mark.parametrize("number", [1, 100])
def test_a_rank_stands_in_the_words(number):
    target = make_target(direction="rank", value=10, unit="rank", value_basis="stated")

    refused_at_commit("De waarde staat in geen passage", update(target, value=number))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"target_year": 2031}, "Het streefjaar staat in geen passage"),
        ({"target_year": 2031, "year_precision": "after"}, "Het streefjaar"),
        ({"baseline_year": 1991}, "Het referentiejaar staat in geen passage"),
        ({"term_text": "binnen zes jaar"}, "De termijn staat in geen passage"),
    ],
)
def test_a_year_and_a_term_stand_in_the_words(change, message):
    target = make_target(**REDUCTION, term_text="binnen vijf jaar")

    refused_at_commit(message, update(target, **change))
    refused_at_commit("passage", update(target.grounds.get(), supports="context"))


def test_a_derived_year_needs_no_words():
    target = make_target(target_year=2024, year_precision="derived", derivation="Zo.")
    update(target, target_year=2099)()

    commit()


@pytest.mark.parametrize("field", ["parent", "merged_into"])
def test_who_goes_up_never_comes_back(field):
    first = make_mission()
    second = make_mission(theme=first.theme, **{field: first})
    third = make_mission(theme=first.theme, **{field: second})

    with pytest.raises(IntegrityError, match="zichzelf"), transaction.atomic():
        update(first, **{field: third})()
    with pytest.raises(IntegrityError, match="zichzelf"), transaction.atomic():
        update(first, **{field: second})()


def test_a_mission_stands_under_the_theme_of_the_mission_above_it():
    mission = make_mission()
    part = make_mission(theme=mission.theme, parent=mission, kind="sub_target")
    other = make_theme()

    refused_at_commit("hetzelfde thema", update(part, theme=other))
    refused_at_commit("hetzelfde thema", update(mission, theme=other))
    update(part, theme=other)()
    update(mission, theme=other)()
    commit()


def test_a_mission_has_each_year_once_with_how_the_page_says_it(db):
    mission = make_mission()
    make_target(mission=mission, target_year=2050)
    make_target(mission=mission, target_year=2100, year_precision="after")
    make_target(mission=mission, target_year=2050)

    assert mission.year_words == [(2050, "2050"), (2100, "ook na 2100")]
