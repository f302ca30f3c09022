"""The reviewed data: every word stands in the letter, every number in its words."""

import itertools
import json
import re
import shutil
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from missions.models import Mission, Target
from policy.models import ProcessMilestone
from portal import fixtures
from sources.models import Document, DocumentText
from sources.reading import repaired, sentences
from themes.models import Theme

pytestmark = pytest.mark.django_db

BULLETS = (
    "ED-1 ED-1.1 ED-1.2 ED-1.3 ED-1.4 ED-1.5 ED-2 LWV-1 LWV-2 LWV-3 LWV-4 LWV-5 "
    "LWV-6 GZ-C GZ-1 GZ-2 GZ-3 GZ-4 V-1 V-2 V-3 V-4 V-5 V-6 V-7 V-8"
).split()

# Read in the letter by hand: code, direction, comparator, value, unit, how the value
# is said, year, how the year is said, base year, scope.
TARGETS = """
ED-1    decrease exactly  49 percent stated   2030 stated  1990 -
ED-1    decrease exactly  95 percent stated   2050 stated  1990 -
ED-1.1  reach    exactly  -  -       -        2050 stated  -    -
ED-1.2  reach    exactly  -  -       -        2050 stated  -    -
ED-1.3  reach    exactly  -  -       -        2050 stated  -    -
ED-1.4  reach    exactly  -  -       -        2050 stated  -    -
ED-1.5  reach    exactly  -  -       -        2050 stated  -    -
ED-2    decrease exactly  50 percent derived  2030 stated  -    -
ED-2    reach    exactly  -  -       -        2050 stated  -    -
LWV-1   decrease exactly  -  -       -        2030 stated  -    -
LWV-1   reach    exactly  -  -       -        2030 stated  -    -
LWV-2   reach    exactly  -  -       -        2050 stated  -    -
LWV-3   reach    exactly  -  -       -        2050 stated  -    -
LWV-4   reach    exactly  -  -       -        2030 stated  -    -
LWV-4   reach    exactly  -  -       -        2030 stated  -    -
LWV-5   reach    exactly  -  -       -        2030 stated  -    mariene wateren
LWV-5   reach    exactly  -  -       -        2050 stated  -    rivieren, meren en estuaria
LWV-6   reach    exactly  -  -       -        2100 after   -    -
GZ-C    increase at_least 5  years   in_words 2040 stated  -    -
GZ-C    decrease exactly  30 percent stated   2040 stated  -    -
GZ-1    decrease exactly  30 percent stated   2040 stated  -    -
GZ-2    increase exactly  50 percent stated   2030 stated  -    -
GZ-3    increase exactly  25 percent stated   2030 stated  -    -
GZ-4    increase exactly  25 percent stated   2030 stated  -    -
V-1     increase exactly  -  -       -        2030 stated  -    -
V-2     reach    exactly  -  -       -        2035 stated  -    -
V-3     reach    exactly  -  -       -        2030 stated  -    -
V-4     rank     at_most  10 rank    stated   2024 derived -    -
V-4     rank     at_most  10 rank    stated   2024 derived -    -
V-5     reach    exactly  -  -       -        2030 stated  -    -
V-6     reach    exactly  -  -       -        -    none    -    -
V-7     reach    exactly  -  -       -        2030 stated  -    -
V-7     reach    exactly  -  -       -        2030 stated  -    -
V-7     reach    exactly  -  -       -        2030 stated  -    -
V-8     rank     at_most  10 rank    stated   2030 stated  -    -
"""
# The line of the letter's own text on which each page of the paper begins.
PAGE_LINES = (
    1, 32, 92, 154, 224, 287, 353, 418, 484, 545, 605, 664, 727, 796, 856, 915
)  # fmt: skip
# What a target can be verified by; the letter has no other numbers in its missions.
MEASURE = re.compile(r"\b(?:19|20|21)\d\d\b|\d%|\btop \d|\bvijf jaar\b")


def own_passages(record):
    return [g.passage.quotation for g in record.grounds.filter(supports="record")]


def test_all_missions_of_the_letter_are_there_in_its_order(register):
    assert [m.code for m in Mission.objects.all()] == BULLETS


