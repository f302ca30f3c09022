import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from keytech.models import (
    KeyTechnology,
    KeyTechnologyAlias,
    TechnologyGroup,
    TechnologyTopsector,
)
from keytech.tests.builders import make_technology
from organisations.tests.builders import make_organisation

pytestmark = pytest.mark.django_db


def rejected(record, message, constraint):
    """Both the form and the database refuse the row."""
    with pytest.raises(ValidationError, match=message):
        record.full_clean()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        record.save()


def test_a_group_does_not_belong_to_itself():
    group = make_technology(is_group=True)

    rejected(
        TechnologyGroup(group=group, member=group, reason="Past."),
        "hoort niet bij zichzelf",
        "not_its_own",
    )


def test_a_technology_is_in_several_groups_but_once_in_each():
    first, second, member = (make_technology() for _ in range(3))
    TechnologyGroup.objects.create(group=first, member=member, reason="Past.")
    TechnologyGroup.objects.create(group=second, member=member, reason="Past.")

    rejected(
        TechnologyGroup(group=first, member=member, reason="Nog eens."),
        "Deze koppeling staat er al",
        "keytech_technologygroup_once",
    )


def test_a_technology_and_a_topsector_are_linked_once_and_on_one_ground():
    technology, topsector = make_technology(), make_organisation(kind="topsector")
    both = {"technology": technology, "topsector": topsector}

    rejected(TechnologyTopsector(**both), "Kies óf een passage", "passage_or_reason")

    TechnologyTopsector.objects.create(reason="Past.", **both)
    rejected(
        TechnologyTopsector(reason="Nog eens.", **both),
        "Deze koppeling staat er al",
        "keytech_technologytopsector_once",
    )


def test_an_alias_stands_once():
    technology = make_technology()
    KeyTechnologyAlias.objects.create(record=technology, name="AI")

    rejected(
        KeyTechnologyAlias(record=technology, name="AI"),
        "Deze naam staat er al",
        "keytech_keytechnologyalias_once",
    )


def test_technologies_sort_as_people_do():
    for name in ["robotica", "Énergie", "drones", "Encryptie", "IJzer"]:
        make_technology(name=name)

    names = KeyTechnology.objects.values_list("name", flat=True)

    assert list(names) == ["drones", "Encryptie", "Énergie", "IJzer", "robotica"]
