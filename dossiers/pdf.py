"""A dossier as PDF/UA-1: tagged, so that it can be read aloud and searched.

WeasyPrint needs Pango from the system. Without it everything else works, and
`MISSING` says what to install.
"""

from io import BytesIO
from pathlib import Path

import pikepdf
from django.template.loader import render_to_string

try:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse
except OSError:
    HTML = None
    URLFetcher = object

from dossiers.tree import Bullets, Heading, Paragraph, Quote, Table

FONTS = Path(__file__).parent / "fonts"
MISSING = (
    "Een PDF maken kan hier nog niet: op de server ontbreken de pakketten "
    "libpango-1.0-0, libpangoft2-1.0-0 en libharfbuzz-subset0."
)
KINDS = {
    Heading: "heading",
    Paragraph: "paragraph",
    Quote: "quote",
    Bullets: "bullets",
    Table: "table",
}
# Annotation flag 3 of ISO 32000: show the link in print as well.
PRINT = 4


def is_available() -> bool:
    return HTML is not None


def write(dossier) -> bytes:
    blocks = [(KINDS[type(block)], block) for block in dossier.blocks]
    footer = _css_string(dossier.footer)
    context = {"dossier": dossier, "blocks": blocks, "footer": footer}
    html = render_to_string("dossiers/pdf.html", context)
    page = HTML(
        string=html,
        base_url=FONTS.as_uri() + "/",
        url_fetcher=OwnFonts(fail_on_errors=True),
    )
    return _finished(page.write_pdf(pdf_variant="pdf/ua-1"), dossier)


class OwnFonts(URLFetcher):
    """Nothing in a dossier is fetched but the fonts beside this module."""

    def fetch(self, url, headers=None):
        path = FONTS / Path(url).name
        if path.parent != FONTS or not path.is_file():
            raise ValueError(f"Niet toegestaan in een dossier: {url}")
        return URLFetcherResponse(
            url, path.read_bytes(), {"Content-Type": "font/woff2"}
        )


def _css_string(text):
    """Text as a string of CSS: every character that is no letter is escaped."""
    return "".join(c if c.isalnum() else f"\\{ord(c):06x}" for c in text)


def _finished(data, dossier) -> bytes:
    """Add what WeasyPrint leaves out: scopes of headers, print flags of links."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = PRINT
        _scope(pdf.Root.StructTreeRoot.K, within="")
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = dossier.title
        pdf.save(out)
    return out.getvalue()


def _scope(node, within):
    """Say of each table header whether it heads its column or its row."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            _scope(child, within)
    elif isinstance(node, pikepdf.Dictionary):
        kind = str(node.get("/S", ""))
        if kind == "/TH":
            scope = "/Column" if within == "/THead" else "/Row"
            node.A = pikepdf.Dictionary(
                O=pikepdf.Name("/Table"), Scope=pikepdf.Name(scope)
            )
        _scope(
            node.get("/K", pikepdf.Array()),
            kind if kind in ("/THead", "/TBody") else within,
        )
