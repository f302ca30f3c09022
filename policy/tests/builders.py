from datetime import date
from itertools import count

from django.utils import timezone

from policy.models import (
    Amount,
    AmountGround,
    Example,
    ExampleGround,
    Instrument,
    InstrumentGround,
    ProcessMilestone,
    ProcessMilestoneGround,
    Rule,
    RuleGround,
    Term,
    TermGround,
)

numbers = count(1)


def make_instrument(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"instrument-{n}",
        "kind": Instrument.Kind.SCHEME,
        "name": f"Instrument {n}",
    } | fields
    return _make(Instrument, InstrumentGround, fields, published)


def make_example(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"voorbeeld-{n}",
        "title": f"Voorbeeld {n}",
        "short_label": f"Voorbeeld {n}",
        "order": n,
    } | fields
    return _make(Example, ExampleGround, fields, published)


def make_rule(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"regel-{n}",
        "code": f"T{n}",
        "order": n,
        "about": Rule.About.AGENDA,
        "title": f"Regel {n} in het kort",
        "statement": f"Een agenda doet altijd ding {n}.",
        "check_text": f"Kijk of ding {n} er staat.",
    } | fields
    return _make(Rule, RuleGround, fields, published)


def make_term(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"begrip-{n}",
        "name": f"Begrip {n}",
        "explanation": f"Uitleg van begrip {n}.",
    } | fields
    return _make(Term, TermGround, fields, published)


def make_milestone(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"termijn-{n}",
        "kind": ProcessMilestone.Kind.DEADLINE,
        "title": f"Termijn {n}",
        "term_text": "vóór 1 juli 2019",
        "precision": "day",
        "ends_on": date(2019, 6, 30),
    } | fields
    return _make(ProcessMilestone, ProcessMilestoneGround, fields, published)


def make_amount(*, published=True, **fields):
    n = next(numbers)
    fields = {
        "slug": f"bedrag-{n}",
        "title": f"Geld voor ding {n}",
        "value": 7_500_000,
        "unit": "€",
        "quoted": "€ 7,5 miljoen",
        "order": n,
    } | fields
    return _make(Amount, AmountGround, fields, published)


def _make(model, ground, fields, published):
    moment = timezone.now() if published else None
    record = model.objects.create(published_at=moment, **fields)
    ground.objects.create(record=record, reason="Voor de proef.")
    return record
