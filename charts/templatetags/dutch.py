from django import template

from charts.build import number

register = template.Library()


@register.filter
def in_words(count):
    """A number up to twenty in words, as running text has it; else in figures."""
    return number(count)
