"""Where a text speaks of a record: under which names, and in which sentences."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, When
from django.urls import reverse

from sources.models import Mark, Paragraph


@dataclass(frozen=True)
class Line:
    """A sentence of a text, or a heading; `anchor` is its place on the letter's page."""

    text_id: int
    start: int
    end: int
    words: str
    page: int
    last_page: int
    anchor: str

    @property
    def pages(self):
        """4, or 4–5 when it runs on to the next page."""
        ends = dict.fromkeys([self.page, self.last_page])
        return "–".join(map(str, ends))

    def get_absolute_url(self):
        return f"{reverse('letter')}#{self.anchor}"


def names_of(record) -> list[str]:
    """Every spelling by which a sentence is known to speak of the record.

    An alias that is not distinctive takes the same words away as a name: «ICT» is
    the abbreviation of a team, and in most sentences something else.
    """
    doubtful = doubtful_of(record)
    names = [record.name, getattr(record, "abbreviation", "")]
    names += [alias.name for alias in record.aliases.all()]
    return [name for name in dict.fromkeys(names) if name and name not in doubtful]


def doubtful_of(record) -> list[str]:
    """What looks like a name of the record, and in most sentences is none."""
    return [a.name for a in record.aliases.all() if not a.is_distinctive]


def spellings_of(record, lines):
    """(alias, whether a text held here has it); not what the page says elsewhere."""
    said = {record.name, getattr(record, "abbreviation", "")}
    names = [a.name for a in record.aliases.all() if a.name not in said]
    return [(name, any(name in line.words for line in lines)) for name in names]


def mentions(lines, names, passages, doubtful=()) -> list[Line]:
    """The lines that have one of the names or part of a passage, each of them once.

    Where a passage is quoted the line leads to that passage, which is marked on
    the page of the letter. A name that begins one of the `doubtful` words is none:
    «topsectoren» in «topsectoren- en innovatiebeleid».
    """
    pattern = pattern_of(names, doubtful)
    found = []
    for line in lines:
        quoted = next((p for p in passages if touches(line, p)), None)
        if quoted:
            found.append(replace(line, anchor=quoted.anchor))
        elif pattern and pattern.search(line.words):
            found.append(line)
    return found


def pattern_of(names, doubtful=()):
    """Whole words, as they are written; a small first letter may be a capital.

    «Energie» is a topsector and «energie» is not.
    """
    if not names:
        return None
    names = "|".join(map(_written, sorted(names, key=len, reverse=True)))
    but = rf"(?!(?:{'|'.join(map(_written, doubtful))})(?!\w))" if doubtful else ""
    return re.compile(rf"(?<!\w){but}(?:{names})(?!\w)")


def _written(name):
    first, rest = name[0], r"\s+".join(re.escape(part) for part in name[1:].split(" "))
    start = f"[{first}{first.upper()}]" if first.islower() else re.escape(first)
    return f"{start}{rest}"


def touches(line, passage):
    same_text = passage.text_id == line.text_id
    return same_text and passage.start < line.end and line.start < passage.end


def read_lines() -> list[Line]:
    """The sentences and headings of the texts held here, in one query."""
    # A heading has no sentences and counts as one itself.
    cut = Paragraph.objects.order_by("text", "start", "sentences__start").values_list(
        *("text", "start", "end", "kind", "number", "note", "section__slug"),
        *("sentences__start", "sentences__end", *_of_the_text()),
    )
    texts, lines = {}, []
    for *row, body, offsets, numbers in cut:
        text = texts.setdefault(row[0], (body, offsets, numbers))
        lines.append(_line(text, *row))
    return lines


def _of_the_text():
    """The text and its pages, which come along with its first paragraph only."""
    pages = Mark.objects.filter(text=OuterRef("text"), kind=Mark.Kind.PAGE)
    pages = pages.order_by("offset")
    for value in (
        F("text__body"),
        ArraySubquery(pages.values("offset")),
        ArraySubquery(pages.values("number")),
    ):
        yield Case(When(number=1, then=value))


def _line(text, text_id, start, end, kind, number, note, section, first, last):
    body, offsets, numbers = text
    if first is not None:
        start, end = first, last
    anchor = f"alinea-{number}"
    if kind == Paragraph.Kind.HEADING:
        anchor = section
    elif kind == Paragraph.Kind.NOTE:
        anchor = f"voetnoot-{note}"
    pages = [numbers[bisect_right(offsets, at) - 1] for at in (start, end - 1)]
    return Line(text_id, start, end, body[start:end], *pages, anchor)
