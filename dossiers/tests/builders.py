from datetime import datetime

from dossiers.tree import Bullets, Dossier, Heading, Paragraph, Quote, Run, Table, runs


def make_dossier(**fields):
    """A dossier with every kind of block, and every character that could break."""
    fields = {
        "title": "ED-1 «Proef» – é & <b>",
        "subtitle": "Een dossier voor de test",
        "address": "https://voorbeeld.test/missies/proef/",
        "made_at": datetime(2026, 11, 25, 10, 5),
        "version": 12,
        "status": "VOORBEELD",
        "blocks": [
            Heading("Formulering"),
            Quote(
                runs("Een CO2-vrije ", Run("gebouwde", bold=True), " omgeving"),
                runs("blz. 5, ", Run("lees dit", url="https://voorbeeld.test/#p1")),
            ),
            Heading("Doelen", 2),
            Bullets((runs("eerste punt"), runs("=SOM(1) blijft tekst"))),
            Table(
                "Doelen met jaar",
                ("Doel", "Jaar"),
                (
                    (runs("−49%"), runs("2030")),
                    (runs("klimaatneutraal"), runs(Run("geen jaar", italic=True))),
                ),
            ),
            Paragraph(runs("Einde van de proef.")),
        ],
    } | fields
    return Dossier(**fields)
