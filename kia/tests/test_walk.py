"""The permission walk of kia/tests/walk.py: a fast part, and the whole as slow tests."""

from itertools import product

import pytest
from django.utils.html import strip_tags

from kia.steps import AgendaState, EntryState, YearState
from kia.tests import walk

ALL = walk.OF_AGENDA + walk.OF_YEAR + walk.OF_ENTRIES + walk.OF_PEOPLE


def differences(world, addresses, state):
    """Where an answer is another one than section 4 of kia-practice says."""
    return [
        f"{method} {address.url(world)} as {role}: {told}, not {should}"
        for address in addresses
        for method in address.methods
        for role in walk.ROLES
        if (told := walk.actual(world, address, role, method))
        != (should := address.expected(role, method, state))
    ]


def test_every_address_has_its_row():
    walked = {address.name for address in ALL}

    rooms = ("werk/", "agendas/", "bijdragen/", "verzoeken/", "contract/")
    assert walk.addresses_below(*rooms) == walked


@pytest.mark.django_db
def test_walk_in_one_state():
    world = walk.make_world()

    assert differences(world, walk.OF_AGENDA, AgendaState.PREPARATION) == []
    assert differences(world, walk.OF_YEAR, YearState.COLLECTING) == []
    assert differences(world, walk.OF_ENTRIES, EntryState.DRAFT) == []
    assert differences(world, walk.OF_PEOPLE, None) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("state", AgendaState)
def test_walk_of_agendas(state):
    assert differences(walk.make_world(state), walk.OF_AGENDA, state) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("state", EntryState)
def test_walk_of_entries(state):
    world = walk.make_entry_world(state)

    assert differences(world, walk.OF_ENTRIES, state) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("state", YearState)
def test_walk_of_the_contract(state):
    world = walk.make_world(year_state=state)

    assert differences(world, walk.OF_YEAR, state) == []


def shown(world, role, method, url):
    answer = walk.answer_to(world, role, method, url)
    return answer.status_code, strip_tags(answer.text)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [YearState.COLLECTING, YearState.ADOPTED])
def test_a_guessed_number_tells_an_outsider_nothing(state):
    """What is there and not for them reads as what is not there at all."""
    world = walk.make_world(year_state=state)
    compared, told = 0, []
    for address in walk.BY_NUMBER:
        outsiders = walk.SIGNED_IN - set(address.later.get(state, address.sees))
        for role, method in product(sorted(outsiders), address.methods):
            there = shown(world, role, method, address.url(world))
            gone = shown(world, role, method, address.url(world, pk=walk.NO_SUCH))
            compared += 1
            if there != gone:
                told.append(f"{method} {address.name} as {role}")

    assert told == []
    assert compared > 40


def status_of(answer):
    """Being asked to sign in is no answer to what was sent."""
    is_login = answer.status_code == 302 and "/account/inloggen/" in answer["Location"]
    return 403 if is_login else answer.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("role", [walk.VISITOR, "member", "admin"])
def test_no_address_takes_another_method(role):
    world = walk.make_world()
    answers = {
        (method, address.name): status_of(
            walk.answer_to(world, role, method, address.url(world))
        )
        for address in ALL
        for method in ("put", "patch", "delete", "options")
    }

    assert {key: n for key, n in answers.items() if n not in (403, 404, 405)} == {}
