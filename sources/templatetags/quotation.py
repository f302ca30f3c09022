"""How the words of a source are shown. The words themselves never change."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe

register = template.Library()

MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november"
    "|december"
)
NUMBER = re.compile(
    rf"\d+(?:[.,]\d+)*%|\b\d+(?:[.,]\d+)*\b(?!\s(?:jaar|(?:{MONTHS})\b))"
)
YEAR = re.compile(r"(?:19|20|21)\d\d")


@register.filter
def words(text):
    """The words of a source: CO2 gets its subscript, nothing else happens."""
    # Safe: the text is escaped first, and the subscript is our own.
    return mark_safe(escape(text).replace("CO2", "CO<sub>2</sub>"))  # noqa: S308


@register.filter
def shortened(text, length=120):
    """The first words of a long quotation; […] says that words are left out."""
    if len(text) <= length:
        return text
    return f"{text[:length].rsplit(' ', 1)[0]} […]"


@register.filter
def with_numbers(text):
    """The words of a source with its numbers, but not its dates, in weight 600."""

    def weigh(found):
        number = found.group()
        return number if YEAR.fullmatch(number) else f"<b>{number}</b>"

    marked = NUMBER.sub(weigh, escape(text))
    return mark_safe(marked.replace("CO2", "CO<sub>2</sub>"))  # noqa: S308
