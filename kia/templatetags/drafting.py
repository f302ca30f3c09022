from django import template

register = template.Library()


@register.filter
def token(tab, name):
    """What the page saw of a cell, for the hidden input beside it."""
    return tab.token(name)


@register.filter
def at(found, name):
    """What a dict holds under a name that is only known in the page."""
    return found.get(name)


@register.filter
def name_of(form, column):
    return form.add_prefix(column)
