"""Columns: what stands in a cell, and how a cell is read back.

A value is what JSON gets; `shown` is the same value as CSV and a workbook have it,
and `read` makes the value of a cell again, whichever file it comes from.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.dateparse import parse_datetime

# A spreadsheet takes a text with one of these in front for a formula.
STARTS_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
MADE_HARMLESS = (
    "Een tekst die begint met = + - of @ krijgt er een ' voor, anders rekent een "
    "spreadsheet ermee."
)
IS_HARMLESS = re.compile(r"'+[=+\-@\t\r]")
YES, NO = "ja", "nee"
DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")


class CellError(Exception):
    """A cell that cannot be read; the message is a Dutch sentence."""


def harmless(text: str) -> str:
    """The text with a quote in front when a spreadsheet would run it."""
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def restored(text: str) -> str:
    if IS_HARMLESS.match(text):
        return text[1:]
    if STARTS_A_FORMULA.match(text):
        raise CellError(MADE_HARMLESS)
    return text


def as_text(cell) -> str:
    """A cell as somebody would type it: a workbook gives numbers and dates too."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0").replace(".", ",")
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return str(cell)


@dataclass(frozen=True)
class Column:
    """A text. The other kinds of value are below."""

    name: str
    label: str
    description: str

    @property
    def how(self) -> str:
        """How to read a cell of this column."""
        return "tekst"

    def shown(self, value):
        return harmless(value)

    def read(self, cell):
        return restored(as_text(cell))


class Key(Column):
    """The slug of a record, or nothing."""

    @property
    def how(self):
        return "slug van een gegeven, of leeg"

    def read(self, cell):
        return as_text(cell).strip()


class Whole(Column):
    @property
    def how(self):
        return "heel getal, of leeg"

    def shown(self, value):
        return value

    def read(self, cell):
        text = as_text(cell).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise CellError(f"«{text[:40]}» is geen heel getal.")
        return int(text)


class Number(Column):
    @property
    def how(self):
        return "getal met een komma (in JSON een punt), of leeg"

    def shown(self, value):
        return value

    def read(self, cell):
        text = as_text(cell).strip()
        if not text:
            return None
        try:
            if "." in text or len(text) > 40:
                raise InvalidOperation
            number = Decimal(text.replace(",", "."))
            if not number.is_finite():
                raise InvalidOperation
        except InvalidOperation as error:
            words = f"«{text[:40]}» is geen getal. Schrijf het als 49 of 7,5."
            raise CellError(words) from error
        return plain(number)


def plain(number):
    """A decimal without zeros at its end: 49.000 is 49."""
    return None if number is None else Decimal(f"{number.normalize():f}")


class YesNo(Column):
    @property
    def how(self):
        return "ja of nee (in JSON true of false)"

    def shown(self, value):
        return YES if value else NO

    def read(self, cell):
        text = as_text(cell).strip().lower()
        if text not in (YES, NO):
            raise CellError("Vul ja of nee in.")
        return text == YES


class Day(Column):
    @property
    def how(self):
        return "datum als 2019-04-26, of leeg"

    def shown(self, value):
        return value

    def read(self, cell):
        text = written = as_text(cell).strip()
        if not text:
            return None
        # Excel writes a day its own way when it saves a CSV.
        dutch = DUTCH_DAY.fullmatch(text)
        if dutch:
            day, month, year = dutch.groups()
            written = f"{year}-{month:0>2}-{day:0>2}"
        try:
            return date.fromisoformat(written)
        except ValueError as error:
            words = f"«{text[:40]}» is geen datum. Schrijf die als 2019-04-26."
            raise CellError(words) from error


class Moment(Column):
    @property
    def how(self):
        return "datum en tijd als 2026-11-25T09:00:00+00:00, of leeg"

    def shown(self, value):
        return value and value.isoformat()

    def read(self, cell):
        text = as_text(cell).strip()
        if not text:
            return None
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            words = f"«{text[:40]}» is geen datum met tijd en tijdzone. "
            raise CellError(f"{words}Schrijf die als 2026-11-25T09:00:00+00:00.")
        return moment


@dataclass(frozen=True)
class Choice(Column):
    """A word from a short list: JSON has the code, a spreadsheet the Dutch word."""

    choices: tuple = ()

    @property
    def how(self):
        words = ", ".join(f"{word} ({code})" for code, word in self.choices)
        return f"een van: {words}"

    def shown(self, value):
        return dict(self.choices).get(value, value)

    def read(self, cell):
        text = as_text(cell).strip()
        for code, word in self.choices:
            if text in (code, word):
                return code
        if not text:
            return ""
        words = ", ".join(word for _, word in self.choices)
        raise CellError(f"«{text[:40]}» kan hier niet. Kies uit: {words}.")
