"""The database refuses words that no passage has."""

import pytest
from django.db import IntegrityError, transaction

from instance.admin_refusals import check_now
from keytech.models import TechnologyTopsector
from keytech.tests.builders import make_technology
from organisations.tests.builders import make_organisation
from policy.models import Amount, ProcessMilestone, Rule, Term
from policy.tests.builders import make_amount, make_milestone, make_rule, make_term
from sources.models import Passage
from sources.tests.builders import make_text

pytestmark = pytest.mark.django_db


def save(record, **fields):
    """Write past every form, as at the end of a transaction."""
    with transaction.atomic():
        type(record).objects.filter(pk=record.pk).update(**fields)
        check_now()


def remove(ground):
    with transaction.atomic():
        ground.delete()
        check_now()


@pytest.mark.parametrize(
    "model, field",
    [
        (Rule, "statement"),
        (Term, "definition"),
        (Amount, "quoted"),
        (ProcessMilestone, "term_text"),
    ],
)
def test_words_that_no_passage_has_are_refused(model, field, register):
    stated = model.objects.filter(
        grounds__passage__isnull=False, grounds__supports="record"
    )
    record = stated.exclude(**{field: ""}).first()

    save(record, **{field: getattr(record, field)})
    with pytest.raises(IntegrityError, match="passage"):
        save(record, **{field: "Dit zegt de brief niet."})


def test_a_rule_may_read_on_only_where_its_passages_do():
    text = make_text("Eerst dit. Dan dat. En ook nog zo.")
    rule = make_rule(statement="Eerst dit. Dan dat.\nEn ook nog zo.")
    rows = [
        rule.grounds.create(passage=Passage.objects.at(text, start, end))
        for start, end in ((0, 10), (11, 19), (20, 34))
    ]
    check_now()

    with pytest.raises(IntegrityError, match="niet in zijn passages"):
        save(rule, statement="Eerst dit. En ook nog zo.")
    with pytest.raises(IntegrityError, match="niet in zijn passages"):
        remove(rows[1])


@pytest.mark.parametrize("make", [make_rule, make_term, make_amount, make_milestone])
def test_what_rests_on_no_passage_is_not_compared(make):
    make()

    check_now()


def test_a_technology_has_a_topsector_or_the_team_as_its_topsector():
    technology = make_technology()

    for kind in ("topsector", "team"):
        end = make_organisation(kind=kind)
        TechnologyTopsector.objects.create(
            technology=technology, topsector=end, reason="Past."
        )
    link = TechnologyTopsector(
        technology=technology, topsector=make_organisation(kind="company"), reason="X."
    )
    with pytest.raises(IntegrityError, match="topsector"), transaction.atomic():
        link.save()
