"""Requests that no page can answer: refused here, in Dutch, with the right status.

What Django refuses by itself ends at the same page, templates/400.html; a form that
is too large says so.
"""

import re
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import (
    BadRequest,
    DisallowedHost,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.core.handlers.wsgi import WSGIRequest
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import bad_request

# Outside these addresses every page is public: the same for everyone, read-only.
PRIVATE_PATHS = ("/beheer/", "/account/", "/oefenen/", "/werk/")
READING = ("GET", "HEAD")

# Bytes of path and query string together. The longest address that the register
# itself makes is a fraction of this.
LONGEST_ADDRESS = 4096

# Bytes of what is sent along. The largest that a page takes is a file of 10 MB.
LARGEST_BODY = 20 * 1024 * 1024

UNKNOWN_HOST = (
    "Dit adres is niet van het register",
    "Kijk of de naam in de adresbalk klopt. Beheert u dit register? Zet deze naam dan "
    "bij ALLOWED_HOSTS in de instellingen.",
)
BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "display-capture", "geolocation", "microphone", "payment")
)


def is_private(request) -> bool:
    return request.path_info.startswith(PRIVATE_PATHS)


def takes_posts(view):
    """A public view with a form. It must tell by itself who may send it: such a page
    gives no cookie, so Django's own check against forgery cannot work."""
    view = csrf_exempt(view)
    view.takes_posts = True
    return view


def is_static(request) -> bool:
    return request.path_info.startswith(settings.STATIC_URL)


def has_session(request) -> bool:
    """Whether somebody may be signed in. Only looks: touches no session, no user."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def address_length(request) -> int:
    path, query = request.META["PATH_INFO"], request.META.get("QUERY_STRING", "")
    return len(path) + len(query)


def is_own_host(request) -> bool:
    try:
        request.get_host()
    except DisallowedHost:
        return False
    return True


def body_length(request) -> int:
    """What the request says that it sends along; nothing when that is no number."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


class Request(WSGIRequest):
    """A request that can always be made, so that there is one to refuse.

    When the header Content-Type names a charset, Django reads the query before
    any middleware runs, and fails on one that is no text, such as base64.
    """

    is_unreadable = False

    def _set_content_type_params(self, meta):
        try:
            super()._set_content_type_params(meta)
        except (BadRequest, SuspiciousOperation, LookupError):
            self.is_unreadable = True
            self.content_type, self.content_params, self._encoding = "", {}, None


class RefuseBadRequests:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if address_length(request) > LONGEST_ADDRESS:
            response = refuse_too_long(request)
        elif body_length(request) > LARGEST_BODY:
            response = refuse_too_large(request)
        elif not is_own_host(request):
            response = refuse(request, 400, *UNKNOWN_HOST)
        elif sentence := _unreadable(request):
            response = refuse(request, 400, "Het adres klopt niet", sentence)
        else:
            response = self.get_response(request)
        # WhiteNoise refuses with an empty stream, Django with an empty page.
        if response.status_code == 405 and (response.streaming or not response.content):
            response = refuse_method(request, response["Allow"])
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    def process_view(self, request, view, args, kwargs):
        # Before the check against forgery: that would answer 403 to a POST and
        # hide what is wrong, that a public page takes no POST at all.
        if request.method == "POST" and getattr(view, "takes_posts", False):
            return None
        if request.method not in READING and not is_private(request):
            sentence = "Deze pagina kunt u alleen lezen. Er is niets gewijzigd."
            return refuse_method(request, ", ".join(READING), sentence)
        return None


def refuse(request, status, heading, sentence):
    context = {"heading": heading, "sentence": sentence}
    return render(request, "400.html", context, status=status)


def refuse_too_long(request):
    return refuse(
        request,
        414,
        "Het adres is te lang",
        f"Een adres van dit register heeft ten hoogste {LONGEST_ADDRESS} tekens.",
    )


def refuse_too_large(request):
    return refuse(
        request,
        413,
        "Dit is te veel in één keer",
        "Hoe groot een bestand of tekst mag zijn, staat bij het formulier. Er is niets "
        "bewaard. Ga terug in uw browser; wat u typte, staat daar meestal nog.",
    )


def refused_by_django(request, exception):
    """The page of an answer 400 (handler400)."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    if too_large and request.method == "POST":
        return refuse_too_large(request)
    return bad_request(request, exception)


def refuse_method(request, allowed, sentence=""):
    response = render(request, "405.html", {"sentence": sentence}, status=405)
    response.headers["Allow"] = allowed
    return response


def _unreadable(request) -> str:
    """Why nobody can read this request, as a sentence; empty when it is fine."""
    query = request.META.get("QUERY_STRING", "")
    if BROKEN_ESCAPE.search(query):
        return "In het adres staat een procentteken zonder twee cijfers of letters."
    decoded = unquote_to_bytes(query)
    # In the path Django has escaped such bytes anew: that page does not exist.
    if not _is_utf8(decoded):
        return "In het adres staan tekens die niet te lezen zijn (geen UTF-8)."
    texts = [request.path_info, decoded.decode(), *request.COOKIES.values()]
    if any("\0" in text for text in texts):
        return "In het verzoek staat een nulteken."
    encoding = (request.encoding or "utf-8").lower().replace("-", "")
    if encoding != "utf8" or getattr(request, "is_unreadable", False):
        return "Het verzoek is niet in UTF-8."
    return ""


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
