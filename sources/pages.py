"""What the lists and pages of all main records share."""

from itertools import groupby

from django.shortcuts import render

from sources.models import Ground

# So many characters tell one sentence of the letter from the others.
BEGINNING = 40


def in_force(records):
    """Published and not withdrawn: what a list shows."""
    return records.public().filter(withdrawn_on=None)


def show(request, template, record, **context):
    """The page of a record; one that is withdrawn says so, also in its status."""
    status = 410 if record.withdrawn_on else 200
    return render(request, template, {"record": record} | context, status=status)


def passages_of(record):
    """Every passage that the record itself rests on, in the order of the text."""
    return passages_in(record.grounds.all())


def passages_in(grounds):
    found = {ground.passage for ground in grounds if ground.passage}
    return sorted(found, key=lambda passage: (passage.text_id, passage.start))


def begins(record, words):
    """The passage in which the verbatim words of a record begin, to be read there.

    Only a ground for the record itself: what the letter says around it may have
    the same words, and stand before them.
    """
    own = [g for g in record.grounds.all() if g.supports == Ground.Supports.RECORD]
    for passage in passages_in(own):
        if words[:BEGINNING] in passage.quotation or words.startswith(
            passage.quotation
        ):
            return passage
    return None


def is_quoted(record, words):
    """Whether these are words of a text that is held here, so that a page may quote."""
    return any(words in passage.quotation for passage in passages_of(record))


def more_of(record, words):
    """What else the letter says at the grounds of a record, beside `words`.

    Whole passages, in the order of the text; a name alone says nothing.
    """
    saying = [g for g in record.grounds.all() if g.supports != Ground.Supports.NAME]
    return [p for p in passages_in(saying) if p.quotation not in words]


def by_choice(records, field, headings):
    """(heading, its records), in the order of the headings; each keeps its order.

    `headings` gives the words for every value that the field may have.
    """
    order = list(headings)
    listed = sorted(records, key=lambda record: order.index(getattr(record, field)))
    groups = groupby(listed, lambda record: getattr(record, field))
    return [(value, headings[value], list(group)) for value, group in groups]
