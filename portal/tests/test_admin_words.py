"""The Dutch of the admin, where ours goes before Django's own."""

import gettext
import re
from ast import literal_eval
from pathlib import Path

import allauth
import django
import pytest
from django.conf import settings
from django.urls import reverse

DJANGO = Path(django.__file__).parent
ALLAUTH = Path(allauth.__file__).parent
DOMAINS = ["django", "djangojs"]
FOLDER = settings.BASE_DIR / "instance" / "locale" / "nl" / "LC_MESSAGES"


def entries(path):
    """{msgid: [msgstr, …]} of a .po file."""
    found, words = {}, []
    for line in path.read_text("utf-8").splitlines():
        if keyword := re.match(
            r"(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ", line
        ):
            words.append((keyword[1], literal_eval(line[keyword.end() :])))
        elif line.startswith('"'):
            words[-1] = (words[-1][0], words[-1][1] + literal_eval(line))
    for keyword, text in words:
        if keyword == "msgid":
            strings = found[text] = []
        elif keyword.startswith("msgstr"):
            strings.append(text)
    return found


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_runs_is_what_the_file_says(domain):
    ours = entries(FOLDER / f"{domain}.po")
    with (FOLDER / f"{domain}.mo").open("rb") as compiled:
        catalog = gettext.GNUTranslations(compiled)._catalog

    running = {}
    for key, text in catalog.items():
        running.setdefault(key[0] if isinstance(key, tuple) else key, []).append(text)
    assert running == ours


@pytest.mark.parametrize("domain", DOMAINS)
def test_django_still_says_what_we_translate(domain):
    django_says = set()
    for package in (DJANGO, ALLAUTH):
        for path in package.rglob(f"locale/en/LC_MESSAGES/{domain}.po"):
            django_says |= set(entries(path))

    assert set(entries(FOLDER / f"{domain}.po")) - django_says == set()


@pytest.mark.parametrize(
    ("part", "domain"),
    [
        (DJANGO / "conf", "django"),
        (DJANGO / "contrib/auth", "django"),
        (DJANGO / "contrib/admin", "django"),
        (DJANGO / "contrib/admin", "djangojs"),
        (ALLAUTH, "django"),
    ],
)
def test_nothing_of_django_or_allauth_stays_english(part, domain):
    folder = part / "locale"
    english = set(entries(folder / "en" / "LC_MESSAGES" / f"{domain}.po"))
    dutch = entries(folder / "nl" / "LC_MESSAGES" / f"{domain}.po")

    of_django = {text for text, words in dutch.items() if any(words)}
    assert english - of_django - set(entries(FOLDER / f"{domain}.po")) == set()


@pytest.mark.django_db
def test_the_pages_speak_our_dutch(admin_client, client):
    login = client.get(reverse("account_login")).content.decode()
    index = admin_client.get(reverse("admin:index")).content.decode()
    missions = admin_client.get(reverse("admin:missions_mission_changelist"))
    add = admin_client.get(reverse("admin:missions_mission_add")).content.decode()

    assert ">Inloggen</h1>" in login and ">Log in</button>" in login
    assert "<title>Beheer · Missieregister</title>" in index and "Log uit" in index
    assert "<h1>Missies</h1>" in missions.content.decode()
    assert "Nieuw: missie" in add and 'value="Bewaar"' in add
    for page in (login, index, missions.content.decode(), add):
        assert not re.search(r"\b(Search|Delete|Save|Django|with success)\b", page)


@pytest.mark.django_db
def test_the_scripts_speak_our_dutch(admin_client):
    words = admin_client.get(reverse("admin:jsi18n")).content.decode()

    assert '"Today (%(date)s)": "Vandaag (%(date)s)"' in words
    assert '"Choose a Date": "Kies een datum"' in words  # Django's own
    assert '"Cancel": "Sluit"' in words  # ours before Django's own
