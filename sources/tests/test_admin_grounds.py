"""The grounds of a record: a list, and a form in which one pastes a passage."""

from datetime import date

import pytest

from sources.models import DocumentGround, Passage
from sources.tests.admin_forms import (
    act,
    admin_url,
    change_url,
    errors,
    opened,
    told,
    typed,
)
from sources.tests.builders import make_document, make_text

pytestmark = pytest.mark.django_db

BODY = (
    "Minder CO2-uitstoot in 2030. Wij gaan aan de slag.\n"
    "En in 2050 gaan wij weer aan de slag met «schone» energie."
)
NEEDS_GROUND = (
    "Een gepubliceerd gegeven heeft een grond nodig: voor het gegeven zelf of voor de "
    "naam."
)


@pytest.fixture
def text():
    return make_text(BODY)


@pytest.fixture
def record():
    return make_document()


@pytest.fixture
def post(admin_client, record):
    """Fill in the form of a new ground."""

    def post(**data):
        data = {"record": record.pk, "supports": "context", "kind": "passage"} | data
        return admin_client.post(admin_url(DocumentGround, "add"), data)

    return post


def made(record):
    return record.grounds.filter(supports="context").first()


def test_a_pasted_piece_becomes_a_passage(post, text, record):
    answer = post(text=text.pk, pasted='met\n"schone"  energie')

    passage = made(record).passage
    assert answer.status_code == 302
    assert passage.quotation == "met «schone» energie"
    assert BODY[passage.start : passage.end] == passage.quotation


def test_of_several_places_the_editor_chooses(post, text, record):
    asked = post(text=text.pk, pasted="aan de slag", supports="context")
    places = asked.context["adminform"].form.fields["place_in_text"].widget.choices
    chosen = post(text=text.pk, pasted="aan de slag", place_in_text=places[1][0])

    page = asked.content.decode()
    assert errors(asked) == [
        "Deze woorden staan 2 keer in de tekst. Kies hieronder de plaats."
    ]
    assert typed(asked, "pasted") == "aan de slag"
    assert page.count('<input type="radio" name="place_in_text"') == 2
    assert "blz. 1: … En in 2050 gaan wij weer <mark>aan de slag</mark> met" in page
    assert chosen.status_code == 302
    assert made(record).passage.start == BODY.rindex("aan de slag")


@pytest.mark.parametrize("place", ["0-6", "onzin", "a\0b", "9" * 30, "<b>"])
def test_a_place_of_other_words_is_asked_again(place, post, text, record):
    asked = post(text=text.pk, pasted="aan de slag", place_in_text=place)

    assert errors(asked)
    assert made(record) is None


def test_words_that_stand_everywhere_ask_for_more(post, record):
    text = make_text("en dan " * 20)

    asked = post(text=text.pk, pasted="dan")

    assert errors(asked) == [
        "Deze woorden staan 20 keer in de tekst. Plak een langer stuk."
    ]


def test_what_is_not_there_is_refused_with_the_nearest_words(post, text, record):
    asked = post(text=text.pk, pasted="minder CO2-uitstot in 2030.")
    lost = post(text=text.pk, pasted="xyzzy")

    assert errors(asked) == [
        "Deze woorden staan niet in de tekst. Het meest lijkt dit (blz. 1): "
        "«Minder CO2-uitstoot in 2030.»"
    ]
    assert typed(asked, "pasted") == "minder CO2-uitstot in 2030."
    assert errors(lost) == ["Deze woorden staan niet in de tekst."]
    assert not Passage.objects.exists()


def test_a_piece_over_two_paragraphs_is_refused(post, text):
    (sentence,) = errors(post(text=text.pk, pasted="slag. En in 2050"))

    assert sentence.startswith("Dit stuk loopt door over een nieuwe alinea.")
    assert not Passage.objects.exists()


def test_a_text_without_pages_says_so(post, text, record):
    text.marks.all().delete()

    (sentence,) = errors(post(text=text.pk, pasted="in 2030"))

    assert sentence.startswith("Van deze tekst is niet bekend")
    assert made(record) is None


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        ({"kind": ""}, ["Kies eerst wat voor grond het is."]),
        ({"kind": "anders"}, ["Kies eerst wat voor grond het is."]),
        ({}, ["Plak hier een stuk uit de tekst."]),
        ({"pasted": "in 2030"}, ["Kies de tekst waaruit u plakt."]),
        (
            {"kind": "document"},
            [
                "Kies de bron.",
                "Vul in waar het in de bron staat, bijvoorbeeld: blz. 3.",
                "Vul in op welke dag u de bron las.",
            ],
        ),
        ({"kind": "editorial"}, ["Geef de reden van deze keuze."]),
        (
            {"kind": "editorial", "reason": "Gekozen.", "pasted": "in 2030"},
            [
                "U koos: een keuze van de redactie, met een reden. Maak dit veld leeg, "
                "of kies een andere soort."
            ],
        ),
    ],
)
def test_a_ground_is_of_one_kind_and_whole(data, sentences, post, text, record):
    assert errors(post(**data)) == sentences
    assert made(record) is None


