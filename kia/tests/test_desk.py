"""«Mijn werk»: who sees what, what waits, messages; at a constant cost."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.tests.builders import signed_in
from instance import clock
from kia.corrections import ask_correction
from kia.models import Notification, RequestReply
from kia.people import roles
from kia.steps import AgendaState, EntryState, YearState
from kia.tests import builders
from kia.workflow import perform

pytestmark = pytest.mark.django_db

HOME = "/werk/"


def page_of(person, address=HOME):
    return signed_in(person).get(address)


def test_a_visitor_is_asked_to_sign_in():
    answer = Client().get(HOME)

    assert answer.status_code == 302
    assert answer.url == "/account/inloggen/?next=/werk/"


def test_who_has_no_role_is_told_so(cast):
    assert "U hebt nog geen rol" in page_of(cast.outsider).text


def test_no_cache_may_keep_it(cast):
    assert page_of(cast.editor)["Cache-Control"] == "private, no-store"


def test_what_waits_depends_on_the_role(cast, version):
    builders.make_entry(cast, version, title="Een concept")
    builders.make_entry(cast, version, EntryState.SUBMITTED, title="Ingediende tekst")
    builders.make_entry(
        cast, version, EntryState.CHANGES_REQUESTED, title="Teruggevraagd"
    )

    shown = {
        name: sorted(
            f"{kind}: {v}"
            for kind, found in vars(page_of(person).context["waiting"]).items()
            for v in found
        )
        for name, person in vars(cast).items()
        if hasattr(person, "email")
    }

    nothing = {name: found for name, found in shown.items() if not found}
    team = ["drafts: Een concept", "returned: Teruggevraagd"]
    assert shown.keys() - nothing.keys() == {"editor", "member", "coordinator", "judge"}
    assert (shown["editor"], shown["member"]) == (team, team)
    assert shown["coordinator"] == ["to_decide: Ingediende tekst"]
    assert shown["judge"] == ["to_judge: Ingediende tekst"]


def asked_of(person):
    return [one.what for one in page_of(person).context["asked"]]


def test_rows_of_the_contract_wait_for_who_may_confirm_them(cast, version):
    year = builders.make_year(cast, 2021)
    for _ in range(2):
        builders.make_commitment(year, cast.agenda, certainty="stated")
    asking = "KIC-tabel 2021: 2 regels wachten op uw bevestiging"

    page = page_of(cast.coordinator)
    assert asking in page.text and 'href="/werk/contract/2021/"' in page.text
    for person in (cast.officer, cast.other_coordinator, cast.member, cast.outsider):
        assert asking not in asked_of(person)


def test_corrections_wait_for_a_second_admin(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED, title="Fout plan")
    year = builders.make_year(cast, state=YearState.ADOPTED)
    row = year.commitments.get()
    builders.make_commitment(
        year,
        cast.agenda,
        party=row.party,
        party_kind=row.party_kind,
        is_private=row.is_private,
        form=row.form,
        certainty="adopted",
        amount=5,
        corrects=row,
        correction_reason="Te hoog.",
        corrected_on=clock.today(),
        entered_by=cast.admin,
    )
    ask_correction(entry, by=cast.admin, reason="Verkeerde agenda.")
    second = builders.make_person(is_staff=True, is_superuser=True)
    both = {
        "Correctie van «Fout plan»: een tweede beheerder zet die door of niet",
        f"KIC-tabel {year.year}: 1 correctie wacht op een tweede beheerder",
    }

    assert both <= set(asked_of(second))
    assert both.isdisjoint(asked_of(cast.admin))
    assert both.isdisjoint(asked_of(cast.coordinator))


def test_a_request_waits_for_the_department_it_is_addressed_to(cast, version):
    entry = builders.make_entry(cast, version)
    entry.request_rows.update(addressee=cast.department, addressee_text="")
    request = entry.request_rows.get()
    assert asked_of(cast.officer) == []
    entry = perform("submit", entry, by=cast.editor)
    asking = f"Verzoek aan uw departement: {request.text}"

    assert asking in asked_of(cast.officer)
    assert asking not in asked_of(cast.other_officer)
    assert asking not in asked_of(cast.coordinator)
    RequestReply.objects.create(
        request=request, status="answered", by=cast.officer, day=clock.today()
    )
    assert asking not in asked_of(cast.officer)


def test_the_next_step_of_the_own_agenda_waits(cast):
    agenda = cast.agenda
    assert asked_of(cast.coordinator) == [f"{agenda}: open versie 1.0"]

    version = builders.make_version(cast)
    page = page_of(cast.coordinator)
    assert asked_of(cast.coordinator) == [f"{version}: leg voor aan iedereen"]
    assert f'href="/werk/agendas/{agenda.slug}/1/stap/consult/"' in page.text
    builders.move_version(cast, version, AgendaState.CONSULTATION)
    assert f"{version}: bied aan ter vaststelling" in asked_of(cast.coordinator)
    assert asked_of(cast.editor) == []


def test_a_message_about_a_year_of_the_contract_leads_there(cast, version):
    year = builders.make_year(cast, state=YearState.ADOPTED)

    text = page_of(cast.editor, "/werk/berichten/").text

    assert f'href="/werk/contract/{year.year}/"' in text


def test_who_judged_is_not_asked_again(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED, title="Wacht")
    builders.make_judgement(cast, entry)

    assert "Wacht op het oordeel" not in page_of(cast.judge).text
    assert "1 departement oordeelde" in page_of(cast.coordinator).text


def test_the_points_that_were_asked_stand_with_what_came_back(cast, version):
    builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)

    assert "Korter." in page_of(cast.editor).text


def test_what_somebody_may_not_see_is_not_there(cast, version):
    builders.make_entry(cast, version, EntryState.SUBMITTED, title="Geheim plan")

    for person in (cast.other_editor, cast.other_officer, cast.other_coordinator):
        assert "Geheim plan" not in page_of(person).text
        assert "Geheim plan" not in page_of(person, "/werk/berichten/").text


def test_a_message_is_read_by_who_reads_it(cast, version):
    builders.make_entry(cast, version, EntryState.SUBMITTED, title="Nieuw plan")
    client = signed_in(cast.coordinator)
    assert "1 nieuw" in client.get(HOME).text

    message = Notification.objects.get(person=cast.coordinator)
    client.get("/werk/berichten/")
    message.refresh_from_db()
    assert message.read_at is None
    client.post("/werk/berichten/", {"message": message.pk})

    message.refresh_from_db()
    assert message.read_at is not None
    assert "1 nieuw" not in client.get(HOME).text
    judges = Notification.objects.get(person=cast.judge)
    client.post("/werk/berichten/", {"message": judges.pk})
    judges.refresh_from_db()
    assert judges.read_at is None


@pytest.mark.parametrize("message", ["x", "-1", "9" * 40, "٣", ""])
def test_made_up_messages_harm_nothing(message, cast, version):
    builders.make_entry(cast, version, EntryState.SUBMITTED)

    answer = signed_in(cast.editor).post("/werk/berichten/", {"message": message})

    assert answer.status_code == 302
    assert not Notification.objects.exclude(read_at=None).exists()


def test_a_message_outlives_a_role_but_is_no_longer_shown(cast, version):
    builders.make_entry(cast, version, EntryState.SUBMITTED, title="Nieuw plan")
    assert "Nieuw plan" in page_of(cast.coordinator).text

    roles.end(cast.coordinator.grants.all())

    assert "Nieuw plan" not in page_of(cast.coordinator, "/werk/berichten/").text
    assert Notification.objects.filter(person=cast.coordinator).exists()


def test_deadlines_say_how_long_and_how_late(cast):
    today = clock.today()
    builders.make_version(cast, due_on=today - timedelta(days=1))

    text = page_of(cast.coordinator).text

    assert "1 dag te laat" in text


def test_a_handover_is_told_to_both(cast, version):
    successor = builders.make_person(name="Nieuwe Kracht")
    builders.make_entry(cast, version, EntryState.SUBMITTED, title="Nieuw plan")

    roles.hand_over(cast.coordinator, successor, by=cast.admin)

    text = page_of(successor).text
    assert "Nieuw plan" in text
    assert "overgedragen van" in text
    assert "overgedragen van" in page_of(cast.coordinator).text
    assert "Nieuw plan" not in page_of(cast.coordinator).text


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("editor", 11), ("coordinator", 11), ("judge", 12), ("admin", 10)],
)
def test_home_costs_the_same_however_much_waits(
    count, name, queries, cast, version, django_assert_num_queries
):
    cast.other_admin = builders.make_person(is_staff=True, is_superuser=True)
    year = builders.make_year(cast)
    for _ in range(count):
        builders.make_commitment(year, cast.agenda, certainty="stated")
        builders.make_entry(cast, version)
        entry = builders.make_entry(cast, version, EntryState.SUBMITTED)
        ask_correction(entry, by=cast.other_admin, reason="Verkeerde agenda.")
        builders.make_entry(cast, version, EntryState.CHANGES_REQUESTED)
    client = signed_in(getattr(cast, name))
    client.get(HOME)

    with django_assert_num_queries(queries):
        client.get(HOME)


@pytest.mark.parametrize("count", [1, 3])
def test_messages_cost_the_same_however_many(
    count, cast, version, django_assert_num_queries
):
    for _ in range(count):
        builders.make_entry(cast, version, EntryState.SUBMITTED)
    client = signed_in(cast.coordinator)
    client.get("/werk/berichten/")

    with django_assert_num_queries(7):
        client.get("/werk/berichten/")
