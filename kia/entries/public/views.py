"""Entries for everybody: those that are adopted, and nothing else."""

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.serving import answer
from exchange.download import SAMPLE, take_away
from facets.listing import DOWNLOAD, Listing
from kia.entries import dossier
from kia.entries.public.filters import EntryFilter
from kia.entries.public.index import shown
from kia.entries.public.kinds import ENTRIES
from kia.entries.public.page import entry_page
from kia.entries.public.selection import selection
from kia.models import Entry


@require_safe
def entry_list(request):
    listing = Listing(EntryFilter(request.GET, shown()))
    found = listing.filterset.found
    if DOWNLOAD in request.GET:
        is_sample = any(entry.is_practice for entry in found)
        return take_away(request, ENTRIES, listing, is_sample=is_sample)
    context = {
        "listing": listing,
        "downloads": True,
        "selection": selection(found, listing.is_whole) if found else None,
    }
    return render(request, "kia/entry_list.html", context)


@require_safe
def entry_detail(request, slug, number=None):
    page = entry_page(slug, number)
    goes_on = page.entry.merged_into
    if number is None and page.in_force is None and goes_on:
        # To a page that is there; a draft has none for visitors.
        if Entry.objects.in_force().filter(pk=goes_on.pk).exists():
            return HttpResponsePermanentRedirect(goes_on.get_absolute_url())
    # An entry that ended keeps its versions; its own address says that it is over.
    is_over = number is None and page.in_force is None
    return render(
        request, "kia/entry_detail.html", {"page": page}, status=410 if is_over else 200
    )


@require_safe
def entry_dossier(request, slug, form, number=None):
    """Of an adopted version; one that ended has its last one."""
    page = entry_page(slug, number)
    adopted = page.agenda_version
    path = reverse("kia:entry_version", args=[slug, adopted.number])
    name = f"dossier-{slug}-{adopted.label}"
    return answer(
        request,
        form,
        f"{SAMPLE}-{name}" if page.entry.is_practice else name,
        lambda: dossier.dossier_of(page.held, path, adopted=adopted),
    )
