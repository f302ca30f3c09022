"""The permission walk of kia/tests/walk.py: a fast part, and the whole as slow tests."""

import pytest

from kia.steps import AgendaState, YearState
from kia.tests import walk

ALL = walk.OF_AGENDA + walk.OF_YEAR + walk.OF_PEOPLE


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
    walked = {address.name for address in ALL} | walk.ELSEWHERE

    rooms = ("werk/", "agendas/", "bijdragen/", "contract/")
    assert walk.addresses_below(*rooms) == walked


@pytest.mark.django_db
def test_walk_in_one_state():
    world = walk.make_world()

    assert differences(world, walk.OF_AGENDA, AgendaState.PREPARATION) == []
    assert differences(world, walk.OF_YEAR, YearState.COLLECTING) == []
    assert differences(world, walk.OF_PEOPLE, None) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("state", AgendaState)
def test_walk_of_agendas(state):
    assert differences(walk.make_world(state), walk.OF_AGENDA, state) == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("state", YearState)
def test_walk_of_the_contract(state):
    world = walk.make_world(year_state=state)

    assert differences(world, walk.OF_YEAR, state) == []


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_no_address_takes_another_method(method):
    world = walk.make_world()
    send = getattr(world.clients["admin"], method)
    answers = {address.name: send(address.url(world)).status_code for address in ALL}

    assert {name: n for name, n in answers.items() if n not in (403, 404, 405)} == {}
