"""The examples hold what the oracle says, and came there through the workflow.

The figures are those of the research the examples come from, to the euro.
"""

from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.practice import PEOPLE
from instance import clock
from kia import models as kia
from kia.entries import demo, rules, totals
from kia.entries.demo_people import NAMES, RESPONSIBLE
from kia.entries.totals import Basis
from kia.money import share
from organisations.models import Organisation

pytestmark = pytest.mark.django_db
ENTRIES = {entry["id"]: entry for entry in demo.read("entries")["entries"]}
CONTRACT = demo.read("contract")
AGENDAS = ["KIA-ED", "KIA-GZ", "KIA-LWV", "KIA-ST", "KIA-V"]
SEES_ALL = "beheerder@oefenen.example"


def entry_of(name):
    slug = demo.slugify(ENTRIES[name]["title"])[:75].strip("-")
    return kia.Entry.objects.get(slug=slug)


def in_force(name):
    return kia.EntryVersion.objects.in_force().get(entry=entry_of(name))


def last(name):
    return entry_of(name).versions.current().get()


def by_code(rows):
    codes = dict(kia.Agenda.objects.values_list("pk", "code"))
    return {codes[row["version__entry__agenda"]]: row for row in rows}


def test_the_oracle_of_what_is_in_force(practice):
    (whole,) = totals.money(totals.budget())
    agendas = by_code(totals.money(totals.budget(), "agenda"))
    years = totals.money(totals.budget(), "year")

    assert whole == {
        "total": 177_570_000,
        "private": 84_100_000,
        "kind": 64_100_000,
        "entries": 6,
    }
    assert share(whole["private"], whole["total"]) == 474
    assert share(whole["kind"], whole["total"]) == 361
    assert {code: row["total"] for code, row in agendas.items()} == {
        "KIA-ED": 53_690_000,
        "KIA-GZ": 29_400_000,
        "KIA-LWV": 16_930_000,
        "KIA-ST": 49_840_000,
        "KIA-V": 27_710_000,
    }
    assert {row["year"]: row["total"] for row in years} == {
        2020: 31_300_000,
        2021: 42_240_000,
        2022: 52_810_000,
        2023: 51_220_000,
    }


def test_the_oracle_of_what_is_submitted(practice):
    (whole,) = totals.money(totals.budget(Basis.SUBMITTED))

    assert (whole["entries"], whole["total"]) == (9, 199_140_000)


def test_the_oracle_of_gaps_and_technologies(practice):
    gaps = totals.gaps()
    technologies = {t.slug: t.entries for t in totals.technologies()}

    assert (gaps.count(), totals.counted_missions().count()) == (17, 25)
    assert technologies == {
        "fotonica": 5,
        "kunstmatige-intelligentie": 3,
        "digitale-technologieen": 2,
        "nanotechnologie": 2,
        "encryptie": 1,
    }


def test_the_oracle_of_requests(practice):
    assert totals.requests() == {"answered": 2, "talking": 6, "none": 7}


def test_the_oracle_of_the_contract_minus_the_plan(practice):
    planned = by_code(totals.money(totals.budget().filter(year=2020), "agenda"))
    committed = dict(
        kia.Commitment.objects.filter(year__year=2020)
        .order_by()
        .values_list("agenda__code")
        .annotate(Sum("amount"))
    )

    assert [int(committed[c]) - planned[c]["total"] for c in AGENDAS] == [
        -1_800_000,
        -4_150_000,
        -2_250_000,
        -6_500_000,
        -3_800_000,
    ]


def test_money_counts_at_one_mission_or_one_technology(practice):
    places = totals.money(totals.budget(), "place")

    assert sum(row["total"] for row in places) == 177_570_000
    missions = dict(totals.Mission.objects.values_list("pk", "code"))
    technologies = dict(totals.KeyTechnology.objects.values_list("pk", "slug"))
    assert {
        missions.get(row["mission"]) or technologies[row["technology"]]: row["total"]
        for row in places
    } == {
        "ED-1": 16_740_000,
        "ED-2": 36_950_000,
        "LWV-1": 16_930_000,
        "GZ-C": 29_400_000,
        "V-2": 27_710_000,
        "fotonica": 49_840_000,
    }


