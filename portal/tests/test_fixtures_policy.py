"""What the letter dates, counts, rules and names is in the register, literally.

Loading the letter takes seconds, so each test reads it for one kind of record.
"""

import re
from decimal import Decimal

import pytest

from policy.boxes import words_of
from policy.models import (
    Amount,
    Example,
    ExampleLink,
    Instrument,
    ProcessMilestone,
    Rule,
    Term,
)
from sources.models import Document, OfficialNumber

pytestmark = pytest.mark.django_db

# The inventory of the letter, sections 4.5 and 4.6, written out.
PAPERS = {
    "kamerstuk-33009-63": [("32637", "63"), ("33009", "63")],
    "kamerstuk-33009-70": [("33009", "70")],
    "kamerstuk-32637-343": [("32637", "343")],
    "kamerstuk-32637-339": [("32637", "339")],
    "mkb-actieplan": [("31288", "316"), ("32637", "316")],
    "nederlandse-digitaliseringsstrategie": [("26643", "541")],
    "handelsagenda": [("34952", "30")],
}
NAMED = (
    "klimaatakkoord integrale-kennis-en-innovatieagenda nederland-circulair-in-2050 "
    "grondstoffenakkoord landbouwvisie nationaal-preventieakkoord regeerakkoord "
    "sustainable-development-goals techniekpact missiedocumenten "
    "nationale-wetenschapsagenda nationale-agenda-fotonica global-risk-report-2019 "
    "global-cybersecurity-index national-cyber-security-index brainport-actieagenda "
    "regionale-innovatie-strategieen human-capital-agenda-2020-2023 "
    "monitoring-en-effectmetingsraamwerk evaluatie-valorisatieprogramma"
).split()
ADDRESSES = {
    "missies-volledige-tekst": (
        "https://www.rijksoverheid.nl/documenten/publicaties/2019/04/26/missies"
    ),
    "aanpak-sleuteltechnologieen": (
        "https://www.rijksoverheid.nl/documenten/publicaties/2019/04/26/"
        "aanpak-sleuteltechnologieen"
    ),
    "lifesciencesatwork-nl": "https://www.lifesciencesatwork.nl/",
}
SUCCESSORS = {
    "kennis-en-innovatieconvenant-2020-2023": "2019-11-11",
    "kamerstuk-33009-120": "2023-05-30",
    "kennis-en-innovatieconvenant-2024-2027": "2023-11-02",
    "kamerstuk-33009-135": None,
}
MOMENTS = [
    # term in the letter, first day, last day, realised on
    ("Sinds 2011", "2011-01-01", "2011-12-31", None),
    ("13 juli 2018", "2018-07-13", "2018-07-13", None),
    ("vorig jaar", "2018-01-01", "2018-12-31", None),
    ("in 2018", "2018-01-01", "2018-12-31", None),
    ("5 december 2018", "2018-12-05", "2018-12-05", None),
    ("Eind 2018", None, "2018-12-31", None),
    ("In maart 2019", "2019-03-01", "2019-03-31", None),
    ("26 april 2019", "2019-04-26", "2019-04-26", None),
    ("In het tweede kwartaal van 2019", "2019-04-01", "2019-06-30", None),
    ("voor de zomer", None, "2019-06-20", None),
    ("tot 1 juli 2019", None, "2019-06-30", None),
    ("voor 1 juli 2019", None, "2019-06-30", "2019-10-15"),
    ("in het najaar", "2019-09-23", "2019-12-21", "2019-11-11"),
    ("Er komt", None, None, "2019-10-15"),
    ("2016", "2016-01-01", "2016-12-31", None),
    ("op 1 november 2019", "2019-11-01", "2019-11-01", "2019-11-11"),
    (
        "een looptijd van vier jaar hebben (2020–2023)",
        "2020-01-01",
        "2023-12-31",
        None,
    ),
    ("een looptijd van in beginsel vier jaar", "2020-01-01", "2023-12-31", None),
    ("na twee jaar", "2022-01-01", None, None),
    ("De komende maanden", None, None, None),
    ("de komende maanden", None, None, None),
    ("De komende tijd", None, None, None),
    ("De komende periode", None, None, None),
    ("zal gekeken worden", None, None, None),
]
IN_EXAMPLES = {
    "deltawerken": ["1942", "1953"],
    "kader-marktcreatie-bij-wind-op-zee": ["(2016)"],
    "kader-regeneratieve-geneeskunde": ["Eind 2018"],
    "kader-go-chem": ["5 december 2018"],
}
AMOUNTS = {
    # as quoted: (value, unit, comparator)
    "2,5% van ons BBP": ("2.5", "% van het bbp", "exactly"),
    "40 publieke en private partijen": ("40", "partijen", "exactly"),
    "ruim 43 jaar": ("43", "jaar", "more_than"),
    "negen topsectoren": ("9", "topsectoren", "exactly"),
    "21 verschillende maatregelen": ("21", "maatregelen", "exactly"),
    "gemiddeld 2,5% brandstof": ("2.5", "%", "about"),
    "4.000 ton CO2-vermindering": ("4000", "ton CO₂", "exactly"),
    "13.000 ton minder CO2": ("13000", "ton CO₂", "exactly"),
    "ruim 135.000 km openbare weg in Nederland": ("135000", "km", "more_than"),
    "bijna 7 miljoen km weg in heel Europa": ("7000000", "km", "almost"),
    "ten minste 5% van het totale projectbudget": (
        "5",
        "% van het projectbudget",
        "at_least",
    ),
    "€ 7,5 miljoen": ("7500000", "€", "exactly"),
    "€ 10 miljard": ("10000000000", "€", "exactly"),
}
# Of the contracts after the letter; the register read them elsewhere.
LATER_AMOUNTS = {
    "€ 4,9 miljard": ("4900000000", "€"),
    "€ 2,05 miljard": ("2050000000", "€"),
    "€ 2,85 miljard": ("2850000000", "€"),
    "€ 5,7 miljard": ("5700000000", "€"),
    "32 partners": ("32", "partners"),
}
RULES = [f"R{number}" for number in range(1, 28)] + ["S1"]
INSTRUMENTS = (
    "inkoopbeleid aanpassen-van-regelgeving financiele-en-fiscale-prikkels "
    "launching-customer startup-in-residence sbir-regeling innovatiepartnerschap "
    "sde-plus-regeling toekomstfonds thematische-technology-transfer "
    "cross-over-call-voor-topsectoren lifescience-at-work startupfondsen-van-topsectoren "
    "investeringsfonds-voor-scale-ups go-chem go-c high-tech-to-feed-the-world "
    "data-intensive-smart-agrifood-chains maatschappelijk-verantwoord-innoveren "
    "mit-regeling smart-industry sustainable-food-initiative efro-programmas "
    "holland-high-tech holland-logistics-library proeftuinen fieldlabs "
    "meerjarenprogrammas-sleuteltechnologieen valorisatieprogramma"
).split()
TERMS = set(
    "valorisatie marktcreatie circulaire-economie ruimtevaartcapaciteit "
    "publiek-private-samenwerking kennis-en-innovatieagenda "
    "kennis-en-innovatiecontract integrale-agenda-ikia mmip missie gouden-driehoek "
    "opofferingsanode precisielandbouw".split()
)

