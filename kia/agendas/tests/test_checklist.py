"""What a machine says of each rule of the letter, and what people add."""

from datetime import date
from types import SimpleNamespace

import pytest

from kia.agendas.checklist import checklist, tally
from kia.agendas.held import contents_of
from kia.agendas.letter_rules import CHECKS, IKIA, Outcome, Subject
from kia.models import (
    Agenda,
    EntryConsultation,
    EntryRequest,
    EntryValue,
    RuleFinding,
    Section,
)
from kia.steps import AgendaState
from kia.tests.builders import make_cast, make_version
from policy.models import Rule
from policy.tests.builders import make_rule

pytestmark = pytest.mark.django_db
MET, OPEN = Outcome.MET, Outcome.OPEN
UNJUDGED, ELSEWHERE = Outcome.UNJUDGED, Outcome.ELSEWHERE

# Of a version in work with one accepted entry, and texts in A1, A3, A5, A6 and A7.
OUTCOMES = {
    "R1": MET,
    "R2": OPEN,
    "R3": MET,
    "R4": MET,
    "R5": OPEN,
    "R6": MET,
    "R7": ELSEWHERE,
    "R8": ELSEWHERE,
    "R9": OPEN,
    "R10": OPEN,
    "R11": OPEN,
    "R12": MET,
    "R13": MET,
    "R14": OPEN,
    "R15": OPEN,
    "R16": MET,
    "R17": MET,
    "R18": UNJUDGED,
    "R19": MET,
    "R20": OPEN,
    "S1": ELSEWHERE,
}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def version(cast):
    return make_version(cast, AgendaState.CONSULTATION)


@pytest.fixture
def subject(version, cast):
    sections = Section.objects.filter(version=version).select_related("kind")
    return Subject(
        contents_of(version, cast.coordinator),
        {section.kind.code: section.text for section in sections},
        list(Agenda.objects.filter(pk=version.agenda_id)),
        set(),
    )


def entry(subject):
    return subject.entries[0]


def rows(subject, model):
    return subject.contents.held[0].rows[model]


def test_every_check_judges(subject):
    found = {code: check(subject) for code, check in CHECKS.items()}

    assert {code: judged.outcome for code, judged in found.items()} == OUTCOMES
    assert all(judged.evidence.endswith(".") for judged in found.values())


def without_entries(subject):
    subject.contents.held.clear()


def with_priority(subject):
    entry(subject).priority = "high"


def without_choice(subject):
    entry(subject).choice_dont = ""


def without_choice_or_text(subject):
    without_choice(subject)
    subject.texts["A3"] = " "


def without_mission(subject):
    subject.contents.held[0].mission = None


def with_five_agendas(subject):
    subject.agendas.extend([SimpleNamespace(kind="theme")] * 4)
    subject.agendas.append(SimpleNamespace(kind="additional"))


def for_earning_power(subject):
    entry(subject).kind = "earning_power"


def for_earning_power_with_reasons(subject):
    for_earning_power(subject)
    entry(subject).fits_theme, entry(subject).importance = True, "Van groot belang."


def in_the_sixth(subject):
    subject.agenda.kind = "additional"


def in_the_sixth_for_earning_power(subject):
    in_the_sixth(subject)
    for_earning_power(subject)


def in_the_sixth_but_of_a_theme(subject):
    in_the_sixth_for_earning_power(subject)
    entry(subject).fits_theme = True


def with_ikia(subject):
    subject.documents.add(IKIA)


def with_everybody_consulted(subject):
    kinds = ["company", "science", "nwo", "to2", "region"]
    rows(subject, EntryConsultation).extend(EntryConsultation(kind=k) for k in kinds)


def with_text(code, text="Er staat iets."):
    return lambda subject: subject.texts.update({code: text})


def without_answer(subject):
    subject.texts["A11"] = "Waarden."
    rows(subject, EntryValue)[0].applies = None


def adopted(subject):
    subject.version.adopted_on = date(2019, 10, 15)
    subject.version.due_on = date(2019, 6, 30)


def of_three_years(subject):
    subject.agenda.period.last_year = 2022


def without_requests(subject):
    rows(subject, EntryRequest).clear()


def without_requests_and_said(subject):
    without_requests(subject)
    entry(subject).no_requests = True


