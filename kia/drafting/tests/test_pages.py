"""Beginning, finding, copying, previewing and sharing entries; what is missing."""

import pytest

from accounts.tests.builders import signed_in
from kia.drafting import pins
from kia.drafting.checklist import Checklist
from kia.drafting.tests.page import Inputs, Page
from kia.models import Entry, EntryVersion
from kia.steps import EntryState
from kia.tests import builders
from kia.workflow import perform, start_entry
from missions.tests.builders import make_mission

pytestmark = pytest.mark.django_db

LIST = "/werk/bijdragen/"


@pytest.fixture
def bare(cast, version):
    return start_entry(version, lead=cast.topsector, title="Kaal", by=cast.member)


def test_three_answers_begin_an_entry(cast, version):
    client = signed_in(cast.member)
    answer = client.post(
        f"{LIST}nieuw/",
        {
            "title": "Zon op daken",
            "agenda": version.agenda_id,
            "lead": cast.topsector.pk,
        },
    )

    made = Entry.objects.get()
    assert answer.url == f"{LIST}{made.slug}/wat-en-waar/"
    assert made.versions.get().state == EntryState.DRAFT
    assert client.get(answer.url).status_code == 200


def test_what_lacks_is_said_and_the_rest_stays(cast, version):
    answer = signed_in(cast.member).post(f"{LIST}nieuw/", {"title": "Zon op daken"})

    assert answer.status_code == 200
    assert "Vul dit in." in answer.text
    assert 'value="Zon op daken"' in answer.text
    assert not Entry.objects.exists()


def test_nobody_begins_for_another_topsector(cast, version):
    answer = signed_in(cast.member).post(
        f"{LIST}nieuw/",
        {
            "title": "Niet van ons",
            "agenda": version.agenda_id,
            "lead": cast.partner_topsector.pk,
        },
    )

    assert "Kies iets uit de lijst." in answer.text
    assert not Entry.objects.exists()


def test_every_line_of_the_checklist_leads_to_a_field_that_is_there(cast, bare):
    fields = {}
    for line in Checklist(bare, cast.member).lines:
        address, anchor = line.url.split("#")
        if address not in fields:
            fields[address] = signed_in(cast.member).get(address).text
        assert f'id="{anchor}"' in fields[address], line


def test_a_full_draft_is_complete(cast, version):
    entry = builders.make_entry(cast, version)

    checklist = Checklist(entry, cast.member)
    assert (checklist.lines, checklist.percent) == ([], 100)


def test_a_copy_has_everything_and_lives_alone(cast, version):
    entry = builders.make_entry(cast, version)
    data = {
        "title": "De kopie",
        "agenda": version.agenda_id,
        "lead": cast.topsector.pk,
    }
    signed_in(cast.member).post(f"{LIST}{entry.entry.slug}/kopie/", data)

    copied = EntryVersion.objects.exclude(pk=entry.pk).get()
    assert (copied.title, copied.challenge) == ("De kopie", entry.challenge)
    assert copied.budget_rows.count() == entry.budget_rows.count() > 0
    lineages = set(entry.party_rows.values_list("lineage", flat=True))
    assert not lineages & set(copied.party_rows.values_list("lineage", flat=True))
    assert Checklist(copied, cast.member).lines == []


def test_a_copy_of_what_others_lead_leaves_the_inside_there(cast, version):
    entry = builders.make_entry(cast, version)
    EntryVersion.objects.filter(pk=entry.pk).update(internal_note="Van binnen")
    perform("submit", EntryVersion.objects.get(pk=entry.pk), by=cast.editor)
    data = {
        "title": "Van de partner",
        "agenda": version.agenda_id,
        "lead": cast.partner_topsector.pk,
    }
    signed_in(cast.partner).post(f"{LIST}{entry.entry.slug}/kopie/", data)

    copied = EntryVersion.objects.get(title="Van de partner")
    assert (copied.internal_note, copied.contact) == ("", None)
    assert copied.challenge == entry.challenge


