"""Amounts of money: typed in thousands of euros, stored in whole euros.

What is shown can be typed again and gives the same euros. Digits are grouped with
a narrow space; a point is refused, because 1.500 is read in two ways.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError

THOUSAND, MILLION = 1_000, 1_000_000
# As the constraints of the tables have it.
MOST = 10**12
# A narrow space that does not break.
BETWEEN_GROUPS = "\u202f"
MINUS = "−"

SPACES = "[ \u00a0\u2009\u202f]"
AMOUNT = re.compile(
    rf"([-+{MINUS}]?)\s?(\d{{1,3}}(?:{SPACES}\d{{3}})+|\d+)(?:,(\d+))?", re.ASCII
)
WITH_POINTS = re.compile(r"\d{1,3}(\.\d{3})+(,\d{1,3})?", re.ASCII)
WITH_EXPONENT = re.compile(r"[-+]?\d+([.,]\d+)?[eE][-+]?\d+", re.ASCII)
CURRENCY = re.compile(r"€|eur|mln|mld|miljoen|miljard", re.IGNORECASE)

EMPTY = "Vul een bedrag in."
HOW = "Schrijf het in duizenden euro’s, zoals 1200 of 1200,5."
NOT_AN_AMOUNT = f"«{{text}}» is geen bedrag. {HOW}"
ONLY_DIGITS = f"Laat het teken en de woorden bij «{{text}}» weg. {HOW}"
TWO_READINGS = "«{text}» is op twee manieren te lezen. Bedoelt u {big} of {small}?"
NO_POINTS = "Laat de punten weg: schrijf «{text}» als {plain}."
NO_EXPONENT = f"«{{text}}» staat er als macht van tien. {HOW}"
TOO_FINE = "«{text}» heeft meer dan drie cijfers achter de komma: kleiner dan een euro."
BELOW_ZERO = "«{text}» is minder dan nul. Dat kan alleen bij een correctie."
ZERO = "Een bedrag van nul hoeft u niet op te geven."
TOO_MUCH = "«{text}» is meer dan 1.000 miljard euro. Het bedrag telt in duizenden."


class OddAmount(ValueError):
    """Why a text is no amount, as a Dutch sentence."""


def read(text: str, *, signed=False) -> int:
    """The whole euros of an amount typed in thousands; OddAmount if it is none."""
    text = text.strip()
    found = AMOUNT.fullmatch(text)
    if not found:
        raise OddAmount(_why_not(text))
    sign, whole, fraction = found.groups()
    if len(fraction or "") > 3:
        raise OddAmount(TOO_FINE.format(text=text[:40]))
    whole = re.sub(SPACES, "", whole).lstrip("0")
    if len(whole) > 12:
        raise OddAmount(TOO_MUCH.format(text=text[:40]))
    euros = int((whole + (fraction or "").ljust(3, "0")) or 0)
    return _within_bounds(-euros if sign in ("-", MINUS) else euros, text, signed)


def _within_bounds(euros, text, signed):
    if not euros:
        raise OddAmount(ZERO)
    if euros < 0 and not signed:
        raise OddAmount(BELOW_ZERO.format(text=text[:40]))
    if abs(euros) > MOST:
        raise OddAmount(TOO_MUCH.format(text=text[:40]))
    return euros


def _why_not(text):
    shown = text[:40]
    if not text:
        return EMPTY
    if WITH_EXPONENT.fullmatch(text):
        return NO_EXPONENT.format(text=shown)
    if CURRENCY.search(text):
        return ONLY_DIGITS.format(text=shown)
    if not WITH_POINTS.fullmatch(text) or len(text) > 40:
        return NOT_AN_AMOUNT.format(text=shown)
    plain = text.replace(".", "")
    if text.count(".") == 1 and "," not in text:
        small = typed(int(text.replace(".", "")))
        return TWO_READINGS.format(text=shown, big=plain, small=small)
    return NO_POINTS.format(text=shown, plain=plain)


def in_thousands(euros: int) -> Decimal:
    """Exact, and without zeros at its end."""
    return Decimal(f"{(Decimal(euros) / THOUSAND).normalize():f}")


def typed(euros: int) -> str:
    """As somebody types it, in thousands: 1200,5."""
    return f"{in_thousands(euros):f}".replace(".", ",")


def thousands(euros: int) -> str:
    """As a page shows it, in thousands, exact."""
    return _grouped(in_thousands(euros))


def whole(euros: int) -> str:
    """In whole euros, with their digits in groups."""
    return _grouped(Decimal(euros))


def millions(euros: int) -> str:
    """As a figure shows it: in millions, rounded to two decimals."""
    rounded = (Decimal(euros) / MILLION).quantize(Decimal("0.01"), ROUND_HALF_UP)
    # What rounds to nothing has no sign.
    return _grouped(rounded or abs(rounded))


def share(part: int, whole: int, of=1000) -> int:
    """A part of the whole in tenths of a per cent, rounded half away from zero."""
    sign = -1 if part < 0 else 1
    return sign * ((2 * of * abs(part) + whole) // (2 * whole))


def _grouped(number):
    text = f"{number:,f}".replace(",", BETWEEN_GROUPS).replace(".", ",")
    return text.replace("-", MINUS)


class AmountField(forms.CharField):
    """An amount in thousands; its cleaned value is whole euros, or None."""

    def __init__(self, *, signed=False, **options):
        self.signed = signed
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)

    def prepare_value(self, value):
        return typed(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != initial
        except ValidationError:
            return True

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            return read(text, signed=self.signed)
        except OddAmount as error:
            raise ValidationError(str(error), code="invalid") from error
