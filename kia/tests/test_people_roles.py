"""Giving, ending, handing over: what happens to the rows."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import second_factor
from accounts.models import Invitation, User
from accounts.tests.builders import PASSWORD, link_in_mail, make_user, signed_in
from instance import clock
from kia.models import Handover, InvitedRole, Notification, Role, RoleGrant
from kia.people import inviting, roles
from kia.tests.builders import grant, make_agenda
from organisations.models import Kind
from organisations.tests.builders import make_organisation

pytestmark = pytest.mark.django_db

NEW = "nieuw@voorbeeld.nl"


@pytest.fixture
def energy():
    return make_organisation(kind=Kind.TOPSECTOR, name="Energie")


@pytest.fixture
def department():
    return make_organisation(kind=Kind.DEPARTMENT, name="Defensie")


@pytest.fixture
def agenda():
    return make_agenda()


@pytest.fixture
def giver():
    return make_user("vertrekt@voorbeeld.nl", name="Gaat Weg")


@pytest.fixture
def taker():
    return make_user("komt@voorbeeld.nl", name="Komt Erin")


def held(person):
    """(role, what for) of what somebody may do today."""
    found = person.grants.current(clock.today())
    return sorted((g.role, (g.organisation or g.agenda).slug) for g in found)


def test_a_role_is_given_from_today_and_not_twice(giver, energy, admin_user):
    first = roles.give(giver, Role.TEAM_MEMBER, organisation=energy, by=admin_user)
    again = roles.give(giver, Role.TEAM_MEMBER, organisation=energy, by=admin_user)

    assert first == again
    assert (first.valid_from, first.granted_by) == (clock.today(), admin_user)
    assert held(giver) == [("team_member", energy.slug)]


def test_the_day_of_ending_is_the_first_without(giver, energy, agenda, admin_user):
    roles.give(giver, Role.TEAM_EDITOR, organisation=energy, by=admin_user)
    later = clock.today() + timedelta(days=30)
    roles.give(giver, Role.COORDINATOR, agenda=agenda, by=admin_user, valid_from=later)

    roles.end(giver.grants.all())

    assert held(giver) == []
    assert not giver.grants.current(later).exists()
    assert giver.grants.count() == 2
    roles.give(giver, Role.TEAM_EDITOR, organisation=energy, by=admin_user)
    assert held(giver) == [("team_editor", energy.slug)]


def test_a_role_that_ended_before_keeps_its_day(giver, energy, admin_user):
    day = date(2020, 3, 1)
    giver.grants.create(
        role="team_member", organisation=energy, valid_from=day, valid_until=day
    )

    roles.end(giver.grants.all())

    assert giver.grants.get().valid_until == day


def test_handing_over_takes_all_along(giver, taker, energy, agenda, admin_user):
    roles.give(giver, Role.TEAM_EDITOR, organisation=energy, by=admin_user)
    roles.give(giver, Role.COORDINATOR, agenda=agenda, by=admin_user)
    until = clock.today() + timedelta(days=90)
    roles.give(
        taker, Role.TEAM_EDITOR, organisation=energy, by=admin_user, valid_until=until
    )

    handover = roles.hand_over(giver, taker, by=admin_user, note="Andere baan")

    both = [("coordinator", agenda.slug), ("team_editor", energy.slug)]
    assert (held(giver), held(taker)) == ([], both)
    assert taker.grants.get(role="team_editor").valid_until is None
    coordinates = taker.grants.get(role="coordinator")
    assert (coordinates.handover, coordinates.granted_by) == (handover, admin_user)
    assert (handover.by, handover.note) == (admin_user, "Andere baan")
    told = Notification.objects.filter(handover=handover)
    assert {n.person for n in told} == {giver, taker}


def test_a_handover_that_fails_changes_nothing(giver, energy, admin_user):
    roles.give(giver, Role.TEAM_EDITOR, organisation=energy, by=admin_user)

    with pytest.raises(IntegrityError), transaction.atomic():
        roles.hand_over(giver, giver, by=admin_user)

    assert held(giver) == [("team_editor", energy.slug)]
    assert not Handover.objects.exists()


def test_a_handover_stays_as_it_was(giver, taker, admin_user):
    handover = roles.hand_over(giver, taker, by=admin_user)

    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(note="anders")


def test_who_is_missed_is_named(giver, taker, energy, agenda, admin_user):
    roles.give(giver, Role.TEAM_EDITOR, organisation=energy, by=admin_user)
    roles.give(taker, Role.TEAM_EDITOR, organisation=energy, by=admin_user)
    roles.give(giver, Role.COORDINATOR, agenda=agenda, by=admin_user)
    roles.give(giver, Role.TEAM_MEMBER, organisation=energy, by=admin_user)

    missed = roles.end_all(giver)

    assert [grant.role for grant in missed] == ["coordinator"]


def test_switching_an_account_off_ends_its_roles(giver, agenda, admin_client):
    roles.give(giver, Role.COORDINATOR, agenda=agenda, by=giver)
    open_page = signed_in(giver)
    change = f"/beheer/accounts/user/{giver.pk}/change/"
    seen = admin_client.get(change).context["adminform"].form.initial["seen"]

    answer = admin_client.post(
        change, {"email": giver.email, "name": giver.name, "seen": seen}, follow=True
    )

    giver.refresh_from_db()
    assert not giver.is_active
    assert held(giver) == []
    assert f"Niemand heeft nu nog deze rol: agendacoördinator, {agenda}" in answer.text
    assert open_page.get("/account/").status_code == 302
    # What was done keeps its name.
    assert RoleGrant.objects.get().person == giver


def test_a_coordinator_must_sign_in_in_two_steps(giver, agenda, admin_user):
    client = signed_in(giver, second_factor=False)
    assert client.get("/account/").status_code == 200

    roles.give(giver, Role.COORDINATOR, agenda=agenda, by=admin_user)

    assert second_factor.needs_second_factor(giver)
    assert client.get("/account/").url == "/account/tweede-stap/"
    roles.end(giver.grants.all())
    assert client.get("/account/").status_code == 200


def test_who_only_writes_may_do_with_one(giver, energy, admin_user):
    for role in (Role.TEAM_MEMBER, Role.TEAM_EDITOR):
        roles.give(giver, role, organisation=energy, by=admin_user)

    assert not second_factor.needs_second_factor(giver)


@pytest.fixture
def editor(giver, energy):
    """Who edits the team, and may invite into it."""
    grant(giver, Role.TEAM_EDITOR, energy)
    return giver


def accept(link=None):
    return Client().post(
        link or link_in_mail(), {"name": "Robin", "password": PASSWORD}, follow=True
    )


LEFT = [
    lambda giver: roles.end(giver.grants.all()),
    lambda giver: User.objects.filter(pk=giver.pk).update(is_active=False),
]


@pytest.mark.parametrize("leave", LEFT, ids=["role ended", "account closed"])
def test_an_invitation_does_not_outlive_the_right_of_who_sent_it(leave, energy, editor):
    inviting.invite(NEW, by=editor, role=Role.TEAM_EDITOR, organisation=energy)
    leave(editor)

    seen, answer = Client().get(link_in_mail()), accept()

    assert (seen.status_code, answer.status_code) == (410, 410)
    assert "mag deze rol niet meer geven" in answer.text
    assert not User.objects.filter(email=NEW).exists()


def test_a_member_cannot_give_what_only_an_editor_may(energy, editor):
    inviting.invite(NEW, by=editor, role=Role.TEAM_EDITOR, organisation=energy)
    roles.end(editor.grants.all())
    grant(editor, Role.TEAM_MEMBER, energy)

    assert accept().status_code == 410


def test_of_two_offers_the_one_that_lapsed_is_named(energy, editor):
    chemistry = make_organisation(kind=Kind.TOPSECTOR, name="Chemie")
    grant(editor, Role.TEAM_EDITOR, chemistry)
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=chemistry)
    roles.end(editor.grants.filter(organisation=energy))

    answer = accept()

    assert held(User.objects.get(email=NEW)) == [("team_member", chemistry.slug)]
    assert "De rol teamlid topsector, Energie hebt u niet gekregen" in answer.text


def test_a_second_editor_can_offer_what_lapsed(energy, editor, taker):
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)
    roles.end(editor.grants.all())
    grant(taker, Role.TEAM_EDITOR, energy)
    inviting.invite(NEW, by=taker, role=Role.TEAM_MEMBER, organisation=energy)

    accept()

    person = User.objects.get(email=NEW)
    assert held(person) == [("team_member", energy.slug)]
    assert person.grants.get().granted_by == taker


def test_who_may_not_give_a_role_does_not_invite(energy, giver):
    with pytest.raises(inviting.CannotInvite, match="mag deze rol niet geven"):
        inviting.invite(NEW, by=giver, role=Role.TEAM_MEMBER, organisation=energy)

    assert mail.outbox == []


def test_the_role_is_given_when_the_invitation_is_accepted(energy, editor):
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)
    assert "als teamlid topsector, Energie" in mail.outbox[-1].body
    link = link_in_mail()

    Client().post(link, {"name": "Robin", "password": PASSWORD})

    person = User.objects.get(email=NEW)
    assert held(person) == [("team_member", energy.slug)]
    assert person.grants.get().granted_by == editor


def test_a_second_use_of_the_link_gives_nothing(energy, editor):
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)
    link = link_in_mail()
    Client().post(link, {"name": "Robin", "password": PASSWORD})
    roles.end(RoleGrant.objects.all())

    again = Client().post(link, {"name": "Robin", "password": PASSWORD})

    assert again.status_code == 410
    assert held(User.objects.get(email=NEW)) == []


def test_an_expired_link_gives_neither_account_nor_role(energy, editor):
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)
    Invitation.objects.update(valid_until=date(2020, 1, 1).isoformat() + "T00:00Z")

    answer = Client().post(link_in_mail(), {"name": "Robin", "password": PASSWORD})

    assert answer.status_code == 410
    assert not User.objects.filter(email=NEW).exists()
    assert RoleGrant.objects.get().person == editor


def test_two_teams_invite_the_same_person(energy, editor):
    chemistry = make_organisation(kind=Kind.TOPSECTOR, name="Chemie")
    grant(editor, Role.TEAM_EDITOR, chemistry)
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)
    old = link_in_mail()
    inviting.invite(NEW, by=editor, role=Role.TEAM_EDITOR, organisation=chemistry)
    body = mail.outbox[-1].body
    assert "als redacteur topsector, Chemie, en als teamlid topsector, Energie" in body
    assert Client().get(old).status_code == 410

    Client().post(link_in_mail(), {"name": "Robin", "password": PASSWORD})

    both = [("team_editor", chemistry.slug), ("team_member", energy.slug)]
    assert held(User.objects.get(email=NEW)) == both


def test_who_has_an_account_is_asked_first(energy, editor, taker):
    what = {"role": Role.TEAM_EDITOR, "organisation": energy}
    inviting.invite(taker.email.upper(), by=editor, **what)
    link = link_in_mail()

    assert held(taker) == []
    assert mail.outbox[-1].to == ["KOMT@voorbeeld.nl"]
    assert "redacteur topsector, Energie" in mail.outbox[-1].body
    assert "redacteur topsector, Energie" in Client().get(link).text
    answer = signed_in(taker).post(link)

    assert answer.url == "/werk/"
    assert held(taker) == [("team_editor", energy.slug)]
    assert signed_in(taker).post(link).status_code == 302
    assert taker.grants.count() == 1


def test_a_second_invitation_of_the_same_person_is_taken_on_too(energy, editor, taker):
    chemistry = make_organisation(kind=Kind.TOPSECTOR, name="Chemie")
    grant(editor, Role.TEAM_EDITOR, chemistry)
    for team in (energy, chemistry):
        what = {"role": Role.TEAM_MEMBER, "organisation": team}
        inviting.invite(taker.email, by=editor, **what)
        signed_in(taker).post(link_in_mail())

    both = {("team_member", chemistry.slug), ("team_member", energy.slug)}
    assert set(held(taker)) == both


def test_a_closed_account_gets_no_role(energy, editor, taker):
    User.objects.filter(pk=taker.pk).update(is_active=False)

    inviting.invite(taker.email, by=editor, role=Role.TEAM_MEMBER, organisation=energy)

    assert "Uw account is uitgezet" in Client().get(link_in_mail()).text
    assert not taker.grants.exists()


def test_taking_an_offer_back_ends_the_link(energy, editor):
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)

    inviting.take_back(InvitedRole.objects.get())

    assert not Invitation.objects.exists()
    assert Client().get(link_in_mail()).status_code == 410


def test_taking_one_of_two_offers_back_leaves_the_other(energy, editor):
    inviting.invite(NEW, by=editor, role=Role.TEAM_MEMBER, organisation=energy)
    inviting.invite(NEW, by=editor, role=Role.TEAM_EDITOR, organisation=energy)

    inviting.take_back(InvitedRole.objects.get(role="team_editor"))

    Client().post(link_in_mail(), {"name": "Robin", "password": PASSWORD})
    assert held(User.objects.get(email=NEW)) == [("team_member", energy.slug)]


def test_a_role_is_offered_for_what_fits(department, admin_user):
    with pytest.raises(IntegrityError, match="team_of_topsector"):
        inviting.invite(
            NEW, by=admin_user, role=Role.TEAM_EDITOR, organisation=department
        )
