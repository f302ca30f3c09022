"""What holds for the pages of every main record, tried on the documents."""

from datetime import date

import pytest

from instance.history_words import FieldChange
from sources.models import ClaimedSlug, Document, Passage
from sources.tests.admin_forms import (
    admin_url,
    change_url,
    errors,
    opened,
    sent_back,
    told,
    typed,
)
from sources.tests.builders import make_document, make_text

pytestmark = pytest.mark.django_db


def test_records_without_a_ground_come_first_and_say_so(admin_client):
    make_document(date="2019-01-01")
    bare = make_document(date="2020-01-01", published=False)
    bare.grounds.all().delete()

    page = admin_client.get(admin_url(Document, "changelist"))

    assert page.context["cl"].queryset[0] == bare
    assert page.content.decode().count("mr-geen-grond") == 1
    assert page.content.decode().count("Gronden (1)") == 1


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"grond": "geen"}, ["kaal"]),
        ({"grond": "redactie"}, ["op de site", "vervallen"]),
        ({"grond": "nakijken"}, []),
        ({"publicatie": "ja"}, ["op de site"]),
        ({"publicatie": "nee"}, ["kaal"]),
        ({"publicatie": "vervallen"}, ["vervallen"]),
        ({"q": "SITE"}, ["op de site"]),
    ],
)
def test_the_list_is_filtered(filters, titles, admin_client):
    make_document(title="op de site", slug="a")
    make_document(
        title="vervallen", slug="b", withdrawn_on="2020-1-1", withdrawn_because="x"
    )
    make_document(title="kaal", slug="c", published=False).grounds.all().delete()

    page = admin_client.get(admin_url(Document, "changelist"), filters)

    assert [record.title for record in page.context["cl"].queryset] == titles


@pytest.mark.parametrize("count", [1, 3])
def test_document_list_queries_do_not_grow(
    count, admin_client, django_assert_num_queries
):
    for _ in range(count):
        make_document()

    with django_assert_num_queries(4):
        admin_client.get(admin_url(Document, "changelist"))


@pytest.mark.parametrize("count", [1, 3])
def test_passage_list_queries_do_not_grow(
    count, admin_client, django_assert_num_queries
):
    text = make_text("Wij gaan aan de slag.")
    for end in range(count):
        Passage.objects.at(text, 0, end + 3)

    with django_assert_num_queries(6):
        admin_client.get(admin_url(Passage, "changelist"))


def test_a_passage_is_read_and_searched_only(admin_client):
    passage = Passage.objects.at(make_text("Wij gaan aan de slag."), 0, 8)

    found = admin_client.get(admin_url(Passage, "changelist"), {"q": "GAAN"})
    page = admin_client.get(change_url(passage)).content.decode()

    assert list(found.context["cl"].queryset) == [passage]
    assert f'href="{passage.get_absolute_url()}"' in page
    assert 'name="_save"' not in page
    assert admin_client.post(change_url(passage), {"page": 2}).status_code == 403
    assert admin_client.get(admin_url(Passage, "add")).status_code == 403


def test_a_slug_of_another_kind_is_refused_and_all_typed_stays(admin_client):
    ClaimedSlug.objects.create(slug="bezet", kind="missions.mission")
    url = admin_url(Document, "add")
    data = {"title": "Een nieuwe bron", "slug": "bezet", "publisher": "Wij"}
    sent = opened(admin_client, url) | data

    refused = admin_client.post(url, sent)
    accepted = admin_client.post(url, sent | {"slug": "vrij"})

    assert errors(refused) == ["Deze slug is al van een ander gegeven."]
    assert [typed(refused, name) for name in data] == list(data.values())
    assert told(refused) == []
    assert accepted.status_code == 302
    assert Document.objects.get().slug == "vrij"


def test_slug_and_publication_are_not_typed(admin_client):
    record = make_document(title="Eerst", slug="eerst", published=False)
    data = opened(admin_client, change_url(record))

    answer = admin_client.post(
        change_url(record), data | {"slug": "anders", "published_at": "2020-01-01"}
    )

    record.refresh_from_db()
    assert answer.status_code == 302
    assert (record.slug, record.published_at) == ("eerst", None)


def test_a_newer_version_is_shown_beside_what_was_typed(admin_client):
    record = make_document(title="Eerst", publisher="Eerst")
    url = change_url(record)
    first = opened(admin_client, url)
    admin_client.post(
        url, first | {"title": "Van een ander", "publisher": "Ook van een ander"}
    )

    refused = admin_client.post(url, first | {"title": "Van mij", "date": "26-4-2019"})
    page = refused.content.decode()
    again = admin_client.post(url, sent_back(refused))

    record.refresh_from_db()
    changed, choose = errors(refused)
    assert changed.startswith("Niet bewaard: intussen is dit gegeven gewijzigd. noor@")
    assert "): titel van «Eerst» in «Van een ander»; uitgever van" in changed
    assert choose.startswith("Hieronder staat naast elkaar wat er nu staat en wat")
    assert '<th scope="row">Titel</th><td>Van een ander</td><td>Van mij</td>' in page
    assert page.count('<th scope="row">') == 2  # The other is my date.
    assert again.status_code == 302
    assert (record.title, record.publisher, record.date) == (
        "Van mij",
        "Ook van een ander",
        date(2019, 4, 26),
    )


