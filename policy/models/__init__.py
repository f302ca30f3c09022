from policy.models.amount import Amount, AmountGround
from policy.models.example import Example, ExampleGround, ExampleLink
from policy.models.instrument import (
    Instrument,
    InstrumentAlias,
    InstrumentGround,
)
from policy.models.link import PolicyLink
from policy.models.milestone import (
    MilestoneLink,
    ProcessMilestone,
    ProcessMilestoneGround,
)
from policy.models.rule import Rule, RuleGround
from policy.models.term import Term, TermAlias, TermGround

__all__ = [
    "Amount",
    "AmountGround",
    "Example",
    "ExampleGround",
    "ExampleLink",
    "Instrument",
    "InstrumentAlias",
    "InstrumentGround",
    "MilestoneLink",
    "PolicyLink",
    "ProcessMilestone",
    "ProcessMilestoneGround",
    "Rule",
    "RuleGround",
    "Term",
    "TermAlias",
    "TermGround",
]
