"""The program says in a sentence what is missing; it never shows a traceback."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from config.environment import REQUIRED_IN_PRODUCTION

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "proefsleutel-" * 5,
    "ALLOWED_HOSTS": "register.example",
    "DATABASE_URL": "postgresql://niemand@127.0.0.1:9/register",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "register@register.example",
    "ORGANISATION_NAME": "Ministerie",
    "CONTACT_EMAIL": "contact@register.example",
    "CONTROLLER": "Ministerie, Straat 1, Stad",
    "SECURITY_CONTACT": "mailto:veilig@register.example",
    "ACCESSIBILITY_STATEMENT_URL": "https://verklaring.example/1",
    "ACCESSIBILITY_STATUS": "B",
    "SITE_URL": "https://register.example",
}


def manage(*arguments, **environment):
    """Run manage.py with nothing but this environment."""
    kept = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(*arguments, **environment):
    done = manage(*arguments, **environment)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("Het lukt niet: ")
    return done.stderr


def test_a_database_without_an_environment_is_refused():
    said = refusal("check", DATABASE_URL="postgresql://ik@127.0.0.1/register")

    assert "ENVIRONMENT ontbreekt" in said
    assert "ENVIRONMENT=practice" in said and "ENVIRONMENT=production" in said


def test_an_unknown_environment_is_refused():
    assert "ENVIRONMENT is ‘test’" in refusal("check", ENVIRONMENT="test")


def test_production_names_all_that_is_missing_at_once():
    said = refusal("check", ENVIRONMENT="production")

    assert all(name in said for name in REQUIRED_IN_PRODUCTION)


@pytest.mark.parametrize("name", REQUIRED_IN_PRODUCTION)
def test_production_names_the_one_setting_that_is_missing(name):
    said = refusal("check", **PRODUCTION | {name: " "})

    assert f"ontbreken deze instellingen: {name}." in said


@pytest.mark.parametrize(
    "name, value",
    [
        ("SECRET_KEY", "kort"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "https://register.example"),
        ("SITE_URL", "register.example"),
        ("SITE_URL", "https://register.example/pad"),
        ("CONTACT_EMAIL", "geen adres"),
        ("SECURITY_CONTACT", "veilig@register.example"),
        ("ACCESSIBILITY_STATEMENT_URL", "javascript:alert(1)"),
    ],
)
def test_production_refuses_a_setting_of_the_wrong_shape(name, value):
    said = refusal("check", **PRODUCTION | {name: value})

    assert f"{name} is niet goed. Geef " in said


def test_in_practice_the_site_knows_the_port_it_is_served_on(tmp_path):
    code = "from django.conf import settings; print(settings.INSTANCE.site_url)"
    practice = {"ENVIRONMENT": "practice", "PORT": "8421", "DATA_DIR": str(tmp_path)}

    done = manage("shell", "-v0", "-c", code, **practice)

    assert done.stdout == "http://127.0.0.1:8421\n"


def test_production_passes_the_deployment_check(db):
    # Some checks ask the server for its version; this database carries no mark.
    server = connection.settings_dict
    url = f"postgresql://{server['USER']}@/postgres?host={server['HOST']}"
    environment = PRODUCTION | {"DATABASE_URL": f"{url}&port={server['PORT']}"}
    done = manage("check", "--deploy", "--fail-level", "WARNING", **environment)

    assert done.stdout == "System check identified no issues (0 silenced).\n"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("onzin", "DATABASE_URL is geen geldig adres"),
        ("postgresql://server", "DATABASE_URL is geen volledig adres"),
        ("mysql://server/naam", "DATABASE_URL is geen"),
        ("postgresql://u@127.0.0.1:9/naam", "de database is niet bereikbaar"),
    ],
)
def test_a_broken_database_address_is_refused_in_a_sentence(url, sentence):
    said = refusal("migrate", ENVIRONMENT="practice", DATABASE_URL=url)

    assert sentence in said


@pytest.mark.parametrize("port", ["abc", "0", "70000", "８０００"])
def test_a_port_that_is_no_port_is_refused(port):
    assert f"PORT is ‘{port}’" in refusal("check", ENVIRONMENT="practice", PORT=port)


def test_every_setting_is_explained_in_the_example():
    text = (settings.BASE_DIR / ".env.example").read_text("utf-8")
    optional = ["PORT", "DATA_DIR", "BEHIND_PROXY", "EMAIL_PORT", "EMAIL_HOST_USER"]

    for name in [*REQUIRED_IN_PRODUCTION, *optional, "ENVIRONMENT"]:
        assert f"{name}=" in text
