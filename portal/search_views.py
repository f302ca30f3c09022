from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from portal.search import TookTooLong, ask, suggest
from portal.search_index import KINDS
from portal.search_page import Page

HIGHEST_PAGE = 10_000
# Each question is an address of its own: kept, they would push out the pages that
# everybody reads.
not_kept = cache_control(private=True, no_cache=True)


@require_safe
@not_kept
@gzip_page
def search(request):
    text = request.GET.get("q", "")
    asked, number = request.GET.get("soort", ""), request.GET.get("pagina", "1")
    kind = asked if asked in KINDS else ""
    is_page = (
        number.isascii() and number.isdigit() and 0 < int(number[:6]) <= HIGHEST_PAGE
    )
    try:
        page = Page(ask(text, kind, int(number) if is_page else 1), kind)
    except TookTooLong:
        context = {"text": text[:200], "took_too_long": True}
        return render(request, "portal/search.html", context, status=503)
    page.number = int(number) if is_page else 1
    context = {"page": page, "text": page.text, "ignored": bool(asked) and not kind}
    return render(request, "portal/search.html", context)


@require_safe
@not_kept
def suggestions(request):
    """The options under the search box, as a piece of HTML for zoeken.js."""
    try:
        found = suggest(request.GET.get("q", ""))
    except TookTooLong:
        found = []
    return render(request, "portal/_suggestions.html", {"found": found})
