"""What a sentence joins to an instrument or a document, on the pages of both ends."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from keytech.tests.builders import make_technology
from organisations.tests.builders import make_organisation
from policy.models import PolicyLink
from policy.tests.builders import make_instrument, make_term
from sources.models import Passage
from sources.tests.builders import make_document, make_text

pytestmark = pytest.mark.django_db

WRONG = "Koppel een instrument of stuk aan precies één ander gegeven."


@pytest.fixture
def passage():
    text = make_text("De regeling staat in het plan.")
    return Passage.objects.at(text, 0, len(text.body))


@pytest.mark.parametrize(
    "make",
    [
        lambda: {"instrument": make_instrument()},
        lambda: {"organisation": make_organisation(), "term": make_term()},
        lambda: {
            "instrument": make_instrument(),
            "document": make_document(),
            "technology": make_technology(),
        },
    ],
)
def test_a_link_joins_an_instrument_or_document_with_one_record(make):
    link = PolicyLink(reason="Proef.", **make())

    with pytest.raises(ValidationError) as refused:
        link.full_clean()
    assert refused.value.messages == [WRONG]
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save()


def test_a_link_stands_once():
    ends = {"instrument": make_instrument(), "document": make_document()}
    PolicyLink.objects.create(reason="Proef.", **ends)

    with pytest.raises(ValidationError) as refused:
        PolicyLink(reason="Nog eens.", **ends).full_clean()
    assert refused.value.messages == ["Deze koppeling staat er al."]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("instrument", make_instrument), ("document", make_document)),
        (("instrument", make_instrument), ("organisation", make_organisation)),
        (("instrument", make_instrument), ("technology", make_technology)),
        (("document", make_document), ("organisation", make_organisation)),
        (("document", make_document), ("technology", make_technology)),
        (("document", make_document), ("term", make_term)),
    ],
)
def test_a_link_stands_on_both_pages_and_leads_to_the_other(
    first, second, client, passage
):
    ends = {name: make() for name, make in (first, second)}
    PolicyLink.objects.create(passage=passage, as_what="uit dit plan", **ends)

    for one, other in (ends.values(), reversed(ends.values())):
        page = client.get(one.get_absolute_url()).content.decode()
        assert f'<a href="{other.get_absolute_url()}">' in page
        assert "Uit dit plan." in page and passage.get_absolute_url() in page


def test_a_draft_at_the_other_end_is_not_shown(client):
    instrument, draft = make_instrument(), make_organisation(published=False)
    PolicyLink.objects.create(
        instrument=instrument, organisation=draft, reason="Proef."
    )

    page = client.get(instrument.get_absolute_url()).content.decode()

    assert draft.name not in page
