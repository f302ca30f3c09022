import re
from dataclasses import replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.urls import resolve
from django.utils import timezone

from instance import clock
from keytech.models import KeyTechnology
from kia.models import Agenda
from missions.models import Mission
from missions.tests.builders import make_mission
from organisations.models import Organisation
from policy.models import Example, Instrument, Rule, Term
from sources.models import Document
from themes.models import Theme

pytestmark = pytest.mark.django_db
SITE = "https://register.example"


@pytest.fixture(autouse=True)
def instance(settings):
    settings.INSTANCE = replace(
        settings.INSTANCE,
        site_url="https://register.example/",
        security_contact="mailto:veilig@register.example",
    )


def addresses(client):
    sitemap = client.get("/sitemap.xml")
    assert sitemap["Content-Type"] == "application/xml"
    return re.findall("<loc>(.*?)</loc>", sitemap.content.decode())


def test_robots_may_read_all_but_the_admin(client):
    page = client.get("/robots.txt")

    assert page["Content-Type"] == "text/plain; charset=utf-8"
    assert page.content.decode() == (
        "User-agent: *\n"
        "Disallow: /beheer/\n"
        "Disallow: /zoeken/\n"
        "\n"
        "Sitemap: https://register.example/sitemap.xml\n"
    )


def test_the_sitemap_names_every_public_page_once(client, register):
    found = addresses(client)

    models = (Theme, Mission, Organisation, KeyTechnology, Document)
    models += (Instrument, Example, Rule, Term, Agenda)
    records = [record for model in models for record in model.objects.all()]
    expected = {
        f"https://register.example{path}"
        for path in (
            *("/", "/themas/", "/missies/", "/matrix/", "/brief/", "/over/"),
            "/over/tellen/",
            *("/topsectoren/", "/departementen/", "/organisaties/", "/bronnen/"),
            *("/sleuteltechnologieen/", "/instrumenten/", "/voorbeelden/", "/regels/"),
            *("/begrippen/", "/bedragen/", "/termijnen/", "/over/koppelingen/"),
            *("/toegankelijkheid/", "/privacy/", "/contact/", "/melding/"),
            *("/wijzigingen/", "/data/", "/agendas/", "/contract/"),
            *("/bijdragen/", "/verzoeken/"),
            *(record.get_absolute_url() for record in records),
        )
    }
    assert set(found) == expected
    assert len(found) == len(expected) == 29 + len(records)


class Page(HTMLParser):
    """The names of the places on a page, and where its links lead."""

    def __init__(self, path, html):
        super().__init__()
        self.path, self.ids, self.links = path, [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids += [attrs["id"]] if "id" in attrs else []
        if tag in ("a", "form") and (link := attrs.get("href") or attrs.get("action")):
            target = urlsplit(urljoin(f"{SITE}{self.path}", link))
            if target.scheme in ("http", "https") and target.netloc == SITE[8:]:
                self.links.add((target.path, target.query, target.fragment))


def test_every_address_in_the_sitemap_is_a_page_and_its_links_lead_somewhere(
    client, register
):
    pages = {}
    for address in addresses(client):
        path = address.removeprefix(SITE)
        answer = client.get(path)
        assert answer.status_code == 200, path
        pages[path] = Page(path, answer.content.decode())

    for page in pages.values():
        assert len(page.ids) == len(set(page.ids)), page.path
    links = {link: page.path for page in pages.values() for link in page.links}
    astray = {link: at for link, at in links.items() if not leads(client, pages, *link)}
    assert astray == {}


def leads(client, pages, path, query, fragment):
    if path in pages:
        # The same address with a question may be another page.
        return query or not fragment or fragment in pages[path].ids
    if path.startswith("/static/"):
        return (settings.STATIC_ROOT / path.removeprefix("/static/")).exists()
    if path.endswith("/"):
        return client.get(path).status_code == 200
    return resolve(path)


def test_the_sitemap_shows_no_draft_and_nothing_withdrawn(client):
    shown = make_mission()
    draft = make_mission(published=False)
    withdrawn = make_mission(withdrawn_on=clock.today(), withdrawn_because="Vervallen.")
    merged = make_mission(merged_into=shown)

    found = "\n".join(addresses(client))

    assert f"/missies/{shown.slug}/" in found
    for hidden in (draft, withdrawn, merged):
        assert f"/missies/{hidden.slug}/" not in found


@pytest.mark.parametrize("mission_count", [1, 3])
def test_sitemap_queries_do_not_grow(mission_count, client, django_assert_num_queries):
    for _ in range(mission_count):
        make_mission()

    with django_assert_num_queries(15):
        client.get("/sitemap.xml")


@pytest.mark.parametrize("days", [0, -1800, 400])
def test_security_txt_tells_whom_to_write_to_and_never_expires(client, days):
    """Not even when the clock of practice says another day."""
    with clock.at(timezone.now() + timedelta(days=days)):
        page = client.get("/.well-known/security.txt").content.decode()
    now = timezone.now()

    fields = dict(line.split(": ", 1) for line in page.splitlines())
    expires = datetime.fromisoformat(fields.pop("Expires"))
    assert now + timedelta(days=30) < expires < now + timedelta(days=365)
    assert fields == {
        "Contact": "mailto:veilig@register.example",
        "Preferred-Languages": "nl, en",
        "Canonical": "https://register.example/.well-known/security.txt",
    }
