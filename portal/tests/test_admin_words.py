"""The Dutch of the admin, where ours goes before Django's own."""

import gettext
import re
from ast import literal_eval
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.urls import reverse

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


def test_what_runs_is_what_the_file_says():
    ours = entries(FOLDER / "django.po")
    with (FOLDER / "django.mo").open("rb") as compiled:
        catalog = gettext.GNUTranslations(compiled)._catalog

    running = {}
    for key, text in catalog.items():
        running.setdefault(key[0] if isinstance(key, tuple) else key, []).append(text)
    assert running == ours


def test_django_still_says_what_we_translate():
    django_says = set()
    for path in Path(django.__file__).parent.rglob("locale/nl/LC_MESSAGES/django.po"):
        django_says |= set(entries(path))

    assert set(entries(FOLDER / "django.po")) - django_says == set()


@pytest.mark.django_db
def test_the_pages_speak_our_dutch(admin_client, client):
    login = client.get(reverse("admin:login")).content.decode()
    index = admin_client.get(reverse("admin:index")).content.decode()
    missions = admin_client.get(reverse("admin:missions_mission_changelist"))
    add = admin_client.get(reverse("admin:missions_mission_add")).content.decode()

    assert "<h1>Inloggen</h1>" in login and 'value="Log in"' in login
    assert "Missieregister – beheer" in index and "Log uit" in index
    assert "<h1>Missies</h1>" in missions.content.decode()
    assert "Nieuw: missie" in add and 'value="Bewaar"' in add
    for page in (login, index, missions.content.decode(), add):
        assert not re.search(r"\b(Search|Delete|Save|Django|with success)\b", page)
