"""A dossier as an answer: a file to take away, or a page to print."""

from django.http import HttpResponse

from dossiers import opendocument, page, pdf, word
from instance.requests import refuse

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "docx": (WORD, word.write),
    "odt": ("application/vnd.oasis.opendocument.text", opendocument.write),
    "pdf": ("application/pdf", pdf.write),
    "html": ("text/html; charset=utf-8", page.write),
}


def answer(request, form, name, make):
    """`make` makes the dossier, once it is clear that this format can be had."""
    if form == "pdf" and not pdf.is_available():
        return refuse(request, 503, "PDF is hier niet te maken", pdf.MISSING)
    content_type, write = FORMATS[form]
    response = HttpResponse(write(make()), content_type=content_type)
    # The page to print is read where it stands; the others are taken away.
    if form != "html":
        disposition = f'attachment; filename="{name}.{form}"'
        response["Content-Disposition"] = disposition
    return response


class FormatConverter:
    """In an address: one of the formats."""

    regex = "|".join(FORMATS)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
