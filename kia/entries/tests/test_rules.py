"""Each rule of submitting, once refused and once passed."""

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from keytech.tests.builders import make_technology
from kia import models as kia
from kia.entries import content, rules
from kia.entries.fields import BY_NAME, FIELDS
from kia.entries.tests.builders import (
    TEXT,
    TEXTS,
    add_money,
    fresh,
    make_agenda,
    make_agenda_version,
    make_draft,
    make_entry,
    make_version,
)
from missions.tests.builders import make_mission, make_target

pytestmark = pytest.mark.django_db


def found(version):
    return [(p.rule, p.field, p.part) for p in rules.missing(fresh(version))]


def warned(version, user=None):
    return [(p.rule, p.field) for p in rules.warnings(fresh(version), user)]


def update(rows, **values):
    rows.all().update(**values)


def test_a_whole_version_has_no_problem_and_no_warning():
    version = make_version()

    assert rules.missing(version) == []
    assert rules.warnings(version) == []
    assert rules.completeness(version) == 100


def test_the_rules_have_the_names_of_the_list():
    assert [check.rule for check in rules.HARD] == [f"H{n}" for n in range(1, 10)]
    assert [check.rule for check in rules.SOFT] == [f"W{n}" for n in range(1, 12)]


def test_an_empty_draft_lacks_every_field_that_is_always_needed():
    draft = make_draft(title="")

    problems = rules.missing(draft)

    # Without a kind one cannot say which of the conditional fields apply.
    always = {f.name for f in FIELDS if f.need.name == "REQUIRED"}
    assert {p.field for p in problems} == always - {"agenda", "lead"}
    assert rules.completeness(draft) == 100 * 2 // 30
    assert all(p.text and p.field in BY_NAME for p in problems)


@pytest.mark.parametrize("column", TEXTS)
def test_h1_a_text_is_needed(column):
    assert found(make_version(**{column: " "})) == [
        ("H1", column, column if column == "make_or_get" else "")
    ]


@pytest.mark.parametrize(
    "column, waiver",
    [
        ("human_capital", "human_capital_follows"),
        ("small_business", "small_business_follows"),
        ("international", "international_follows"),
        ("make_or_get", "make_or_get_follows"),
    ],
)
def test_h1_a_text_may_follow_the_agenda(column, waiver):
    assert found(make_version(**{column: "", waiver: True})) == []


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"kind": ""}, ("H1", "kind", "")),
        ({"level": ""}, ("H1", "level", "")),
        ({"level": "sub_programme"}, ("H1", "level", "parent")),
        ({"contact": None}, ("H1", "contact", "")),
        ({"make_or_get_choice": ""}, ("H1", "make_or_get", "")),
        ({"trl_start": None}, ("H1", "trl", "trl_start")),
        ({"trl_end": None}, ("H1", "trl", "trl_end")),
        ({"no_requests": False}, ("H1", "requests", "")),
        ({"no_technology": True}, ("H1", "technologies", "")),
        ({"no_region": True, "region": ""}, ("H1", "region", "region")),
    ],
)
def test_h1_an_answer_is_needed(fields, problem):
    assert found(make_version(**fields)) == [problem]


def test_h1_a_part_belongs_to_a_programme_and_not_to_a_part():
    whole = make_version()
    part = make_version(whole.agenda_version, level="sub_programme", parent=whole.entry)
    assert found(part) == []

    below = make_version(whole.agenda_version, level="sub_programme", parent=part.entry)

    assert found(below) == [("H1", "level", "parent")]


def test_h1_a_programme_without_technology_needs_no_trl():
    version = make_version(no_technology=True, trl_start=None, trl_end=None)
    version.technology_rows.all().delete()

    assert found(version) == []


def test_h1_trl_may_not_apply():
    version = make_version(trl_start=None, trl_end=None, trl_does_not_apply=True)

    assert found(version) == []