def test_a_preview_hides_the_inside_from_visitors_only(cast, version):
    entry = builders.make_entry(cast, version)
    Page(cast.member, entry, 8).type(internal_note="Alleen voor ons.").save()
    client, address = signed_in(cast.member), f"{LIST}{entry.entry.slug}/voorbeeld/"

    assert "Alleen voor ons." not in client.get(address).text
    assert "Alleen voor ons." in client.get(f"{address}?als=beoordelaar").text


def test_a_mission_that_changed_asks_to_be_confirmed(cast, version):
    entry = builders.make_entry(cast, version)
    entry.mission_rows.update(revision=0)
    client, address = signed_in(cast.member), f"{LIST}{entry.entry.slug}/"
    assert "Te herbevestigen" in client.get(address).text
    assert "te herbevestigen" in client.get(LIST).text

    row = entry.mission_rows.select_related("mission").first()
    older = f"{row.mission_id}:{row.mission.revision - 1}"
    client.post(f"{address}bevestig-missies/", {"seen": [older]})
    assert "Te herbevestigen" in client.get(address).text
    seen = [pins.seen_as(row) for row in pins.outdated(entry)]
    client.post(f"{address}bevestig-missies/", {"seen": seen})

    assert pins.outdated(EntryVersion.objects.get(pk=entry.pk)) == []
    assert "Te herbevestigen" not in client.get(address).text


def test_a_shared_draft_is_read_by_the_department(cast, version):
    entry = builders.make_entry(cast, version)
    address = f"{LIST}{entry.entry.slug}/"
    officer = signed_in(cast.officer)
    assert officer.get(address).status_code == 404

    signed_in(cast.member).post(f"{address}delen/", {"share": ""})

    assert officer.get(address).status_code == 200
    assert officer.post(f"{address}missie-en-opgave/", {}).status_code == 403


def test_the_list_is_of_the_own_work(cast, version):
    builders.make_entry(cast, version, title="Van ons")
    builders.make_entry(
        cast, version, title="Van de partner", lead=cast.partner_topsector
    )

    text = signed_in(cast.member).get(LIST).text
    assert "Van ons" in text
    assert "Van de partner" not in text
    assert "Van de partner" in signed_in(cast.coordinator).get(LIST).text
    assert "Van ons" not in signed_in(cast.member).get(f"{LIST}?q=niets").text


def test_the_list_goes_out_without_formulas(cast, version):
    builders.make_entry(cast, version, title="=1+1")

    text = signed_in(cast.member).get(f"{LIST}?formaat=csv").content.decode()
    assert "'=1+1" in text


@pytest.mark.parametrize(
    "query", ["stand=onzin", "sorteer=onzin", "pagina=9999", "pagina=x"]
)
def test_odd_addresses_give_the_list(query, cast, version):
    assert signed_in(cast.member).get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_more_entries_cost_no_more_queries(
    many, cast, version, django_assert_num_queries
):
    for _ in range(many):
        entry = builders.make_entry(cast, version)
        # Each at a mission of its own, which may fall apart into others.
        own = make_mission(theme=cast.agenda.theme)
        entry.mission_rows.update(mission=own)
    client = signed_in(cast.member)
    client.get(LIST)

    with django_assert_num_queries(9):
        client.get(LIST)


def test_history_is_for_who_may_see_the_trail(cast, version):
    entry = builders.make_entry(cast, version)
    Page(cast.member, entry, 2).type(challenge="Nieuw").save()
    address = f"{LIST}{entry.entry.slug}/verloop/"
    assert "Kennis- en innovatieopgave" in signed_in(cast.editor).get(address).text

    perform("submit", EntryVersion.objects.get(pk=entry.pk), by=cast.editor)
    for reader in (cast.partner, cast.officer):
        assert signed_in(reader).get(address).status_code == 403


def test_the_parser_of_these_tests_reads_a_form():
    inputs = Inputs()
    inputs.feed('<form id="concept"><textarea name="a">\nb</textarea></form>')

    assert inputs.values == {"a": "b"}
