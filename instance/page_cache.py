"""Whole public pages, kept in the memory of each worker under one data version.

For a visitor without a session a public page depends on three things only: its
address, what is publicly visible, and the date. One query reads the last two, so
an edit shows at the next request, in every worker, and nothing has to be emptied.

Why no page can outlive an edit: the version is read before the page is rendered,
and an edit raises it in its own transaction. When an edit commits while a page is
rendered, that page may be old, new or half of each, but it is kept under the
version from before the edit, and after the commit nobody reads that version.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpResponse
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags

from config.environment import Refusal
from instance import clock
from instance.requests import (
    READING,
    address_length,
    has_session,
    is_private,
    is_static,
)

# Path and query: made-up longer ones do not push out real pages.
LONGEST_KEPT = 1024
# Key, headers and bookkeeping of one page, roughly.
OVERHEAD = 4096

ASK_FIRST = "no-cache"
PRIVATE = "private, no-store"
COMPRESSIBLE = re.compile(r"text/|application/(.*\+)?(json|xml)|image/svg")
# Not of the page but of one answer, or repeated by a 304 without need.
OF_THE_BODY = ("Content-Type", "Content-Length", "Content-Language")


class PageCache:
    """Stands first: for a page that is kept, nothing else of the site runs.

    A kept page has the headers that the middleware behind this one gave it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_static(request):
            return self.get_response(request)
        if is_private(request) or has_session(request):
            response = self.get_response(request)
            response.headers["Cache-Control"] = PRIVATE
            return response
        key = cache_key(request)
        if key is None:
            return unkept(self.get_response(request))
        return self._answer(request, key)

    def _answer(self, request, key):
        page = pages.get(key)
        if page is None:
            response = self.get_response(request)
            if not may_be_kept(response):
                return unkept(response)
            page = Page.of(response)
            if request.method == "GET":
                pages.add(key, page)
        return page.answer(request)


def cache_key(request):
    """What the answer depends on, or None for a request that is not kept."""
    if request.method not in READING or address_length(request) > LONGEST_KEPT:
        return None
    try:
        host = request.get_host()
        state = read_state()
    except (DisallowedHost, DatabaseError, InterfaceError, Refusal):
        # Not answered here: further in, the error gets its page and its headers.
        return None
    path, query = request.path_info, request.META.get("QUERY_STRING", "")
    return state and (*state, request.scheme, host, path, query)


def read_state():
    """The state of what visitors see: version, its last writer, and the date.

    The transaction that wrote the row tells apart two versions with one number: a
    restored dump, or an edit rolled back in a test, may count up to it again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT data_version, xmin, clock_offset FROM instance_state")
        row = cursor.fetchone()
    if row is None:
        return None
    version, writer, offset = row
    clock.remember(offset)
    return version, writer, clock.today()


def may_be_kept(response) -> bool:
    directives = re.split(r"\s*,\s*", response.get("Cache-Control", "").lower())
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not {"private", "no-store"}.intersection(directives)
        and not has_vary_header(response, "Cookie")
        and not response.has_header("Content-Encoding")
    )


def unkept(response):
    """An answer for a visitor that is made anew each time, such as an error page."""
    caching = PRIVATE if response.cookies else ASK_FIRST
    response.headers.setdefault("Cache-Control", caching)
    return response


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    gzipped: bytes | None
    etag: str
    headers: dict

    @classmethod
    def of(cls, response):
        response.headers.setdefault("Cache-Control", ASK_FIRST)
        patch_vary_headers(response, ["Accept-Encoding"])
        # Weak: the compressed and the plain body are the same page.
        digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
        # A download names itself by the data version.
        response.headers.setdefault("ETag", f'W/"{digest}"')
        etag = response.headers["ETag"]
        return cls(response.content, compressed(response), etag, dict(response.headers))

    @property
    def size(self):
        return len(self.body) + len(self.gzipped or b"") + OVERHEAD

    def answer(self, request):
        if self._is_known_to(request):
            headers = {k: v for k, v in self.headers.items() if k not in OF_THE_BODY}
            response = HttpResponse(status=304, headers=headers)
            del response.headers["Content-Type"]
            return response
        if self.gzipped and accepts_gzip(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            response = HttpResponse(self.gzipped, headers=self.headers)
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(self.body, headers=self.headers)
        response.headers["Content-Length"] = str(len(response.content))
        return response

    def _is_known_to(self, request) -> bool:
        known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        opaque = self.etag.removeprefix("W/")
        return known == ["*"] or any(k.removeprefix("W/") == opaque for k in known)


def compressed(response) -> bytes | None:
    """The body as gzip, or None when that does not help."""
    if not COMPRESSIBLE.match(response.get("Content-Type", "")):
        return None
    body = gzip.compress(response.content, 6, mtime=0)
    return body if len(body) < len(response.content) else None


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str) -> bool:
    """Whether a header such as "br;q=1, gzip;q=0" lets us send gzip."""
    weights = {}
    for part in accept_encoding.lower().split(","):
        name, *parameters = part.replace(" ", "").split(";")
        refused = any(re.fullmatch(r"q=0(\.0*)?", p) for p in parameters)
        weights[name] = not refused
    return weights.get("gzip", weights.get("*", False))


class Pages:
    """Pages by key, at most so many bytes; the longest unused ones leave first."""

    def __init__(self, limit):
        self.limit = limit
        self.size = 0
        self._pages = OrderedDict()
        self._lock = Lock()

    def get(self, key):
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def add(self, key, page):
        # One page never pushes out most of the others.
        if page.size > self.limit // 4:
            return
        with self._lock:
            if replaced := self._pages.pop(key, None):
                self.size -= replaced.size
            self._pages[key] = page
            self.size += page.size
            while self.size > self.limit:
                self.size -= self._pages.popitem(last=False)[1].size

    def clear(self):
        with self._lock:
            self._pages.clear()
            self.size = 0


class Shelves:
    """Pages with a query have a shelf of their own, a quarter of the whole.

    There are as many of them as anyone cares to ask for, so they never push out
    a page that stands at an address of the register itself.
    """

    def __init__(self, limit):
        self._plain, self._asked = Pages(limit - limit // 4), Pages(limit // 4)

    def _of(self, key):
        *_, query = key
        return self._asked if query else self._plain

    def get(self, key):
        return self._of(key).get(key)

    def add(self, key, page):
        self._of(key).add(key, page)

    def clear(self):
        self._plain.clear()
        self._asked.clear()


pages = Shelves(settings.PAGE_CACHE_BYTES)


def clear():
    """For tests: a setting that changes does not raise the data version."""
    pages.clear()
