"""What goes out by mail, to whom, when, and once."""

import socket
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from instance import clock
from kia.mailing import following, sending, tasks, words
from kia.mailing.ticking import tick
from kia.models import DailyRound, MailChoice, Notification, TermNotice
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from missions.models import Mission
from missions.tests.builders import make_mission

# A Tuesday without a holiday near it.
MORNING = datetime(2021, 6, 15, 8, tzinfo=timezone.get_default_timezone())
EARLY = MORNING.replace(hour=6)


@pytest.fixture
def morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def down(settings):
    """A mail server that nobody answers at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    options = {"host": "127.0.0.1", "port": port}
    settings.MAILERS = settings.MAILERS | {
        "work": {"BACKEND": smtp, "OPTIONS": options}
    }


IN_MEMORY = {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}


def mails_to(person):
    return [message for message in mail.outbox if message.to == [person.email]]


def submitted(cast, version):
    return builders.make_entry(cast, version, EntryState.SUBMITTED, title="Zon op dak")


def test_a_request_for_changes_goes_out_at_once(cast, version):
    builders.request_changes(cast, submitted(cast, version))

    sending.send_urgent()
    sending.send_urgent()

    (message,) = mails_to(cast.editor)
    assert message.subject == (
        f"[oefening] Zon op dak ({cast.agenda}): aanpassing gevraagd door "
        f"{cast.coordinator}"
    )
    assert "/werk/bijdragen/zon-op-dak" in message.body
    assert mails_to(cast.judge) == []


def test_other_messages_wait_for_the_digest_of_the_day(cast, version, morning):
    submitted(cast, version)
    builders.make_entry(cast, version, EntryState.SUBMITTED, title="Wind op zee")

    sending.send_urgent()
    assert mails_to(cast.coordinator) == []
    sending.send_digests()
    sending.send_digests()

    (message,) = mails_to(cast.coordinator)
    assert message.subject.startswith("[oefening] Wind op zee")
    assert message.subject.endswith(f"ingediend door {cast.editor} en nog 1")
    assert "Zon op dak" in message.body
    assert "/werk/bijdragen/wind-op-zee" in message.body


def test_the_next_day_brings_only_what_is_new(cast, version, morning):
    submitted(cast, version)
    sending.send_digests()
    mail.outbox.clear()

    with clock.at(MORNING + timedelta(days=1)):
        sending.send_digests()
        assert mail.outbox == []

        builders.make_entry(cast, version, EntryState.SUBMITTED, title="Wind op zee")
    with clock.at(MORNING + timedelta(days=2)):
        sending.send_digests()
    (message,) = mails_to(cast.coordinator)
    assert "Wind op zee" in message.body
    assert "Zon op dak" not in message.body


def test_what_was_read_already_is_not_mailed(cast, version, morning):
    submitted(cast, version)
    Notification.objects.update(read_at=timezone.now())

    sending.send_digests()

    assert mail.outbox == []


def test_who_may_no_longer_see_it_gets_no_mail_of_it(cast, version, morning):
    submitted(cast, version)
    cast.judge.grants.update(valid_until=MORNING.date())

    sending.send_digests()

    assert mails_to(cast.judge) == []
    assert len(mails_to(cast.officer)) == 1


def test_who_does_not_want_the_digest_is_spared_the_old_messages_too(
    cast, version, morning
):
    MailChoice.objects.create(person=cast.coordinator, digest=False)
    submitted(cast, version)
    sending.send_digests()
    assert mails_to(cast.coordinator) == []

    MailChoice.objects.filter(person=cast.coordinator).update(digest=True)
    with clock.at(MORNING + timedelta(days=1)):
        sending.send_digests()
    assert mails_to(cast.coordinator) == []


def test_who_wants_nothing_at_once_finds_it_in_the_digest(cast, version, morning):
    MailChoice.objects.create(person=cast.editor, at_once=False)
    builders.request_changes(cast, submitted(cast, version))

    sending.send_urgent()
    assert mails_to(cast.editor) == []
    sending.send_digests()
    assert len(mails_to(cast.editor)) == 1


def test_nothing_is_lost_when_the_mail_server_is_down(cast, version, down, settings):
    builders.request_changes(cast, submitted(cast, version))

    assert sending.send_urgent() is False
    assert Notification.objects.filter(person=cast.editor, mail_settled_at=None)

    settings.MAILERS = settings.MAILERS | {"work": IN_MEMORY}
    assert sending.send_urgent() is True
    assert len(mails_to(cast.editor)) == 1


def test_a_day_is_not_done_before_every_digest_is_out(cast, version, down, morning):
    submitted(cast, version)

    run_background()

    assert not DailyRound.objects.exists()
    assert Notification.objects.filter(mail_settled_at=None).exists()


def test_a_mail_server_that_is_down_is_not_asked_all_the_time(
    cast, version, down, morning
):
    submitted(cast, version)
    run_background()
    tick()
    assert not DBTaskResult.objects.ready().exists()

    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(minutes=6))
    tick()
    assert DBTaskResult.objects.ready().count() == 1


def test_an_address_that_no_mail_can_have_does_not_keep_others_waiting(
    cast, version, morning
):
    submitted(cast, version)
    User.objects.filter(pk=cast.coordinator.pk).update(email="jan\npiet@voorbeeld.nl")

    assert sending.send_digests() is False
    assert len(mails_to(cast.judge)) == 1


def test_what_does_not_fit_in_a_mail_is_counted(cast, version, morning, monkeypatch):
    monkeypatch.setattr(sending, "MOST_LINES", 1)
    for title in ("Zon op dak", "Wind op zee", "Water"):
        builders.make_entry(cast, version, EntryState.SUBMITTED, title=title)

    sending.send_digests()

    (message,) = mails_to(cast.coordinator)
    assert message.subject.endswith("en nog 2")
    assert "En nog 2 andere berichten" in message.body


def test_a_follower_hears_no_more_than_everybody_can_read(cast, version):
    following.follow(cast.outsider, f"agenda:{cast.agenda.slug}")
    ready = builders.move_version(cast, version, AgendaState.FOR_ADOPTION)
    given = builders.adoption(cast.coordinator)
    builders.perform("adopt", ready, by=cast.coordinator, note="Onder ons.", **given)

    sending.send_urgent()

    (message,) = mails_to(cast.outsider)
    assert "Onder ons." not in message.body
    assert str(cast.coordinator) not in message.subject + message.body
    assert "Onder ons." in mails_to(cast.editor)[0].body


def run_background():
    """As the command does, inside the transaction of a test."""
    tick()
    for result in DBTaskResult.objects.ready():
        try:
            result.task.call()
        except tasks.NotAllOut as failure:
            result.set_failed(failure)
        else:
            result.set_successful(None)


def test_the_clock_starts_the_round_once_a_day_after_seven(cast, version):
    with clock.at(EARLY):
        tick()
        assert not DBTaskResult.objects.exists()
    with clock.at(MORNING):
        tick()
        tick()
        assert DBTaskResult.objects.count() == 1
        run_background()
        assert DailyRound.objects.get().day == MORNING.date()
        tick()
        assert not DBTaskResult.objects.ready().exists()
    with clock.at(MORNING + timedelta(days=1)):
        tick()
        assert DBTaskResult.objects.ready().count() == 1


def test_a_task_goes_wrong_and_the_next_round_makes_it_good(cast, version, morning):
    """Also when the worker was killed: what counts is what is out."""
    submitted(cast, version)
    tick()
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())

    run_background()

    assert len(mails_to(cast.coordinator)) == 1


# Days that come nearer.


def reminded(person):
    found = Notification.objects.filter(person=person, term__isnull=False)
    return [str(message.term) for message in found]


def test_judges_hear_two_working_days_before_the_term_ends(cast, version):
    with clock.at(MORNING):
        entry = submitted(cast, version)
    # Ten working days after Tuesday the 15th is Tuesday the 29th.
    for day, told in [(24, False), (25, True), (26, True)]:
        with clock.at(MORNING.replace(day=day)):
            run_background()
        assert bool(reminded(cast.judge)) is told, day
    assert reminded(cast.judge) == [
        f"{entry}: laatste dag voor het oordeel van een departement"
    ]
    assert reminded(cast.coordinator) == []
    last = mails_to(cast.judge)[-1]
    assert "29 juni 2021 (nog 2 werkdagen)" in last.body


def test_who_has_judged_is_not_reminded(cast, version):
    with clock.at(MORNING):
        builders.make_judgement(cast, submitted(cast, version))
    with clock.at(MORNING.replace(day=25)):
        run_background()

    assert reminded(cast.judge) == []


def test_a_day_of_an_agenda_is_told_at_thirty_seven_and_one(cast):
    day = MORNING.date() + timedelta(days=40)
    builders.make_version(cast, due_on=day)
    found = {}
    for left in (31, 30, 29, 7, 2, 1, 0):
        with clock.at(MORNING + timedelta(days=40 - left)):
            run_background()
        found[left] = len(reminded(cast.coordinator))

    assert found == {31: 0, 30: 1, 29: 1, 7: 2, 2: 2, 1: 3, 0: 3}


def test_a_day_that_moves_is_told_anew(cast, morning):
    soon = MORNING.date() + timedelta(days=5)
    version = builders.make_version(cast, due_on=soon)
    run_background()
    version.due_on = soon + timedelta(days=1)
    version.save()
    DailyRound.objects.all().delete()
    run_background()

    assert TermNotice.objects.count() == 2
    assert len(reminded(cast.coordinator)) == 2


# Following.


def test_followers_hear_of_an_adopted_agenda(cast, version):
    following.follow(cast.outsider, f"topsector:{cast.topsector.slug}")
    following.follow(cast.outsider, f"agenda:{cast.agenda.slug}")
    following.follow(cast.coordinator, f"agenda:{cast.agenda.slug}")
    builders.move_version(cast, version, AgendaState.ADOPTED)

    sending.send_urgent()

    (message,) = mails_to(cast.outsider)
    assert f"{version}: vastgesteld" in message.subject
    assert mails_to(cast.coordinator) == []


@pytest.mark.django_db(transaction=True)
def test_a_digest_tells_what_changed_in_a_followed_mission():
    with transaction.atomic():
        person = builders.make_person()
        mission = make_mission(title="Schone zee")
        other = make_mission(title="Schone lucht")
    following.follow(person, f"missie:{mission.slug}")
    sending.send_digests()
    mail.outbox.clear()
    for one in (mission, other):
        one.short_label = "Korter"
        one.save()

    with clock.at(timezone.now() + timedelta(days=1)):
        sending.send_digests()

    (message,) = mails_to(person)
    assert message.subject.endswith("Korter: gewijzigd in het register")
    assert "Korter" in message.body.split("\n- ")[1]
    assert "Schone lucht" not in message.body


def test_what_is_not_public_cannot_be_followed(cast):
    draft = make_mission()
    Mission.objects.filter(pk=draft.pk).update(published_at=None)

    assert following.follow(cast.outsider, f"missie:{draft.slug}") is None
    assert following.follow(cast.outsider, "missie:bestaat-niet") is None
    assert following.follow(cast.outsider, "koe:lwv-1") is None


def test_following_twice_is_following_once(cast):
    for _ in range(2):
        following.follow(cast.outsider, f"agenda:{cast.agenda.slug}")

    assert cast.outsider.subscriptions.count() == 1


# Stopping.


def link_in(message):
    link = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in message.body
    return link.removeprefix(settings.INSTANCE.site_url.rstrip("/"))


def test_the_link_in_a_mail_stops_it_without_signing_in(cast, version, client):
    builders.request_changes(cast, submitted(cast, version))
    sending.send_urgent()
    link = link_in(mails_to(cast.editor)[0])

    assert client.get(link).status_code == 200
    assert MailChoice.objects.get(person=cast.editor).at_once
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})

    assert "U bent afgemeld" in answer.content.decode()
    choice = MailChoice.objects.get(person=cast.editor)
    assert (choice.at_once, choice.digest) == (False, True)


@pytest.mark.parametrize("token", ["onzin", "5.digest:vals", "x" * 500])
def test_a_made_up_link_stops_nothing(token, db, client):
    assert client.get(f"/afmelden/{token}/").status_code == 404
    assert client.post(f"/afmelden/{token}/").status_code == 404


def test_a_subject_stays_one_line_of_a_decent_length():
    line = {
        "subject": "Een\r\nBcc: iemand@elders.nl " + "x" * 400,
        "what": "w",
        "by": "",
    }

    said = words.subject([line], [])

    assert "\n" not in said
    assert len(said) < 180


@pytest.mark.django_db(transaction=True)
def test_the_command_of_the_background_sends():
    with transaction.atomic():
        cast = builders.make_cast()
        entry = submitted(cast, builders.make_version(cast))
        builders.request_changes(cast, entry)

    call_command("run_background", once=True)

    assert len(mails_to(cast.editor)) == 1
    assert {row.status for row in DBTaskResult.objects.all()} == {"SUCCESSFUL"}
