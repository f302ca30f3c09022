"""What PostgreSQL itself keeps of the contract, whoever writes."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from instance.admin_refusals import check_now, sentence
from instance.models import InstanceState
from kia.contract.tests.builders import (
    SIGNED_ON,
    adopt,
    make_admin,
    make_adopted_year,
    make_correction,
    make_row,
    make_year,
)
from kia.models import Commitment, ContractAmount, ContractYear, Entry
from kia.problems import StepRefused
from kia.tests.builders import make_agenda, make_cast, make_entry, make_version
from kia.workflow import perform
from policy.tests.builders import make_amount

pytestmark = pytest.mark.django_db
FROZEN = "Deze jaartabel is bevestigd of vastgesteld: haar regels staan vast."


def refused(act):
    """What the database says to it; empty when it takes it."""
    try:
        with transaction.atomic():
            act()
            check_now()
    except DatabaseError as error:
        return sentence(error, Commitment)
    return ""


def version():
    return InstanceState.objects.get().data_version


def test_an_adopted_year_takes_and_loses_no_row():
    table = make_adopted_year()
    row = table.commitments.get()

    assert refused(lambda: make_row(table, row.agenda, certainty="adopted")) == FROZEN
    assert refused(lambda: table.commitments.update(amount=1)) == FROZEN
    assert refused(table.commitments.all().delete) == FROZEN
    assert table.commitments.get() == row


def test_a_confirmed_year_takes_and_loses_no_row_until_it_is_reopened():
    table, agenda, admin = make_year(), make_agenda(), make_admin()
    row = make_row(table, agenda, certainty="confirmed")
    table = perform("confirm", table, by=admin)

    assert refused(lambda: make_row(table, agenda)) == FROZEN
    assert refused(lambda: table.commitments.update(amount=1)) == FROZEN
    assert refused(table.commitments.all().delete) == FROZEN
    assert refused(lambda: table.commitments.update(certainty="adopted")) == (
        "«Vastgesteld» kan alleen in een jaartabel die is ondertekend."
    )
    perform("reopen", table, by=admin, note="Er ontbreekt een partij.")
    assert make_row(table, agenda).year_id == row.year_id


def test_a_statement_has_nobody_who_confirmed_it():
    table, agenda = make_year(), make_agenda()

    assert refused(lambda: make_row(table, agenda, confirmed_by=make_admin())) == (
        "Een opgave is nog door niemand bevestigd."
    )


def test_adopting_a_year_adopts_its_rows():
    table = make_adopted_year(rows=2)

    check_now()
    assert set(table.commitments.values_list("certainty", flat=True)) == {"adopted"}


def test_only_a_row_of_an_adopted_year_says_adopted():
    table = make_year()
    row = make_row(table, make_agenda())

    said = refused(lambda: Commitment.objects.update(certainty="adopted"))

    assert said == "«Vastgesteld» kan alleen in een jaartabel die is ondertekend."
    assert Commitment.objects.get() == row


def test_a_row_is_there_once():
    table, agenda = make_year(), make_agenda()
    make_row(table, agenda, party="Partij A")

    said = refused(lambda: make_row(table, agenda, party="Partij A"))

    assert said == (
        "Deze partij heeft voor dit jaar, deze agenda en deze vorm al een bedrag."
    )


def test_a_correction_alters_an_amount_and_nothing_else():
    table = make_adopted_year()
    row = table.commitments.get()
    other = Commitment(pk=row.pk)
    for name in ("year", "agenda", "party_kind", "is_private", "form", "stated_in"):
        setattr(other, name, getattr(row, name))
    other.party, other.purpose, other.stated_on = "Ander", row.purpose, row.stated_on
    other.is_practice = False

    said = refused(lambda: make_correction(other, 1000))

    assert said == "Een correctie wijzigt van een regel alleen het bedrag."


def test_a_correction_is_there_once():
    row = make_adopted_year().commitments.get()
    make_correction(row, 1000)

    assert refused(lambda: make_correction(row, 1000, confirmed=False)) == (
        "Deze correctie is er al: hetzelfde bedrag, dezelfde reden en dezelfde datum."
    )
    assert refused(lambda: make_correction(row, 1000, reason="Nog iets")) == ""


@pytest.mark.parametrize(
    "day, said",
    [
        (date(2019, 9, 30), "ligt vóór de ondertekening van de jaartabel."),
        (date(2019, 11, 10), "ligt vóór de ondertekening van de jaartabel."),
        (SIGNED_ON, ""),
    ],
)
def test_a_correction_comes_after_what_it_corrects(day, said):
    row = make_adopted_year().commitments.get()

    found = refused(lambda: make_correction(row, 1000, corrected_on=day))

    assert found == (said and f"De datum van de correctie {said}")


def test_a_row_is_stated_on_a_day_that_can_be_meant():
    table, agenda = make_year(), make_agenda()

    said = refused(lambda: make_row(table, agenda, stated_on=date(219, 10, 1)))

    assert said == "De datum van de opgave ligt vóór 2015. Kijk het jaar na."


def test_a_missing_row_is_not_corrected_before_it_was_stated():
    table = make_adopted_year()
    late = {"stated_on": date(2020, 6, 1), "corrected_on": date(2020, 5, 1)}
    said = {"certainty": "adopted", "correction_reason": "Vergeten"}

    found = refused(lambda: make_row(table, make_agenda(), **late, **said))

    assert found == "De datum van de correctie ligt vóór de datum van de opgave."


def test_an_open_year_has_no_corrections():
    row = make_row(make_year(), make_agenda())

    assert refused(lambda: make_correction(row, 1000)).startswith(
        "Deze jaartabel is nog niet vastgesteld"
    )


def test_a_correction_takes_two_people():
    row = make_adopted_year().commitments.get()
    proposal = make_correction(row, 1000, confirmed=False)

    def confirm_own():
        proposal.confirmed_by = proposal.entered_by
        proposal.save()

    assert refused(confirm_own) == (
        "Een ander dan wie de correctie opstelde, bevestigt haar."
    )


def test_a_proposal_can_be_confirmed_or_withdrawn_but_not_changed():
    row = make_adopted_year().commitments.get()
    proposal = make_correction(row, 1000, confirmed=False)
    found = Commitment.objects.filter(pk=proposal.pk)

    assert refused(lambda: found.update(amount=2000)) == FROZEN
    assert refused(lambda: found.update(amount=2, confirmed_by=make_admin())) == FROZEN
    found.update(confirmed_by=make_admin())
    assert refused(found.delete) == FROZEN
    withdrawn = make_correction(row, 3000, confirmed=False)
    withdrawn.delete()
    assert Commitment.objects.counted().count() == 2


def test_what_visitors_do_not_see_raises_no_data_version():
    table, agenda = make_year(), make_agenda()
    before = version()
    row = make_row(table, agenda)
    assert version() == before

    adopt(table)
    adopted = version()
    proposal = make_correction(row, 1000, confirmed=False)
    assert adopted > before and version() == adopted

    Commitment.objects.filter(pk=proposal.pk).update(confirmed_by=make_admin())
    assert version() == adopted + 1


def test_a_row_and_its_entry_are_of_one_agenda():
    cast = make_cast()
    entry = make_entry(cast, make_version(cast)).entry

    said = refused(lambda: make_row(make_year(), make_agenda(), entry=entry))

    assert said == "Deze bijdrage hoort bij een andere agenda."
    assert (
        make_row(make_year(2021), cast.agenda, entry=entry).entry == Entry.objects.get()
    )


def test_a_year_is_confirmed_when_all_its_rows_are():
    table = make_year()
    make_row(table, make_agenda())

    with pytest.raises(StepRefused) as refusal:
        perform("confirm", table, by=make_admin())

    assert str(refusal.value) == "1 regel is nog niet bevestigd."
    assert ContractYear.objects.get().state == "collecting"


def test_a_quoted_total_is_of_a_year_or_of_the_years_before():
    amount = make_amount()
    fields = {"amount": amount, "reason": "Voor de proef."}

    with pytest.raises(DatabaseError, match="year_or_before"), transaction.atomic():
        ContractAmount.objects.create(part="total", **fields)
    with pytest.raises(DatabaseError, match="year_or_before"), transaction.atomic():
        ContractAmount.objects.create(part="before", year=2020, **fields)
    assert ContractAmount.objects.create(part="total", year=2020, **fields).pk
