from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisations.models import (
    Department,
    Kind,
    Organisation,
    OrganisationAlias,
    OrganisationName,
    Role,
    Topsector,
)
from organisations.tests.builders import make_organisation
from sources.models import Passage
from sources.tests.builders import make_text

pytestmark = pytest.mark.django_db


def rejected(record, message, constraint):
    """Both the form and the database refuse the row."""
    with pytest.raises(ValidationError, match=message):
        record.full_clean()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        record.save()


def role(organisation, **fields):
    fields = {"role": Role.Kind.LEADS, "subject": "de agenda"} | fields
    return Role(organisation=organisation, **fields)


def test_a_role_is_stated_or_editorial_and_never_both():
    text = make_text("Zij trekken de agenda.")
    passage = Passage.objects.at(text, 0, len(text.body))
    organisation = make_organisation()

    for fields in ({}, {"passage": passage, "reason": "Past."}):
        rejected(
            role(organisation, **fields),
            "Kies óf een passage",
            "organisations_role_passage_or_reason",
        )


def test_a_role_is_named_without_its_organisation():
    found = role(make_organisation(name="Departementen"), reason="Past.")

    assert str(found) == "trekt: de agenda"


def test_the_same_role_stands_once():
    organisation = make_organisation()
    role(organisation, reason="Past.").save()

    rejected(
        role(organisation, reason="Nog eens."),
        "Deze koppeling staat er al",
        "organisations_role_once",
    )


def test_an_alias_stands_once():
    organisation = make_organisation()
    OrganisationAlias.objects.create(record=organisation, name="HTSM")

    rejected(
        OrganisationAlias(record=organisation, name="HTSM"),
        "Deze naam staat er al",
        "organisations_organisationalias_once",
    )


def test_a_name_of_other_years_stands_once():
    organisation = make_organisation()
    OrganisationName.objects.create(organisation=organisation, name="EL&I")

    rejected(
        OrganisationName(organisation=organisation, name="EL&I"),
        "Deze naam staat er al",
        "organisations_name_once",
    )


def test_a_name_begins_before_it_ends():
    name = OrganisationName(
        organisation=make_organisation(),
        name="EL&I",
        valid_from=date(2012, 11, 5),
        valid_until=date(2010, 10, 14),
    )

    rejected(
        name,
        "De eerste dag ligt vóór de laatste",
        "organisations_name_from_before_until",
    )


def test_a_withdrawn_organisation_says_why():
    organisation = make_organisation()
    organisation.withdrawn_on = date(2024, 1, 1)

    rejected(
        organisation,
        "de datum en de reden",
        "organisations_organisation_withdrawn_with_reason",
    )


def test_organisations_sort_as_people_do():
    for name in ["Zorg", "IJmuiden", "école", "Ebro", "agri", "ijsbreker", "Énergie"]:
        make_organisation(name=name)

    names = Organisation.objects.values_list("name", flat=True)

    assert list(names) == [
        "agri",
        "Ebro",
        "école",
        "Énergie",
        "IJmuiden",
        "ijsbreker",
        "Zorg",
    ]


def test_the_proxies_hold_their_own_kinds():
    made = {kind: make_organisation(kind=kind) for kind in Kind}

    assert set(Topsector.objects.values_list("pk", flat=True)) == {
        made[Kind.TOPSECTOR].pk,
        made[Kind.TEAM].pk,
    }
    assert Department.objects.get().pk == made[Kind.DEPARTMENT].pk
    assert Department.objects.public().get().page == "department"