def test_a_change_of_another_field_is_taken_over_and_told(admin_client):
    record = make_document(title="Eerst", date="2019-04-26")
    url = change_url(record)
    first = opened(admin_client, url)
    admin_client.post(url, first | {"date": "1-5-2019"})

    refused = admin_client.post(url, first | {"title": "Eerst"})

    assert errors(refused)[1].startswith("Die wijziging staat nu ook in dit formulier")
    assert "naast-elkaar" not in refused.content.decode()
    assert typed(refused, "date") == "01-05-2019"


def test_a_third_who_saves_in_between_is_not_overwritten_either(admin_client):
    record = make_document(title="Eerst")
    url = change_url(record)
    first = opened(admin_client, url)
    admin_client.post(url, first | {"title": "Van een ander"})
    refused = admin_client.post(url, first | {"title": "Van mij"})
    admin_client.post(url, opened(admin_client, url) | {"title": "Van een derde"})

    second = admin_client.post(url, sent_back(refused))
    page = second.content.decode()
    accepted = admin_client.post(url, sent_back(second))

    record.refresh_from_db()
    assert "«Van een ander» in «Van een derde»" in errors(second)[0]
    assert "<td>Van een derde</td><td>Van mij</td>" in page
    assert (accepted.status_code, record.title) == (302, "Van mij")


@pytest.mark.parametrize("seen", ["", "0", "onzin", "9" * 50, "-1", "a\0b"])
def test_a_form_of_an_unknown_version_is_refused(seen, admin_client):
    record = make_document(title="Eerst")
    data = opened(admin_client, change_url(record)) | {"title": "Nu", "seen": seen}

    refused = admin_client.post(change_url(record), data)

    record.refresh_from_db()
    assert errors(refused)
    assert (record.title, typed(refused, "title")) == ("Eerst", "Nu")


def test_the_history_says_who_changed_what(admin_client):
    record = make_document(title="Eerst")
    data = opened(admin_client, change_url(record))
    admin_client.post(change_url(record), data | {"title": "<b>Daarna</b>"})
    record.grounds.update(reason="Beter.")

    answer = admin_client.get(admin_url(Document, "history", record.pk))

    # Of one transaction, as here, only the changes of one row have an order.
    of_record, of_ground = (
        [change for change in answer.context["changes"] if change.subject == subject]
        for subject in ("bron", "grond")
    )
    assert [(c.by, c.what) for c in of_record] == [
        ("noor@voorbeeld.nl", "gewijzigd"),
        ("een opdracht buiten de schermen om", "toegevoegd"),
    ]
    assert [change.what for change in of_ground] == ["gewijzigd", "toegevoegd"]
    assert of_record[0].fields == [FieldChange("titel", "Eerst", "<b>Daarna</b>")]
    assert of_ground[0].fields == [FieldChange("reden", "Voor de proef.", "Beter.")]
    assert "<td>&lt;b&gt;Daarna&lt;/b&gt;</td>" in answer.content.decode()


@pytest.mark.parametrize("changes", [1, 3])
def test_history_queries_do_not_grow(changes, admin_client, django_assert_num_queries):
    record = make_document()
    for n in range(changes):
        Document.objects.update(title=f"Titel {n}")

    with django_assert_num_queries(10):
        admin_client.get(admin_url(Document, "history", record.pk))


@pytest.mark.parametrize("page", ["change", "history", "delete"])
@pytest.mark.parametrize("pk", ["999999", "onzin", "9" * 40])
def test_a_record_that_is_not_there_leads_back_with_a_sentence(pk, page, admin_client):
    answer = admin_client.get(admin_url(Document, page, pk), follow=True)

    assert answer.redirect_chain
    assert "bestaat niet" in answer.content.decode()


def test_only_what_visitors_see_has_a_link_to_the_site(admin_client):
    published, unpublished = make_document(), make_document(published=False)

    there = admin_client.get(change_url(published)).content.decode()
    nowhere = admin_client.get(change_url(unpublished)).content.decode()

    address = published.get_absolute_url()
    assert f'href="{address}" class="viewsitelink">Bekijk op de site' in there
    assert "viewsitelink" not in nowhere


@pytest.mark.parametrize(
    "asked",
    ["kst-32637-343", "32 637, nr. 343", "Kamerstuk 32\u00a0637, nr. 343", "32637-343"],
)
def test_a_document_is_found_by_its_number_in_any_spelling(asked, admin_client):
    found, other = make_document(title="Gezocht"), make_document(title="Anders")
    found.numbers.create(dossier="32637", number="343")
    other.numbers.create(dossier="32637", number="339")

    def titles(words):
        page = admin_client.get(admin_url(Document, "changelist"), {"q": words})
        return {record.title for record in page.context["cl"].queryset}

    assert titles(asked) == {"Gezocht"}
    assert titles("32 637") == {"Gezocht", "Anders"}
    assert titles("ezoch") == {"Gezocht"}
