"""The rules of the letter that a machine can judge of an agenda: a table.

Each check looks at what the version holds and says whether the rule is met, with
the evidence in words. None of them stops anybody.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from kia.models import (
    Agenda,
    EntryConsultation,
    EntryRequest,
    EntryValue,
    RequestReply,
)


class Outcome(StrEnum):
    MET = "met"
    OPEN = "open"
    UNJUDGED = "unjudged"
    ELSEWHERE = "elsewhere"

    @property
    def label(self):
        return LABELS[self]


LABELS = {
    Outcome.MET: "voldaan",
    Outcome.OPEN: "nog niet voldaan",
    Outcome.UNJUDGED: "niet door een machine na te gaan",
    Outcome.ELSEWHERE: "geldt hier niet",
}
NO_ENTRIES = "Er is nog geen bijdrage."
IKIA = "integrale-kennis-en-innovatieagenda"


@dataclass(frozen=True)
class Judged:
    outcome: Outcome
    evidence: str


@dataclass(frozen=True)
class Subject:
    """A version of an agenda as the checks see it; `texts` are by code of section."""

    contents: object
    texts: dict
    agendas: list
    documents: frozenset = frozenset()

    @property
    def version(self):
        return self.contents.version

    @property
    def agenda(self):
        return self.contents.version.agenda

    @property
    def entries(self):
        return [one.entry_version for one in self.contents.held]

    def rows(self, model):
        return [row for one in self.contents.held for row in one.rows[model]]

    def has_text(self, *codes):
        return all(self.texts.get(code, "").strip() for code in codes)


def met(evidence):
    return Judged(Outcome.MET, evidence)


def still_open(evidence):
    return Judged(Outcome.OPEN, evidence)


def unjudged(evidence):
    return Judged(Outcome.UNJUDGED, evidence)


def elsewhere(evidence):
    return Judged(Outcome.ELSEWHERE, evidence)


def counted(number, one, many):
    return f"{number} {one if number == 1 else many}"


def of_each(subject, holds, what):
    """Met when `holds` for every entry; the evidence counts them."""
    entries = subject.entries
    if not entries:
        return still_open(NO_ENTRIES)
    good = sum(bool(holds(version)) for version in entries)
    words = f"{good} van {counted(len(entries), 'bijdrage', 'bijdragen')} {what}."
    return met(words) if good == len(entries) else still_open(words)


def sections(subject, *codes):
    """Met when all these sections have a text."""
    empty = [code for code in codes if not subject.has_text(code)]
    if empty:
        return still_open(f"Nog zonder tekst: {' en '.join(empty)}.")
    return met(f"Met tekst: {' en '.join(codes)}.")


def both(first, second):
    """As the worse of the two, with the evidence of both."""
    outcome = first.outcome if first.outcome != Outcome.MET else second.outcome
    return Judged(outcome, f"{first.evidence} {second.evidence}")


def names_tasks(subject):
    found = sum(bool(version.challenge.strip()) for version in subject.entries)
    words = f"Bijdragen met een kennis- en innovatieopgave: {found}."
    return met(words) if found else still_open(words)


def gives_priorities(subject):
    return of_each(subject, lambda v: v.priority, "met een prioriteit")


def makes_choices(subject):
    leaves = sum(bool(version.choice_dont.strip()) for version in subject.entries)
    if leaves:
        return met(f"Bijdragen die zeggen wat zij niet doen: {leaves}.")
    if subject.has_text("A3"):
        return unjudged("Geen bijdrage zegt wat zij niet doet; sectie A3 heeft tekst.")
    return still_open("Geen bijdrage en geen tekst zegt waarop niet wordt ingezet.")


def follows_missions(subject):
    linked = {
        one.entry_version.pk
        for one in subject.contents.held
        if one.mission or one.technology
    }
    return of_each(
        subject, lambda v: v.pk in linked, "met een hoofdmissie of hoofdtechnologie"
    )


def is_one_of_five(subject):
    found = len([a for a in subject.agendas if a.kind != Agenda.Kind.ADDITIONAL])
    words = f"In deze looptijd staan er {found} agenda’s, zonder de zesde."
    return met(words) if found == 5 else still_open(words)


def sets_earning_power_apart(subject):
    own = [v for v in subject.entries if v.kind == v.Kind.EARNING_POWER]
    if not own:
        return met("Er zijn geen programma’s voor het verdienvermogen.")
    if subject.agenda.kind != Agenda.Kind.ADDITIONAL:
        own_words = "sluit aan en zegt wat het belang is"
        good = sum(bool(v.fits_theme and v.importance.strip()) for v in own)
    else:
        own_words = "zegt wat het belang is"
        good = sum(bool(v.importance.strip()) for v in own)
    words = f"Programma’s voor het verdienvermogen: {len(own)}. Daarvan {own_words}: {good}."
    return met(words) if good == len(own) else still_open(words)


def holds_only_what_fits_nowhere(subject):
    if subject.agenda.kind != Agenda.Kind.ADDITIONAL:
        return elsewhere("Deze regel gaat over de zesde agenda.")
    if not subject.entries:
        return still_open(NO_ENTRIES)
    wrong = [
        v for v in subject.entries if v.kind != v.Kind.EARNING_POWER or v.fits_theme
    ]
    words = f"Bijdragen die hier niet horen: {len(wrong)}."
    return still_open(words) if wrong else met(words)


def elaborates_ikia(subject):
    if IKIA not in subject.documents:
        return elsewhere("De IKIA hoort niet bij deze agenda.")
    return unjudged("Een machine weet niet wie de IKIA uitwerkte.")


def is_consulted(subject):
    kinds = EntryConsultation.Kind
    asked = [kinds.COMPANY, kinds.DEPARTMENT, kinds.SCIENCE, kinds.TO2, kinds.NWO]
    asked.append(kinds.REGION)
    held = {row.kind for row in subject.rows(EntryConsultation)}
    missing = [kind.label for kind in asked if kind not in held]
    if missing:
        return still_open(f"Nog geen raadpleging van: {', '.join(missing)}.")
    return met("Van elk van de zes soorten partners is er een raadpleging.")


def mentions(subject, code, *words):
    """Met when the section names all of these; a machine reads no further."""
    text = subject.texts.get(code, "")
    if not text.strip():
        return still_open(f"Nog zonder tekst: {code}.")
    missing = [name for name, pattern in words if not re.search(pattern, text, re.I)]
    if missing:
        return unjudged(f"Sectie {code} heeft tekst, maar niet: {', '.join(missing)}.")
    return met(f"Sectie {code} noemt {' en '.join(name for name, _ in words)}.")


def uses_science_agenda(subject):
    pattern = r"\bNWA\b|wetenschapsagenda"
    return mentions(subject, "A4", ("de Nationale Wetenschapsagenda", pattern))


def looks_abroad(subject):
    entries = of_each(
        subject,
        lambda v: (
            (v.international or v.international_follows)
            and (v.make_or_get or v.make_or_get_follows)
        ),
        "over samenwerking en over zelf ontwikkelen of halen",
    )
    return both(sections(subject, "A9"), entries)


def seeks_new_parties(subject):
    entries = of_each(
        subject,
        lambda v: v.small_business or v.small_business_follows,
        "over mkb, start-ups en scale-ups",
    )
    return both(sections(subject, "A7"), entries)


def joins_technology_and_people(subject):
    return of_each(
        subject,
        lambda v: v.non_technological.strip() and v.customers.strip(),
        "over niet-technologische innovatie en afnemers",
    )


def answers_values(subject):
    answered = {}
    for row in subject.rows(EntryValue):
        if row.applies is not None:
            answered.setdefault(row.version_id, set()).add(row.value)
    full = set(EntryValue.Value.values)
    entries = of_each(
        subject, lambda v: answered.get(v.pk) == full, "met vijf antwoorden"
    )
    return both(sections(subject, "A11"), entries)


def is_finished(subject):
    version = subject.version
    if version.adopted_on is None:
        return still_open("Deze versie is nog niet vastgesteld.")
    if version.due_on is None:
        return met("De datum van de vaststelling is bekend.")
    late = (version.adopted_on - version.due_on).days
    if late <= 0:
        return met("Vastgesteld op of vóór de geplande dag.")
    return met(f"Vastgesteld {counted(late, 'dag', 'dagen')} na de geplande dag.")


def runs_four_years(subject):
    period = subject.agenda.period
    years = len(period.years)
    revised = period.revision_year - period.first_year
    words = f"Looptijd {period}, aan te passen vanaf {period.revision_year}."
    return met(words) if (years, revised) == (4, 2) else still_open(words)


def has_strategies(subject):
    return sections(subject, "A5", "A6")


def lets_institutes_join(subject):
    return mentions(
        subject,
        "A5",
        ("universiteiten", r"\buniversiteit"),
        ("hogescholen", r"\bhogesch"),
        ("TO2-instituten", r"\bTO2"),
    )


def states_needs(subject):
    asked = len(subject.rows(EntryRequest))
    if asked:
        return met(f"Verzoeken aan de overheid: {asked}.")
    return of_each(subject, lambda v: v.no_requests, "zonder verzoek, en zegt dat")


def is_answered(subject):
    rows = subject.rows(EntryRequest)
    if not rows:
        return unjudged("Er staan geen verzoeken in deze versie.")
    none = RequestReply.Status.NONE
    good = sum(bool(row.reply and row.reply.status != none) for row in rows)
    words = f"{good} van {counted(len(rows), 'verzoek', 'verzoeken')} met een reactie."
    return met(words) if good == len(rows) else still_open(words)


def follows_criteria(subject):
    if subject.agenda.kind != Agenda.Kind.KEY_TECHNOLOGIES:
        return elsewhere("Deze regel gaat over de agenda voor sleuteltechnologieën.")
    return unjudged("De criteria staan in het plan van aanpak, niet in het register.")


CHECKS = {
    "R1": names_tasks,
    "R2": gives_priorities,
    "R3": makes_choices,
    "R4": follows_missions,
    "R5": is_one_of_five,
    "R6": sets_earning_power_apart,
    "R7": holds_only_what_fits_nowhere,
    "R8": elaborates_ikia,
    "R9": is_consulted,
    "R10": uses_science_agenda,
    "R11": looks_abroad,
    "R12": seeks_new_parties,
    "R13": joins_technology_and_people,
    "R14": answers_values,
    "R15": is_finished,
    "R16": runs_four_years,
    "R17": has_strategies,
    "R18": lets_institutes_join,
    "R19": states_needs,
    "R20": is_answered,
    "S1": follows_criteria,
}
