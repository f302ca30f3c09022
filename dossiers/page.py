"""A dossier as a page, to read on a screen and to print."""

from django.template.loader import render_to_string

from dossiers.pdf import KINDS


def write(dossier) -> bytes:
    blocks = [(KINDS[type(block)], block) for block in dossier.blocks]
    context = {"dossier": dossier, "blocks": blocks}
    return render_to_string("dossiers/print.html", context).encode()
