import gzip
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone

from instance import clock, page_cache
from instance.models import InstanceState
from instance.page_cache import Page, PageCache, Pages, accepts_gzip
from missions.tests.builders import make_mission

pytestmark = pytest.mark.django_db

TEXT = "De missies van de brief. " * 100


class Site:
    """The rest of the site behind the cache; counts how often it was asked."""

    def __init__(self, make=lambda: HttpResponse(TEXT)):
        self.make = make
        self.asked = 0
        self.cache = PageCache(self)

    def __call__(self, request):
        self.asked += 1
        return self.make()

    def get(self, path="/", method="GET", cookies=None, secure=False, **headers):
        request = RequestFactory().generic(method, path, secure=secure, headers=headers)
        request.COOKIES.update(cookies or {})
        return self.cache(request)


def raise_version():
    state = InstanceState.objects.get()
    state.data_version += 1
    state.save()


def test_a_kept_page_takes_one_query_and_no_second_rendering(
    django_assert_num_queries,
):
    site = Site()
    first = site.get()

    with django_assert_num_queries(1):
        second = site.get()

    assert site.asked == 1
    assert second.content == first.content == TEXT.encode()
    assert dict(second.headers) == dict(first.headers)


def test_reading_the_version_also_tells_the_clock(django_assert_num_queries):
    clock.move_to(timezone.now() + timedelta(days=40))
    clock.forget()

    with django_assert_num_queries(1):
        Site().get()
        assert clock.today() == timezone.localdate() + timedelta(days=40)


def test_an_edit_shows_at_the_next_request(client):
    mission = make_mission(short_label="Oude naam")
    address = mission.get_absolute_url()
    before = client.get(address)

    mission.short_label = "Nieuwe naam"
    mission.save()

    after = client.get(address, headers={"If-None-Match": before["ETag"]})
    assert "Oude naam" in before.content.decode()
    assert after.status_code == 200
    assert "Nieuwe naam" in after.content.decode()
    assert "Oude naam" not in after.content.decode()


def test_a_draft_changes_nothing_for_visitors(client, django_assert_num_queries):
    theme = make_mission().theme
    client.get("/missies/")

    make_mission(theme=theme, published=False)

    with django_assert_num_queries(1):
        client.get("/missies/")


def test_a_page_rendered_during_an_edit_is_not_served_after_it():
    texts = iter(["half oud, half nieuw", "nieuw"])

    def render():
        text = next(texts)
        if text != "nieuw":
            raise_version()
        return HttpResponse(text)

    site = Site(render)
    site.get()

    assert site.get().content == b"nieuw"
    assert site.get().content == b"nieuw"
    assert site.asked == 2


def test_an_edit_shows_in_every_worker(monkeypatch):
    texts = iter(["oud", "oud", "nieuw", "nieuw"])
    site = Site(lambda: HttpResponse(next(texts)))
    workers = [Pages(limit=1024 * 1024) for _ in range(2)]

    def ask():
        for pages in workers:
            monkeypatch.setattr(page_cache, "pages", pages)
            yield site.get().content

    assert [list(ask()), list(ask())] == [[b"oud", b"oud"]] * 2
    raise_version()
    assert [list(ask()), list(ask())] == [[b"nieuw", b"nieuw"]] * 2
    assert site.asked == 4


def test_the_same_number_after_a_restored_dump_is_another_page():
    texts = iter(["weggehaald", "nieuw"])
    site = Site(lambda: HttpResponse(next(texts)))

    with transaction.atomic():
        raise_version()
        site.get()
        transaction.set_rollback(True)
    with transaction.atomic():
        raise_version()

    assert site.get().content == b"nieuw"


def test_another_host_or_scheme_is_another_page():
    site = Site()
    site.get()

    site.get(Host="localhost")
    site.get(secure=True)

    assert site.asked == 3


def test_another_day_is_another_page():
    site = Site()
    site.get()

    with clock.at(timezone.now() + timedelta(days=1)):
        site.get()

    assert site.asked == 2


@pytest.mark.parametrize(
    "other", ["/missies/", "/?weergave=kaarten", "/?weergave=tabel", "/%3F"]
)
def test_another_address_is_another_page(other):
    site = Site()
    site.get("/")

    site.get(other)

    assert site.asked == 2


def test_a_long_address_is_answered_but_not_kept():
    site = Site()
    longest, longer = "/?q=" + "a" * 1021, "/?q=" + "a" * 1022

    for path in (longest, longest, longer, longer):
        assert site.get(path).content == TEXT.encode()

    assert site.asked == 3


def with_cookie():
    response = HttpResponse(TEXT)
    response.set_cookie("a", "b")
    return response


@pytest.mark.parametrize(
    "make",
    [
        with_cookie,
        lambda: HttpResponse(TEXT, status=404),
        lambda: HttpResponse(TEXT, status=500),
        lambda: HttpResponse(status=303, headers={"Location": "/"}),
        lambda: StreamingHttpResponse([TEXT]),
        lambda: HttpResponse(TEXT, headers={"Cache-Control": "private"}),
        lambda: HttpResponse(TEXT, headers={"Cache-Control": "max-age=0, no-store"}),
        lambda: HttpResponse(TEXT, headers={"Vary": "Cookie"}),
        lambda: HttpResponse(TEXT, headers={"Content-Encoding": "br"}),
    ],
)
def test_what_is_not_one_page_for_everybody_is_not_kept(make):
    site = Site(make)

    answers = [site.get(), site.get()]

    assert site.asked == 2
    assert not any(answer.has_header("ETag") for answer in answers)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_only_reading_is_answered_from_memory(method):
    site = Site()
    site.get()

    site.get(method=method)

    assert site.asked == 2


