from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.filter
def counted(count, filterset):
    """What a set of facets counts: "1 missie", "2 missies en 5 subdoelen"."""
    whole, parts = _words(count, filterset)
    if parts and not count.whole:
        return parts
    return f"{whole} en {parts}" if parts else whole


@register.filter
def shown_of(listing):
    """What a list shows: "8 van 21 missies", and of the parts that it counts apart.

    Of two counts, one that is 0 is left out.
    """
    found, (whole, parts) = listing.count, _words(listing.total, listing.filterset)
    if listing.is_whole:
        number, _, noun = whole.partition(" ")
        words = format_html("<strong>{}</strong> {}", number, noun)
        return format_html("{} en {}", words, parts) if parts else words
    counts = [(found.whole, whole), (found.parts, parts)]
    shown = [(n, of) for n, of in counts if n] or counts[:1]
    return format_html_join(" en ", "<strong>{}</strong> van {}", shown)


def _words(count, filterset):
    whole = _number(count.whole, filterset.NOUNS)
    return whole, _number(count.parts, filterset.PARTS) if count.parts else ""


def _number(number, nouns):
    one, many = nouns
    return f"{number} {one if number == 1 else many}"
