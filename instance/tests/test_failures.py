"""The database goes away while somebody waits for a page."""

import pytest
from django.db import connection
from django.test import Client

TYPED = "Een <b>lange</b> tekst\r\nover twee regels."


@pytest.fixture
def visitor(transactional_db, settings):
    settings.ROOT_URLCONF = "instance.tests.urls_that_fail"
    yield Client(raise_request_exception=False)
    connection.close()


def test_who_sent_something_gets_it_back_with_a_button(visitor):
    answer = visitor.post("/werk/weg/?x=1", {"challenge": TYPED, "seen-challenge": "a"})

    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "De database start opnieuw" in answer.text
    assert '<pre class="mr-getypt">Een &lt;b&gt;lange' in answer.text
    assert '<form method="post" action="/werk/weg/?x=1">' in answer.text
    assert '<textarea name="seen-challenge" hidden>\na</textarea>' in answer.text


def test_a_password_is_not_given_back(visitor):
    answer = visitor.post("/werk/weg/", {"login": "a@b.nl", "password": "geheim"})

    assert answer.status_code == 503
    assert "geheim" not in answer.text
    assert "<form" not in answer.text


def test_who_only_reads_is_asked_to_come_back(visitor):
    answer = visitor.get("/werk/weg/")

    assert answer.status_code == 503
    assert "Probeer het over een halve minuut nog eens" in answer.text


def test_another_mistake_has_the_page_of_before(visitor):
    answer = visitor.get("/stuk/")

    assert answer.status_code == 500
    assert "Er ging iets mis in het register zelf" in answer.text
