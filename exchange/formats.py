"""Files of rows: CSV, workbook and JSON, written row by row into an open file."""

import csv
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

# More digits than this do not fit in the numbers of a workbook.
DIGITS_OF_A_WORKBOOK = 15
NOT_IN_A_WORKBOOK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
WIDTH = 24


def write_csv(kind, rows, file):
    """As Dutch Excel opens it at a double click."""
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    columns = kind.columns
    writer.writerow([column.label for column in columns])
    for row in rows:
        shown = (c.shown(value) for c, value in zip(columns, row, strict=True))
        writer.writerow([csv_cell(value) for value in shown])
    # The file stays open for whoever gave it.
    text.detach()


def csv_cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return str(value)


def write_workbook(kind, rows, file):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.code[:31])
    columns = kind.columns
    sheet.freeze_panes = "A2"
    for number in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    sheet.append([_heading(sheet, column.label) for column in columns])
    for row in rows:
        shown = (c.shown(value) for c, value in zip(columns, row, strict=True))
        sheet.append([workbook_cell(value) for value in shown])
    book.save(file)


def _heading(sheet, label):
    cell = WriteOnlyCell(sheet, label)
    cell.font = Font(bold=True)
    return cell


def workbook_cell(value):
    if value == "":
        return None
    if isinstance(value, str):
        return NOT_IN_A_WORKBOOK.sub("\ufffd", value)
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > (
        DIGITS_OF_A_WORKBOOK
    ):
        return csv_cell(value)
    return value


def write_json(kind, rows, file, **around):
    """One object: what stands around the rows, and the rows as `rows`."""
    head = json.dumps({"kind": kind.code} | around, ensure_ascii=False)
    file.write(f'{head[:-1]}, "rows": '.encode())
    write_json_rows(kind, rows, file)
    file.write(b"}\n")


def write_json_rows(kind, rows, file):
    names = [column.name for column in kind.columns]
    before = b"[\n"
    for row in rows:
        values = dict(zip(names, map(json_value, row), strict=True))
        file.write(before + json.dumps(values, ensure_ascii=False).encode())
        before = b",\n"
    file.write(b"\n]" if before == b",\n" else b"[]")


def json_value(value):
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value
