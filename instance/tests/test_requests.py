import logging.config
import random
from http import HTTPStatus

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import RequestFactory

from config.wsgi import application
from instance.requests import LONGEST_ADDRESS

pytestmark = pytest.mark.django_db

PUBLIC = [
    *("/", "/missies/", "/themas/", "/brief/", "/over/", "/contact/", "/privacy/"),
    *("/toegankelijkheid/", "/robots.txt", "/sitemap.xml"),
    *("/.well-known/security.txt", "/missies/geen/", "/themas/geen/", "/id/doel/geen"),
]
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "connect-src 'self'; img-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=()"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def raw(client):
    """Ask for a path and query exactly as given, the way a server passes them."""
    client.raise_request_exception = False

    def ask(path="/missies/", query="", **extra):
        environ = {"PATH_INFO": path, "QUERY_STRING": query} | extra
        return client.generic(extra.pop("method", "GET"), "/", **environ)

    return ask


@pytest.mark.parametrize(
    ("path", "query", "sentence"),
    [
        ("/missies/a\0b/", "", "In het verzoek staat een nulteken."),
        ("/missies/", "weergave=%00", "In het verzoek staat een nulteken."),
        ("/missies/", "%00=a", "In het verzoek staat een nulteken."),
        ("/missies/", "q=%C3%28", "niet te lezen zijn (geen UTF-8)."),
        ("/missies/", "q=%ED%A0%80", "niet te lezen zijn (geen UTF-8)."),
        ("/missies/", "q=%zz", "een procentteken zonder twee cijfers of letters."),
        ("/missies/", "q=100%", "een procentteken zonder twee cijfers of letters."),
        ("/beheer/login/", "next=%00", "In het verzoek staat een nulteken."),
    ],
)
def test_an_address_that_cannot_be_read_is_refused(raw, path, query, sentence):
    answer = raw(path, query)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Het adres klopt niet" in answer.content.decode()
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "extra",
    [
        {"HTTP_COOKIE": rf'{settings.SESSION_COOKIE_NAME}="\000abcdefghij"'},
        {"CONTENT_TYPE": "text/plain; charset=utf-16"},
    ],
)
def test_a_request_that_cannot_be_read_is_refused(raw, extra):
    answer = raw("/beheer/", "a=b", **extra)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Het adres klopt niet" in answer.content.decode()


@pytest.mark.parametrize(
    ("content_type", "query"),
    [
        ("text/plain; charset=base64", "a=b"),
        ("text/plain; charset=rot13", ""),
        ("text/plain; charset*=utf-16", "a=b"),
        ("text/plain; charset=utf-8", "&".join(1001 * "a")),
    ],
)
def test_a_request_that_django_cannot_even_make_is_refused(
    content_type, query, settings
):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    # The test client makes its requests in another way than a server does.
    environ = RequestFactory().get("/missies/").environ
    statuses = []

    body = application(
        environ | {"CONTENT_TYPE": content_type, "QUERY_STRING": query},
        lambda status, headers: statuses.append(status),
    )

    assert statuses == ["400 Bad Request"]
    assert "Het adres klopt niet" in b"".join(body).decode()


@pytest.mark.parametrize(
    "query",
    ["", "weergave=kaarten", "q=%C3%A9&q=%F0%9F%98%80", "q=a+b", "&&==&", "?;#", "é"],
)
def test_a_strange_but_readable_query_gives_the_page(raw, query):
    answer = raw("/missies/", query.encode().decode("latin-1"))

    assert answer.status_code == HTTPStatus.OK


def test_the_longest_address_is_answered_and_a_longer_one_is_not(raw):
    room = LONGEST_ADDRESS - len("/missies/") - len("q=")

    assert raw("/missies/", "q=" + room * "a").status_code == HTTPStatus.OK
    for path, query in [
        ("/missies/", "q=" + (room + 1) * "a"),
        ("/missies/", "q=" + 10_000 * "a"),
        ("/" + 10_000 * "a" + "/", ""),
        ("/beheer/" + 10_000 * "a", ""),
    ]:
        answer = raw(path, query)
        assert answer.status_code == HTTPStatus.REQUEST_URI_TOO_LONG
        assert "Het adres is te lang" in answer.content.decode()