IN_WORDS = {"negen": 9}
TIMES = {"miljoen": 10**6, "miljard": 10**9}
COMPARATORS = {
    "ten minste": "at_least",
    "ruim": "more_than",
    "bijna": "almost",
    "gemiddeld": "about",
}


def passages(record):
    return [g.passage.quotation for g in record.grounds.exclude(passage=None)]


def number_in(words):
    """The number that Dutch words give: "ruim 135.000 km" gives 135000."""
    for word, value in IN_WORDS.items():
        if words.startswith(word):
            return Decimal(value)
    digits, times = re.search(r"([\d.,]+)%?(?: (miljoen|miljard))?", words).groups()
    plain = digits.strip(".,").replace(".", "").replace(",", ".")
    return Decimal(plain) * TIMES.get(times, 1)


def test_each_work_that_the_letter_names_is_a_document(register):
    numbers = {slug: [] for slug in PAPERS}
    rows = OfficialNumber.objects.filter(document__slug__in=PAPERS)
    for number in rows.select_related("document"):
        numbers[number.document.slug].append((number.dossier, number.number))
    addresses = Document.objects.filter(slug__in=ADDRESSES)
    found = Document.objects.public().values_list("slug", flat=True)

    assert {slug: sorted(pairs) for slug, pairs in numbers.items()} == PAPERS
    assert {document.slug: document.url for document in addresses} == ADDRESSES
    assert [url for url in ADDRESSES.values() if url not in register.body] == []
    assert {*NAMED, *SUCCESSORS} - set(found) == set()


def test_what_came_after_the_letter_is_external_and_not_yet_confirmed(register):
    for slug, date in SUCCESSORS.items():
        document = Document.objects.get(slug=slug)
        ground = document.grounds.get(supports="record")
        assert (document.date and str(document.date)) == date, slug
        assert ground.document and not ground.confirmed_on, slug


