"""The kinds of this room that the register gives away and takes back."""

from policy.models import (
    Amount,
    AmountGround,
    Example,
    ExampleGround,
    ExampleLink,
    Instrument,
    InstrumentAlias,
    InstrumentGround,
    MilestoneLink,
    PolicyLink,
    ProcessMilestone,
    ProcessMilestoneGround,
    Rule,
    RuleGround,
    Term,
    TermAlias,
    TermGround,
)
from sources.kinds import alias_kind, ground_kind, link_kind, record_kind

INSTRUMENTS = record_kind(
    "instrumenten",
    Instrument,
    "Regelingen, fondsen, programma’s en andere middelen in de brief.",
    {
        "kind": "Wat voor instrument het is.",
        "name": "De naam van het instrument.",
        "abbreviation": "De afkorting van de naam.",
        "part_of": "Het instrument waar dit een onderdeel van is.",
    },
)
EXAMPLES = record_kind(
    "voorbeelden",
    Example,
    "De kaders van de brief, en de voorbeelden in de lopende tekst.",
    {
        "number": "Het nummer van het kader. Leeg: een voorbeeld in de tekst.",
        "title": "De titel van het voorbeeld.",
        "short_label": "Een korte naam, van de redactie.",
        "order": "De plaats in lijsten.",
    },
)
AMOUNTS = record_kind(
    "bedragen",
    Amount,
    "Bedragen en getallen in de brief of een later stuk; geen doelen van een missie.",
    {
        "title": "Waarvan dit het getal is.",
        "value": "Het getal, voluit: € 7,5 miljoen is 7500000.",
        "unit": "Waarin het getal telt.",
        "comparator": "Of het getal precies is.",
        "quoted": "Zo staat het in de brief of het latere stuk.",
        "period": "Over welke tijd het getal gaat.",
        "example": "Het voorbeeld waar het getal bij hoort.",
        "instrument": "Het instrument waar het getal bij hoort.",
        "order": "De plaats in lijsten.",
    },
)
MILESTONES = record_kind(
    "termijnen",
    ProcessMilestone,
    "Termijnen, gebeurtenissen en toezeggingen in de brief of een later stuk.",
    {
        "kind": "Wat voor moment het is.",
        "title": "Wat er gebeurt.",
        "who": "Wie het doet.",
        "term_text": "De woorden van de bron.",
        "precision": "Hoe precies de bron het moment geeft.",
        "starts_on": "De eerste dag die de woorden van de bron toelaten.",
        "ends_on": "De laatste dag die de woorden van de bron toelaten.",
        "realised_on": "De dag waarop het echt gebeurde. Leeg: niet bekend.",
        "realised_text": "Wat er echt gebeurde.",
    },
)
RULES = record_kind(
    "regels",
    Rule,
    "Wat de brief vraagt van een agenda, het contract of een oproep.",
    {
        "code": "De code van het register, zoals R1.",
        "order": "De plaats in lijsten.",
        "about": "Waarvoor de regel geldt.",
        "title": "De regel in het kort, in woorden van de redactie.",
        "statement": "De regel, woordelijk uit de brief.",
        "check_text": "Hoe na te gaan is of aan de regel is voldaan.",
    },
)
TERMS = record_kind(
    "begrippen",
    Term,
    "Woorden van het beleid, met hun betekenis.",
    {
        "name": "Het begrip.",
        "abbreviation": "De afkorting.",
        "definition": "De omschrijving, woordelijk uit de brief.",
        "explanation": "De uitleg van de redactie.",
    },
)
ABOUT = "Waarover de termijn gaat. Precies één van deze kolommen is gevuld."
MILESTONE_LINKS = link_kind(
    "koppelingen-termijn",
    MilestoneLink,
    "Over welk thema of welke organisatie een termijn gaat.",
    {"milestone": "De termijn.", "theme": ABOUT, "organisation": ABOUT},
    key=("milestone", "theme", "organisation"),
)
OTHER_END = "Waar het voorbeeld bij hoort. Precies één van deze kolommen is gevuld."
EXAMPLE_LINKS = link_kind(
    "koppelingen-voorbeeld",
    ExampleLink,
    "Waar een voorbeeld bij hoort.",
    {
        "example": "Het voorbeeld.",
        "theme": OTHER_END,
        "mission": OTHER_END,
        "organisation": OTHER_END,
        "technology": OTHER_END,
        "document": OTHER_END,
        "instrument": OTHER_END,
        "as_what": "Wat het andere gegeven in het voorbeeld is.",
    },
    key=(
        *("example", "theme", "mission", "organisation"),
        *("technology", "document", "instrument"),
    ),
)
TWO_ENDS = "Wat bij elkaar hoort. Precies twee van deze kolommen zijn gevuld."
POLICY_LINKS = link_kind(
    "koppelingen-instrument-stuk",
    PolicyLink,
    "Wat er nog bij een instrument of een stuk hoort.",
    {
        "instrument": TWO_ENDS,
        "document": TWO_ENDS,
        "organisation": TWO_ENDS,
        "technology": TWO_ENDS,
        "term": TWO_ENDS,
        "as_what": "Hoe de twee bij elkaar horen.",
    },
    key=("instrument", "document", "organisation", "technology", "term"),
)
KINDS_WITH_GROUNDS = (
    (INSTRUMENTS, InstrumentGround),
    (EXAMPLES, ExampleGround),
    (AMOUNTS, AmountGround),
    (MILESTONES, ProcessMilestoneGround),
    (RULES, RuleGround),
    (TERMS, TermGround),
)
GROUNDS = tuple(ground_kind(kind, model) for kind, model in KINDS_WITH_GROUNDS)
ALIASES = (alias_kind(INSTRUMENTS, InstrumentAlias), alias_kind(TERMS, TermAlias))