def test_the_totals_of_each_entry(practice):
    for name, entry in ENTRIES.items():
        expected = entry["expected"]["totals"]
        version = in_force(name) if entry["expected"]["in_force"] else last(name)
        lines = totals.BudgetLine.objects.filter(version=version)
        (whole,) = totals.money(lines)
        years = {str(row["year"]): row["total"] for row in totals.money(lines, "year")}

        assert whole["total"] == expected["total"], name
        assert whole["private"] == expected["private"], name
        assert whole["total"] - whole["private"] == expected["public"], name
        assert whole["kind"] == expected["kind"], name
        assert years == {y: v for y, v in expected["per_year"].items() if v}, name


def test_the_entries_are_in_their_states(practice):
    for name, entry in ENTRIES.items():
        expected = entry["expected"]

        assert last(name).state == expected["state"], name
        held = kia.EntryVersion.objects.in_force().filter(entry=entry_of(name))
        assert held.exists() == expected["in_force"], name
        assert last(name).title.startswith("VOORBEELD – "), name


def test_what_is_revised_differs_from_what_is_in_force(practice):
    revised = {
        name
        for name, entry in ENTRIES.items()
        if entry["expected"]["in_force"] and last(name).pk != in_force(name).pk
    }

    assert revised == {"VB-ED-02", "VB-LWV-01", "VB-V-01"}
    old, new = in_force("VB-ED-02"), last("VB-ED-02")
    # The same rows, with other amounts: they can be compared.
    before = dict(old.budget_rows.values_list("lineage", "amount"))
    after = dict(new.budget_rows.values_list("lineage", "amount"))
    assert before.keys() == after.keys()
    assert (sum(before.values()), sum(after.values())) == (36_950_000, 37_150_000)


# The words that the examples use for what is expected, and the rules that say it.
WARNINGS = {
    "PPS-toeslag 2022: geen private cash in 2021 in deze bijdrage": "W1",
    "PPS-toeslag 2022 (0,45 mln) is niet te herleiden tot private cash in 2021 "
    "(0,00 mln)": "W1",
    "slechts één raadpleging geregistreerd": "W11",
    "geen regionale partner": "W4",
    "geen publieke bron in de begroting": "W7",
}
# These are no rules: they follow from the state.
OF_THE_STATE = {
    "bijdrage is in herziening: openbaar blijft versie 1.0": "draft",
    "telt niet mee in totalen": "not_included",
    "niet compleet: kan nog niet worden ingediend": "draft",
}


def test_the_expected_warnings(practice):
    admin = User.objects.get(email=SEES_ALL)
    for name, entry in ENTRIES.items():
        expected = entry["expected"]["warnings"]
        version = in_force(name) if entry["expected"]["in_force"] else last(name)
        found = [problem.rule for problem in rules.warnings(version, admin)]

        wanted = [WARNINGS[words] for words in expected if words in WARNINGS]
        assert sorted(found) == sorted(wanted), name
        for words in set(expected) - WARNINGS.keys():
            assert last(name).state == OF_THE_STATE[words], name


def test_the_warning_about_pps_says_the_same_as_the_examples(practice):
    (warning,) = rules.warnings(last("VB-LWV-02"))

    (words,) = ENTRIES["VB-LWV-02"]["expected"]["warnings"]
    assert warning.text == f"{words}."


def test_what_waits_shows_no_warning_more(practice):
    admin = User.objects.get(email=SEES_ALL)

    for name in ("VB-ED-02", "VB-LWV-01", "VB-V-01"):
        assert rules.warnings(last(name), admin) == [], name


