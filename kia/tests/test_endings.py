import pytest
from django.utils.html import escape

from instance.models import InstanceState
from kia.endings import discard_entry, end_entry, keep_entry
from kia.models import EntryVersion
from kia.steps import AgendaState, EntryState
from kia.tests import builders
from kia.workflow import StepRefused, perform, revise_entry


def data_version():
    return InstanceState.objects.get().data_version


@pytest.fixture
def adopted(cast, version):
    entry = builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.make_entry(cast, version, EntryState.ACCEPTED)
    builders.move_version(cast, version, AgendaState.ADOPTED)
    return EntryVersion.objects.get(pk=entry.pk)


def refusal(act, *args, **given):
    with pytest.raises(StepRefused) as refused:
        act(*args, **given)
    return str(refused.value)


def test_an_entry_ends_with_the_next_version_of_its_agenda(cast, adopted):
    second = builders.make_version(cast)

    end_entry(adopted.entry, second, by=cast.coordinator, reason="Het is klaar.")

    assert adopted in EntryVersion.objects.in_force()
    builders.move_version(cast, second, AgendaState.ADOPTED)
    assert adopted not in EntryVersion.objects.in_force()
    assert EntryVersion.objects.public().filter(pk=adopted.pk).exists()
    assert adopted.steps.last().note == "Het is klaar."


def test_the_coordinator_can_keep_it_after_all(cast, adopted):
    second = builders.make_version(cast)
    end_entry(adopted.entry, second, by=cast.coordinator, reason="Het is klaar.")
    keep_entry(adopted.entry, second, by=cast.coordinator)

    builders.move_version(cast, second, AgendaState.ADOPTED)

    assert adopted in EntryVersion.objects.in_force()
    assert [s.action for s in adopted.steps.all()][-2:] == ["end", "keep"]


def test_a_public_consultation_is_read_anew_when_an_entry_ends(cast, adopted, client):
    open_to_all = {"is_consultation_public": True}
    second = builders.make_version(cast, AgendaState.CONSULTATION, **open_to_all)
    title = escape(adopted.title)

    def page():
        return client.get(second.get_absolute_url()).content.decode()

    assert title in page()
    version = data_version()
    end_entry(adopted.entry, second, by=cast.coordinator, reason="Het is klaar.")
    assert data_version() == version + 1
    assert title not in page()
    keep_entry(adopted.entry, second, by=cast.coordinator)
    assert data_version() == version + 2
    assert title in page()


def test_an_entry_ends_once(cast, adopted):
    second = builders.make_version(cast)
    given = {"by": cast.coordinator, "reason": "Het is klaar."}
    end_entry(adopted.entry, second, **given)
    trail = adopted.steps.count()

    assert refusal(
        end_entry, adopted.entry, second, **given | {"reason": "Nog eens"}
    ) == ("Deze bijdrage eindigt al met versie 2.0. Er is niets gewijzigd.")
    adopted.entry.refresh_from_db()
    assert adopted.entry.ended_because == "Het is klaar."
    keep_entry(adopted.entry, second, by=cast.coordinator)
    assert refusal(keep_entry, adopted.entry, second, by=cast.coordinator) == (
        "Deze bijdrage eindigt niet. Er is niets gewijzigd."
    )
    assert adopted.steps.count() == trail + 1


def test_a_version_in_preparation_is_no_reason_to_read_anew(cast, adopted):
    second = builders.make_version(cast)
    version = data_version()

    end_entry(adopted.entry, second, by=cast.coordinator, reason="Het is klaar.")

    assert data_version() == version


def test_no_entry_ends_while_the_agenda_lies_there_to_be_adopted(cast, adopted):
    second = builders.make_version(cast, AgendaState.FOR_ADOPTION)
    given = {"by": cast.coordinator, "reason": "Het is klaar."}

    assert refusal(end_entry, adopted.entry, second, **given) == (
        "U mag deze stap niet zetten."
    )


def test_ending_asks_a_coordinator_a_reason_and_something_in_force(cast, adopted):
    second = builders.make_version(cast)
    draft = builders.make_entry(cast, second)
    given = {"by": cast.coordinator, "reason": "Het is klaar."}

    assert refusal(end_entry, adopted.entry, second, **given | {"reason": " "}) == (
        "Geef een reden."
    )
    assert refusal(end_entry, adopted.entry, second, **given | {"by": cast.editor}) == (
        "U mag deze stap niet zetten."
    )
    assert refusal(end_entry, draft.entry, second, **given) == (
        "Deze bijdrage geldt nu niet."
    )


def test_what_ends_is_not_revised_and_what_is_revised_does_not_end(cast, adopted):
    second = builders.make_version(cast)
    end_entry(adopted.entry, second, by=cast.coordinator, reason="Het is klaar.")
    entry = EntryVersion.objects.get(pk=adopted.pk).entry

    assert "eindigt" in refusal(revise_entry, entry, second, cast.coordinator)

    keep_entry(entry, second, by=cast.coordinator)
    entry.refresh_from_db()
    revise_entry(entry, second, cast.coordinator)
    given = {"by": cast.coordinator, "reason": "Klaar."}
    assert "herzien" in refusal(end_entry, entry, second, **given)


def test_a_draft_that_was_thrown_away_takes_no_step(cast, version):
    entry = builders.make_entry(cast, version)

    discard_entry(entry, by=cast.member)

    assert refusal(perform, "submit", entry, by=cast.editor) == (
        "Deze bijdrage is weggegooid."
    )
    assert [s.action for s in entry.steps.all()] == ["start", "discard"]


def test_what_was_submitted_is_not_thrown_away(cast, version):
    entry = builders.make_entry(cast, version, EntryState.SUBMITTED)

    assert refusal(discard_entry, entry, by=cast.editor) == (
        "U mag deze stap niet zetten."
    )
