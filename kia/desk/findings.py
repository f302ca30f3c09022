"""What the coordinator finds of the rules of the letter that no machine can judge."""

from dataclasses import dataclass

from django.db import transaction

from kia.agendas.checklist import checklist
from kia.agendas.held import contents_of
from kia.engine import allow, locked
from kia.models import RuleFinding


@dataclass
class Overtaken(Exception):
    """Another coordinator answered after this page was made; nothing was changed."""

    finding: RuleFinding


def lines_of(version, user):
    """Every rule with what was found of it in this version."""
    sections = version.sections.select_related("kind")
    return checklist(contents_of(version, user), sections)


def seen_of(finding) -> str:
    """What a page was made from."""
    return finding.found_at.isoformat() if finding else ""


@transaction.atomic
def answer(version, rule, *, by, seen, **given):
    """Keep the answer, unless another was given after `seen`."""
    version = locked(version)
    allow("answer_rules", version, by)
    found = version.findings.select_related("found_by").filter(rule=rule).first()
    if found and seen_of(found) != seen:
        raise Overtaken(found)
    finding = found or RuleFinding(version=version, rule=rule)
    for name, value in (given | {"found_by": by}).items():
        setattr(finding, name, value)
    finding.save()
    return finding
