"""Years of the contract with rows of one's own, through the workflow."""

from datetime import date
from itertools import count

from kia.models import PRIVATE_KINDS, Commitment, ContractYear, Form, PartyKind
from kia.roles import Role
from kia.tests.builders import (
    make_agenda,
    make_file,
    make_period,
    make_person,
    make_person_with,
)
from kia.workflow import open_year, perform

numbers = count(1)
SIGNED_ON = date(2019, 11, 11)


def make_admin():
    return make_person(is_staff=True, is_superuser=True)


def make_coordinator(agenda):
    return make_person_with(Role.COORDINATOR, agenda)


def make_year(year=2020, **fields):
    return open_year(make_period(), year, make_admin(), **fields)


def make_row(year, agenda, amount=1_200_000, **fields):
    """A statement in a year that is open."""
    fields = {
        "party": f"Partij {next(numbers)}",
        "party_kind": PartyKind.COMPANY,
        "form": Form.CASH,
        "certainty": Commitment.Certainty.STATED,
        "stated_in": "Brief van de partij",
        "stated_on": date(2019, 10, 1),
        "is_practice": year.is_practice,
    } | fields
    fields.setdefault("is_private", fields["party_kind"] in PRIVATE_KINDS)
    return Commitment.objects.create(year=year, agenda=agenda, amount=amount, **fields)


def adopt(year):
    """Confirm all its rows, then the year, then adopt it."""
    admin = make_admin()
    year.commitments.update(certainty=Commitment.Certainty.CONFIRMED)
    year = perform("confirm", year, by=admin)
    given = {"signed_on": SIGNED_ON, "document": make_file(admin)}
    perform("adopt", year, by=admin, **given)
    return ContractYear.objects.get(pk=year.pk)


def make_adopted_year(year=2020, rows=1, **fields):
    table, agenda = make_year(year, **fields), make_agenda()
    for _ in range(rows):
        make_row(table, agenda)
    return adopt(table)


def make_correction(
    row,
    amount,
    reason="Verkeerd overgenomen",
    confirmed=True,
    corrected_on=date(2020, 3, 1),
):
    fields = ["year", "agenda", "party", "party_kind", "is_private", "form"]
    return Commitment.objects.create(
        **{name: getattr(row, name) for name in fields},
        purpose=row.purpose,
        amount=amount,
        certainty=Commitment.Certainty.ADOPTED,
        stated_in=row.stated_in,
        stated_on=row.stated_on,
        is_practice=row.is_practice,
        corrects=row,
        correction_reason=reason,
        corrected_on=corrected_on,
        entered_by=make_admin(),
        confirmed_by=make_admin() if confirmed else None,
    )