def test_h1_parts_of_the_main_mission_are_needed_where_there_are_any():
    version = make_version()
    main = version.mission_rows.get().mission
    part = make_mission(theme=main.theme, parent=main, kind="sub_target")
    assert found(version) == [("H1", "sub_missions", "")]

    version.mission_rows.create(mission=part, part="sub", revision=1)

    assert found(version) == []


def test_h1_a_target_of_the_main_mission_will_do_for_a_part():
    version = make_version()
    main = version.mission_rows.get().mission
    make_mission(theme=main.theme, parent=main, kind="sub_target")

    version.target_rows.create(target=make_target(mission=main))

    assert found(version) == []


def test_h1_a_phase_is_needed_and_gives_the_years():
    version = make_version()
    version.phase_rows.all().delete()

    assert found(version) == [("H1", "phases", "")]


def test_h1_each_year_of_the_phases_within_the_period_has_a_milestone_and_money():
    version = make_version()
    update(version.phase_rows, first_year=2021, last_year=2025)

    assert found(version) == [
        ("H1", "milestones", "2021"),
        ("H1", "budget", "2021"),
    ]


def test_h1_without_any_milestone_or_money_the_field_is_empty():
    version = make_version()
    version.milestone_rows.all().delete()
    version.budget_rows.all().delete()

    assert found(version) == [("H1", "milestones", ""), ("H1", "budget", "")]


def test_h1_two_parties_one_private_and_one_of_knowledge():
    version = make_version()
    version.party_rows.filter(is_private=True).delete()
    assert found(version) == [
        ("H1", "parties", ""),
        ("H1", "parties", "is_private"),
    ]

    version.party_rows.create(kind="company", role="bouwt", is_private=True)
    assert found(version) == []

    version.party_rows.filter(kind="knowledge").update(kind="government")
    assert found(version) == [("H1", "parties", "kind")]


@pytest.mark.parametrize(
    "name, rows, column",
    [
        ("phases", "phase_rows", "result"),
        ("milestones", "milestone_rows", "text"),
        ("parties", "party_rows", "role"),
        ("consultations", "consultation_rows", "outcome"),
        ("indicators", "indicator_rows", "target"),
    ],
)
def test_h1_a_row_is_whole(name, rows, column):
    version = make_version()
    row = getattr(version, rows).first()
    getattr(version, rows).filter(pk=row.pk).update(**{column: ""})

    assert found(version) == [("H1", name, str(row.lineage))]


def test_h1_a_request_is_whole():
    version = make_version(no_requests=False)
    row = version.request_rows.create(instrument="capital")
    # Neither what is asked, nor of whom.
    assert found(version) == [("H1", "requests", str(row.lineage))] * 2

    update(version.request_rows, text="Verken groei.", addressee_text="gemeenten")

    assert found(version) == []


def test_h2_a_mission_programme_has_one_main_mission():
    version = make_version()
    version.mission_rows.update(part="secondary")

    assert found(version) == [("H2", "main_mission", "")]


def test_h2_the_database_refuses_a_second_main_mission():
    version = make_version()
    mission = make_mission(theme=version.agenda_version.agenda.theme)

    with pytest.raises(IntegrityError), transaction.atomic():
        version.mission_rows.create(mission=mission, part="main", revision=1)


def test_h2_a_technology_programme_has_a_main_technology_and_no_main_mission():
    version = make_version(kind="key_technology")
    assert found(version) == [
        ("H2", "main_technology", ""),
        ("H2", "main_mission", ""),
    ]

    version.technology_rows.update(is_main=True)
    version.mission_rows.update(part="secondary")

    assert found(version) == []


def test_h2_money_counts_at_a_mission_or_at_a_technology():
    version = make_version()
    version.technology_rows.update(is_main=True)

    assert found(version) == [("H2", "main_technology", "")]


def test_h2_a_programme_for_earning_power_needs_neither():
    version = make_version(kind="earning_power", importance=TEXT, fits_theme=True)
    assert found(version) == []
    version.mission_rows.all().delete()

    assert found(version) == []


def test_h3_the_main_mission_is_of_the_theme_of_the_agenda():
    version = make_version(mission=make_mission())

    assert found(version) == [("H3", "main_mission", "")]


