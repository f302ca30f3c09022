import pytest
from django.core.management import CommandError, call_command

from instance.models import InstanceState, Remarking


@pytest.mark.django_db(transaction=True)
def test_flush_empties_tables_that_refuse_it_and_marks_again():
    Remarking.objects.create(people=1)

    call_command("flush", interactive=False, verbosity=0)

    assert not Remarking.objects.exists()
    assert InstanceState.objects.get().environment == "practice"


def test_production_is_never_emptied(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="niet geleegd"):
        call_command("flush", interactive=False)