def test_an_external_source_with_place_and_day(post, record):
    source = make_document()

    answer = post(
        kind="document", document=source.pk, place="blz. 3", read_on="1-5-2026"
    )

    ground = made(record)
    assert answer.status_code == 302
    assert (ground.document, ground.place, ground.read_on, ground.confirmed_on) == (
        source,
        "blz. 3",
        date(2026, 5, 1),
        None,
    )


def test_the_same_passage_twice_is_refused(post, text):
    post(text=text.pk, pasted="in 2030")

    answer = post(text=text.pk, pasted="in 2030")

    assert errors(answer) == ["Deze passage staat er al voor dit onderdeel."]
    assert typed(answer, "pasted") == "in 2030"


def test_a_ground_that_is_opened_and_saved_stays_the_same(admin_client, text, record):
    start = BODY.rindex("aan de slag")
    passage = Passage.objects.at(text, start, start + 11)
    ground = DocumentGround.objects.create(record=record, passage=passage)

    answer = admin_client.post(
        change_url(ground), opened(admin_client, change_url(ground))
    )

    ground.refresh_from_db()
    assert (answer.status_code, ground.passage) == (302, passage)


def test_a_ground_becomes_another_kind(admin_client, text, record):
    passage = Passage.objects.at(text, 0, 6)
    ground = DocumentGround.objects.create(record=record, passage=passage)
    data = opened(admin_client, change_url(ground))
    data |= {"kind": "editorial", "pasted": "", "reason": "Toch niet."}

    answer = admin_client.post(change_url(ground), data)

    ground.refresh_from_db()
    assert answer.status_code == 302
    assert (ground.passage, ground.reason) == (None, "Toch niet.")


def test_a_ground_that_somebody_else_changed_is_not_overwritten(admin_client, record):
    ground = record.grounds.get()
    data = opened(admin_client, change_url(ground)) | {"reason": "Van mij"}
    record.grounds.update(reason="Van een ander")

    answer = admin_client.post(change_url(ground), data)

    assert "reden van «Voor de proef.» in «Van een ander»" in errors(answer)[0]
    assert "<td>Van een ander</td><td>Van mij</td>" in answer.content.decode()
    assert record.grounds.get().reason == "Van een ander"


def test_the_last_ground_of_a_published_record_stays(admin_client, record):
    ground = record.grounds.get()

    alone = admin_client.post(
        admin_url(DocumentGround, "delete", ground.pk), {"post": "yes"}, follow=True
    )
    selected = act(admin_client, "delete_selected", ground, post="yes")

    assert told(alone) == told(selected) == [("error", NEEDS_GROUND)]
    assert list(record.grounds.all()) == [ground]


def test_the_list_of_a_record_names_it_and_a_new_ground_is_for_it(admin_client, record):
    other = make_document(title="Iets anders")
    query = f"record__id__exact={record.pk}"
    url = f"{admin_url(DocumentGround, 'changelist')}?{query}"

    page = admin_client.get(url)
    add = admin_url(DocumentGround, "add")
    form = admin_client.get(add, {"_changelist_filters": query})

    links = page.content.decode()
    assert f'Bron: <a href="{change_url(record)}">{record}</a>' in links
    assert f'href="{add}?_changelist_filters=record__id__exact%3D{record.pk}"' in links
    assert list(page.context["cl"].queryset) == list(record.grounds.all())
    assert other.title not in links
    assert form.context["adminform"].form["record"].value() == str(record.pk)


def test_a_ground_shows_its_words_page_and_place_on_the_site(
    admin_client, text, record
):
    passage = Passage.objects.at(text, 0, 6)
    DocumentGround.objects.create(record=record, passage=passage)

    page = admin_client.get(admin_url(DocumentGround, "changelist")).content.decode()

    assert '<td class="field-words">Minder</td><td class="field-page">1</td>' in page
    assert f'<a href="{passage.get_absolute_url()}">Bekijk op de site</a>' in page


@pytest.mark.parametrize("count", [1, 3])
def test_ground_list_queries_do_not_grow(
    count, text, admin_client, django_assert_num_queries
):
    for end in range(count):
        passage = Passage.objects.at(text, 0, end + 2)
        DocumentGround.objects.create(record=make_document(), passage=passage)

    with django_assert_num_queries(4):
        admin_client.get(admin_url(DocumentGround, "changelist"))


@pytest.mark.parametrize("record_id", ["onzin", "9" * 30, "-1", ""])
def test_a_list_of_no_record_answers(record_id, admin_client):
    url = admin_url(DocumentGround, "changelist")

    answer = admin_client.get(url, {"record__id__exact": record_id}, follow=True)

    assert answer.status_code == 200
