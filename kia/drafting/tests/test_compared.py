"""What the form says of tabs that are empty, and of fields that changed in a revision."""

import re

import pytest

from accounts.tests.builders import signed_in
from kia.drafting.compared import changed_fields, empty_tabs
from kia.drafting.tests.page import Page
from kia.models import EntryVersion
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from kia.workflow import start_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision(cast, version):
    """A second version, of which nothing was changed yet."""
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    return builders.revise(cast, entry, builders.make_version(cast))


def anew(version):
    return EntryVersion.objects.get(pk=version.pk)


def marked(page):
    found = re.findall(r'<h3 id="kop-(\w+)">(.*)</h3>', page.answer.text)
    return {name for name, heading in found if "gewijzigd" in heading}


def test_a_tab_in_which_nothing_stands_says_so(cast, version):
    entry = start_entry(version, lead=cast.topsector, title="Nieuw", by=cast.member)
    assert empty_tabs(entry) == {2, 3, 4, 5, 6, 7, 8}

    Page(cast.member, entry, 2).type(challenge="Welke kennis ontbreekt?").save()

    assert empty_tabs(anew(entry)) == {3, 4, 5, 6, 7, 8}
    assert Page(cast.member, entry, 2).answer.text.count("nog&nbsp;leeg</small>") == 6


def test_a_full_entry_has_no_empty_tab(cast, version):
    entry = builders.make_entry(cast, version)

    assert empty_tabs(anew(entry)) == set()


def test_a_revision_marks_what_was_changed_and_nothing_else(cast, revision):
    assert changed_fields(anew(revision)) == set()
    assert marked(Page(cast.member, revision, 2)) == set()

    Page(cast.member, revision, 2).type(challenge="Een andere vraag.").save()
    line = revision.budget_rows.first()
    revision.budget_rows.filter(pk=line.pk).update(amount=line.amount + 1000)
    revision.party_rows.first().delete()

    assert changed_fields(anew(revision)) == {"challenge", "budget", "parties"}
    assert marked(Page(cast.member, revision, 2)) == {"challenge"}
    assert marked(Page(cast.member, revision, 5)) == {"parties"}
    assert marked(Page(cast.member, revision, 7)) == {"budget"}


def test_the_mark_stays_when_something_is_wrong(cast, revision):
    Page(cast.member, revision, 2).type(challenge="Een andere vraag.").save()
    page = Page(cast.member, revision, 2).type(contribution="x" * 9000)

    page.save()

    assert page.answer.status_code == 400
    assert marked(page) == {"challenge"}


def test_the_budget_goes_out_as_it_is_typed(cast, version):
    entry = builders.make_entry(cast, version)
    address = f"/werk/bijdragen/{entry.entry.slug}/begroting.csv"

    answer = signed_in(cast.member).get(address)
    lines = b"".join(answer).decode("utf-8-sig").splitlines()

    assert lines[0] == "vorm;bron;2020;2021;2022;2023;totaal;zekerheid"
    assert "in cash;Bedrijven;1000;1000;1000;1000;4000;indicatief" in lines
    # Ten sources, in cash and in kind.
    assert len(lines) == 21
    assert signed_in(cast.outsider).get(address).status_code == 404
