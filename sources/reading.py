"""From the raw bytes of a document to its text, cut into sentences.

A folder holds the raw file, `repairs.json` and `structure.json`, all reviewed by
hand. A repair is [offset in the raw text, old, new, reason]; raw + repairs =
text. The structure names its parts by their own words, never by offsets.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from sources.models import (
    Document,
    DocumentText,
    Mark,
    Paragraph,
    Section,
    Sentence,
)

INITIALS = re.compile(r"(?<![A-Z])(?:[A-Z]\.)+$")
SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-ZÉ«(])|(?<=[.?!]»)\s+")


@dataclass(frozen=True)
class Source:
    """The files of one document."""

    raw: bytes
    repairs: list
    structure: dict

    @classmethod
    def read(cls, folder):
        folder = Path(folder)
        structure = json.loads((folder / "structure.json").read_text("utf-8"))
        return cls(
            raw=(folder / structure["raw"]).read_bytes(),
            repairs=json.loads((folder / "repairs.json").read_text("utf-8")),
            structure=structure,
        )

    @property
    def body(self):
        return repaired(self.raw.decode("utf-8"), self.repairs)


def repaired(raw, repairs):
    """Apply the repairs; each one must find its old words at its offset."""
    parts, position = [], 0
    for offset, old, new, reason in repairs:
        if offset < position or not raw.startswith(old, offset):
            raise ValueError(
                f"Herstelregel op plaats {offset} ({reason}) past niet: {old!r}"
            )
        parts += [raw[position:offset], new]
        position = offset + len(old)
    return "".join([*parts, raw[position:]])


def sentences(words):
    """The sentences of one paragraph, as (start, end) within it."""
    start = 0
    for space in SENTENCE_END.finditer(words):
        if INITIALS.search(words, start, space.start()):
            continue
        yield start, space.start()
        start = space.end()
    yield start, len(words)


def place_of(body, words):
    """Where words that occur once begin and end in the text."""
    if body.count(words) != 1:
        raise ValueError(f"Deze woorden staan niet precies één keer: «{words}»")
    start = body.index(words)
    return start, start + len(words)


def paragraph_spans(body):
    start = 0
    for words in body.split("\n"):
        yield start, start + len(words), words
        start += len(words) + 1


def save_text(source):
    """Write the text and its parts. Runs in the caller's transaction."""
    text = DocumentText.objects.create(
        document=Document.objects.get(slug=source.structure["document"]),
        slug=source.structure["text"],
        body=source.body,
        raw_sha256=hashlib.sha256(source.raw).hexdigest(),
    )
    Mark.objects.bulk_create(_marks(text, source.structure))
    paragraphs = _paragraphs(text, source.structure)
    Sentence.objects.bulk_create(
        Sentence(paragraph=p, start=p.start + start, end=p.start + end)
        for p in paragraphs
        if p.kind != Paragraph.Kind.HEADING
        for start, end in sentences(text.body[p.start : p.end])
    )
    return text


def _marks(text, structure):
    body = text.body
    for page in structure["pages"]:
        start, _ = place_of(body, page["begins"])
        yield Mark(text=text, kind="page", number=page["number"], offset=start)
    for mark in structure["sic"]:
        _, end = place_of(body, mark["after"])
        yield Mark(text=text, kind="sic", meant=mark["meant"], offset=end)
    notes = list(paragraph_spans(body))[-len(structure["notes"]) :]
    for note, (start, *_) in zip(structure["notes"], notes, strict=True):
        _, end = place_of(body, note["after"])
        yield Mark(text=text, kind="note", number=note["number"], offset=end)
        # A note stands at the end of the text, but on the page of its mark.
        yield Mark(text=text, kind="page", number=note["page"], offset=start)


def _paragraphs(text, structure):
    """Save the sections and their paragraphs, in the order of the text."""
    spans = list(paragraph_spans(text.body))
    depths = {b["starts"]: b["depth"] for b in structure["bullets"]}
    note_from = len(spans) - len(structure["notes"])
    saved = []
    for section, first, last, has_heading in _sections(text, structure, spans):
        for index in range(first, last):
            start, end, words = spans[index]
            depth = next((d for s, d in depths.items() if words.startswith(s)), 0)
            kind = Paragraph.Kind.BULLET if depth else Paragraph.Kind.PROSE
            if index == first and has_heading:
                kind = Paragraph.Kind.HEADING
            elif index >= note_from:
                kind = Paragraph.Kind.NOTE
            elif index >= note_from - structure["signature"]:
                kind = Paragraph.Kind.SIGNATURE
            is_note = kind == Paragraph.Kind.NOTE
            saved.append(
                Paragraph(
                    text=text,
                    section=section,
                    kind=kind,
                    number=index + 1,
                    depth=depth,
                    note=index - note_from + 1 if is_note else None,
                    start=start,
                    end=end,
                )
            )
    saved.sort(key=lambda paragraph: paragraph.number)
    return Paragraph.objects.bulk_create(saved)


def _sections(text, structure, spans):
    """Save each section; yield it with the run of paragraphs that it holds.

    A box ends after its own paragraphs and the section around it goes on, so a
    section may be yielded twice.
    """
    words = [w for *_, w in spans]
    note_from = len(spans) - len(structure["notes"])
    begins = []
    for part in structure["sections"]:
        by_heading = part["heading"] is not None
        notes = part["kind"] == Section.Kind.NOTES
        first = words.index(part["heading"]) if by_heading else note_from * notes
        begins.append(first)
    ends = [*begins[1:], len(spans)]
    around = None
    for part, first, until in zip(structure["sections"], begins, ends, strict=True):
        is_box = part["kind"] == Section.Kind.BOX
        last = first + 1 + part["paragraphs"] if is_box else until
        section = Section.objects.create(
            text=text,
            parent=around if is_box else None,
            kind=part["kind"],
            slug=part["slug"],
            label=part["label"],
            level=part["level"],
            start=spans[first][0],
        )
        yield section, first, last, part["heading"] is not None
        if not is_box:
            around = section
        elif last < until:
            yield around, last, until, False
