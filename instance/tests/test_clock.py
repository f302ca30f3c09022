from datetime import date, datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from instance import clock
from instance.context_processors import instance as instance_context
from instance.models import InstanceState

NEXT_YEAR = datetime(2031, 3, 1, 12, 0, tzinfo=timezone.get_default_timezone())


@pytest.mark.django_db
def test_the_clock_gives_wall_time_until_it_is_moved():
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=1)


@pytest.mark.django_db
def test_a_moved_clock_runs_on_for_everybody():
    clock.move_to(NEXT_YEAR)
    clock.forget()

    first, second = clock.now(), clock.now()

    assert clock.today() == NEXT_YEAR.date()
    assert NEXT_YEAR < first < second


@pytest.mark.django_db
def test_a_moved_clock_goes_back_to_wall_time():
    clock.move_to(NEXT_YEAR)
    clock.move_to(None)

    assert InstanceState.objects.get().clock_offset is None
    assert clock.today() == timezone.localdate()


@pytest.mark.django_db
def test_on_another_day_the_hour_stays_that_of_outside():
    assert not clock.is_moved()

    clock.move_to_day(date(2021, 10, 15))

    assert (clock.is_moved(), clock.today()) == (True, date(2021, 10, 15))
    assert timezone.localtime(clock.now()).hour == timezone.localtime().hour


def test_at_holds_for_one_caller_and_ends():
    clock.remember(timedelta())

    with clock.at(NEXT_YEAR):
        inside = clock.today()

    assert (inside, clock.today()) == (NEXT_YEAR.date(), timezone.localdate())


def test_the_clock_of_production_cannot_be_moved(settings):
    settings.PRODUCTION = True

    with pytest.raises(RuntimeError, match="niet te verzetten"):
        clock.move_to(NEXT_YEAR)
    with pytest.raises(RuntimeError, match="niet te verzetten"), clock.at(NEXT_YEAR):
        pass


@pytest.mark.django_db
def test_a_page_that_shows_today_costs_one_query_at_most(django_assert_num_queries):
    clock.forget()

    with django_assert_num_queries(1):
        clock.today()
        clock.today()


def test_templates_know_the_instance_without_a_query():
    # RequestFactory gives no session and no user: touching one would fail.
    context = instance_context(RequestFactory().get("/"))

    assert context["is_practice"]
    assert context["INSTANCE"].is_sample
