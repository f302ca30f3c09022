"""The own team, and the pages about roles in Beheer."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import Invitation, User
from accounts.tests.builders import PASSWORD, link_in_mail, signed_in
from instance import clock
from kia.models import Handover, InvitedRole, RoleGrant
from kia.people import inviting, roles
from kia.roles import Role
from kia.tests import builders

pytestmark = pytest.mark.django_db

TEAM = "/werk/team/"
GRANTS = "/beheer/kia/rolegrant/"
NEW = "nieuw@voorbeeld.nl"


def invitation(cast, **fields):
    return {
        "email": NEW,
        "name": "Robin",
        "organisation": cast.topsector.pk,
        "role": "team_member",
    } | fields


def held(person):
    return set(person.grants.current(clock.today()).values_list("role", flat=True))


def test_only_an_editor_has_a_team_to_look_after(cast):
    seen = {
        name: signed_in(person).get(TEAM).status_code
        for name, person in vars(cast).items()
        if hasattr(person, "email")
    }

    editors = {"editor", "partner", "other_editor"}
    assert {name for name, status in seen.items() if status == 200} == editors
    assert {s for name, s in seen.items() if name not in editors} == {403}


def test_an_editor_invites_and_the_role_comes_with_the_account(cast):
    client = signed_in(cast.editor)

    answer = client.post(TEAM, invitation(cast), follow=True)
    assert f"De uitnodiging aan {NEW} is verstuurd." in answer.text
    assert "nog niet aangenomen" in answer.text
    guest = Client()
    made = guest.post(link_in_mail(), {"name": "Robin", "password": PASSWORD})

    assert made.url == "/werk/"
    assert held(User.objects.get(email=NEW)) == {"team_member"}
    assert f"Teamlid topsector: {cast.topsector}" in guest.get("/werk/").text
    assert "nog niet aangenomen" not in client.get(TEAM).text


def test_an_invitation_does_not_tell_who_has_an_account(cast):
    """Nobody is put into a team, and the page answers as for somebody new."""
    closed = builders.make_person(is_active=False)
    answers = set()
    for email in (NEW, cast.outsider.email, closed.email):
        client = signed_in(cast.editor)
        answer = client.post(TEAM, invitation(cast, email=email), follow=True)
        assert f"De uitnodiging aan {email} is verstuurd." in answer.text
        offer = InvitedRole.objects.get()
        answers.add(as_read(answer.text.replace(email, "…")))
        inviting.take_back(offer)

    assert len(answers) == 1
    assert held(cast.outsider) == set()
    assert [len(message.to) for message in mail.outbox] == [1, 1, 1]


def as_read(page):
    """The words of a page, without the time, which differs at every request."""
    return re.sub(r"\d\d\.\d\d uur", "", strip_tags(page))


def test_who_has_an_account_takes_the_role_on_with_the_link(cast):
    client = signed_in(cast.editor)
    client.post(TEAM, invitation(cast, email=cast.outsider.email))
    mine = signed_in(cast.outsider)

    assert "Neem de rol aan" in mine.get(link_in_mail()).text
    answer = mine.post(link_in_mail(), follow=True)

    assert "U bent nu teamlid topsector" in answer.text
    assert held(cast.outsider) == {"team_member"}
    assert cast.outsider.email in client.get(TEAM).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": ""}, "Vul het e-mailadres in."),
        ({"email": "robin"}, "Dit e-mailadres klopt niet."),
        ({"email": "a\0b@voorbeeld.nl"}, "Dit e-mailadres klopt niet."),
        ({"email": f"{'x' * 300}@voorbeeld.nl"}, "Gebruik ten hoogste 254 tekens."),
        ({"name": "x" * 151}, "Gebruik ten hoogste 150 tekens."),
        ({"role": "coordinator"}, "Kies een rol uit de lijst."),
        ({"role": "judge"}, "Kies een rol uit de lijst."),
        ({"organisation": "x"}, "Kies een van uw teams."),
        ({"organisation": ""}, "Kies een van uw teams."),
    ],
)
def test_a_wrong_invitation_is_not_sent(fields, sentence, cast):
    answer = signed_in(cast.editor).post(TEAM, invitation(cast, **fields))

    assert sentence in answer.text
    assert mail.outbox == []
    assert not Invitation.objects.exists()


def test_nobody_invites_into_another_team(cast):
    other = cast.partner_topsector.pk

    answer = signed_in(cast.editor).post(TEAM, invitation(cast, organisation=other))

    assert "Kies een van uw teams." in answer.text
    assert not InvitedRole.objects.exists()


def test_without_a_mail_server_nothing_is_kept(cast, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},
        }
    }

    answer = signed_in(cast.editor).post(TEAM, invitation(cast))

    assert "kon niet worden verstuurd" in answer.text
    assert NEW in answer.text
    assert not Invitation.objects.exists()


def test_an_editor_ends_a_role_in_the_own_team_only(cast):
    client = signed_in(cast.editor)
    own, other = cast.member.grants.get(), cast.partner.grants.get()
    address = f"{TEAM}rollen/{own.pk}/beeindigen/"

    assert "geen teamlid topsector" in client.get(address).text
    assert held(cast.member) == {"team_member"}
    client.post(address)

    assert held(cast.member) == set()
    assert client.post(address).status_code == 404
    assert client.get(f"{TEAM}rollen/{other.pk}/beeindigen/").status_code == 404
    judge = cast.judge.grants.get()
    assert client.post(f"{TEAM}rollen/{judge.pk}/beeindigen/").status_code == 404
    assert held(cast.partner) == {"team_editor"}


def test_who_ends_the_own_role_is_led_away(cast):
    own = cast.editor.grants.get()

    client = signed_in(cast.editor)
    address = f"{TEAM}rollen/{own.pk}/beeindigen/"
    assert "Dit bent u zelf." in client.get(address).text
    answer = client.post(address, follow=True)

    assert answer.redirect_chain == [("/werk/", 302)]
    assert "U hebt nog geen rol" in answer.text


def test_an_invitation_is_taken_back(cast):
    client = signed_in(cast.editor)
    client.post(TEAM, invitation(cast))
    offer = InvitedRole.objects.get()
    address = f"{TEAM}uitnodigingen/{offer.pk}/intrekken/"

    assert signed_in(cast.partner).post(address).status_code == 404
    assert client.get(address).status_code == 200
    client.post(address)

    assert Client().get(link_in_mail()).status_code == 410
    assert client.post(address).status_code == 404


def test_an_expired_invitation_says_so_and_can_be_sent_anew(cast):
    client = signed_in(cast.editor)
    client.post(TEAM, invitation(cast))
    Invitation.objects.update(valid_until=timezone.now() - timedelta(hours=1))
    old = link_in_mail()
    assert Client().get(old).status_code == 410
    assert "uitnodiging verlopen" in client.get(TEAM).text

    client.post(TEAM, invitation(cast))

    assert InvitedRole.objects.count() == 1
    assert Client().get(link_in_mail()).status_code == 200


def test_a_role_taken_away_while_somebody_typed(cast):
    client = signed_in(cast.editor)
    roles.end(cast.editor.grants.all())

    answer = client.post(TEAM, invitation(cast, name="Een lange naam"))

    assert answer.status_code == 403
    assert "Dit kunt u niet meer doen" in answer.text
    assert "Een lange naam" in answer.text
    assert mail.outbox == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_team_costs_the_same_however_large(count, cast, django_assert_num_queries):
    for _ in range(count):
        builders.make_person_with(Role.TEAM_MEMBER, cast.topsector)
        email = f"gast-{builders.make_person().pk}@voorbeeld.nl"
        inviting.invite(
            email, by=cast.editor, role="team_member", organisation=cast.topsector
        )
    client = signed_in(cast.editor)
    client.get(TEAM)

    with django_assert_num_queries(8):
        client.get(TEAM)


# In Beheer.


def test_an_admin_gives_a_role_and_is_named(cast, admin_client, admin_user):
    answer = admin_client.post(
        f"{GRANTS}add/",
        {
            "person": cast.outsider.pk,
            "role": "coordinator",
            "agenda": cast.agenda.pk,
            "valid_from": str(clock.today()),
        },
    )

    assert answer.status_code == 302
    assert cast.outsider.grants.get().granted_by == admin_user


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"role": "coordinator"}, "Kies bij een team of departement de organisatie"),
        ({"role": "team_editor", "organisation": "department"}, "Een team hoort bij"),
        ({"role": "judge", "organisation": "topsector"}, "hoort bij een departement"),
        ({"role": "team_member", "organisation": "topsector"}, "heeft deze rol dan al"),
    ],
)
def test_a_role_for_what_does_not_fit_is_refused(fields, sentence, cast, admin_client):
    given = {"person": cast.member.pk, "valid_from": str(clock.today())} | fields
    if "organisation" in fields:
        given["organisation"] = getattr(cast, fields["organisation"]).pk

    answer = admin_client.post(f"{GRANTS}add/", given)

    assert sentence in answer.text


def test_a_role_is_ended_and_never_deleted(cast, admin_client):
    grant = cast.coordinator.grants.get()

    page = admin_client.get(f"{GRANTS}{grant.pk}/change/")
    assert "deletelink" not in page.text
    assert admin_client.post(f"{GRANTS}{grant.pk}/delete/").status_code == 403
    answer = admin_client.post(
        GRANTS, {"action": "end_today", "_selected_action": [grant.pk]}, follow=True
    )

    assert held(cast.coordinator) == set()
    assert f"Niemand heeft nu nog deze rol: agendacoördinator, {cast.agenda}" in (
        answer.text
    )
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


def test_a_role_does_not_end_in_the_past(cast, admin_client):
    grant = cast.coordinator.grants.get()
    address = f"{GRANTS}{grant.pk}/change/"
    seen = admin_client.get(address).context["adminform"].form.initial["seen"]

    answer = admin_client.post(address, {"valid_until": "01-03-2020", "seen": seen})

    assert "niet met terugwerkende kracht" in answer.text
    assert held(cast.coordinator) == {"coordinator"}


def test_all_is_handed_over_after_a_look(cast, admin_client, admin_user):
    address = f"{GRANTS}overdragen/"
    given = {"giver": cast.coordinator.pk, "taker": cast.outsider.pk, "note": "Verlof"}

    preview = admin_client.post(address, given)
    assert f"agendacoördinator, {cast.agenda}" in preview.text
    assert not Handover.objects.exists()
    admin_client.post(address, given | {"confirmed": "ja"})

    handover = Handover.objects.get()
    assert (handover.by, handover.note) == (admin_user, "Verlof")
    assert (held(cast.coordinator), held(cast.outsider)) == (set(), {"coordinator"})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"taker": "giver"}, "Kies iemand anders"),
        ({"taker": ""}, "Kies aan wie de rollen gaan."),
        ({"giver": "x"}, "Kies iemand uit de lijst."),
        ({"note": "x" * 301}, "301"),
    ],
)
def test_a_handover_that_cannot_be_is_refused(fields, sentence, cast, admin_client):
    given = {"giver": cast.editor.pk, "taker": cast.outsider.pk, "confirmed": "ja"}
    given |= fields
    if given["taker"] == "giver":
        given["taker"] = cast.editor.pk

    answer = admin_client.post(f"{GRANTS}overdragen/", given)

    assert sentence in answer.text
    assert not Handover.objects.exists()


def test_an_admin_invites_a_coordinator(cast, admin_client):
    answer = admin_client.post(
        "/beheer/kia/invitedrole/add/",
        {"email": NEW, "role": "coordinator", "agenda": cast.agenda.pk},
        follow=True,
    )
    assert "werkt tot en met" in answer.text
    Client().post(link_in_mail(), {"name": "Robin", "password": PASSWORD})

    assert held(User.objects.get(email=NEW)) == {"coordinator"}
    assert admin_client.get("/beheer/kia/invitedrole/").status_code == 200


def test_who_is_no_admin_sees_nothing_of_it(cast):
    staff = builders.make_person(is_staff=True)
    client = signed_in(staff)

    for address in (GRANTS, f"{GRANTS}overdragen/", "/beheer/kia/invitedrole/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"note": "Toch"}).status_code == 403