def test_h3_an_agenda_without_a_theme_has_no_mission_programmes():
    technologies = make_agenda(kind="key_technologies")
    version = make_version(make_agenda_version(technologies))
    version.mission_rows.create(mission=make_mission(), part="main", revision=1)

    assert found(version) == [("H3", "main_mission", "")]


def test_h3_parts_and_targets_are_of_the_main_mission():
    version = make_version()
    stranger = make_mission(theme=version.agenda_version.agenda.theme)
    version.mission_rows.create(mission=stranger, part="sub", revision=1)
    row = version.target_rows.create(target=make_target())

    assert found(version) == [
        ("H3", "sub_missions", stranger.code),
        ("H3", "sub_missions", str(row.lineage)),
    ]


def test_h4_money_falls_within_the_period_and_the_phases():
    version = make_version()
    for year in (2019, 2021, 2024):
        add_money(version, year, "nwo", 1)

    assert found(version) == [
        ("H4", "budget", "2019"),
        ("H4", "budget", "2021"),
        ("H4", "budget", "2024"),
    ]


@pytest.mark.parametrize("year, amount", [(2022, 0), (2022, -1), (2023, 5)])
def test_h4_the_database_refuses_no_money_and_doubles(year, amount):
    version = make_version()
    add_money(version, 2023, "nwo", 1)

    with pytest.raises(IntegrityError), transaction.atomic():
        add_money(version, year, "nwo", amount)


def earning_power(agenda_kind, **fields):
    agenda = make_agenda(kind=agenda_kind)
    return make_version(
        make_agenda_version(agenda),
        **{"kind": "earning_power", "importance": TEXT, "theme_fit": TEXT} | fields,
    )


def test_h5_earning_power_may_stand_in_the_agenda_of_a_theme():
    assert found(earning_power("theme", fits_theme=True)) == []


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"fits_theme": None}, ("H1", "theme_fit", "")),
        ({"fits_theme": True}, ("H5", "theme_fit", "")),
        ({"fits_theme": False, "theme_fit": " "}, ("H5", "theme_fit", "theme_fit")),
        ({"fits_theme": False, "importance": ""}, ("H1", "importance", "")),
    ],
)
def test_h5_the_sixth_agenda_wants_to_know_why_no_theme_fits(fields, problem):
    assert found(earning_power("additional", fits_theme=False)) == []

    assert found(earning_power("additional", **fields)) == [problem]


def test_h5_the_sixth_agenda_takes_nothing_else():
    version = earning_power("additional", kind="key_technology")
    version.technology_rows.update(is_main=True)

    assert found(version) == [("H5", "kind", "")]


def test_h6_each_of_the_five_values_is_answered():
    version = make_version()
    version.value_rows.filter(value="ethics").delete()
    version.value_rows.filter(value="privacy").update(applies=None)
    version.value_rows.filter(value="safety").update(applies=True)
    version.value_rows.filter(value="sustainability").update(applies=True, text="Ja.")

    assert found(version) == [
        ("H6", "values", "ethics"),
        ("H6", "values", "privacy"),
        ("H6", "values", "safety"),
    ]


def test_h7_a_department_was_consulted():
    version = make_version()
    update(version.consultation_rows, kind="nwo")

    assert found(version) == [("H7", "consultations", "")]


def test_h8_readiness_does_not_fall():
    assert found(make_version(trl_start=5, trl_end=4)) == [("H8", "trl", "")]
    assert found(make_version(trl_start=5, trl_end=5)) == []


def test_h9_an_indicator_says_what_changes():
    version = make_version()
    update(version.indicator_rows, kind="output")

    assert found(version) == [("H9", "indicators", "")]


def with_money(*lines):
    version = make_version()
    version.budget_rows.all().delete()
    update(version.phase_rows, first_year=2020)
    for year in (2020, 2021):
        version.milestone_rows.create(year=year, text="Klaar.")
    for line in lines:
        add_money(version, *line)
    return version


