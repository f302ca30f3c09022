"""Read the rows of a file that somebody offers: CSV, workbook, JSON or a zip of CSVs.

Nothing in the file is trusted. Everything has a limit, and whatever is wrong with
the file as a whole is said in one Dutch sentence (Unreadable).
"""

import csv
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from itertools import islice
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from exchange.reading_json import NotOurs, tables_of_json

MOST_BYTES = 5 * 1024 * 1024
# A workbook and a zip grow when they are opened.
MOST_BYTES_OPENED = 50 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 100_000

EMPTY = "Het bestand is leeg."
TOO_LARGE = "Het bestand is te groot: ten hoogste 5 MB past hier."
OPENED_TOO_LARGE = (
    "Uitgepakt wordt dit bestand te groot: ten hoogste 50 MB past hier. Er is niets "
    "uitgepakt."
)
TOO_MANY_ROWS = "Het bestand heeft te veel regels: ten hoogste 20.000 passen hier."
TOO_MANY_COLUMNS = "Het bestand heeft te veel kolommen."
NOT_UTF8 = (
    "De tekens van dit bestand zijn geen UTF-8. Kies in Excel bij Opslaan als: «CSV "
    "UTF-8 (door komma’s gescheiden)», of bewaar als XLSX."
)
NO_CSV = "Dit is geen CSV-bestand: {why}."
DAMAGED = (
    "Dit Excel-bestand is beschadigd. Open het in Excel, bewaar het opnieuw als XLSX en "
    "bied het dan nog eens aan."
)
OLD_WORKBOOK = (
    "Dit is een Excel-bestand van voor 2007 (XLS). Open het in Excel en bewaar het als "
    "XLSX."
)
OTHER_KIND = (
    "Dit bestand is geen tabel maar iets anders, bijvoorbeeld een programma, een "
    "afbeelding of een PDF. Kies een CSV of een Excel-bestand (XLSX)."
)
NO_ZIP = "Dit bestand is niet te lezen als zip."
LOCKED = "Dit bestand is beveiligd met een wachtwoord. Haal dat er eerst af."
MERGED = (
    "In dit bestand zijn cellen samengevoegd ({where}). Splits ze, zodat elke cel "
    "weer zijn eigen waarde heeft."
)
FORMULA = "Hier staat een formule. Vervang die door haar waarde."
# How programs, pictures and papers begin, whatever they are called.
STARTS_OTHERWISE = (b"MZ", b"\x7fELF", b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Old Office files, and new ones with a password, are put into this.
CONTAINER = b"\xd0\xcf\x11\xe0"
IS_LOCKED = "EncryptedPackage".encode("utf-16-le")
MERGED_CELLS = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]{1,30})[\"']"
)


class Unreadable(Exception):
    """Why the file as a whole cannot be read, as a Dutch sentence."""


@dataclass(frozen=True)
class Formula:
    """A cell that computes something instead of holding it."""


@dataclass(frozen=True)
class Table:
    """The rows of one kind, each with its number in the file."""

    code: str
    head: list
    rows: list


def read_file(name, content, code):
    """The tables in the file; `code` says which kind a single table is."""
    if not content:
        raise Unreadable(EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    if content.startswith(CONTAINER):
        raise Unreadable(LOCKED if IS_LOCKED in content else OLD_WORKBOOK)
    if content.startswith(STARTS_OTHERWISE):
        raise Unreadable(OTHER_KIND)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")):
        return _json_tables(code, content)
    if not content.startswith(b"PK"):
        return [_csv_table(code, content)]
    with _archive(name, content) as archive:
        if "[Content_Types].xml" in archive.namelist():
            return [_workbook_table(code, content, archive)]
        return _zip_tables(archive)


def _archive(name, content):
    """The opened zip, once it is certain that it does not explode."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        is_workbook = name.lower().endswith(".xlsx")
        raise Unreadable(DAMAGED if is_workbook else NO_ZIP) from error
    # What is read of a member never passes the size that is stated here.
    if sum(member.file_size for member in archive.infolist()) > MOST_BYTES_OPENED:
        raise Unreadable(OPENED_TOO_LARGE)
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise Unreadable(LOCKED)
    return archive


def _zip_tables(archive):
    names = [name for name in archive.namelist() if name.endswith(".csv")]
    tables = []
    for name in names:
        try:
            content = archive.read(name)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
            raise Unreadable(NO_ZIP) from error
        tables.append(_csv_table(name.rpartition("/")[2][:-4], content))
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise Unreadable(TOO_MANY_ROWS)
    return tables


def _json_tables(code, content):
    try:
        found = tables_of_json(content, code)
    except NotOurs as error:
        raise Unreadable(str(error)) from error
    if not found:
        raise Unreadable(EMPTY)
    tables = [Table(*table) for table in found]
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        raise Unreadable(TOO_MANY_ROWS)
    if any(len(table.head) > MOST_COLUMNS for table in tables):
        raise Unreadable(TOO_MANY_COLUMNS)
    return tables


def _csv_table(code, content):
    if b"\0" in content and not content.startswith(UTF_16):
        raise Unreadable(OTHER_KIND)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_UTF8) from error
    first_line = text.partition("\n")[0]
    delimiter = max(";,\t", key=first_line.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return _table(code, reader)
    except csv.Error as error:
        why = "een aanhalingsteken is niet gesloten, of een cel is te lang"
        raise Unreadable(NO_CSV.format(why=why)) from error


def _workbook_table(code, content, archive):
    _refuse_merged(archive)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True)
        sheet = book.worksheets[0]
        # What the sheet says of its size may be a lie or absent.
        sheet.reset_dimensions()
        return _table(code, ([_value(cell) for cell in row] for row in sheet.rows))
    except (
        *(ValueError, TypeError, KeyError, IndexError, AttributeError, EOFError),
        *(InvalidFileException, ParseError, zipfile.BadZipFile, zlib.error, OSError),
    ) as error:
        raise Unreadable(DAMAGED) from error


def _value(cell):
    return Formula() if cell.data_type == "f" else cell.value


def _refuse_merged(archive):
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            found = MERGED_CELLS.findall(archive.read(name))
            if found:
                where = ", ".join(place.decode() for place in found[:5])
                raise Unreadable(MERGED.format(where=where))


def _table(code, lines):
    """The head and the numbered rows; rows without a value are left out."""
    lines = enumerate(lines, start=1)
    head = next((row for _, row in lines if _has_value(row)), None)
    if head is None:
        raise Unreadable(EMPTY)
    if len(head) > MOST_COLUMNS:
        raise Unreadable(TOO_MANY_COLUMNS)
    # Empty rows count too, at some point: reading them takes time as well.
    lines = list(islice(lines, MOST_ROWS + 1))
    if len(lines) > MOST_ROWS:
        raise Unreadable(TOO_MANY_ROWS)
    rows = [
        (number, list(row[:MOST_COLUMNS])) for number, row in lines if _has_value(row)
    ]
    return Table(code, [str(name or "").strip() for name in head], rows)


def _has_value(row):
    return any(value not in (None, "") for value in row)
