"""What every test may ask for."""

import pytest

from instance import clock
from portal import fixtures
from sources.models import DocumentText


@pytest.fixture(autouse=True)
def nothing_remembered():
    """What a process remembers of the database is not true of the next test."""
    clock.forget()


@pytest.fixture
def register(db):
    """The whole letter with its missions; gives the text of the letter."""
    fixtures.load_all()
    return DocumentText.objects.get()
