"""An example: its words, as they follow each other in the letter, and its links."""

from django.db.models import F, Prefetch
from django.db.models.functions import Substr

from policy.models import ExampleLink
from sources.links import between_public
from sources.models import Paragraph
from sources.pages import passages_of


def words_of(example):
    """The paragraphs of its box that it rests on, or its passages outside a box."""
    cited = passages_of(example)
    if not example.number or not cited:
        return joined(cited)
    box = Paragraph.objects.filter(
        section__kind="box",
        section__slug=f"kader-{example.number}",
        text=cited[0].text_id,
    )
    body = Substr("text__body", F("start") + 1, F("end") - F("start"))
    prose = box.exclude(kind=Paragraph.Kind.HEADING).order_by("start")
    return [
        words
        for words, start, end in prose.values_list(body, "start", "end")
        if any(start <= passage.start < end for passage in cited)
    ]


def pages_of(example, words):
    """The pages that these words run over: 3, or 3–4."""
    held = [
        passage
        for passage in passages_of(example)
        if any(passage.quotation in part for part in words)
    ]
    pages = [page for p in held for page in (p.page, p.last_page) if page]
    ends = dict.fromkeys([min(pages), max(pages)]) if pages else ()
    return "–".join(map(str, ends))


def joined(passages):
    """Passages that follow each other with one space between are one paragraph."""
    found, end = [], None
    for passage in passages:
        if end is not None and passage.end <= end:
            continue
        if end is not None and passage.start == end + 1:
            found[-1] += f" {passage.quotation}"
        else:
            found.append(passage.quotation)
        end = passage.end
    return found


def with_subjects(examples):
    """Fetch the links along, with what stands at their other ends."""
    ends = ("theme", "mission__theme", "organisation", "technology", "document")
    found = ExampleLink.objects.select_related("passage", "instrument", *ends)
    return examples.prefetch_related(Prefetch("links", between_public(found)))