def test_the_totals_follow_from_their_rules(register):
    missions = Mission.objects.public()

    assert missions.top_level().count() == 17
    assert missions.in_the_letters_words().count() == 21
    assert missions.as_the_press_counts().count() == 25
    assert missions.count() == 26


def test_every_mission_has_the_words_of_the_letter(register):
    for mission in Mission.objects.all():
        assert mission.statement in register.body
        assert mission.statement in own_passages(mission)
        assert mission.title in register.body


def test_statement_and_title_make_up_the_whole_bullet(register):
    """No word of a bullet is left out, but for the mark at its end."""
    bullets = register.paragraphs.filter(kind="bullet")

    for bullet, mission in zip(bullets, Mission.objects.all(), strict=True):
        words = register.body[bullet.start : bullet.end]
        rest = words.replace(mission.statement, "").replace(mission.title, "")
        assert rest.strip(" .:;") in ("", "Dat valt uiteen in")


def test_every_theme_has_its_heading_and_problem(register):
    for theme in Theme.objects.all():
        heading = register.paragraphs.get(
            kind="heading", section__slug=f"missies-{theme.slug}"
        )
        assert register.body[heading.start : heading.end] == theme.title
        assert theme.grounds.filter(supports="problem").count() >= 2


def test_every_target_rests_on_words_of_its_mission(register):
    for target in Target.objects.select_related("mission"):
        assert target.fragment in target.mission.statement
        assert own_passages(target) == [target.fragment]


def test_every_target_says_what_was_read_in_the_letter(register):
    def row(target):
        t = target
        year = (t.target_year, t.year_precision, t.baseline_year)
        value = (t.value and f"{t.value.normalize():f}", t.unit, t.value_basis)
        fields = (t.mission.code, t.direction, t.comparator, *value, *year, t.scope)
        return [str(field or "-") for field in fields]

    read = [line.split(maxsplit=9) for line in TARGETS.strip().splitlines()]
    assert [row(t) for t in Target.objects.select_related("mission")] == read


def test_a_scope_and_a_comparator_stand_in_the_words_of_the_target(register):
    for target in Target.objects.all():
        assert target.scope in target.fragment
        at_least = re.search("tenminste", target.fragment) is not None
        assert (target.comparator == "at_least") == at_least


def test_no_target_holds_the_words_of_another_one(register):
    """In the words of a target stand no number and no year but its own."""
    for target in Target.objects.all():
        own = {target.target_year, target.baseline_year, target.value}
        found = {int(number) for number in re.findall(r"(?<!O)\d+", target.fragment)}
        assert found <= own
    for one, other in itertools.combinations(Target.objects.all(), 2):
        if one.mission_id == other.mission_id:
            assert one.fragment not in other.fragment
            assert other.fragment not in one.fragment


def test_targets_are_counted_by_one_rule(register):
    """What has a year, a term or a number is a target; see the docstring of Target."""
    for mission in Mission.objects.all():
        words, targets = mission.statement, mission.targets.all()
        parts = [words[start:end] for start, end in sentences(words)]
        wanted = [part for part in parts if MEASURE.search(part)] or parts[:1]
        held = {part for part in parts for t in targets if t.fragment in part}
        assert held == set(wanted), mission.code


def test_a_derived_year_follows_from_the_date_of_the_letter(register):
    for target in Target.objects.filter(year_precision="derived"):
        assert target.term_text == "binnen vijf jaar"
        assert target.target_year == register.document.date.year + 5
        assert "26 april 2019" in target.derivation
        assert str(target.target_year) in target.derivation


def test_what_the_letter_made_counts_from_its_date(register):
    made = register.document

    assert made.date == date(2019, 4, 26)
    for record in [*Theme.objects.all(), *Mission.objects.all()]:
        assert (record.made_by, record.valid_from) == (made, made.date)


def test_every_page_starts_on_its_line_of_the_letter(register):
    source = fixtures.read_letter()
    notes = register.paragraphs.filter(kind="note").values("start")
    starts = register.marks.filter(kind="page").exclude(offset__in=notes)

    expected = [(n, _offset(source, line)) for n, line in enumerate(PAGE_LINES, 1)]

    assert list(starts.values_list("number", "offset")) == expected


