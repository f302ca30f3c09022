"""A draft on paper and back: Word out, and Word or plain text into the fields again.

On paper each field is a heading with its question below it. Coming back, a text is
known by that heading; only texts come back, since a row or an amount cannot be told
from words.
"""

import zipfile
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from docx import Document
from docx.opc.exceptions import PackageNotFoundError

from dossiers.tree import Bullets, Dossier, Heading, Paragraph, Run, runs
from instance import clock
from kia.agendas.difference import pieces
from kia.drafting.cells import token
from kia.drafting.checklist import Checklist
from kia.drafting.reading import fetch
from kia.drafting.tabs import Tab
from kia.entries.fields import FIELDS, TABS
from kia.models import LENGTHS
from kia.permissions import may

QUESTION = "Vraag: "
# Beside a text: what was chosen in its field, which does not come back.
CHOSEN = "Gekozen op de site: "
POINTS = "Gevraagde aanpassingen"
OPEN = "Wat er nog mist"
EMPTY = "(leeg)"
MOST_BYTES = 5 * 1024 * 1024
# What a Word file may hold when it is unpacked.
MOST_UNPACKED = 50 * 1024 * 1024
INSIDE = "internal_note"
TOO_LARGE = "Dit bestand is groter dan 5 MB. Kies een kleiner bestand."
OTHER_KIND = "Kies een Word-document (.docx) of een tekstbestand (.txt, UTF-8)."
NOTHING = (
    "In dit bestand staat geen kop van een veld. Gebruik het Word-bestand dat u hier "
    "kunt ophalen, en laat de koppen staan."
)


def text_columns(user, version):
    """{heading on paper: (field, column)} of the texts that this person may read."""
    period = version.agenda_version.agenda.period
    found = {}
    for field in FIELDS:
        column = next((name for name in field.places if name in LENGTHS), None)
        hidden = field.name == INSIDE and not may("read_internal_note", user, version)
        if column and not hidden:
            found[field.label_in(period)] = (field, column)
    return found


def dossier(version, user):
    """The draft with its questions and its open points, as a document."""
    fetch([version])
    return Dossier(
        title=str(version),
        subtitle=f"Concept voor {version.entry.agenda}, van {version.lead}.",
        address=f"/werk/bijdragen/{version.entry.slug}/",
        made_at=clock.now(),
        version=version.agenda_version.number,
        status="CONCEPT" if settings.PRODUCTION else "VOORBEELD · CONCEPT",
        blocks=[*_open_points(version, user), *_tabs(version, user)],
    )


def _open_points(version, user):
    points = list(version.follows.points.all()) if version.follows_id else []
    if points:
        yield Heading(POINTS)
        yield Bullets(tuple(runs(point.text) for point in points))
    lines = Checklist(version, user).lines
    if lines:
        yield Heading(OPEN)
        yield Bullets(tuple(runs(line.problem.text) for line in lines))


def _tabs(version, user):
    texts = text_columns(user, version)
    for number, title in TABS.items():
        yield Heading(f"{number}. {title}")
        tab = Tab(version, number, user)
        cells = [c for part in tab.parts.values() for c in part.held().values()]
        for widget in tab.widgets():
            if widget.field.name == INSIDE and widget.label not in texts:
                continue
            yield Heading(widget.label, 2)
            yield Paragraph((Run(f"{QUESTION}{widget.help_text}", italic=True),))
            yield from _answer(version, widget, cells, texts)


def _answer(version, widget, cells, texts):
    field, column = texts.get(widget.label, (None, None))
    own = [c for c in cells if c.field == widget.field.name and c.part != column]
    filled = [_told(cell) for cell in own if cell.text]
    if filled and column:
        yield Paragraph(runs(CHOSEN + "; ".join(filled)))
    elif filled:
        yield Bullets(tuple(runs(told) for told in filled))
    if column:
        for line in getattr(version, column).split("\n"):
            yield Paragraph(runs(line))
    elif not filled:
        yield Paragraph(runs(EMPTY))


def _told(cell):
    _, _, narrower = cell.label.partition(": ")
    return f"{narrower}: {cell.text}" if narrower else cell.text


@dataclass(frozen=True)
class Returned:
    """A text that came back other than it is now."""

    label: str
    tab: int
    column: str
    now: str
    text: str

    @property
    def token(self):
        return token(self.now)

    @property
    def pieces(self):
        return pieces(self.now, self.text)


def read(file, version, user):
    """The texts of a file that differ from the draft; ValidationError in Dutch."""
    if file.size > MOST_BYTES:
        raise ValidationError(TOO_LARGE)
    content = file.read()
    lines = _word_lines(content) if content[:2] == b"PK" else _text_lines(content)
    texts = text_columns(user, version)
    found = _by_heading(lines, texts)
    if not found:
        raise ValidationError(NOTHING)
    returned = []
    for label, text in found.items():
        field, column = texts[label]
        now = getattr(version, column)
        if text != now.strip():
            returned.append(Returned(label, field.tab, column, now, text))
    return returned


def _word_lines(content):
    """(is a heading, text) of each paragraph; what stands in tables is left out."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
                raise ValidationError(TOO_LARGE)
        document = Document(BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise ValidationError(OTHER_KIND) from error
    for paragraph in document.paragraphs:
        style = paragraph.style.name or ""
        mark = "- " if style.startswith("List") and paragraph.text.strip() else ""
        yield style.startswith("Heading"), f"{mark}{paragraph.text}"


def _text_lines(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValidationError(OTHER_KIND) from error
    if "\0" in text:
        raise ValidationError(OTHER_KIND)
    # In plain text any line may be a heading: it is one when it is that of a field.
    for line in text.splitlines():
        yield True, line.removeprefix("## ").removeprefix("# ")


def _by_heading(lines, texts):
    """The text below each known heading, without its question and its lists of rows."""
    found, label = {}, None
    for is_heading, line in lines:
        if is_heading and line.strip() in texts:
            label = line.strip()
            found[label] = []
        elif is_heading and _ends_a_text(line):
            label = None
        elif label and not line.startswith((QUESTION, CHOSEN)):
            found[label].append(line)
    return {name: "\n".join(body).strip() for name, body in found.items()}


def _ends_a_text(line):
    """The heading of a tab, or of a field that is no text."""
    titles = {f"{number}. {title}" for number, title in TABS.items()}
    return line.strip() in titles | {POINTS, OPEN} | OTHER_LABELS


OTHER_LABELS = {
    field.label for field in FIELDS if not any(p in LENGTHS for p in field.places)
}
