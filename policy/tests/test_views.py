from datetime import date

import pytest

from keytech.tests.builders import make_technology
from missions.tests.builders import make_mission
from organisations.tests.builders import make_organisation
from policy.models import Example, ExampleLink, Instrument, MilestoneLink, PolicyLink
from policy.tests.builders import (
    make_amount,
    make_example,
    make_instrument,
    make_milestone,
    make_rule,
    make_term,
)
from sources.links import between_public
from sources.tests.builders import make_document
from themes.tests.builders import make_theme

pytestmark = pytest.mark.django_db

# path, builder, queries of the list
LISTS = [
    ("/instrumenten/", make_instrument, 3),
    ("/voorbeelden/", make_example, 4),
    ("/regels/", make_rule, 3),
    ("/begrippen/", make_term, 3),
    ("/bedragen/", make_amount, 3),
    ("/termijnen/", make_milestone, 4),
]
PAGES = [make_instrument, make_example, make_rule, make_term]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path, make, queries", LISTS)
def test_list_queries_do_not_grow(
    path, make, queries, count, client, django_assert_num_queries
):
    for _ in range(count):
        make()

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_calendar_queries_do_not_grow(count, client, django_assert_num_queries):
    for _ in range(count):
        make_milestone()

    with django_assert_num_queries(4):
        client.get("/termijnen/termijnen.ics")


