from django import template

from charts import png

register = template.Library()


@register.simple_tag
def png_missing():
    """What to install before a picture can be PNG; empty when it can."""
    return "" if png.is_available() else png.MISSING
