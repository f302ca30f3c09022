"""What documents and the paragraphs of the letter put into the search index."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Substr
from django.urls import reverse

from portal.search_records import aliases, common, others, texts
from search.index import Record
from sources.models import Document, Mark, Paragraph
from sources.pages import in_force

# Words that ask who wrote it.
ASKED_OF_SIGNED = "schreef geschreven schrijver auteur ondertekend afzender"


def number_key(dossier, suffix="", number=""):
    """How a paper of parliament stands in the index; a dossier without a number."""
    return " ".join(filter(None, ["kst", dossier, suffix, number]))


def documents():
    return in_force(Document.objects).prefetch_related("aliases", "numbers")


def document(d):
    numbered = d.numbers.all()
    numbers = [(n.dossier, n.suffix, n.number) for n in numbered]
    about = [d.get_kind_display(), d.publisher, d.signatory]
    if d.date:
        about.append(str(d.date.year))
    return Record(
        **common(d, "bron", d.title),
        names=others(d.short_title, *aliases(d)),
        exact=(
            *(number_key(*number) for number in numbers),
            *(number_key(dossier) for dossier, _, _ in numbers),
        ),
        texts=texts((", ".join(filter(None, about)), False)),
        context=others(*map(str, numbered), ASKED_OF_SIGNED if d.signatory else ""),
        shown={"after": d.reference if numbers else ""},
    )


def paragraphs():
    headings = Paragraph.objects.filter(
        section=OuterRef("section"), kind=Paragraph.Kind.HEADING
    )
    pages = Mark.objects.filter(
        text=OuterRef("text"), kind=Mark.Kind.PAGE, offset__lte=OuterRef("start")
    )
    # A heading is the title of the paragraphs below it.
    kinds = [Paragraph.Kind.PROSE, Paragraph.Kind.BULLET, Paragraph.Kind.NOTE]
    return (
        Paragraph.objects.filter(
            kind__in=kinds, text__document__published_at__isnull=False
        )
        .select_related("section")
        .annotate(
            words=Substr("text__body", F("start") + 1, F("end") - F("start")),
            heading_start=Subquery(headings.values("start")[:1]),
            heading_end=Subquery(headings.values("end")[:1]),
            heading=Substr(
                "text__body",
                F("heading_start") + 1,
                F("heading_end") - F("heading_start"),
            ),
            page=Subquery(pages.order_by("-offset").values("number")[:1]),
        )
    )


def paragraph(p):
    is_note = p.kind == Paragraph.Kind.NOTE
    anchor = f"voetnoot-{p.note}" if is_note else f"alinea-{p.number}"
    return Record(
        pk=p.pk,
        kind="brief",
        key=str(p.number),
        title=p.section.label,
        has_own_title=False,
        is_aside=is_note,
        url=f"{reverse('letter')}#{anchor}",
        order=p.number,
        texts=texts((p.words, True)),
        context=others(p.heading, "brief"),
        shown={"page": p.page},
    )
