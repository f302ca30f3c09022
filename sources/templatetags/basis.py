from django import template

from sources.links import basis_of, tally

register = template.Library()


@register.filter
def basis(link):
    """The sign and the words for what a link rests on."""
    return basis_of(link)


@register.filter
def by_basis(links):
    """How many links there are of each basis."""
    return tally(links)
