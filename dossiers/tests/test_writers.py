"""Each writer makes a document with exactly the text of the tree."""

import re
import subprocess
from html import unescape
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pikepdf
import pytest
from docx import Document as read_docx
from odfdo import Document as read_odt

from dossiers import opendocument, page, pdf, word
from dossiers.tests.builders import make_dossier
from dossiers.tree import Bullets, Run, Table, runs

WRITERS = {"docx": word.write, "odt": opendocument.write, "pdf": pdf.write}


def words_of(dossier):
    return " ".join(dossier.lines()).split()


def lines_of_docx(data):
    document = read_docx(BytesIO(data))
    for element in document.element.body.iter():
        if element.tag.endswith("}p"):
            yield "".join(t.text or "" for t in element.iter() if t.tag.endswith("}t"))


def lines_of_odt(data):
    content = ElementTree.parse(ZipFile(BytesIO(data)).open("content.xml"))
    for element in content.iter():
        if element.tag.endswith(("text:1.0}h", "text:1.0}p")):
            yield "".join(pieces(element))


def pieces(element):
    """The text inside; ODT writes a space at an edge as an element of its own."""
    yield " " if element.tag.endswith("text:1.0}s") else element.text or ""
    for child in element:
        yield from pieces(child)
        yield child.tail or ""


def test_word_holds_exactly_the_lines_of_the_tree():
    dossier = make_dossier()

    found = [line for line in lines_of_docx(word.write(dossier)) if line]

    assert found == list(dossier.lines())


def test_odt_holds_exactly_the_lines_of_the_tree():
    dossier = make_dossier()

    found = [line for line in lines_of_odt(opendocument.write(dossier)) if line]

    assert found == list(dossier.lines())


def test_the_page_holds_exactly_the_lines_of_the_tree():
    dossier = make_dossier()
    main = re.search("<main>(.*)</main>", page.write(dossier).decode(), re.DOTALL)[1]

    # A block is a line; what stands inside a line makes no line of its own.
    inside = re.sub(r"</?(a|b|i|sub)( [^>]*)?>", "", main)
    found = [unescape(line).strip() for line in re.split(r"<[^>]*>", inside)]

    assert [line for line in found if line] == list(dossier.lines())


def test_the_page_has_real_headings_and_headers_of_tables():
    made = page.write(make_dossier()).decode()

    assert '<html lang="nl">' in made and made.count("<h1>") == 1
    assert made.count('<th scope="col">') == 2 and made.count('<th scope="row">') == 2
    assert "<sub>2</sub>" in made and "style=" not in made and "<style" not in made


def test_word_has_real_headings_a_repeated_header_row_and_speaks_dutch():
    document = read_docx(BytesIO(word.write(make_dossier())))

    styles = [p.style.name for p in document.paragraphs]
    xml = document.element.xml
    assert styles[:4] == ["Title", "Subtitle", "Heading 1", "Quote"]
    assert "<w:tblHeader/>" in xml
    assert document.core_properties.language == "nl-NL"
    assert 'w:val="nl-NL"' in document.styles["Normal"].element.xml
    assert 'w:val="subscript"' in xml


def test_odt_has_real_headings_a_header_row_and_speaks_dutch():
    document = read_odt(BytesIO(opendocument.write(make_dossier())))

    levels = [h.get_attribute("text:outline-level") for h in document.body.headers]
    assert levels == ["1", "2"]
    assert len(document.body.get_elements("//table:table-header-rows")) == 1
    assert document.meta.get_language() == "nl-NL"
    assert document.get_language() == "nl-NL"
    assert document.meta.get_title() == make_dossier().title


def tags(node):
    """The kind of each element of a structure tree, with its children after it."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)
        yield from tags(node.get("/K", pikepdf.Array()))


def test_pdf_is_tagged_and_says_its_title_and_language():
    dossier = make_dossier()

    with pikepdf.open(BytesIO(pdf.write(dossier))) as document:
        found = list(tags(document.Root.StructTreeRoot.K))
        metadata = document.open_metadata()
        assert str(document.Root.Lang) == "nl-NL"
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert metadata["dc:title"] == dossier.title
        assert metadata["pdfuaid:part"] == "1"
    assert {"/H1", "/H2", "/H3", "/Table", "/THead", "/TH", "/LI", "/Link"} <= {*found}


def scopes(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from scopes(child)
    elif isinstance(node, pikepdf.Dictionary):
        if str(node.get("/S", "")) == "/TH":
            yield str(node.A.Scope)
        yield from scopes(node.get("/K", pikepdf.Array()))


def test_each_header_of_a_table_in_the_pdf_says_what_it_heads():
    with pikepdf.open(BytesIO(pdf.write(make_dossier()))) as document:
        assert list(scopes(document.Root.StructTreeRoot.K)) == [
            "/Column",
            "/Column",
            "/Row",
            "/Row",
        ]
        flags = [int(a.F) for page in document.pages for a in page.get("/Annots", [])]
    assert flags == [4]


def test_the_pdf_fetches_nothing_but_its_own_fonts():
    with pytest.raises(ValueError, match="Niet toegestaan"):
        pdf.OwnFonts().fetch("file:///etc/passwd")


def test_the_footer_carries_status_version_and_fingerprint():
    dossier = make_dossier()
    document = read_docx(BytesIO(word.write(dossier)))

    footer = "".join(p.text for p in document.sections[0].footer.paragraphs)

    assert footer.startswith(
        f"VOORBEELD · {dossier.title} · versie 12 van 25-11-2026 10.05 uur · "
        f"vingerafdruk {dossier.fingerprint}"
    )


def test_the_fingerprint_follows_the_text():
    one, same = make_dossier(), make_dossier()
    other = make_dossier(blocks=[Bullets((runs(Run("anders")),))])

    assert one.fingerprint == same.fingerprint != other.fingerprint


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_libreoffice_reads_it_and_finds_the_same_text(kind, tmp_path):
    dossier = make_dossier()
    path = tmp_path / f"dossier.{kind}"
    path.write_bytes(WRITERS[kind](dossier))

    profile = f"-env:UserInstallation=file://{tmp_path}/profiel"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    done = subprocess.run(
        [*command, "--outdir", str(tmp_path), str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert "Error" not in done.stdout + done.stderr
    text = (tmp_path / "dossier.txt").read_text("utf-8-sig")
    # Bullets are the program's own.
    assert re.sub("[•]", "", text).split() == words_of(dossier)


def test_the_longest_word_fits_in_every_column_of_a_table():
    header = ("Missie", "Soort", "Streefjaar", "Woorden van de brief")
    cells = ("LWV-2 Klimaatneutrale landbouw", "missie", "2050", "In 2050 is " * 20)
    table = Table("Missies", header, (tuple(map(runs, cells)),))

    # A line of 16 cm has about 66 letters of a wide font; 2 of them are margin.
    widths = [share * 66 - 2 for share in table.shares]
    longest = [len("Klimaatneutrale"), len("missie"), len("Streefjaar"), len("Woorden")]
    assert all(w >= n for w, n in zip(widths, longest, strict=True))
    assert sum(table.shares) == pytest.approx(1)
