"""Requests to government for everybody: of entries in force, with public answers."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exchange.download import take_away
from facets.listing import DOWNLOAD, Listing
from instance import clock
from kia.models import RequestReply
from kia.requests.filters import RequestFilter, totals_of
from kia.requests.kinds import REQUESTS
from kia.requests.standing import Line, public_lines, public_rows, replies_to


@require_safe
def request_list(request):
    listing = Listing(RequestFilter(request.GET, public_lines()))
    found = listing.filterset.found
    is_sample = any(line.entry.is_practice for line in found)
    if DOWNLOAD in request.GET:
        return take_away(request, REQUESTS, listing, is_sample=is_sample)
    context = {
        "listing": listing,
        "downloads": True,
        "totals": totals_of(found),
        "is_sample": is_sample,
    }
    return render(request, "kia/request_list.html", context)


@require_safe
def request_detail(request, lineage):
    asked = get_object_or_404(public_rows(), lineage=lineage)
    context = {
        "line": Line(asked, clock.today()),
        "replies": replies_to(asked, RequestReply.objects.public()),
    }
    return render(request, "kia/request_detail.html", context)