def with_reply(subject):
    rows(subject, EntryRequest)[0].reply = SimpleNamespace(status="talking")


def with_empty_reply(subject):
    rows(subject, EntryRequest)[0].reply = SimpleNamespace(status="none")


def of_technologies(subject):
    subject.agenda.kind = "key_technologies"


NAMED = "De universiteiten, hogescholen en TO2-instituten haken aan."


@pytest.mark.parametrize(
    ("code", "change", "outcome"),
    [
        *((code, without_entries, OPEN) for code in ("R1", "R2", "R4", "R9", "R13")),
        ("R2", with_priority, MET),
        ("R3", without_choice, UNJUDGED),
        ("R3", without_choice_or_text, OPEN),
        ("R4", without_mission, OPEN),
        ("R5", with_five_agendas, MET),
        ("R6", for_earning_power, OPEN),
        ("R6", for_earning_power_with_reasons, MET),
        ("R7", in_the_sixth, OPEN),
        ("R7", in_the_sixth_for_earning_power, MET),
        ("R7", in_the_sixth_but_of_a_theme, OPEN),
        ("R8", with_ikia, UNJUDGED),
        ("R9", with_everybody_consulted, MET),
        ("R10", with_text("A4"), UNJUDGED),
        ("R10", with_text("A4", "Zie de NWA."), MET),
        ("R11", with_text("A9"), MET),
        ("R12", with_text("A7", ""), OPEN),
        ("R14", with_text("A11"), MET),
        ("R14", without_answer, OPEN),
        ("R15", adopted, MET),
        ("R16", of_three_years, OPEN),
        ("R17", with_text("A6", ""), OPEN),
        ("R18", with_text("A5", NAMED), MET),
        ("R18", with_text("A5", ""), OPEN),
        ("R19", without_requests, OPEN),
        ("R19", without_requests_and_said, MET),
        ("R20", with_reply, MET),
        ("R20", with_empty_reply, OPEN),
        ("R20", without_requests, UNJUDGED),
        ("S1", of_technologies, UNJUDGED),
    ],
)
def test_a_check_sees_what_changed(code, change, outcome, subject):
    change(subject)

    assert CHECKS[code](subject).outcome == outcome


def test_a_late_agenda_says_how_late(subject):
    adopted(subject)

    assert (
        CHECKS["R15"](subject).evidence == "Vastgesteld 107 dagen na de geplande dag."
    )


def test_people_judge_only_what_a_machine_cannot(version, cast):
    rules = [make_rule(code=code) for code in ("R1", "R18", "R8")]
    for rule in rules:
        RuleFinding.objects.create(
            version=version,
            rule=rule,
            outcome="open",
            evidence="Nagelezen.",
            found_by=cast.coordinator,
        )
    lines = lines_of(version, cast)

    assert [(x.rule.code, x.outcome, x.by_person) for x in lines] == [
        ("R1", MET, False),
        ("R18", OPEN, True),
        ("R8", ELSEWHERE, False),
    ]


def test_a_rule_about_something_else_says_so(version, cast):
    make_rule(code="R21", about=Rule.About.CONTRACT)
    make_rule(code="X1")

    found = [(x.outcome, x.judged.evidence) for x in lines_of(version, cast)]

    assert found == [
        (
            ELSEWHERE,
            "Deze regel gaat niet over een agenda, maar over: "
            "kennis- en innovatiecontract.",
        ),
        (UNJUDGED, "Voor deze regel is er geen controle in het register."),
    ]


def test_what_is_open_comes_first(version, cast):
    for code in ("R1", "R2", "R7", "R18"):
        make_rule(code=code)

    groups = tally(lines_of(version, cast))

    assert [outcome for outcome, _ in groups] == [OPEN, UNJUDGED, MET, ELSEWHERE]


def lines_of(version, cast):
    sections = version.sections.select_related("kind")
    return checklist(contents_of(version, cast.coordinator), sections)


def test_every_rule_of_the_letter_about_an_agenda_has_a_check(register):
    about = Rule.objects.filter(about=Rule.About.AGENDA)

    assert set(about.values_list("code", flat=True)) == set(CHECKS)
    assert Agenda.objects.count() == 6
