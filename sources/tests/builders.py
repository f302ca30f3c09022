from itertools import count

from django.utils import timezone

from sources.models import Document, DocumentGround, DocumentText, Mark, Passage

numbers = count(1)


def make_document(*, published=True, **fields):
    n = next(numbers)
    fields = {"slug": f"bron-{n}", "title": f"Bron {n}"} | fields
    document = Document.objects.create(
        published_at=timezone.now() if published else None, **fields
    )
    DocumentGround.objects.create(record=document, reason="Voor de proef.")
    return document


def make_text(body, document=None):
    n = next(numbers)
    text = DocumentText.objects.create(
        document=document or make_document(),
        slug=f"tekst-{n}",
        body=body,
        raw_sha256="0" * 64,
    )
    Mark.objects.create(text=text, kind=Mark.Kind.PAGE, number=1, offset=0)
    return text


def make_passage(words, document=None):
    """These words, as the whole of a text of their own."""
    return Passage.objects.at(make_text(words, document), 0, len(words))
