"""The annotated letter: its text with the passages that records rest on.

The text itself is never changed. Marks stand around stretches of it, and note
numbers, page breaks and [sic] stand between them; a reader of the text alone
(see the test) finds the repaired source, character for character.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from portal.letter_margin import grouped
from portal.letter_notes import read_remarks
from sources.models import Mark, Paragraph, Section
from sources.templatetags.quotation import words

PAGE = Mark.Kind.PAGE
SENTENCE_ENDS = (".", "!", "?")


@dataclass
class Block:
    """A paragraph of the letter, ready to be shown."""

    paragraph: Paragraph
    html: str
    remarks: list  # whose number stands in it
    pages: list  # that begin with it


@dataclass
class Part:
    """A run of paragraphs of one section; a box inside it makes it two parts."""

    section: Section
    page: int
    blocks: list = field(default_factory=list)

    @property
    def begins_without_heading(self):
        """So the contents lead to its first paragraph; the notes have our heading."""
        first = self.blocks[0].paragraph
        return first.start == self.section.start and first.kind not in (
            Paragraph.Kind.HEADING,
            Paragraph.Kind.NOTE,
        )

    @property
    def groups(self):
        """The paragraphs as (is a list, blocks), in groups that share a margin."""
        return grouped([*self._runs()])

    def _runs(self):
        """Bullets, and the notes at the end, stay together as one list."""
        for kind, same in groupby(self.blocks, lambda b: b.paragraph.kind):
            if kind in (Paragraph.Kind.BULLET, Paragraph.Kind.NOTE):
                yield True, [*same]
            else:
                yield from ((False, [block]) for block in same)


def read_letter(text, *, with_remarks=True):
    """The parts of the letter in the order of the text."""
    marks = list(text.marks.all())
    remarks = read_remarks(text) if with_remarks else []
    pages = [(m.offset, m.number) for m in marks if m.kind == Mark.Kind.PAGE]
    parts = []
    for paragraph in text.paragraphs.select_related("section"):
        if not parts or parts[-1].section != paragraph.section:
            page = page_at(pages, paragraph.start)
            parts.append(Part(paragraph.section, page))
        parts[-1].blocks.append(block(text.body, paragraph, marks, remarks))
    return parts


def contents(parts):
    """The sections of the letter with the sections below each; no boxes."""
    listed, seen = [], set()
    for part in parts:
        section = part.section
        if section.kind == Section.Kind.BOX or section in seen:
            continue
        seen.add(section)
        if section.level == 1:
            listed.append((part, []))
        else:
            listed[-1][1].append(part)
    return listed


def page_at(pages, offset):
    """The page that a place in the text stands on. Pages: (first offset, number)."""
    return pages[bisect_right(pages, (offset, float("inf"))) - 1][1]


def block(body, paragraph, marks, remarks):
    edges = (paragraph.start, paragraph.end)
    # A passage may run on from the paragraph before it.
    here = [
        r for r in remarks if r.passage.start <= edges[1] and r.passage.end > edges[0]
    ]
    points = [m for m in marks if edges[0] <= m.offset <= edges[1]]
    return Block(
        paragraph=paragraph,
        html=annotated(body, paragraph, points, here),
        remarks=[r for r in here if edges[0] < r.at <= edges[1]],
        pages=[m for m in points if m.kind == PAGE and m.offset == edges[0]],
    )


def annotated(body, paragraph, points, remarks):
    """The words of a paragraph as HTML, with its remarks around them.

    A passage that begins in one and ends in another is closed and opened again,
    and so is one that runs on in the next paragraph.
    """
    html, open_now, position = [], [], paragraph.start
    offsets = {m.offset for m in points} | {paragraph.start, paragraph.end}
    offsets |= {at for r in remarks for at in (r.passage.start, r.passage.end, r.at)}
    for offset in sorted(offsets):
        if not paragraph.start <= offset <= paragraph.end:
            continue
        html.append(words(body[position:offset]))
        position = offset
        html.extend(_close(open_now, offset))
        html.extend(_numbers(remarks, offset))
        html.extend(_point(m, paragraph) for m in points if m.offset == offset)
        for remark in remarks:
            if _opens(remark, paragraph, offset):
                html.append(_opening(remark, is_first=remark.passage.start == offset))
                open_now.append(remark)
    html.extend(mark_safe("</mark>") for _ in open_now)
    return format_html_join("", "{}", ((piece,) for piece in html))


def _opens(remark, paragraph, offset):
    return offset == max(remark.passage.start, paragraph.start)


def _close(open_now, offset):
    """Close what ends here; what was opened inside it is opened again after it."""
    ending = [r for r in open_now if r.passage.end <= offset]
    if not ending:
        return
    keep = open_now.index(ending[0])
    closed, open_now[keep:] = open_now[keep:], []
    for _ in closed:
        yield mark_safe("</mark>")
    for remark in closed:
        if remark not in ending:
            yield _opening(remark, is_first=False)
            open_now.append(remark)


def _numbers(remarks, offset):
    """The number of the passages whose words end here; they share one."""
    here = [remark for remark in remarks if remark.at == offset]
    hues = {remark.hue for remark in here}
    for number in {remark.number for remark in here}:
        yield format_html(
            '<a class="mr-markering__nr" href="#noot-{0}" id="bij-{0}"{1}'
            ' aria-label="Aantekening {0}">{0}</a>',
            number,
            _data_theme(hues.pop() if len(hues) == 1 else ""),
        )


def _data_theme(hue):
    return format_html(' data-thema="{}"', hue) if hue else ""


def _opening(remark, *, is_first):
    return format_html(
        '<mark class="mr-markering{}"{}{}>',
        " mr-markering--zin" if is_sentence(remark.passage.quotation) else "",
        format_html(' id="{}"', remark.passage.anchor) if is_first else "",
        _data_theme(remark.hue),
    )


def is_sentence(words):
    return words[:1].isupper() and words[-1:] in SENTENCE_ENDS


def _point(mark, paragraph):
    if mark.kind == Mark.Kind.NOTE:
        return format_html(
            '<a class="mr-voetnootnr" href="#voetnoot-{0}" id="voetnoot-bij-{0}"'
            ' aria-label="Voetnoot {0}">{0}</a>',
            mark.number,
        )
    if mark.kind == Mark.Kind.SIC:
        return format_html(
            '<span class="mr-redactie"> [sic<span class="mr-verborgen">, bedoeld is: {}'
            "</span>]</span>",
            mark.meant,
        )
    if mark.offset == paragraph.start:
        return ""
    return format_html(
        '<span class="mr-paginabreuk"><span class="mr-blz" aria-hidden="true">'
        'blz. {0}</span><span class="mr-verborgen"> begin van bladzijde {0} </span>'
        "</span>",
        mark.number,
    )
