from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from exchange.download import take_away
from facets.listing import DOWNLOAD, Listing
from sources.filters import DocumentFilter
from sources.forms import NumberForm
from sources.kinds import DOCUMENTS
from sources.links import by_other, passages, with_links
from sources.mentions import mentions, read_lines
from sources.models import Document, DocumentText
from sources.pages import by_choice, in_force, passages_of, show
from sources.resting import resting_on

# The headings of the list: more than one of a kind.
KINDS = {
    Document.Kind.PAPER: "Kamerstukken",
    Document.Kind.AGREEMENT: "Akkoorden",
    Document.Kind.STRATEGY: "Strategieën en visies",
    Document.Kind.PROGRAMME: "Programma’s en plannen",
    Document.Kind.AGENDA: "Agenda’s",
    Document.Kind.INDEX: "Indexen",
    Document.Kind.PUBLICATION: "Publicaties",
}
IS_HELD = Exists(DocumentText.objects.filter(document=OuterRef("pk")))


@require_safe
def document_list(request):
    form = NumberForm(request.GET)
    wanted = form.cleaned_data["nummer"] if form.is_valid() else None
    documents = in_force(Document.objects).with_grounds().annotate(is_held=IS_HELD)
    documents = documents.prefetch_related("numbers")
    hits = documents.filter(pk__in=_with_number(wanted)) if wanted else []
    listing = Listing(DocumentFilter(request.GET, hits or documents))
    if DOWNLOAD in request.GET:
        which = f"nummer {wanted}" * bool(hits)
        return take_away(request, DOCUMENTS, listing, which=which)
    if len(hits) == 1:
        return redirect(hits[0])
    context = {"form": form, "wanted": wanted, "hits": hits, "listing": listing}
    context["downloads"] = True
    context["kinds"] = groups(listing.page, listing.filterset.sort)
    return render(request, "sources/document_list.html", context)


def _with_number(wanted):
    return Document.objects.filter(wanted.condition).values("pk")


def groups(page, sort):
    """The documents of a page by kind; sorted otherwise, they are one group."""
    if sort:
        return [("alle", "", rows(page))] if page else []
    return [(*kind, rows(own)) for *kind, own in by_choice(page, "kind", KINDS)]


@require_safe
def document_detail(request, slug):
    found = Document.objects.public().with_grounds().annotate(is_held=IS_HELD)
    found = found.prefetch_related("numbers", "aliases")
    ends = {
        "mission_links": "mission__theme",
        "theme_links": "theme",
        "example_links": "example",
        "policy_links": ("instrument", "organisation", "technology", "term"),
    }
    record = get_object_or_404(with_links(found, **ends), slug=slug)
    links = {name: list(getattr(record, name).all()) for name in ends}
    quoted = passages_of(record) + passages(sum(links.values(), []))
    lines = mentions(read_lines(), spellings(record), quoted)
    context = {"lines": lines, "links": links, "resting": resting_on(record)}
    context["joined"] = by_other(links["policy_links"], record)
    return show(request, "sources/document_detail.html", record, **context)


def rows(documents):
    """(document, the first passage that names it, the first external ground)."""
    found = []
    for document in documents:
        external = [ground for ground in document.grounds.all() if ground.document]
        named = next(iter(passages_of(document)), None)
        found.append((document, named, next(iter(external), None)))
    return found


def spellings(document):
    """The names by which a sentence is known to speak of a document."""
    aliases = document.aliases.all()
    doubtful = {alias.name for alias in aliases if not alias.is_distinctive}
    names = [document.title, document.short_title, *(alias.name for alias in aliases)]
    return [name for name in dict.fromkeys(names) if name and name not in doubtful]
