from datetime import date

import pytest
from django.core.exceptions import ValidationError

from keytech.tests.builders import make_technology
from policy.models import ExampleLink
from policy.tests.builders import (
    make_amount,
    make_example,
    make_instrument,
    make_milestone,
    make_rule,
    make_term,
)
from sources.tests.builders import make_document

pytestmark = pytest.mark.django_db

WITHDRAWN = "Vul bij een vervallen gegeven de datum en de reden in."


def refusal(record, **changes):
    """What a form says when a record is changed so."""
    for name, value in changes.items():
        setattr(record, name, value)
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    return refused.value.messages


@pytest.mark.parametrize(
    "make",
    [
        make_amount,
        make_example,
        make_instrument,
        make_milestone,
        make_rule,
        make_term,
    ],
)
def test_a_withdrawn_record_says_why(make):
    assert refusal(make(), withdrawn_on=date(2023, 5, 30)) == [WITHDRAWN]


def test_an_amount_is_not_negative():
    said = refusal(make_amount(), value=-1)

    assert said == ["Een getal is hier niet kleiner dan nul."]


def test_a_milestone_begins_before_it_ends():
    said = refusal(make_milestone(), starts_on=date(2019, 7, 1))

    assert said == ["De eerste dag ligt niet na de laatste."]


def test_a_milestone_without_a_date_has_no_days():
    said = refusal(make_milestone(), precision="vague")

    assert said == ["Zonder datum zijn er geen dagen."]


def test_a_realised_milestone_says_what_happened():
    said = refusal(make_milestone(), realised_on=date(2019, 10, 17))

    assert said == ["Zeg bij de datum wat er gebeurde."]


def test_a_term_is_explained():
    assert refusal(make_term(), explanation="") == [
        "Geef een omschrijving of een uitleg."
    ]


def test_two_rules_do_not_share_a_code():
    first = make_rule()

    said = refusal(make_rule(), code=first.code)

    assert said == ["Er bestaat al een Regel met eenzelfde Code."]


def test_an_example_link_points_to_exactly_one_record():
    wrong = ["Koppel een voorbeeld aan precies één gegeven."]
    example = make_example()
    both = {"technology": make_technology(), "instrument": make_instrument()}

    assert refusal(ExampleLink(example=example, reason="Proef.")) == wrong
    assert refusal(ExampleLink(example=example, reason="Proef.", **both)) == wrong


def test_an_example_link_stands_once():
    link = {"example": make_example(), "document": make_document()}
    ExampleLink.objects.create(reason="Proef.", **link)

    assert refusal(ExampleLink(reason="Proef.", **link)) == [
        "Deze koppeling staat er al."
    ]


def test_an_example_link_is_stated_or_editorial():
    link = ExampleLink(example=make_example(), document=make_document())

    assert refusal(link) == [
        "Kies óf een passage die deze koppeling maakt, óf een reden van de redactie."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields, overdue",
    [
        ({"kind": "deadline"}, True),
        ({"kind": "deadline", "ends_on": date(2019, 7, 2)}, False),
        ({"kind": "event"}, False),
        ({"starts_on": date(2019, 6, 1), "ends_on": None}, True),
        # What happened is known, the day is not.
        ({"kind": "deadline", "realised_text": "In het najaar verstuurd."}, False),
    ],
)
def test_overdue_is_what_nothing_is_known_of(fields, overdue):
    milestone = make_milestone(**{"ends_on": date(2019, 7, 1)} | fields)

    assert milestone.is_overdue(date(2019, 7, 2)) is overdue
