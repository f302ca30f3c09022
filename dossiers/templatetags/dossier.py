from django import template

from dossiers import pdf

register = template.Library()


@register.simple_tag
def pdf_missing():
    """What to install before a PDF can be made; empty when it can."""
    return "" if pdf.is_available() else pdf.MISSING
