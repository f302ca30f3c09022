"""Requests to government as a file: of entries in force, with the last public answer."""

from django.urls import reverse

from exchange.columns import Column, Day, Key, YesNo
from exchange.kinds import Kind, parts_of
from kia.entries.public.kinds import ENTRY, told
from kia.models import EntryRequest
from kia.requests.standing import Status, public_rows


def _addressee(row):
    """A department that is not published is not named."""
    if row.addressee is None:
        return row.addressee_text
    return str(row.addressee) if row.addressee.published_at else ""


class PublicRows(Kind):
    """They go out only, so what is not public is not looked at."""

    def all(self):
        return public_rows()


REQUESTS = PublicRows(
    code="verzoeken",
    model=EntryRequest,
    about="Wat de vastgestelde bijdragen van de overheid vragen, met de reactie daarop.",
    key=("number",),
    parts=(
        told(
            Column("number", "kenmerk", "Het kenmerk in het adres van het verzoek."),
            lambda row: str(row.lineage),
        ),
        told(
            Key("entry", "bijdrage", ENTRY),
            lambda row: row.version.entry.slug,
            "version__entry__agenda",
        ),
        told(
            Key("agenda", "agenda", "De agenda waar de bijdrage bij hoort."),
            lambda row: row.version.entry.agenda.slug,
        ),
        *parts_of(
            EntryRequest,
            {
                "text": "Wat de partijen van de overheid vragen.",
                "instrument": "Met welk middel de overheid kan helpen.",
            },
        ),
        told(
            Column("addressee", "gericht aan", "Aan wie het verzoek is gericht."),
            _addressee,
            "addressee",
        ),
        *parts_of(
            EntryRequest,
            {"wanted_year": "Het jaar waarvoor het wordt gevraagd. Leeg: geen jaar."},
        ),
    ),
    visible=lambda rows: rows,
    sample="version__entry__is_practice",
    computed=(
        (
            Day(
                "asked_on",
                "vastgesteld op",
                "Wanneer de agenda met dit verzoek inging.",
            ),
            lambda row: row.asked_on,
        ),
        (
            Column("status", "stand", "De stand van de laatste openbare reactie."),
            lambda row: Status(row.status).label,
        ),
        (
            Column("reply", "reactie", "De laatste openbare reactie."),
            lambda row: row.reply,
        ),
        (
            Day("replied_on", "reactie op", "De dag van die reactie. Leeg: nog geen."),
            lambda row: row.replied_on,
        ),
        (
            YesNo("is_practice", "voorbeeld", "Ja: verzonnen, om mee te oefenen."),
            lambda row: row.version.entry.is_practice,
        ),
        (
            Column("address", "adres op de site", "Het adres, na de naam van de site."),
            lambda row: reverse("kia:request", args=[row.lineage]),
        ),
    ),
)