def _offset(source, line):
    """Where a line of the raw text begins in the text, after what was repaired."""
    raw = source.raw.decode("utf-8")
    at = sum(map(len, raw.splitlines(keepends=True)[: line - 1]))
    done = [repair for repair in source.repairs if repair[0] < at]
    ends = max([at, *(offset + len(old) for offset, old, *_ in done)])
    return len(repaired(raw[:ends], done))


def test_numbers_of_the_letter_in_a_target_are_all_accounted_for(register):
    """No percentage or year in a mission's words is without a target."""
    for mission in Mission.objects.all():
        stated = set(re.findall(r"\d+(?=%)|20\d\d|2100|1990", mission.statement))
        held = set()
        for target in mission.targets.all():
            years = {target.target_year, target.baseline_year}
            held |= {str(year) for year in years if year}
            held |= {f"{target.value.normalize():f}"} if target.value else set()
        assert stated <= held


def test_targets_by_kind(register):
    targets = Target.objects.public()
    changes = targets.with_number().exclude(direction="rank")

    assert changes.count() == 9
    assert changes.filter(baseline_year=1990).count() == 2
    assert targets.filter(direction="rank").count() == 3
    without = targets.filter(value=None).exclude(direction="reach")
    assert [t.mission.code for t in without] == ["LWV-1", "V-1"]
    assert {t.baseline_text for t in without} == {"de brief noemt geen referentiejaar"}
    assert targets.filter(year_precision="none").get().mission.code == "V-6"
    assert targets.filter(year_precision="after").get().mission.code == "LWV-6"
    assert {t.mission.code for t in targets.filter(year_precision="derived")} == {"V-4"}


def test_no_published_record_is_without_ground(register):
    for model in (Document, Theme, Mission, Target):
        assert not model.objects.public().filter(grounds=None).exists()


def test_every_mission_says_who_adopted_it(register):
    for mission in Mission.objects.all():
        ground = mission.grounds.get(supports="adoption")
        assert mission.adopted_by == "het kabinet"
        assert ground.passage.quotation.endswith("door het kabinet vastgesteld.")


def test_a_short_label_that_the_letter_lacks_says_it_is_editorial(register):
    for mission in Mission.objects.all():
        has_reason = mission.grounds.filter(supports="name").exclude(reason="").exists()
        assert has_reason == (mission.short_label != mission.title)


def test_a_passage_lies_within_one_paragraph(register):
    for passage in register.passages.all():
        assert "\n" not in passage.quotation


def test_fixtures_are_written_as_a_person_reads_them():
    for name in fixtures.names():
        text = (fixtures.folder() / f"{name}.json").read_text("utf-8")
        rows = json.loads(text)
        assert text == json.dumps(rows, indent=2, ensure_ascii=False) + "\n", name
        assert not any("pk" in row for row in rows), name


def test_fixtures_stand_in_the_order_of_the_letter():
    themes = [f["slug"] for f in _rows("20_themes", "themes.theme")]
    missions = _rows("30_missions")
    targets = _rows("40_targets")
    codes = [f["slug"] for f in missions]

    assert [f["code"] for f in missions] == BULLETS
    places = [(codes.index(f["mission"][0]), f["order"]) for f in targets]
    assert places == sorted(places)
    for name, slugs in [
        ("24_theme_context", themes),
        ("32_mission_grounds", codes),
        ("36_mission_context", codes),
        ("42_target_grounds", [f["slug"] for f in targets]),
    ]:
        places = [slugs.index(f["record"][0]) for f in _rows(name)]
        assert places == sorted(places), name


def _rows(name, model=None):
    text = (fixtures.folder() / f"{name}.json").read_text("utf-8")
    rows = json.loads(text)
    return [row["fields"] for row in rows if model in (None, row["model"])]


def test_fixtures_go_into_an_empty_register_only(register):
    mission = Mission.objects.get(code="ED-1")
    Mission.objects.filter(pk=mission.pk).update(short_label="Aangepast")

    call_command("load_fixtures", only_if_empty=True)
    with pytest.raises(CommandError, match="Het register is niet leeg"):
        call_command("load_fixtures")

    mission.refresh_from_db()
    assert mission.short_label == "Aangepast"


