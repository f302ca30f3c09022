"""The page on which somebody chooses what to follow and what to get by mail."""

import pytest

from kia.mailing import following
from kia.models import MailChoice
from kia.tests import builders

PAGE = "/werk/volgen/"


@pytest.fixture
def person(cast, client):
    client.force_login(cast.outsider)
    return cast.outsider


def test_a_choice_is_kept(person, client):
    client.post(PAGE, {"at_once": "on"})

    choice = MailChoice.objects.get(person=person)
    assert (choice.at_once, choice.digest) == (True, False)


def test_something_is_followed_and_no_longer(person, client, cast):
    answer = client.post(
        f"{PAGE}nieuw/", {"what": f"agenda:{cast.agenda.slug}"}, follow=True
    )
    assert f"U volgt nu: {cast.agenda}." in answer.content.decode()
    one = person.subscriptions.get()

    client.post(f"{PAGE}{one.pk}/stop/")
    assert not person.subscriptions.exists()


def test_nobody_stops_what_another_follows(person, client, cast):
    one = following.follow(cast.editor, f"agenda:{cast.agenda.slug}")

    client.post(f"{PAGE}{one.pk}/stop/")

    assert cast.editor.subscriptions.exists()


def test_what_is_not_in_the_list_gets_a_sentence(person, client):
    answer = client.post(f"{PAGE}nieuw/", {"what": "missie:<script>"})

    assert answer.status_code == 200
    assert not person.subscriptions.exists()
    assert "Kies iets uit de lijst" in answer.content.decode()


def test_a_link_on_a_page_chooses_it_already(person, client, cast):
    page = client.get(f"/agendas/{cast.agenda.slug}/").content.decode()
    link = f"{PAGE}?wat=agenda:{cast.agenda.slug}"
    assert link in page

    page = client.get(link).content.decode()
    assert f'value="agenda:{cast.agenda.slug}" selected' in page


def test_a_visitor_sees_no_such_link(db, client):
    agenda = builders.make_agenda()

    assert PAGE not in client.get(f"/agendas/{agenda.slug}/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_more(
    count, person, client, django_assert_num_queries
):
    for _ in range(count):
        following.follow(person, f"agenda:{builders.make_agenda().slug}")
    client.get(PAGE)

    with django_assert_num_queries(11):
        client.get(PAGE)
