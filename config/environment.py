"""What the program is told from outside: the environment and the file .env.

The settings and their explanations are listed in .env.example.
"""

import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

# python-dotenv: small, well kept, and it reads quotes, comments and "export"
# the way people write them. Parsing DATABASE_URL is libpq's own work.
from dotenv import load_dotenv

PRACTICE = "practice"
PRODUCTION = "production"

SAMPLES = {
    "ORGANISATION_NAME": "Voorbeeldorganisatie (voorbeeld)",
    "CONTACT_EMAIL": "contact@voorbeeld.example",
    "CONTROLLER": "Voorbeeldorganisatie, Voorbeeldstraat 1, Voorbeeldstad (voorbeeld)",
    "SECURITY_CONTACT": "mailto:beveiliging@voorbeeld.example",
    "ACCESSIBILITY_STATEMENT_URL": "https://toegankelijkheid.voorbeeld.example/",
    "ACCESSIBILITY_STATUS": "C",
    "SITE_URL": "http://127.0.0.1:{port}",
}
REQUIRED_IN_PRODUCTION = [
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "EMAIL_HOST",
    "DEFAULT_FROM_EMAIL",
    *SAMPLES,
]


# What a setting must look like in production, and the words for who mistyped it.
MAIL = r"[^@\s]+@[^@\s]+\.[^@\s]+"
SHAPES = {
    "SECRET_KEY": (r".{50,}", "ten minste 50 willekeurige tekens"),
    "ALLOWED_HOSTS": (r"[^*/:]+", "namen zonder *, poort of https://"),
    "SITE_URL": (r"https://[^/\s]+/?", "een adres dat begint met https://"),
    "CONTACT_EMAIL": (MAIL, "een e-mailadres"),
    "SECURITY_CONTACT": (
        rf"mailto:{MAIL}|https://\S+",
        "een mailto:- of https://-adres",
    ),
    "DATA_LICENCE_URL": (
        r"(https://\S+)?",
        "een adres dat begint met https://, of niets",
    ),
    "ACCESSIBILITY_STATEMENT_URL": (
        r"https://\S+",
        "een adres dat begint met https://",
    ),
}


class Refusal(Exception):
    """Something that a person must put right first; the text is Dutch, for them."""


@dataclass(frozen=True)
class Instance:
    """Who runs this register. `is_sample`: at least one value is not real."""

    organisation: str
    contact_email: str
    controller: str
    security_contact: str
    accessibility_url: str
    accessibility_status: str
    site_url: str
    is_sample: bool
    # Under which licence others may use the data; empty when nobody has said so.
    data_licence: str = ""
    data_licence_url: str = ""

    def absolute(self, path: str) -> str:
        """The whole address of a page, for what leaves the website."""
        return self.site_url.rstrip("/") + path


class Environment:
    """The settings as given; reading one that is absent gives an empty string."""

    def __init__(self, env_file: Path):
        load_dotenv(env_file)
        self.name = self._name()
        if self.is_production:
            self._refuse_if_incomplete()

    def __getitem__(self, name: str) -> str:
        return os.environ.get(name, "").strip()

    @property
    def is_production(self) -> bool:
        return self.name == PRODUCTION

    def yes(self, name: str) -> bool:
        if self[name] not in ("", "ja", "nee"):
            raise Refusal(f"{name} is ‘{self[name]}’. Kies ja of nee.")
        return self[name] == "ja"

    def number(self, name: str, default: int) -> int:
        value = self[name] or str(default)
        if not (value.isascii() and value.isdigit() and 0 < int(value) < 65536):
            raise Refusal(
                f"{name} is ‘{value}’. Geef een heel getal van 1 tot en met 65535."
            )
        return int(value)

    def words(self, name: str) -> list[str]:
        return [word.strip() for word in self[name].split(",") if word.strip()]

    def origin(self, name: str) -> str:
        parts = urlsplit(self[name])
        return f"{parts.scheme}://{parts.netloc}"

    def openid_connect(self) -> dict:
        """The one OpenID Connect provider, as django-allauth wants it."""
        names = ["OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME"]
        missing = [name for name in names if not self[name]]
        if missing:
            raise Refusal(
                "voor inloggen met OpenID Connect ontbreken deze instellingen:"
                f" {', '.join(missing)}. Het bestand .env.example legt ze uit."
            )
        if self.is_production and not self["OIDC_SERVER_URL"].startswith("https://"):
            raise Refusal("OIDC_SERVER_URL begint in echt gebruik met https://.")
        server, client, secret, name = (self[name] for name in names)
        return {
            "provider_id": "organisatie",
            "name": name,
            "client_id": client,
            "secret": secret,
            "settings": {"server_url": server},
        }

    def instance(self, port: int) -> Instance:
        samples = {name: text.format(port=port) for name, text in SAMPLES.items()}
        values = [self[name] or sample for name, sample in samples.items()]
        status = self["ACCESSIBILITY_STATUS"]
        if status and status not in list("ABCDE"):
            raise Refusal(
                f"ACCESSIBILITY_STATUS is ‘{status}’. Kies A, B, C, D of E: de status"
                " uit het Register van toegankelijkheidsverklaringen."
            )
        return Instance(
            *values,
            is_sample=not all(self[name] for name in SAMPLES),
            data_licence=self["DATA_LICENCE"],
            data_licence_url=self["DATA_LICENCE_URL"],
        )

    def _name(self) -> str:
        name = self["ENVIRONMENT"]
        if name not in (PRACTICE, PRODUCTION):
            problem = f"ENVIRONMENT is ‘{name}’" if name else "ENVIRONMENT ontbreekt"
            raise Refusal(
                f"{problem}. Zet ENVIRONMENT=practice (oefenen) of"
                " ENVIRONMENT=production (echt gebruik),"
                " in de omgeving of in het bestand .env."
            )
        return name

    def _refuse_if_incomplete(self):
        missing = [name for name in REQUIRED_IN_PRODUCTION if not self[name]]
        if missing:
            raise Refusal(
                "voor echt gebruik (ENVIRONMENT=production) ontbreken deze"
                f" instellingen: {', '.join(missing)}."
                " Het bestand .env.example legt ze uit."
            )
        for name, (shape, words) in SHAPES.items():
            if not re.fullmatch(shape, self[name]):
                raise Refusal(
                    f"{name} is niet goed. Geef {words}."
                    " Het bestand .env.example legt het uit."
                )


def kept_secret(path: Path) -> str:
    """The secret in this file; made on first use, also by two commands at once."""
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Refusal(disk_problem(error, path.parent)) from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as draft:
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            # A link appears whole or not at all, and never replaces another.
            os.link(draft.name, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise Refusal(disk_problem(error, path.parent)) from error
    return path.read_text()


def disk_problem(error: OSError, folder: Path) -> str:
    if error.errno in (28, 122):  # ENOSPC, EDQUOT
        return (
            f"de schijf met de map {folder} is vol."
            " Maak ruimte en start opnieuw; er is niets verloren."
        )
    return (
        f"in de map {folder} kan niets worden geschreven ({error.strerror})."
        " Geef schrijfrechten op deze map, of kies een andere met DATA_DIR."
    )