@pytest.mark.parametrize(
    ("path", "cookies"),
    [
        ("/", {settings.SESSION_COOKIE_NAME: "iets"}),
        ("/beheer/", {}),
        ("/beheer/login/", {}),
    ],
)
def test_what_is_for_one_person_stays_out_of_every_cache(path, cookies):
    site = Site(lambda: HttpResponse(TEXT, headers={"Cache-Control": "max-age=600"}))
    site.get()

    answers = [site.get(path, cookies=cookies) for _ in range(2)]

    assert site.asked == 3
    assert [a["Cache-Control"] for a in answers] == ["private, no-store"] * 2
    assert not answers[0].has_header("ETag")


def test_another_cookie_changes_nothing():
    site = Site()
    site.get()

    site.get(cookies={"csrftoken": "a", "x": "y"})

    assert site.asked == 1


def test_a_browser_asks_first_and_hears_that_nothing_changed():
    site = Site()
    page = site.get()

    answer = site.get(**{"If-None-Match": f'"oud", {page["ETag"]}'})

    assert page["Cache-Control"] == "no-cache"
    assert page["Vary"] == "Accept-Encoding"
    assert (answer.status_code, answer.content) == (304, b"")
    assert dict(answer.headers) == {
        "Cache-Control": "no-cache",
        "ETag": page["ETag"],
        "Vary": "Accept-Encoding",
    }


@pytest.mark.parametrize("known", ['"oud"', "", "onzin", 'W/"', "\x00"])
def test_a_browser_with_something_else_gets_the_page(known):
    answer = Site().get(**{"If-None-Match": known})

    assert (answer.status_code, answer.content) == (200, TEXT.encode())


def test_a_head_has_the_headers_of_the_page():
    site = Site()

    head = site.get(method="HEAD")

    assert dict(head.headers) == dict(site.get().headers)


def test_a_page_is_compressed_once(monkeypatch):
    compressions = []

    def compress(*args, real=gzip.compress, **kwargs):
        compressions.append(args)
        return real(*args, **kwargs)

    monkeypatch.setattr(gzip, "compress", compress)
    site = Site()

    answers = [site.get(**{"Accept-Encoding": "gzip, br"}) for _ in range(3)]

    assert [a["Content-Encoding"] for a in answers] == ["gzip"] * 3
    assert gzip.decompress(answers[2].content) == TEXT.encode()
    assert answers[2]["Content-Length"] == str(len(answers[2].content))
    assert len(compressions) == 1
    assert not site.get().has_header("Content-Encoding")


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("br;q=1, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        (";;,,=", False),
    ],
)
def test_gzip_only_for_who_takes_it(header, accepted):
    assert accepts_gzip(header) is accepted


def test_what_is_small_or_packed_already_is_not_compressed():
    small = Page.of(HttpResponse("a"))
    picture = Page.of(HttpResponse("a" * 5000, content_type="image/png"))

    assert (small.gzipped, picture.gzipped) == (None, None)


def test_the_memory_is_bounded_and_the_longest_unused_page_leaves():
    page = Page.of(HttpResponse("a"))
    pages = Pages(limit=10 * page.size)
    for key in range(10):
        pages.add(key, page)
    pages.get(0)

    pages.add("new", page)
    pages.add("new", page)
    pages.add("too large", Page.of(HttpResponse("a" * 2 * page.size)))

    assert pages.get(0) and pages.get("new")
    assert pages.get(1) is None and pages.get("too large") is None
    assert pages.size == 10 * page.size


def test_a_page_that_two_requests_made_counts_once():
    page = Page.of(HttpResponse("a"))
    pages = Pages(limit=10 * page.size)

    pages.add("same", page)
    pages.add("same", page)

    assert pages.size == page.size


def test_many_threads_at_once_keep_the_books_right():
    page = Page.of(HttpResponse("a"))
    pages = Pages(limit=10 * page.size)

    def work(seed):
        for step in range(300):
            pages.add((seed * step) % 37, page)
            pages.get(step % 37)

    threads = [threading.Thread(target=work, args=[seed]) for seed in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert pages.size == 10 * page.size


def test_without_a_version_nothing_is_kept():
    InstanceState.objects.all().delete()
    site = Site()

    assert site.get()["Cache-Control"] == "no-cache"
    assert site.get().content == TEXT.encode()
    assert site.asked == 2


def test_addresses_with_a_query_never_push_out_a_page_without_one():
    page = Page.of(HttpResponse("a" * 5000, content_type="image/png"))
    shelves = page_cache.Shelves(limit=16 * page.size)
    shelves.add(("/", ""), page)

    for number in range(50):
        shelves.add(("/", f"x={number}"), page)

    kept = [number for number in range(50) if shelves.get(("/", f"x={number}"))]
    assert shelves.get(("/", "")) is page
    assert kept == [46, 47, 48, 49]
