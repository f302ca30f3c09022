"""The reviewed data: every word stands in the letter, every number in its words."""

import json
import re
import shutil

import pytest
from django.core.management import CommandError, call_command

from missions.models import Mission, Target
from portal import fixtures
from sources.models import Document, DocumentText
from themes.models import Theme

pytestmark = pytest.mark.django_db

IN_WORDS = {5: "vijf"}
BULLETS = (
    "ED-1 ED-1.1 ED-1.2 ED-1.3 ED-1.4 ED-1.5 ED-2 LWV-1 LWV-2 LWV-3 LWV-4 LWV-5 "
    "LWV-6 GZ-C GZ-1 GZ-2 GZ-3 GZ-4 V-1 V-2 V-3 V-4 V-5 V-6 V-7 V-8"
).split()


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


def test_every_number_stands_in_its_fragment(register):
    for target in Target.objects.all():
        words = target.fragment
        if target.value_basis == "stated":
            assert re.search(rf"\b{target.value.normalize():f}\b", words)
        elif target.value_basis == "in_words":
            assert IN_WORDS[int(target.value)] in words
        elif target.value_basis == "derived":
            assert target.derivation
        if target.year_precision in ("stated", "after"):
            assert str(target.target_year) in words
        if target.baseline_year:
            assert str(target.baseline_year) in words
        assert target.term_text in words


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


def test_fixtures_are_sorted_and_readable():
    for name in fixtures.names():
        text = (fixtures.folder() / f"{name}.json").read_text("utf-8")
        rows = json.loads(text)
        assert "\\u" not in text
        assert not any("pk" in row for row in rows)


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
