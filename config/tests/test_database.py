"""What every new connection checks, tried on a real server."""

import pytest
from django.db import ProgrammingError, connection

from config.database import explain, parse, refuse_old
from config.environment import Refusal
from instance.models import InstanceState

EXTENSIONS = ["pg_trgm", "unaccent", "btree_gist"]


@pytest.mark.django_db(transaction=True)
def test_a_database_with_the_other_mark_is_refused():
    InstanceState.objects.update(environment="production")

    with pytest.raises(Refusal, match="gemerkt als ‘production’"):
        connection.copy().ensure_connection()


@pytest.mark.django_db(transaction=True)
def test_a_database_with_our_mark_is_used():
    another = connection.copy()
    another.ensure_connection()
    another.close()

    assert InstanceState.objects.get().environment == "practice"


@pytest.mark.parametrize("server_version", [90_624, 140_011])
def test_an_old_server_is_refused_by_name(server_version):
    with pytest.raises(Refusal, match=f"is PostgreSQL {server_version // 10_000}"):
        refuse_old(server_version)


def test_the_oldest_server_that_will_do_is_accepted():
    assert refuse_old(150_000) is None


@pytest.mark.django_db
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_an_extension_that_may_not_be_made_is_named(extension):
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE visitor_of_a_test")
        cursor.execute(f"DROP EXTENSION {extension} CASCADE")
        cursor.execute("SET LOCAL ROLE visitor_of_a_test")
        with pytest.raises(ProgrammingError) as refused:
            cursor.execute(f"CREATE EXTENSION {extension}")

    assert f"CREATE EXTENSION {extension};" in explain(refused.value)


def test_an_address_is_read_whole():
    place = parse("postgresql://ik:ge%20heim@server:5433/naam?sslmode=require")

    assert place == {
        "NAME": "naam",
        "USER": "ik",
        "PASSWORD": "ge heim",
        "HOST": "server",
        "PORT": "5433",
        "OPTIONS": {"connect_timeout": 10, "sslmode": "require"},
    }


@pytest.mark.django_db
def test_sorting_goes_by_byte_and_letters_have_accents():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'Z' < 'a', 'a' < 'É', show_trgm('é') <> '{}', upper('é')"
        )
        assert cursor.fetchone() == (True, True, True, "É")