@pytest.mark.parametrize(
    "private, pps, is_much",
    [
        # 40% over the first 20 000 euros, 30% over what is more.
        (20_000, 8_000, False),
        (20_000, 8_001, True),
        (1_000_000, 302_000, False),
        (1_000_000, 302_001, True),
    ],
)
def test_w1_pps_follows_from_the_private_cash_of_the_year_before(private, pps, is_much):
    version = with_money(
        (2021, "bedrijven", private),
        (2021, "bedrijven", 5_000_000, "kind"),
        (2021, "departement", 5_000_000),
        (2022, "pps-toeslag", pps),
    )

    assert warned(version) == ([("W1", "budget")] if is_much else [])


def test_w1_says_nothing_of_the_first_year_of_the_period():
    version = with_money((2020, "pps-toeslag", 200_000), (2020, "bedrijven", 1))

    assert warned(version) == []


def test_w1_says_the_amounts():
    version = with_money((2022, "pps-toeslag", 450_000), (2022, "bedrijven", 900_000))

    (warning,) = rules.warnings(version)

    assert warning.text == (
        "PPS-toeslag 2022 (0,45 mln) is niet te herleiden tot private cash in 2021 "
        "(0,00 mln)."
    )


@pytest.mark.parametrize(
    "company_cash, company_kind, department_cash, warnings",
    [
        # Of a whole of 1000, NWO pays what these leave over.
        (150, 150, 0, 0),
        (150, 149, 0, 1),
        (149, 0, 200, 1),
        (149, 200, 0, 1),
        (149, 1, 150, 0),
    ],
)
def test_w2_others_pay_beside_nwo(
    company_cash, company_kind, department_cash, warnings
):
    rest = 1000 - company_cash - company_kind - department_cash
    lines = [
        (2022, "bedrijven", company_cash, "cash"),
        (2022, "bedrijven", company_kind, "kind"),
        (2022, "departement", department_cash, "cash"),
        (2022, "nwo", rest, "cash"),
    ]

    version = with_money(*(line for line in lines if line[2]))

    assert warned(version) == [("W2", "budget")] * warnings


def test_w2_is_about_money_of_nwo():
    version = with_money((2022, "departement", 900), (2022, "bedrijven", 1, "kind"))

    assert warned(version) == []


def test_w3_small_business_takes_part():
    version = make_version()
    update(version.party_rows, is_small=False)
    assert warned(version) == [("W3", "parties")]

    update(version.party_rows, is_startup=True)

    assert warned(version) == []


def test_w4_a_region_takes_part():
    assert warned(make_version(no_region=True)) == [("W4", "region")]


def test_w5_another_topsector_takes_part():
    version = make_version()
    version.topsector_rows.all().delete()

    assert warned(version) == [("W5", "topsectors")]


def test_w6_somebody_takes_it_over():
    version = make_version(market_creation="")
    assert warned(version) == [("W6", "market_creation")]

    version.phase_rows.create(
        phase="implementation", first_year=2023, last_year=2024, result="Gebruik."
    )

    assert warned(version) == []


@pytest.mark.parametrize("source", ["bedrijven", "departement"])
def test_w7_money_is_public_and_private(source):
    version = make_version()
    version.budget_rows.filter(source__code=source).delete()

    assert warned(version) == [("W7", "budget")]


def test_w8_a_technology_or_none():
    version = make_version()
    version.technology_rows.all().delete()
    assert warned(version) == [("W8", "technologies")]

    type(version).objects.update(no_technology=True)

    assert warned(version) == []


def test_w9_another_entry_has_the_same_mission_and_technology(admin_user):
    one = make_version()
    mission = one.mission_rows.get().mission
    technology = one.technology_rows.get().technology
    same = {"mission": mission, "technology": technology}
    other_technology = make_version(one.agenda_version, mission=mission)
    other_mission = make_version(one.agenda_version, technology=technology)
    assert warned(one, admin_user) == []

    other = make_version(one.agenda_version, title="Hetzelfde", **same)

    (warning,) = rules.warnings(fresh(one), admin_user)
    assert (warning.rule, warning.part) == ("W9", other.entry.slug)
    assert "«Hetzelfde»" in warning.text
    assert warned(other_technology, admin_user) == []
    assert warned(other_mission, admin_user) == []


