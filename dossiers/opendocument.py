"""A dossier as ODT, the open standard that the government asks for."""

from io import BytesIO

from odfdo import (
    Cell,
    Document,
    Element,
    Header,
    Link,
    List,
    ListItem,
    Row,
    Span,
    Style,
    VarPageCount,
    VarPageNumber,
)
from odfdo import Paragraph as OdfParagraph
from odfdo import (
    Table as OdfTable,
)

from dossiers.tree import Bullets, Heading, Paragraph, Quote, Table

LANGUAGE = "nl-NL"
# What the styles of a new document lack: (family, name, parent, text properties,
# paragraph properties).
STYLES = [
    ("text", "mr_vet", None, {"fo:font-weight": "bold"}, {}),
    ("text", "mr_schuin", None, {"fo:font-style": "italic"}, {}),
    ("text", "mr_onder", None, {"style:text-position": "sub 58%"}, {}),
    ("paragraph", "Title", "Heading", {"fo:font-size": "24pt"}, {}),
    ("paragraph", "Subtitle", "Heading", {"fo:font-size": "14pt"}, {}),
    (
        "paragraph",
        "Quotations",
        "Standard",
        {"fo:font-style": "italic"},
        {"fo:margin-left": "1cm", "fo:margin-top": "0.2cm"},
    ),
    ("paragraph", "Table_20_Heading", "Standard", {"fo:font-weight": "bold"}, {}),
    ("paragraph", "Footer", "Standard", {"fo:font-size": "8pt"}, {}),
]
# Of an A4 page with margins of 2 cm, in cm.
TEXT_WIDTH = 17
STEPS = 40


def write(dossier) -> bytes:
    document = Document("text")
    document.body.clear()
    _set_up(document, dossier)
    document.body.append(_filled([dossier.title], "Title"))
    document.body.append(_filled([dossier.subtitle], "Subtitle"))
    for block in dossier.blocks:
        for element in WRITERS[type(block)](block):
            document.body.append(element)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document, dossier):
    document.set_language(LANGUAGE)
    meta = document.meta
    meta.set_title(dossier.title)
    meta.set_language(LANGUAGE)
    meta.set_creator("Missieregister")
    meta.set_initial_creator("Missieregister")
    meta.set_subject(dossier.address)
    made_at = dossier.made_at.replace(tzinfo=None)
    meta.set_creation_date(made_at)
    meta.set_dc_date(made_at)
    for style in STYLES:
        document.insert_style(_style(*style))
    for step in range(1, STEPS + 1):
        style = Style("table-column", name=column_style(step / STEPS))
        width = f"{TEXT_WIDTH * step / STEPS:.2f}cm"
        style.set_properties({"style:column-width": width})
        document.insert_style(style, automatic=True)
    cell = Style("table-cell", name="mr_cel")
    line = {"fo:border-bottom": "0.5pt solid #b3bec9", "fo:padding": "0.08cm"}
    cell.set_properties(line)
    document.insert_style(cell, automatic=True)
    standard = document.get_style("paragraph", "Standard")
    standard.set_properties(
        {"fo:font-family": "Calibri, Carlito, sans-serif"}, area="text"
    )
    # Headings without numbers of their own.
    for level in document.styles.get_elements("//text:outline-level-style"):
        level.delete()
    _footer(document, dossier.footer)


def column_style(share):
    """The name of the style of a column with about this share of the width."""
    return f"mr_kolom_{max(1, round(share * STEPS))}"


def _style(family, name, parent, text, paragraph):
    style = Style(family, name=name, parent_style=parent)
    style.set_properties(text, area="text")
    if paragraph:
        style.set_properties(paragraph, area="paragraph")
    return style


def _footer(document, words):
    line = OdfParagraph(f"{words} · bladzijde ", style="Footer")
    line.append(VarPageNumber())
    line.append(" van ")
    line.append(VarPageCount())
    page, layout = (
        document.get_styles(family)[0] for family in ("master-page", "page-layout")
    )
    layout.set_footer_style(Element.from_tag("style:footer-style"))
    page.set_page_footer(line)


def _filled(pieces, style=None):
    """A paragraph with texts and runs."""
    paragraph = OdfParagraph(style=style)
    for piece in pieces:
        _append(paragraph, piece)
    return paragraph


def _append(paragraph, piece):
    if isinstance(piece, str):
        paragraph.append_plain_text(piece)
        return
    style = "mr_onder" if piece.sub else "mr_vet" if piece.bold else None
    style = style or ("mr_schuin" if piece.italic else None)
    if piece.url:
        paragraph.append(Link(piece.url, text=piece.text))
    elif style:
        paragraph.append(Span(piece.text, style=style))
    else:
        paragraph.append_plain_text(piece.text)


def _heading(block):
    yield Header(block.level, block.text, style=f"Heading_20_{block.level}")


def _paragraph(block):
    yield _filled(block.content)


def _quote(block):
    yield _filled(block.content, "Quotations")
    yield _filled(block.place, "Caption")


def _bullets(block):
    items = List()
    for content in block.items:
        item = ListItem()
        item.append(_filled(content))
        items.append(item)
    yield items


def _table(block):
    yield _filled([block.caption], "Caption")
    table = OdfTable(block.caption[:60])
    for share in block.shares:
        column = Element.from_tag("table:table-column")
        column.set_attribute("table:style-name", column_style(share))
        table.append(column)
    header = Element.from_tag("table:table-header-rows")
    header.append(
        _row([_filled([words], "Table_20_Heading") for words in block.header])
    )
    table.append(header)
    for row in block.rows:
        table.append(_row([_filled(content) for content in row]))
    yield table


def _row(paragraphs):
    row = Row()
    for paragraph in paragraphs:
        cell = Cell(cell_type="string", style="mr_cel")
        cell.append(paragraph)
        row.append(cell)
    return row


WRITERS = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quote: _quote,
    Bullets: _bullets,
    Table: _table,
}