def test_a_reload_first_shows_what_would_change(register, capsys):
    Mission.objects.filter(code="ED-1").update(short_label="Aangepast")

    call_command("load_fixtures", "30_missions")

    said = capsys.readouterr().out
    assert "anders  missie: ED-1 Broeikasgasuitstoot terugdringen" in said
    assert "korte naam: 'Aangepast' → 'Broeikasgasuitstoot terugdringen'" in said
    assert "1 rijen veranderen" in said
    assert Mission.objects.get(code="ED-1").short_label == "Aangepast"


def test_a_reload_writes_when_asked(register, capsys):
    Mission.objects.filter(code="ED-1").update(short_label="Aangepast")

    call_command("load_fixtures", "30_missions", apply=True)
    call_command("load_fixtures", "30_missions", apply=True)

    assert Mission.objects.get(code="ED-1").short_label.startswith("Broeikas")
    assert capsys.readouterr().out.endswith("Niets te veranderen.\n")


def test_a_reload_names_what_only_the_register_has(register, capsys):
    extra = Mission.objects.get(code="V-8")
    extra.pk, extra.slug, extra.code, extra.order = None, "extra", "V-9", 9
    extra.published_at = None
    extra.save()

    call_command("load_fixtures", "30_missions")

    said = capsys.readouterr().out
    assert "alleen in het register (blijft staan)  missie: V-9" in said


def test_a_wrong_quotation_is_refused_by_name(tmp_path, settings):
    shutil.copytree(fixtures.folder(), tmp_path, dirs_exist_ok=True)
    settings.FIXTURE_DIRS = [tmp_path]
    path = tmp_path / "32_mission_grounds.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace("terugdringen van de nationale", "omlaag"), "utf-8")

    with pytest.raises(CommandError) as refused:
        call_command("load_fixtures")

    assert "Er is niets geladen" in str(refused.value)
    assert "32_mission_grounds.json" in str(refused.value)
    assert "Het omlaag broeikasgasuitstoot met 49%" in str(refused.value)
    assert not DocumentText.objects.exists()


@pytest.fixture
def with_another_milestone(register, tmp_path, settings):
    """The reviewed data with one milestone more, and its ground in another file."""
    shutil.copytree(fixtures.folder(), tmp_path, dirs_exist_ok=True)
    settings.FIXTURE_DIRS = [tmp_path]
    for name, changed in [
        ("58_milestones", {"slug": "extra", "title": "Een termijn meer"}),
        ("59_milestone_grounds", {"record": ["extra"]}),
    ]:
        path = tmp_path / f"{name}.json"
        rows = json.loads(path.read_text("utf-8"))
        alike = next(
            r for r in rows if _slug(r["fields"]) == "start-van-de-topsectoren"
        )
        rows.append({**alike, "fields": {**alike["fields"], **changed}})
        path.write_text(json.dumps(rows), "utf-8")


def _slug(fields):
    return fields.get("slug") or fields["record"][0]


@pytest.mark.parametrize("apply", [False, True])
@pytest.mark.parametrize("name", ["58_milestones", "59_milestone_grounds"])
def test_half_of_a_pair_is_refused_and_names_the_other_half(
    apply, name, with_another_milestone
):
    with pytest.raises(CommandError) as refused:
        call_command("load_fixtures", name, apply=apply)

    assert "Er is niets geladen" in str(refused.value)
    both = "Laad ze samen: load_fixtures 58_milestones 59_milestone_grounds"
    assert str(refused.value).endswith(both)
    assert not ProcessMilestone.objects.filter(slug="extra").exists()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_records_and_their_grounds_load_together(order, with_another_milestone, capsys):
    pair = ["58_milestones", "59_milestone_grounds"]
    pair = [pair[place] for place in order]

    call_command("load_fixtures", *pair)
    assert "Er zouden 2 rijen veranderen" in capsys.readouterr().out
    assert not ProcessMilestone.objects.filter(slug="extra").exists()

    call_command("load_fixtures", *pair, apply=True)
    assert "2 rijen geschreven" in capsys.readouterr().out
    assert ProcessMilestone.objects.get(slug="extra").grounds.count() == 1


def test_a_fixture_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(
        CommandError, match="Er is geen fixture 58_missies. Er zijn: 10_"
    ):
        call_command("load_fixtures", "58_missies", "30_missions")
