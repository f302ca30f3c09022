"""Which database the program uses, and what it says when that does not work."""

import re
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from config.embedded_postgres import DATABASE, EmbeddedPostgres
from config.environment import Refusal

OLDEST_VERSION = 15

_embedded = {}


def embedded_server(folder: Path) -> EmbeddedPostgres:
    """The one object in this process for the server in this folder."""
    return _embedded.setdefault(folder, EmbeddedPostgres(folder))


def database_settings(url: str, data_dir: Path) -> dict:
    """Django's settings for `url`, or for the embedded server without one."""
    if url:
        place = parse(url)
    else:
        server = embedded_server(data_dir)
        place = _place(server.connection | {"dbname": DATABASE})
    return {
        "ENGINE": "config.database",
        **place,
        "CONN_MAX_AGE": None,
        "EMBEDDED_FOLDER": None if url else data_dir,
    }


def parse(url: str) -> dict:
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise Refusal(_form("DATABASE_URL is geen geldig adres.")) from error
    if not url.startswith(("postgres://", "postgresql://")) or not parts.get("dbname"):
        raise Refusal(_form("DATABASE_URL is geen volledig adres."))
    return _place(parts)


def _place(parts: dict) -> dict:
    return {
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": {"connect_timeout": 10} | parts,
    }


def _form(problem: str) -> str:
    return f"{problem} De vorm is postgresql://gebruiker:wachtwoord@server:5432/naam."


def refuse_old(server_version: int):
    """`server_version` as PostgreSQL counts it: 150004 is 15.4."""
    if server_version < OLDEST_VERSION * 10_000:
        raise Refusal(
            f"de databaseserver is PostgreSQL {server_version // 10_000}."
            f" Missieregister vraagt PostgreSQL {OLDEST_VERSION} of nieuwer."
        )


def refuse_other_mark(mark: str, environment: str):
    """A practice process never touches a production database, nor the reverse."""
    if mark != environment:
        raise Refusal(
            f"deze database is gemerkt als ‘{mark}’, maar dit programma draait met"
            f" ENVIRONMENT={environment}. Kies de andere database of de andere"
            " omgeving. Een teruggezette kopie van echt gebruik maakt u geschikt om"
            " te oefenen met: python manage.py remark_as_practice"
        )


def explain(error: Exception) -> str:
    """What went wrong with the database, in one Dutch sentence."""
    text = str(error).strip()
    extension = re.search(r'extension "(\w+)"', text)
    if extension:
        name = extension[1]
        return (
            f"de database mist de uitbreiding {name}, en deze gebruiker kan haar niet"
            f" toevoegen. Vraag de beheerder van de server om: CREATE EXTENSION {name};"
        )
    if "No space left on device" in text:
        return (
            "de schijf van de databaseserver is vol."
            " Maak ruimte en start opnieuw; er is niets verloren."
        )
    return f"de database is niet bereikbaar of weigert. De server meldt: {text}"
