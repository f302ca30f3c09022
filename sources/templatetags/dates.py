"""Moments as a source gives them: a day, a month, a quarter, a year."""

from django import template
from django.utils.formats import date_format

from sources.models import Precision

register = template.Library()

FORMATS = {
    Precision.DAY: "j F Y",
    Precision.MONTH: "F Y",
    Precision.YEAR: "Y",
}
QUARTERS = ("eerste", "tweede", "derde", "vierde")


@register.filter
def day(date):
    return date_format(date, FORMATS[Precision.DAY])


@register.filter
def moment(date, precision):
    """The first day of a moment as that moment: "maart 2019", "2018"."""
    if precision == Precision.QUARTER:
        return f"{QUARTERS[(date.month - 1) // 3]} kwartaal van {date.year}"
    return date_format(date, FORMATS.get(precision, FORMATS[Precision.DAY]))
