"""The dossiers of the real register hold what their pages hold."""

from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.utils.html import strip_tags
from docx import Document as read_docx

from dossiers import pdf
from dossiers.serving import FORMATS
from missions.models import Mission, MissionGround
from missions.tests.builders import make_mission
from portal.dossiers import mission_dossier
from sources.models import Document
from sources.tests.builders import make_document

PAGES = {
    "missies": "/missies/broeikasgasuitstoot-terugdringen/",
    "themas": "/themas/gezondheid-en-zorg/",
    "topsectoren": "/topsectoren/chemie/",
    "sleuteltechnologieen": "/sleuteltechnologieen/fotonica/",
}


def text_of(answer):
    document = read_docx(BytesIO(answer.content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_every_kind_has_a_dossier_in_every_format(client, register, kind, form):
    answer = client.get(f"{PAGES[kind]}dossier.{form}")

    slug = PAGES[kind].split("/")[2]
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == FORMATS[form][0]
    if form == "html":
        assert "Content-Disposition" not in answer.headers
    else:
        assert f'filename="dossier-{slug}-' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_leads_to_its_dossiers(client, register, kind):
    page = client.get(PAGES[kind]).content.decode()

    for form in FORMATS:
        assert f'href="{PAGES[kind]}dossier.{form}"' in page


def test_the_dossier_of_a_mission_says_what_its_page_says(client, register):
    text = text_of(client.get(f"{PAGES['missies']}dossier.docx"))

    for words in (
        "Het terugdringen van de nationale broeikasgasuitstoot met 49% in 2030",
        "http://127.0.0.1:8000/missies/broeikasgasuitstoot-terugdringen/",
        "Zo is geteld: ",
        "ED-1.5 Klimaatneutrale landbouw en natuur",
        "In de brief, bij deze missie",
        "Redactioneel",
        "Wat staat er niet in",
        "Geld uit de brief: die noemt geen bedrag per missie",
        "R1",
    ):
        assert words in text


def test_the_page_to_print_says_what_the_word_document_says(client, register):
    for path in PAGES.values():
        page = client.get(f"{path}dossier.html").content.decode()
        main = page[page.index("<main>") : page.index("</main>")]
        words = unescape(strip_tags(main.replace("</", " </"))).split()

        written = "".join(text_of(client.get(f"{path}dossier.docx")).split())
        assert sorted("".join(words)) == sorted(written)
        for heading in ("Wat staat er niet in", "Waar dit op rust"):
            assert f"<h2>{heading}</h2>" in page
        assert "Zo is geteld: " in page and "VOORBEELD" in page


def test_every_mission_and_its_gaps_can_be_told(register):
    for mission in Mission.objects.for_page():
        lines = list(mission_dossier(mission).lines())
        gap = "Een streefjaar: de brief noemt er geen." in lines
        assert gap == (not mission.year_words), mission


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("/themas/veiligheid/", ("V-4 Cyberveiligheid", "missie", "2024 (afgeleid)")),
        ("/themas/veiligheid/", ("V-6 Samen sneller innoveren", "missie", "geen streefjaar")),
        (PAGES["missies"], ("ED-1.1 CO2-vrije elektriciteit", "2050")),
    ],
)  # fmt: skip
def test_years_stand_in_tables_as_the_pages_say_them(client, register, path, row):
    answer = client.get(f"{path}dossier.docx")

    rows = [
        tuple(cell.text for cell in line.cells)
        for table in read_docx(BytesIO(answer.content)).tables
        for line in table.rows
    ]
    assert row in [line[: len(row)] for line in rows]


def test_what_the_page_says_beside_its_links_stands_in_the_dossier(client, register):
    """Of a mission what stands above it; of a theme its targets and their links."""
    part = text_of(client.get("/missies/co2-vrije-elektriciteit/dossier.docx"))
    theme = text_of(client.get(f"{PAGES['themas']}dossier.docx"))
    sector = text_of(client.get(f"{PAGES['topsectoren']}dossier.docx"))

    assert "Onderdeel van ED-1 Broeikasgasuitstoot terugdringen." in part
    for words in (
        "Elk doel van deze",
        "Referentiejaar",
        "Eigen koppelingen van de missies",
    ):
        assert words in theme
    assert "De brief noemt geen topsector bij dit thema." in theme
    assert "Wat de brief van elke topsector vraagt" in sector and "R26" in sector


def test_a_mission_that_also_rests_on_something_else_has_a_dossier(client, db):
    mission = make_mission(statement="In 2030 is de zee schoon.")
    document = make_document(title="Missiedocument")
    read = {"place": "blz. 3", "read_on": date(2026, 11, 2)}
    MissionGround.objects.create(record=mission, document=document, **read)
    MissionGround.objects.create(record=mission, reason="Voor de leesbaarheid.")

    text = text_of(client.get(f"/missies/{mission.slug}/dossier.docx"))

    assert "In 2030 is de zee schoon." in text
    said = "Missiedocument, blz. 3 (gelezen op 2 november 2026, niet nagekeken)"
    assert f"Externe bron: {said}" in text
    assert "Redactioneel: Voor de leesbaarheid." in text


def test_a_draft_has_no_dossier(client, db):
    mission = make_mission(published=False)

    answer = client.get(f"/missies/{mission.slug}/dossier.docx")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/missies/bestaat-niet/dossier.docx",
        "/missies/broeikasgasuitstoot-terugdringen/dossier.exe",
        "/bronnen/klimaatakkoord/dossier.docx",
    ],
)
def test_what_has_no_dossier_is_not_found(client, register, path):
    assert client.get(path).status_code == 404


def test_without_the_libraries_the_pdf_says_what_to_install(
    client, register, monkeypatch
):
    # The one thing that cannot be had for real here: a system without Pango.
    monkeypatch.setattr(pdf, "HTML", None)

    answer = client.get(f"{PAGES['missies']}dossier.pdf")

    assert answer.status_code == 503
    assert "libpango-1.0-0" in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_dossier_queries_do_not_grow(client, db, number, django_assert_num_queries):
    theme = None
    for _ in range(number):
        theme = make_mission(**({"theme": theme} if theme else {})).theme

    with django_assert_num_queries(12):
        client.get(f"/themas/{theme.slug}/dossier.docx")

    assert Document.objects.exists()
