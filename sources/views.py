from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from exchange.download import export_response
from sources.forms import NumberForm
from sources.kinds import DOCUMENTS
from sources.links import passages, with_links
from sources.mentions import mentions, read_lines
from sources.models import Document, DocumentText
from sources.pages import by_choice, in_force, passages_of, show

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
    form = NumberForm(request.GET or None)
    wanted = form.cleaned_data["nummer"] if form.is_valid() else None
    if "formaat" in request.GET:
        return take_away(request, wanted)
    documents = in_force(Document.objects).with_grounds().annotate(is_held=IS_HELD)
    documents = documents.prefetch_related("numbers")
    hits = list(documents.filter(wanted.condition).distinct()) if wanted else []
    if len(hits) == 1:
        return redirect(hits[0])
    kinds = by_choice(documents, "kind", KINDS)
    context = {
        "form": form,
        "wanted": wanted,
        "hits": rows(hits),
        "kinds": [(*kind, rows(found)) for *kind, found in kinds],
        "total": len(documents),
    }
    return render(request, "sources/document_list.html", context)


def take_away(request, wanted):
    """The documents that the list shows; all of them when no number was found."""
    found = DOCUMENTS.all().filter(withdrawn_on=None).public()
    hits = found.filter(wanted.condition).distinct() if wanted else found.none()
    if hits:
        return export_response(request, DOCUMENTS, hits, f"nummer {wanted}")
    return export_response(request, DOCUMENTS, found)


@require_safe
def document_detail(request, slug):
    found = Document.objects.public().with_grounds().annotate(is_held=IS_HELD)
    found = found.prefetch_related("numbers", "aliases")
    ends = {
        "mission_links": "mission__theme",
        "theme_links": "theme",
        "example_links": "example",
    }
    record = get_object_or_404(with_links(found, **ends), slug=slug)
    links = {name: list(getattr(record, name).all()) for name in ends}
    quoted = passages_of(record) + passages(sum(links.values(), []))
    lines = mentions(read_lines(), spellings(record), quoted)
    return show(
        request, "sources/document_detail.html", record, lines=lines, links=links
    )


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