MISSING = {
    "marktcreatie": ("market_creation", ""),
    "valorisatie": ("valorisation", ""),
    "human_capital": ("human_capital", ""),
    "internationaal_europa": ("international", ""),
    "waarden.privacy": ("values", "privacy"),
    "waarden.veiligheid": ("values", "safety"),
    "waarden.duurzaamheid": ("values", "sustainability"),
    "waarden.omgevingsveiligheid": ("values", "surroundings"),
    "raadpleging (departement)": ("consultations", ""),
    "zelf_of_halen": ("make_or_get", ""),
    "zelf_of_halen.toelichting": ("make_or_get", "make_or_get"),
    "indicatoren": ("indicators", ""),
    "mijlpalen (2023)": ("milestones", "2023"),
}


def test_the_expected_missing_fields(practice):
    for name, entry in ENTRIES.items():
        expected = entry["expected"]["missing"]
        found = {(p.field, p.part) for p in rules.missing(last(name))}

        assert found == {MISSING[words] for words in expected}, name
    assert rules.completeness(last("VB-ED-01")) == 100
    assert 60 < rules.completeness(last("VB-GZ-02")) < 90


def test_everything_went_through_the_workflow(practice):
    steps = kia.Step.objects.filter(entry_version__entry=entry_of("VB-GZ-01"))

    assert [
        (s.action, s.to_state, f"{s.day}", s.by.get_full_name()) for s in steps
    ] == [
        ("start", "draft", "2019-04-29", "Teamlid topsector"),
        ("submit", "submitted", "2019-05-28", "Redacteur topsector"),
        (
            "request_changes",
            "changes_requested",
            "2019-06-04",
            "Agendacoördinator",
        ),
        ("copy", "changes_requested", "2019-06-04", "Agendacoördinator"),
        ("submit", "submitted", "2019-06-05", "Redacteur topsector"),
        ("judge", "submitted", "2019-06-13", "Beoordelaar, departement"),
        ("accept", "accepted", "2019-06-21", "Agendacoördinator"),
        ("adopt", "adopted", "2019-06-28", "Agendacoördinator"),
    ]


def test_agendas_and_years_stand_where_they_should(practice):
    versions = kia.AgendaVersion.objects.values_list(
        "agenda__code", "number", "state", "is_practice"
    )
    years = kia.ContractYear.objects.values_list("year", "state")

    assert sorted(versions) == [
        ("KIA-ED", 1, "adopted", True),
        ("KIA-ED", 2, "preparation", True),
        ("KIA-GZ", 1, "adopted", True),
        ("KIA-GZ", 2, "preparation", True),
        ("KIA-LWV", 1, "adopted", True),
        ("KIA-LWV", 2, "preparation", True),
        ("KIA-ST", 1, "adopted", True),
        ("KIA-V", 1, "adopted", True),
        ("KIA-V", 2, "consultation", True),
    ]
    assert list(years) == [
        (2020, "adopted"),
        (2021, "confirmed"),
        (2022, "collecting"),
        (2023, "collecting"),
    ]
    first = kia.AgendaVersion.objects.filter(number=1)
    assert {f"{v.adopted_on}" for v in first} == {"2019-06-28"}


def test_the_contract_adds_up(practice):
    rows = kia.Commitment.objects.all()
    expected = CONTRACT["expected"]

    assert rows.aggregate(n=Sum("amount"))["n"] == expected["total"]
    private = rows.filter(is_private=True).aggregate(n=Sum("amount"))["n"]
    assert private == expected["private"]
    years = rows.order_by().values_list("year__year").annotate(Sum("amount"))
    assert {str(year): int(n) for year, n in years} == expected["per_year"]
    certainties = Counter(rows.values_list("year__year", "certainty"))
    assert certainties == {
        (2020, "adopted"): 13,
        (2021, "confirmed"): 2,
        (2022, "stated"): 2,
        (2023, "stated"): 1,
    }


def test_everything_is_marked_as_an_example(practice):
    for model in (kia.AgendaVersion, kia.Entry, kia.ContractYear, kia.Commitment):
        assert not model.objects.filter(is_practice=False).exists()
    made = Organisation.objects.filter(is_practice=True)
    assert {o.kind for o in made} == {"department"}
    assert not made.public().exists()


