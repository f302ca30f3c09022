"""What every dossier says in the same way."""

from django.utils.formats import date_format

from dossiers.tree import Paragraph, Run, runs


def missing(words):
    """Runs for something that is not there; never an empty cell."""
    return runs(Run(words, italic=True))


def made(made_at, address) -> Paragraph:
    day = date_format(made_at, "j F Y")
    return Paragraph(
        runs(f"Gemaakt op {day} van de pagina ", Run(address, url=address), ".")
    )
