"""A dossier as Word (.docx), with real headings, table headers and language."""

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from dossiers.tree import Bullets, Heading, Paragraph, Quote, Table

LANGUAGE = "nl-NL"
INK = RGBColor(0x16, 0x21, 0x2C)
LINK = "094E8C"
# Of an A4 page with margins of 2,5 cm, in cm.
TEXT_WIDTH = 16


def write(dossier) -> bytes:
    document = Document()
    _set_up(document, dossier)
    document.add_paragraph(dossier.title, style="Title")
    document.add_paragraph(dossier.subtitle, style="Subtitle")
    for block in dossier.blocks:
        WRITERS[type(block)](document, block)
    _footer(document.sections[0], dossier.footer)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document, dossier):
    core = document.core_properties
    core.title, core.language = dossier.title, LANGUAGE
    core.author, core.comments = "Missieregister", dossier.address
    core.created = core.modified = dossier.made_at.replace(tzinfo=None)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    for style in document.styles:
        if hasattr(style, "font"):
            _speak_dutch(style)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        document.styles[name].font.color.rgb = INK


def _speak_dutch(style):
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)


def _fill(paragraph, content):
    for run in content:
        holder = paragraph
        if run.url:
            holder = _hyperlink(paragraph, run.url)
        _add_run(holder, paragraph, run)


def _add_run(holder, paragraph, run):
    added = paragraph.add_run(run.text)
    added.bold = run.bold or None
    added.italic = run.italic or None
    added.font.subscript = run.sub or None
    if run.url:
        added.font.underline = True
        added.font.color.rgb = RGBColor.from_string(LINK)
        holder.append(added._r)


def _hyperlink(paragraph, url):
    link = OxmlElement("w:hyperlink")
    relation = paragraph.part.relate_to(
        url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    link.set(qn("r:id"), relation)
    paragraph._p.append(link)
    return link


def _heading(document, block):
    document.add_heading(block.text, level=block.level)


def _paragraph(document, block):
    _fill(document.add_paragraph(), block.content)


def _quote(document, block):
    _fill(document.add_paragraph(style="Quote"), block.content)
    place = document.add_paragraph(style="Caption")
    _fill(place, block.place)


def _bullets(document, block):
    for item in block.items:
        _fill(document.add_paragraph(style="List Bullet"), item)


def _table(document, block):
    caption = document.add_paragraph(block.caption, style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.autofit = False
    for cell, words in zip(table.rows[0].cells, block.header, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    _repeat(table.rows[0])
    for row in block.rows:
        added = table.add_row()
        _keep_together(added)
        for cell, content in zip(added.cells, row, strict=True):
            _fill(cell.paragraphs[0], content)
    for column, share in zip(table.columns, block.shares, strict=True):
        column.width = Cm(TEXT_WIDTH * share)
        for cell in column.cells:
            cell.width = Cm(TEXT_WIDTH * share)
    document.add_paragraph()


def _repeat(row):
    """The header row comes back on every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_together(row):
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _footer(section, words):
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(f"{words} · bladzijde ").font.size = Pt(8)
    _field(paragraph, "PAGE")
    paragraph.add_run(" van ").font.size = Pt(8)
    _field(paragraph, "NUMPAGES")


def _field(paragraph, name):
    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, text in (("begin", None), (None, name), ("end", None)):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._r.append(element)


WRITERS = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quote: _quote,
    Bullets: _bullets,
    Table: _table,
}
