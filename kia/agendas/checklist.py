"""The rules of the letter against one version of an agenda.

What the table of checks cannot judge may be judged by a person, with evidence; a
rule about something other than an agenda says so.
"""

from dataclasses import dataclass

from kia.agendas.letter_rules import (
    CHECKS,
    Judged,
    Outcome,
    Subject,
    elsewhere,
    unjudged,
)
from kia.models import Agenda, RuleFinding
from policy.models import Rule
from sources.pages import begins, in_force

NO_CHECK = "Voor deze regel is er geen controle in het register."
IS_ABOUT = "Deze regel gaat niet over een agenda, maar over: {}."


@dataclass(frozen=True)
class Line:
    """One rule with what was found of it, by a machine or by a person."""

    rule: Rule
    judged: Judged
    # Whether a machine leaves it to a person, and what that person found.
    for_person: bool
    finding: RuleFinding | None
    quoted: list

    @property
    def by_person(self):
        return self.for_person and self.finding is not None

    @property
    def outcome(self):
        return self.judged.outcome


def checklist(contents, sections) -> list[Line]:
    """A line for each rule that holds today, in the order of the register."""
    version = contents.version
    subject = Subject(
        contents=contents,
        texts={section.kind.code: section.text for section in sections},
        agendas=list(in_force(Agenda.objects).filter(period=version.agenda.period_id)),
        documents=frozenset(
            version.agenda.document_links.values_list("document__slug", flat=True)
        ),
    )
    findings = {
        finding.rule_id: finding
        for finding in version.findings.select_related("found_by")
    }
    rules = in_force(Rule.objects).with_grounds()
    return [_line(rule, subject, findings.get(rule.pk)) for rule in rules]


def _line(rule, subject, finding):
    judged = judge(rule, subject)
    for_person = judged.outcome == Outcome.UNJUDGED
    if for_person and finding:
        judged = Judged(OUTCOMES[finding.outcome], finding.evidence)
    quoted = [(line, begins(rule, line)) for line in rule.statement.splitlines()]
    return Line(rule, judged, for_person, finding, quoted)


OUTCOMES = {
    RuleFinding.Outcome.MET: Outcome.MET,
    RuleFinding.Outcome.OPEN: Outcome.OPEN,
}


def judge(rule, subject) -> Judged:
    if rule.about != Rule.About.AGENDA:
        return elsewhere(IS_ABOUT.format(rule.get_about_display()))
    check = CHECKS.get(rule.code)
    return check(subject) if check else unjudged(NO_CHECK)


def tally(lines):
    """[(outcome, its lines)] in the order in which the page tells them."""
    order = [Outcome.OPEN, Outcome.UNJUDGED, Outcome.MET, Outcome.ELSEWHERE]
    found = [(outcome, [x for x in lines if x.outcome == outcome]) for outcome in order]
    return [(outcome, own) for outcome, own in found if own]