@pytest.mark.parametrize("count", [1, 3])
def test_instrument_page_queries_do_not_grow(count, client, django_assert_num_queries):
    record = make_instrument(part_of=make_instrument())
    for _ in range(count):
        make_instrument(part_of=record)
        make_amount(instrument=record)
        ExampleLink.objects.create(
            example=make_example(), instrument=record, reason="Proef."
        )
        for end in ({"document": make_document()}, {"technology": make_technology()}):
            PolicyLink.objects.create(instrument=record, reason="Proef.", **end)

    with django_assert_num_queries(10):
        client.get(record.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_example_page_queries_do_not_grow(count, client, django_assert_num_queries):
    record = make_example()
    for _ in range(count):
        make_amount(example=record)
        for end in (
            {"mission": make_mission()},
            {"instrument": make_instrument()},
            {"document": make_document()},
        ):
            ExampleLink.objects.create(example=record, reason="Proef.", **end)

    with django_assert_num_queries(6):
        client.get(record.get_absolute_url())


@pytest.mark.parametrize("make, queries", [(make_rule, 3), (make_term, 5)])
def test_small_pages_cost_little(make, queries, client, django_assert_num_queries):
    record = make()

    with django_assert_num_queries(queries):
        client.get(record.get_absolute_url())


def test_a_page_of_the_letter_costs_at_most_twelve_queries(
    client, register, django_assert_max_num_queries
):
    records = [*Instrument.objects.all()[:3], *Example.objects.all()[:3]]
    for record in records:
        with django_assert_max_num_queries(12):
            assert client.get(record.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("path, make, queries", LISTS)
def test_a_list_shows_no_draft_and_nothing_withdrawn(path, make, queries, client):
    shown, draft = make(), make(published=False)
    gone = make(withdrawn_on=date(2023, 5, 30), withdrawn_because="Herijkt.")

    page = client.get(path).content.decode()

    assert shown.slug in page
    assert draft.slug not in page and gone.slug not in page


@pytest.mark.parametrize("path, make, queries", LISTS)
def test_an_empty_register_has_a_list_too(path, make, queries, client):
    page = client.get(path)

    assert page.status_code == 200
    assert "nog geen" in page.content.decode().lower()


@pytest.mark.parametrize("make", PAGES)
def test_a_draft_and_an_unknown_slug_have_no_page(make, client):
    draft = make(published=False)

    assert client.get(draft.get_absolute_url()).status_code == 404
    unknown = draft.get_absolute_url().replace(draft.slug, "bestaat-niet")
    assert client.get(unknown).status_code == 404


@pytest.mark.parametrize("make", PAGES)
def test_a_withdrawn_record_says_so(make, client):
    gone = make(withdrawn_on=date(2023, 5, 30), withdrawn_because="Herijkt in 2023.")

    page = client.get(gone.get_absolute_url())

    assert page.status_code == 410
    assert "30 mei 2023" in page.content.decode()
    assert "Herijkt in 2023." in page.content.decode()


def test_pages_hide_drafts_at_the_other_end(client):
    draft = make_instrument(published=False)
    instrument = make_instrument(part_of=draft)
    make_amount(instrument=instrument, published=False, quoted="€ 13 geheim")
    part = make_instrument(part_of=instrument, published=False)
    example, hidden = make_example(), make_example(published=False)
    for ends in (
        {"example": hidden, "instrument": instrument},
        {"example": example, "instrument": draft},
    ):
        ExampleLink.objects.create(reason="Proef.", **ends)
    make_amount(example=hidden, instrument=draft)

    paths = [
        *(instrument.get_absolute_url(), example.get_absolute_url()),
        *("/bedragen/", "/voorbeelden/", "/instrumenten/"),
    ]
    pages = "".join(client.get(path).content.decode() for path in paths)

    for record in (draft, part, hidden):
        assert f"/{record.slug}/" not in pages
    assert "€ 13 geheim" not in pages


@pytest.mark.parametrize("query", ["?x=%00", "?x=%FF", "?" + "x" * 10_000, "?x=%E2%80"])
@pytest.mark.parametrize("path, make, queries", LISTS)
def test_a_query_that_nobody_can_read_gets_a_sentence(
    path, make, queries, query, client
):
    page = client.get(path + query)

    assert page.status_code in (400, 414)
    assert "adres" in page.content.decode().lower()


def test_the_box_of_an_example_is_quoted_but_for_what_is_another_example(
    client, register
):
    for example in Example.objects.filter(number__isnull=False):
        page = client.get(example.get_absolute_url())
        section = register.sections.get(slug=f"kader-{example.number}")
        paragraphs = section.paragraphs.exclude(kind="heading")

        whole = [register.body[p.start : p.end] for p in paragraphs]

        # The second paragraph of box 5 is the example of Smart Industry.
        assert page.context["words"] == (whole[:1] if example.number == 5 else whole)


def test_an_example_gives_all_pages_that_its_words_run_over(client, register):
    two = client.get("/voorbeelden/kader-klimaatneutraal-asfalt/").context
    one = client.get("/voorbeelden/kader-regeneratieve-geneeskunde/").context

    assert (two["pages"], one["pages"]) == ("3–4", "2")


def test_the_list_of_instruments_quotes_what_each_is(client, register):
    page = client.get("/instrumenten/").content.decode()

    assert "De regeling Thematische Technology Transfer (TTT) is een nieuw" in page
    assert "MIT-regeling</a></p>" in page and "(TTT)</p>" in page


def test_only_a_long_table_of_grounds_is_folded(client, register):
    long = client.get("/voorbeelden/kader-klimaatneutraal-asfalt/").content.decode()
    short = client.get("/voorbeelden/hannover-messe/").content.decode()

    assert "<summary>Toon de 18 gronden</summary>" in long
    assert "gronden</summary>" not in short


def test_today_stands_on_the_line_once(client):
    make_milestone()
    make_milestone(ends_on=date(2199, 1, 1))

    page = client.get("/termijnen/").content.decode()

    assert page.count("Vandaag") == 1
    assert page.index("30 juni 2019") < page.index("Vandaag") < page.index("2199")


def test_the_list_quotes_only_words_of_a_text_held_here(client, register):
    page = client.get("/termijnen/").content.decode()

    quotation = '<q class="mr-citaat mr-citaat--klein">'
    assert f"{quotation}voor 1 juli 2019</q>" in page
    for words in ("26 april 2019", "26 mei 2023", "2 november 2023"):
        assert words in page and f"{quotation}{words}</q>" not in page


def test_figures_of_the_letter_and_of_later_papers_stand_apart(client, register):
    page = client.get("/bedragen/")
    letter, later = page.content.decode().split('id="later"')

    assert (len(page.context["stated"]), len(page.context["later"])) == (13, 5)
    assert 'mr-citaat--klein">€ 10 miljard</strong>' in letter
    assert "€ 4,9 miljard" not in letter and "mr-citaat" not in later
    assert 'href="/bronnen/kennis-en-innovatieconvenant-2020-2023/"' in later
    assert later.count("2020</small>") == 3 and "2020<br>" not in later


def test_a_figure_outside_the_letter_is_not_quoted_at_its_instrument(client):
    instrument = make_instrument()
    make_amount(instrument=instrument, quoted="€ 4,9 miljard")

    page = client.get(instrument.get_absolute_url()).content.decode()

    assert "<strong>€ 4,9 miljard</strong>" in page


def test_a_link_of_a_milestone_shows_its_basis(client, register):
    page = client.get("/termijnen/").content.decode()

    # As /over/koppelingen/ counts them: stated for an organisation or a theme.
    links = between_public(MilestoneLink.objects.all())
    for sign, count in (
        ("m", links.stated().filter(theme=None).count()),
        ("t", links.stated().exclude(theme=None).count()),
        ("r", links.editorial().count()),
    ):
        assert page.count(f"mr-basis--{sign} ") == count > 0


def test_what_the_list_says_and_what_its_filter_says_agree(client, register):
    page = client.get("/termijnen/?stand=verstreken")

    line = page.context["line"]
    assert [moment.is_unknown for moment in line.dated] == [True] * 3
    past = client.get("/termijnen/?stand=voorbij").context["line"]
    assert not any(moment.is_unknown for moment in past.dated)


def test_what_the_letter_announces_without_a_date_is_there(client, register):
    page = client.get("/termijnen/?stand=zonder-datum").content.decode()

    for words in (
        "er komt één loket",
        "inmiddels in de maak",
        "wordt bijvoorbeeld gewerkt aan het opzetten",
        "zal onder meer tot uiting komen",
        "ingezet worden op een betere samenwerking en netwerkvorming",
        "zal de overheid hierover in dialoog gaan",
    ):
        assert f">{words}</q>" in page


@pytest.mark.parametrize(
    "path, slug",
    [
        ("/topsectoren/htsm/", "fonds-voor-scale-ups-in-de-maak"),
        ("/departementen/economische-zaken-en-klimaat/", "dialoog-over-marktcreatie"),
        ("/themas/gezondheid-en-zorg/", "commitment-regmedxb"),
    ],
)
def test_the_other_end_leads_to_the_milestone(path, slug, client, register):
    page = client.get(path).content.decode()

    assert f'href="/termijnen/#{slug}"' in page


def test_a_page_of_an_organisation_shows_no_hidden_milestone(client):
    shown, draft = make_milestone(), make_milestone(published=False)
    gone = make_milestone(withdrawn_on=date(2020, 1, 1), withdrawn_because="Weg.")
    theme, sector = make_theme(), make_organisation(kind="topsector")
    for milestone in (shown, draft, gone):
        for end in ({"theme": theme}, {"organisation": sector}):
            MilestoneLink.objects.create(milestone=milestone, reason="Past.", **end)

    for record in (theme, sector):
        page = client.get(record.get_absolute_url()).content.decode()
        assert f"#{shown.slug}" in page and "Past." in page
        assert f"#{draft.slug}" not in page and f"#{gone.slug}" not in page