def test_too_many_parameters_are_refused(raw, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10

    answer = raw("/missies/", "&".join(f"a{n}=1" for n in range(11)))

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Het adres klopt niet" in answer.content.decode()


def test_a_site_of_another_name_is_refused(client):
    answer = client.get("/", headers={"Host": "iets.anders"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert "Kijk of de naam in de adresbalk klopt." in answer.content.decode()
    assert "ALLOWED_HOSTS" in answer.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_can_only_be_read(client, method, path):
    client.handler.enforce_csrf_checks = True

    answer = getattr(client, method)(path)

    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert answer["Allow"] == "GET, HEAD"
    assert "Deze pagina kunt u alleen lezen." in answer.content.decode()


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("query", ["q=%00", "q=%zz", "q=%FF", "q=" + 10_000 * "a"])
def test_every_public_page_refuses_an_address_that_cannot_be_read(raw, path, query):
    answer = raw(path, query)

    assert answer.status_code in (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_URI_TOO_LONG,
    )
    assert "Het adres" in answer.content.decode()


def test_no_query_breaks_a_page(raw):
    chance = random.Random(33009)
    pieces = [
        *"&=;+%?#/[]'\"<>\0\xff",
        "%00",
        "%E9",
        "%C3%A9",
        "weergave",
        "q",
        "9" * 99,
    ]

    for _ in range(400):
        query = "".join(chance.choices(pieces, k=chance.randrange(30)))
        answer = raw(chance.choice(PUBLIC), query)
        assert answer.status_code in (200, 400, 404), query


def test_an_unknown_slug_is_not_found(raw):
    for path in [
        *("/missies/geen-missie/", "/themas/geen-thema/", "/id/missie/geen"),
        # As a server passes é, and a byte that is not UTF-8.
        *("/missies/\xc3\xa9/", "/missies/\xff/", "/missies/%zz/", "//", "/../"),
    ]:
        answer = raw(path)
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "Deze pagina bestaat niet" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/missies/geen-missie/", 404),
        ("/?a=%00", 400),
        ("/?a=" + 5000 * "a", 414),
        ("/beheer/", 302),
        ("/account/inloggen/", 200),
        ("/static/img/merk.svg", 200),
    ],
)
def test_every_answer_has_the_headers(client, path, status):
    answer = client.get(path)

    answer.close()
    assert answer.status_code == status
    assert {name: answer.get(name) for name in HEADERS} == HEADERS


def test_a_kept_page_and_a_304_have_the_headers(client):
    etag = client.get("/over/")["ETag"]

    kept = client.get("/over/")
    unchanged = client.get("/over/", headers={"If-None-Match": etag})

    assert (kept.status_code, unchanged.status_code) == (200, 304)
    for answer in (kept, unchanged):
        assert {name: answer.get(name) for name in HEADERS} == HEADERS


def test_an_error_has_the_headers(client, monkeypatch):
    def fail(*args):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("django.urls.resolvers.URLResolver.resolve", fail)

    answer = client.get("/over/")

    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert {name: answer.get(name) for name in HEADERS} == HEADERS


def test_a_hashed_file_is_kept_for_ever_and_only_for_this_site(client):
    answer = client.get(staticfiles_storage.url("css/base.css"))
    answer.close()

    assert answer["Cache-Control"] == "max-age=315360000, public, immutable"
    assert not answer.has_header("Access-Control-Allow-Origin")


def test_a_file_can_only_be_read(client):
    answer = client.post(staticfiles_storage.url("css/base.css"))

    assert answer.status_code == 405
    assert "Dit kan niet op deze pagina" in answer.content.decode()
    assert answer.headers["Allow"] == "GET, HEAD"


def test_an_error_leaves_its_trace_where_the_program_runs(client, settings, capsys):
    settings.ROOT_URLCONF = "instance.tests.urls_that_fail"
    client.raise_request_exception = False
    logging.config.dictConfig(settings.LOGGING)

    answer = client.get("/stuk/")

    said = capsys.readouterr().err
    assert answer.status_code == 500
    assert "ZeroDivisionError" in said and "/stuk/" in said
    assert "ZeroDivisionError" not in answer.content.decode()