def test_w9_is_not_shown_to_whom_may_not_see_the_other():
    one = make_version()
    make_version(
        one.agenda_version,
        mission=one.mission_rows.get().mission,
        technology=one.technology_rows.get().technology,
    )
    outsider = get_user_model().objects.create(email="buiten@voorbeeld.nl")

    assert warned(one) == warned(one, outsider) == []


def test_w9_a_programme_and_its_part_are_no_overlap(admin_user):
    whole = make_version()
    part = make_version(
        whole.agenda_version,
        mission=whole.mission_rows.get().mission,
        technology=whole.technology_rows.get().technology,
        level="sub_programme",
        parent=whole.entry,
    )

    assert warned(whole, admin_user) == warned(part, admin_user) == []


@pytest.mark.parametrize("note", ["", "Uit het plan."])
def test_w10_the_note_says_what_goes_to_valorisation(note):
    assert warned(make_version(budget_note=note)) == [("W10", "budget_note")]


@pytest.mark.parametrize("note", ["Valorisatie: 5%.", "Voor kennisbenutting."])
def test_w10_is_content_when_it_does(note):
    assert warned(make_version(budget_note=note)) == []


def test_w11_more_than_one_was_consulted():
    version = make_version()
    version.consultation_rows.filter(kind="science").delete()

    assert warned(version) == [("W11", "consultations")]


def test_completeness_rises_with_each_field():
    draft = make_draft()
    assert rules.completeness(draft) == 100 * 3 // 30

    type(draft).objects.update(challenge=TEXT, kind="mission")

    # Now the main mission is asked for too.
    assert rules.completeness(fresh(draft)) == 100 * 5 // 31


def test_a_problem_with_what_is_not_needed_counts_too():
    version = make_version(kind="key_technology")
    version.technology_rows.update(is_main=True)

    # The main mission is in the way, and is none of the fields that are needed.
    assert found(version) == [("H2", "main_mission", "")]
    assert rules.completeness(fresh(version)) == 100 * 32 // 33


@pytest.mark.parametrize("rows", [1, 3])
def test_rules_take_the_same_queries_for_more_rows(rows):
    version = make_version(no_requests=False)
    theme = version.agenda_version.agenda.theme
    for n in range(rows):
        mission = make_mission(theme=theme)
        version.mission_rows.create(mission=mission, part="secondary", revision=1)
        version.technology_rows.create(technology=make_technology(), role="applies")
        version.target_rows.create(target=make_target(mission=mission))
        version.request_rows.create(instrument="capital", text="Verken.")
        add_money(version, 2022, ["nwo", "to2", "regio"][n], 1_000)
    whole = make_version(version.agenda_version)
    make_entry(version.agenda_version.agenda)
    type(version).objects.filter(pk=version.pk).update(
        level="sub_programme", parent=whole.entry
    )

    version = fresh(version)
    with CaptureQueriesContext(connection) as first:
        rules.missing(version)
    with CaptureQueriesContext(connection) as again:
        rules.missing(version)
        rules.completeness(version)
    with CaptureQueriesContext(connection) as more:
        rules.warnings(version)

    # The last two: what day it is, and which entries overlap.
    assert [len(queries) for queries in (first, again, more)] == [16, 0, 2]


def test_many_versions_are_fetched_together():
    one = make_version()
    versions = [one, *(make_version(one.agenda_version) for _ in range(3))]
    versions = [fresh(version) for version in versions]

    with CaptureQueriesContext(connection) as queries:
        content.fetch(*versions)
        assert [rules.missing(version) for version in versions] == [[]] * 4

    # None of them is part of a programme.
    assert len(queries) == 14


def test_a_point_of_review_may_name_any_field():
    longest = kia.ReviewPoint._meta.get_field("field").max_length

    assert all(len(name) <= longest for name in BY_NAME)