def test_each_moment_of_the_letter_is_a_milestone(register):
    for term, *days in MOMENTS:
        found = ProcessMilestone.objects.filter(term_text=term)
        assert found, term
        for milestone in found:
            own = (milestone.starts_on, milestone.ends_on, milestone.realised_on)
            assert [day and str(day) for day in own] == days, term

    promises = ProcessMilestone.objects.filter(kind="promise")
    assert {p.term_text for p in promises} == {"voor de zomer", "in het najaar"}


def test_a_milestone_says_where_its_words_and_what_happened_come_from(register):
    for milestone in ProcessMilestone.objects.all():
        quoted = any(milestone.term_text in words for words in passages(milestone))
        supports = set(milestone.grounds.values_list("supports", "document"))
        external = any(part == "record" and document for part, document in supports)
        assert quoted != external, milestone
        realised = any(part == "realised" for part, _ in supports)
        assert realised == bool(milestone.realised_text), milestone


def test_a_plan_or_an_evaluation_to_come_is_not_what_was_announced(register):
    planned = "meerjarenprogrammas-aangekondigd aanpassing-kennis-en-innovatiecontract"
    found = ProcessMilestone.objects.filter(slug__in=planned.split())

    assert [m.realised_text for m in found] == ["", ""]


def test_the_examples_are_the_boxes_and_hold_their_years_and_links(register):
    boxes = Example.objects.exclude(number=None)

    assert [box.number for box in boxes] == [1, 2, 3, 4, 5]
    for box in boxes:
        heading = box.grounds.get(supports="name", reason="").passage.quotation
        assert heading[1:] == box.title[1:]
    for slug, years in IN_EXAMPLES.items():
        words = " ".join(passages(Example.objects.get(slug=slug)))
        assert [year for year in years if year not in words] == [], slug
    assert not Example.objects.filter(links=None).exists()
    stated = ExampleLink.objects.stated().exclude(example__number=None)
    for link in stated.select_related("passage", "example"):
        assert link.passage.quotation in passages(link.example), link


def test_an_example_quotes_no_paragraph_that_it_does_not_rest_on(register):
    sentence = "Bijvoorbeeld met Smart Industry zijn hier goede ervaringen opgedaan."
    quoted = {e.slug: " ".join(words_of(e)) for e in Example.objects.all()}

    assert [slug for slug, words in quoted.items() if sentence in words] == [
        "smart-industry-in-de-regio"
    ]


def test_every_amount_says_what_its_words_say(register):
    amounts = Amount.objects.filter(grounds__document=None).distinct()

    found = {
        amount.quoted: (f"{amount.value.normalize():f}", amount.unit, amount.comparator)
        for amount in amounts
    }
    assert found == AMOUNTS
    for amount in amounts:
        assert amount.value == number_in(amount.quoted), amount
        assert any(amount.quoted in words for words in passages(amount)), amount
        hedge = [c for word, c in COMPARATORS.items() if word in amount.quoted]
        assert [amount.comparator] == (hedge or ["exactly"]), amount


def test_an_amount_from_outside_the_letter_says_so_and_stands_apart(register):
    later = Amount.objects.exclude(grounds__document=None)
    own = Amount.objects.filter(grounds__document=None)

    found = {a.quoted: (f"{a.value.normalize():f}", a.unit) for a in later}
    assert found == LATER_AMOUNTS
    for amount in later:
        ground = amount.grounds.get()
        assert ground.document.slug in SUCCESSORS and not ground.confirmed_on
        assert amount.title.startswith("Convenant 20")
        assert amount.order > max(other.order for other in own)
    total, private, public = later[:3]
    assert private.value + public.value == total.value


def test_every_rule_stands_verbatim_in_the_letter_and_in_its_passages(register):
    rules = Rule.objects.all()

    assert [rule.code for rule in rules] == RULES
    for rule in rules:
        own = rule.grounds.filter(supports="record").select_related("passage")
        quoted = " ".join(ground.passage.quotation for ground in own)
        # What a rule takes from two places stands on two lines.
        assert all(line in register.body for line in rule.statement.split("\n")), rule
        assert rule.statement.split() == quoted.split(), rule


def test_each_named_instrument_and_each_term_is_there(register):
    instruments = Instrument.objects.public().values_list("slug", flat=True)
    terms = Term.objects.public()

    assert set(INSTRUMENTS) - set(instruments) == set()
    assert TERMS - set(terms.values_list("slug", flat=True)) == set()
    for term in terms:
        quoted = any(term.definition in words for words in passages(term))
        editorial = term.grounds.exclude(reason="").exists()
        assert quoted if term.definition else editorial, term
