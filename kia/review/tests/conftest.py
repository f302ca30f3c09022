import pytest

from kia.tests import builders


@pytest.fixture
def cast(db):
    """Everybody around one agenda."""
    return builders.make_cast()


@pytest.fixture
def version(cast):
    """The first version of that agenda, in preparation."""
    return builders.make_version(cast)
