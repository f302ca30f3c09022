from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from portal.search import TookTooLong, ask, suggest
from portal.search_index import KINDS
from portal.search_page import Page

# Each question is an address of its own: kept, they would push out the pages that
# everybody reads.
not_kept = cache_control(private=True, no_cache=True)


@require_safe
@not_kept
@gzip_page
def search(request):
    asked, number = (request.GET.get(name, "") for name in ("soort", "pagina"))
    text, kind = request.GET.get("q", ""), asked if asked in KINDS else ""
    try:
        page = Page(ask(text, kind, page_number(number) if kind else 1), kind)
    except TookTooLong:
        context = {"text": text[:200], "took_too_long": True}
        return render(request, "portal/search.html", context, status=503)
    context = {
        "page": page,
        "text": page.text,
        "ignored": bool(asked) and not kind,
        "other_page": number if number != str(page.number) else "",
    }
    return render(request, "portal/search.html", context)


def page_number(text):
    """What is no number asks for the first page."""
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    return max(1, int(text)) if is_number else 1


@require_safe
@not_kept
def suggestions(request):
    """The options under a search box, as a piece of HTML for a script.

    Of one kind (`soort`) they are what the search finds; else names, for zoeken.js.
    """
    text, kind = request.GET.get("q", ""), request.GET.get("soort", "")
    try:
        if kind in KINDS:
            found = [hit.entry for hit in ask(text, kind).hits]
        else:
            found = suggest(text)
    except TookTooLong:
        found = []
    return render(request, "portal/_suggestions.html", {"found": found})
