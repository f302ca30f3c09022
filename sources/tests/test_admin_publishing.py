"""Publish, let lapse, and why a record does not go away."""

from datetime import date

import pytest

from sources.models import ClaimedSlug, Document
from sources.tests.admin_forms import act, admin_url, change_url, told
from sources.tests.builders import make_document

pytestmark = pytest.mark.django_db

STAYS = (
    "Een gepubliceerd gegeven kunt u niet verwijderen. Laat het vervallen: dan blijft "
    "het te vinden, met de reden erbij."
)
WAS_PUBLISHED = (
    "Wat eens op de site stond, kunt u niet verwijderen: anderen kunnen ernaar "
    "linken, en de geschiedenis noemt het."
)


def draft(*, with_ground=True, **fields):
    record = make_document(published=False, **fields)
    if not with_ground:
        record.grounds.all().delete()
    return record


def published():
    return list(Document.objects.public().values_list("title", flat=True))


def test_publish_says_what_was_done_and_what_was_not(admin_client):
    records = [
        draft(title="Een"),
        draft(title="Twee"),
        draft(title="Kaal", with_ground=False),
        draft(title="Bloot", with_ground=False),
        make_document(title="Al"),
    ]

    answer = act(admin_client, "publish", *records)

    assert told(answer) == [
        (
            "warning",
            "Gepubliceerd: 2 bronnen. "
            "Niet gepubliceerd: Kaal en Bloot, omdat ze geen grond hebben. "
            "Niet gepubliceerd: Al, omdat het al gepubliceerd is.",
        )
    ]
    assert sorted(published()) == ["Al", "Een", "Twee"]


def test_publish_of_one_record(admin_client):
    assert told(act(admin_client, "publish", draft())) == [
        ("success", "Gepubliceerd: 1 bron.")
    ]
    assert told(act(admin_client, "publish", draft(title="A", with_ground=False))) == [
        ("error", "Niet gepubliceerd: A, omdat het geen grond heeft.")
    ]


def test_a_record_lapses_with_a_date_and_a_reason(admin_client):
    record, unpublished = make_document(), draft(title="Concept")
    reason = {"confirmed": "ja", "withdrawn_because": "Ingetrokken."}

    asked = act(admin_client, "withdraw", record, unpublished)
    empty = act(admin_client, "withdraw", record, confirmed="ja", withdrawn_on="")
    answer = act(
        admin_client, "withdraw", record, unpublished, withdrawn_on="1-6-2020", **reason
    )

    record.refresh_from_db()
    assert "Dit blijft te vinden op de site" in asked.content.decode()
    assert set(empty.context["form"].errors) == {"withdrawn_on", "withdrawn_because"}
    assert (record.withdrawn_on, record.withdrawn_because) == (
        date(2020, 6, 1),
        "Ingetrokken.",
    )
    assert told(answer) == [
        (
            "warning",
            "Vervallen: 1 bron. Niet vervallen: Concept, omdat het niet gepubliceerd "
            "is.",
        )
    ]


@pytest.mark.parametrize(
    "reason", ["x" * 301, "a\0b", "<script>alert(1)</script>" * 20]
)
def test_a_reason_that_does_not_fit_comes_back(reason, admin_client):
    record = make_document()

    answer = act(
        admin_client,
        "withdraw",
        record,
        confirmed="ja",
        withdrawn_on="1-6-2020",
        withdrawn_because=reason,
    )

    record.refresh_from_db()
    assert set(answer.context["form"].errors) == {"withdrawn_because"}
    assert answer.context["form"]["withdrawn_because"].value() == reason
    assert "<script>alert" not in answer.content.decode()
    assert record.withdrawn_on is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_published_record_is_not_deleted(method, admin_client):
    record = make_document()
    url = admin_url(Document, "delete", record.pk)

    answer = getattr(admin_client, method)(url, {"post": "yes"}, follow=True)

    assert answer.redirect_chain == [(change_url(record), 302)]
    assert told(answer) == [("error", STAYS)]
    assert "deletelink" not in answer.content.decode()
    assert list(Document.objects.all()) == [record]


def test_of_a_selection_with_a_published_record_nothing_is_deleted(admin_client):
    records = [make_document(title="Op de site"), draft()]

    answer = act(admin_client, "delete_selected", *records, post="yes")

    assert told(answer) == [
        ("error", f"Niets verwijderd. {STAYS} Dit geldt voor: Op de site.")
    ]
    assert Document.objects.count() == 2


def test_unpublish_says_what_was_done_and_what_was_not(admin_client):
    lapsed = {"withdrawn_on": "2020-1-1", "withdrawn_because": "Ingetrokken."}
    records = [
        make_document(title="Oud", slug="a", **lapsed),
        draft(title="Concept", slug="b"),
        make_document(title="Fout", slug="c"),
    ]

    answer = act(admin_client, "unpublish", *records)

    assert told(answer) == [
        (
            "warning",
            "Van de site gehaald: 1 bron. "
            "Niet van de site gehaald: Concept, omdat het niet gepubliceerd is. "
            "Niet van de site gehaald: Oud, omdat het vervallen is; wat vervallen is, "
            "blijft te vinden.",
        )
    ]
    assert published() == ["Oud"]


def test_unpublishing_is_no_way_to_delete(admin_client):
    records = [make_document(title="Eens op de site"), draft()]
    url = admin_url(Document, "delete", records[0].pk)
    act(admin_client, "unpublish", records[0])

    page = admin_client.get(change_url(records[0])).content.decode()
    answer = admin_client.post(url, {"post": "yes"}, follow=True)
    selected = act(admin_client, "delete_selected", *records, post="yes")

    assert "deletelink" not in page
    assert told(answer) == [("error", WAS_PUBLISHED)]
    assert told(selected) == [
        (
            "error",
            f"Niets verwijderd. {WAS_PUBLISHED} Dit geldt voor: Eens op de site.",
        )
    ]
    assert Document.objects.count() == 2


def test_a_draft_is_deleted_and_its_slug_stays_taken(admin_client):
    one, selected = draft(slug="een"), draft(slug="twee")

    admin_client.post(admin_url(Document, "delete", one.pk), {"post": "yes"})
    asked = act(admin_client, "delete_selected", selected)
    act(admin_client, "delete_selected", selected, post="yes")

    assert asked.status_code == 200
    assert not Document.objects.exists()
    assert ClaimedSlug.objects.count() == 2
