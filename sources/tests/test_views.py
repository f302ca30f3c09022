from datetime import date

import pytest

from missions.models import MissionDocument
from missions.tests.builders import make_mission, make_target
from organisations.tests.builders import make_organisation
from policy.models import ExampleLink, PolicyLink
from policy.tests.builders import make_example, make_instrument
from sources.models import Document, OfficialNumber
from sources.tests.builders import make_document
from themes.models import ThemeDocument
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db


def make_paper(*numbers, **fields):
    document = make_document(kind=Document.Kind.PAPER, **fields)
    for dossier, number in numbers:
        OfficialNumber.objects.create(document=document, dossier=dossier, number=number)
    return document


def search(client, written):
    return client.get("/bronnen/", {"nummer": written})


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["", "?soort=kamerstuk&dossier=32637&sorteer=naam"])
def test_document_list_queries_do_not_grow(
    count, query, client, django_assert_num_queries
):
    for number in range(count):
        make_paper(("32637", str(number)))

    with django_assert_num_queries(4):
        page = client.get(f"/bronnen/{query}")
    assert len(page.context["listing"].page) == count


@pytest.mark.parametrize("count", [2, 3])
def test_search_queries_do_not_grow(count, client, django_assert_num_queries):
    for number in range(count):
        make_paper(("32637", str(number)))

    with django_assert_num_queries(4):
        search(client, "32637")


@pytest.mark.parametrize("count", [1, 3])
def test_document_page_queries_do_not_grow(count, client, django_assert_num_queries):
    document = make_paper(("32637", "343"))
    for _ in range(count):
        MissionDocument.objects.create(
            mission=make_mission(), document=document, reason="Proef."
        )
        ThemeDocument.objects.create(
            theme=make_theme(), document=document, reason="Proef."
        )
        ExampleLink.objects.create(
            example=make_example(), document=document, reason="Proef."
        )
        for end in (
            {"instrument": make_instrument()},
            {"organisation": make_organisation()},
        ):
            PolicyLink.objects.create(document=document, reason="Proef.", **end)
        rest_on(document, make_organisation())

    with django_assert_num_queries(11):
        client.get(document.get_absolute_url())


def rest_on(document, record):
    ground = record._meta.get_field("grounds").related_model
    place = {"place": "blz. 1", "read_on": date(2026, 11, 1)}
    ground.objects.create(record=record, document=document, **place)


def test_what_rests_on_a_document_stands_on_its_page_once(client):
    document = make_document()
    organisation, target = make_organisation(name="Arcadis"), make_target()
    hidden = make_organisation(published=False)
    gone = make_organisation(
        withdrawn_on=date(2023, 5, 30), withdrawn_because="Dubbel."
    )
    for record in (organisation, target, hidden, gone, document):
        rest_on(document, record)
    ground = organisation.grounds.get(document=document)
    ground.pk, ground.supports = None, "name"
    ground.save()

    page = client.get(document.get_absolute_url())

    assert page.context["resting"] == [target, organisation]
    assert f'href="{target.get_absolute_url()}"' in page.content.decode()
    assert hidden.slug not in page.content.decode()


@pytest.mark.parametrize("written", ["32637-343", "32 637, nr. 343", "kst-32637-343"])
def test_a_number_leads_to_its_paper(written, client):
    paper = make_paper(("32637", "343"), ("33009", "7"))
    make_paper(("32637", "339"))

    answer = search(client, written)

    assert (answer.status_code, answer.url) == (302, paper.get_absolute_url())


@pytest.mark.parametrize(
    "written", ["33009-63", "32637-63", "33 009 en 32 637, nr. 63"]
)
def test_a_paper_of_two_dossiers_is_found_under_both(written, client):
    paper = make_paper(("33009", "63"), ("32637", "63"))

    assert search(client, written).url == paper.get_absolute_url()


def test_a_dossier_lists_its_papers(client):
    papers = [make_paper(("32637", "343")), make_paper(("32637", "339"))]
    make_paper(("33009", "343"))

    page = search(client, "32 637")

    assert list(page.context["hits"]) == list(page.context["listing"].page) == papers


def test_a_dossier_with_one_paper_leads_to_it(client):
    paper = make_paper(("34952", "30"))

    assert search(client, "34952").url == paper.get_absolute_url()


def test_a_number_that_no_paper_has_is_said_kindly(client):
    make_paper(("32637", "343"))
    make_paper(("11111", "1"), published=False)
    gone = {"withdrawn_on": date(2023, 5, 30), "withdrawn_because": "Dubbel."}
    make_paper(("22222", "1"), **gone)

    for written in ("99999-1", "11111-1", "22222-1"):
        page = search(client, written)
        assert page.status_code == 200
        assert "Geen stuk met nummer" in page.content.decode()


@pytest.mark.parametrize("written", ["Klimaatakkoord", "343", "\u202e", "x" * 101])
def test_what_is_no_number_is_explained(written, client):
    page = search(client, written)

    assert page.status_code == 200
    assert "Typ bijvoorbeeld 32637-343" in page.content.decode()


@pytest.mark.parametrize(
    "query", ["nummer=%00", "nummer=%FF", "nummer=" + "1" * 10_000, "nummer=%"]
)
def test_a_query_that_nobody_can_read_gets_a_sentence(query, client):
    page = client.get(f"/bronnen/?{query}")

    assert page.status_code in (400, 414)
    assert "adres" in page.content.decode().lower()


def test_an_empty_search_is_the_list(client):
    document = make_document()

    page = search(client, "")

    assert document.title in page.content.decode()
    assert "Typ bijvoorbeeld" not in page.content.decode()


def test_what_was_typed_is_shown_as_text(client):
    page = search(client, '"><script>alert(1)</script>')

    assert "<script>" not in page.content.decode()


def test_a_draft_shows_nowhere(client):
    draft = make_document(published=False)

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert draft.title not in client.get("/bronnen/").content.decode()


def test_links_to_drafts_do_not_show(client):
    document = make_document()
    mission = make_mission(published=False)
    MissionDocument.objects.create(mission=mission, document=document, reason="Proef.")

    page = client.get(document.get_absolute_url()).content.decode()

    assert mission.short_label not in page


def test_a_withdrawn_document_says_so(client):
    gone = make_document(
        withdrawn_on=date(2023, 5, 30), withdrawn_because="Stond er dubbel."
    )

    page = client.get(gone.get_absolute_url())

    assert page.status_code == 410
    assert "Stond er dubbel." in page.content.decode()


def test_an_unknown_document_is_not_found(client):
    assert client.get("/bronnen/bestaat-niet/").status_code == 404


def test_the_letter_leads_to_its_text(client, register):
    page = client.get(register.document.get_absolute_url()).content.decode()

    assert 'href="/brief/"' in page
    assert "staat in dit register" in page


@pytest.mark.parametrize("identifier", ["kst-32637-63", "kst-33009-63", "33009-63"])
def test_a_paper_has_an_address_by_its_number(identifier, client):
    paper = make_paper(("33009", "63"), ("32637", "63"))

    answer = client.get(f"/id/kamerstuk/{identifier}")

    assert (answer.status_code, answer.url) == (303, paper.get_absolute_url())


@pytest.mark.parametrize("identifier", ["kst-32637", "kst-32637-9", "onzin"])
def test_another_address_of_a_paper_is_not_found(identifier, client):
    make_paper(("32637", "63"))

    assert client.get(f"/id/kamerstuk/{identifier}").status_code == 404