@pytest.mark.parametrize(
    "path",
    [
        "/themas/energietransitie-en-duurzaamheid/",
        "/missies/volledig-circulaire-economie/",
        "/agendas/kia-sleuteltechnologieen/",
        "/departementen/",
        "/organisaties/",
        "/data/missieregister.json",
        "/wijzigingen/",
        "/wijzigingen/feed.atom",
        "/sitemap.xml",
        f"/departementen/{RESPONSIBLE}/",
    ],
)
def test_visitors_do_not_see_the_departments_of_the_examples(path, practice, client):
    response = client.get(path)

    text = b"".join(response).decode()
    assert response.status_code in (200, 404)
    assert not [word for word in (*NAMES, *NAMES.values()) if word in text]


def test_nobody_decided_about_their_own(practice):
    for version in kia.EntryVersion.objects.exclude(submitted_by=None):
        deciders = version.steps.filter(action__in=["accept", "leave_out"])
        assert version.submitted_by_id not in {step.by_id for step in deciders}


def test_made_again_nothing_changes(practice):
    before = [m.objects.count() for m in (kia.Step, kia.EntryVersion, kia.Commitment)]
    grants = kia.RoleGrant.objects.count()

    with CaptureQueriesContext(connection) as queries:
        call_command("make_practice_agendas")

    after = [m.objects.count() for m in (kia.Step, kia.EntryVersion, kia.Commitment)]
    assert (after, kia.RoleGrant.objects.count()) == (before, grants)
    # A start of the server does not wait for it. Two of these are the savepoint.
    assert len(queries) == 3


def test_practice_starts_on_the_day_of_the_examples(register, client):
    assert "klok is verzet" not in client.get("/agendas/").content.decode()

    call_command("make_practice_agendas")
    page = client.get("/agendas/").content.decode()

    assert clock.today() == date(2021, 10, 15)
    assert "Het is hier 15 oktober 2021: de klok is verzet" in page


def test_everybody_who_practises_has_something_to_do(practice):
    grants = Counter(kia.RoleGrant.objects.values_list("person__email", flat=True))

    without = {
        mailbox for mailbox in PEOPLE if not grants[f"{mailbox}@oefenen.example"]
    }

    assert without == {"beheerder", "beheerder-2"}


def test_production_has_no_examples(db, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="In echt gebruik"):
        call_command("make_practice_agendas")

    assert not kia.AgendaVersion.objects.exists()


def test_without_the_register_it_says_what_to_do(db):
    with pytest.raises(CommandError, match="load_fixtures"):
        call_command("make_practice_agendas")


def test_a_failure_halfway_leaves_nothing(register, monkeypatch):
    monkeypatch.setitem(demo.EVENTS, "adopt", None)

    with pytest.raises(TypeError):
        demo.make_practice_agendas()

    assert not kia.Entry.objects.exists()
    assert not User.objects.practice().exists()


@pytest.mark.parametrize("basis", Basis)
def test_a_figure_is_one_query(basis, practice):
    with CaptureQueriesContext(connection) as queries:
        totals.money(totals.budget(basis), "agenda", "year", "source")
        totals.money(totals.budget(basis), "place")
        list(totals.gaps(basis))
        list(totals.technologies(basis))
        totals.requests()

    assert len(queries) == 5


def test_money_is_whole_euros(practice):
    for row in [
        *totals.money(totals.budget()),
        *totals.money(totals.budget(), "source"),
    ]:
        assert {type(row[n]) for n in ("total", "private", "kind", "entries")} == {int}


def test_without_entries_the_figures_are_zero(register):
    (whole,) = totals.money(totals.budget())

    assert whole == {"total": 0, "private": 0, "kind": 0, "entries": 0}
    assert totals.gaps().count() == totals.counted_missions().count() == 25
    assert totals.requests() == {}
