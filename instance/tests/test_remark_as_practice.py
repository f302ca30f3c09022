import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from instance.models import ErrorReport, InstanceState, Remarking


@pytest.fixture
def production_copy(db):
    InstanceState.objects.update(environment="production")
    person = get_user_model().objects.create_superuser("jan@ministerie.example", "x")
    person.name = "Jan Jansen"
    person.save()
    yield person
    connection.checks_mark = True


def test_a_copy_becomes_practice_and_its_people_anonymous(production_copy):
    call_command("remark_as_practice", yes=True)
    person = get_user_model().objects.get()

    assert InstanceState.objects.get().environment == "practice"
    assert person.email == f"persoon-{person.pk}@voorbeeld.example"
    assert person.name == f"Persoon {person.pk}"
    assert not person.has_usable_password()
    assert Remarking.objects.get().people == 1


def test_a_copy_keeps_no_report_of_a_visitor(production_copy):
    ErrorReport.objects.create(text="Ik ben Jan Jansen.", name="Jan Jansen")

    call_command("remark_as_practice", yes=True)

    assert not ErrorReport.objects.exists()


def test_nothing_changes_without_a_yes(production_copy, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "nee")

    with pytest.raises(CommandError, match="niets veranderd"):
        call_command("remark_as_practice")

    assert InstanceState.objects.get().environment == "production"
    assert get_user_model().objects.get().name == "Jan Jansen"


@pytest.mark.django_db
def test_a_practice_database_is_not_remarked_again():
    with pytest.raises(CommandError, match="al gemerkt om te oefenen"):
        call_command("remark_as_practice", yes=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instance_remarking SET people = 0",
        "DELETE FROM instance_remarking",
        "TRUNCATE instance_remarking",
    ],
)
def test_the_trail_of_remarking_refuses_change(statement):
    Remarking.objects.create(people=1)

    with (
        pytest.raises(ProgrammingError, match="Dit logboek blijft zoals het is"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Remarking.objects.get().people == 1
