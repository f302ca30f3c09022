"""What the lists and pages of all main records share."""

from itertools import groupby

from django.shortcuts import render


def in_force(records):
    """Published and not withdrawn: what a list shows."""
    return records.public().filter(withdrawn_on=None)


def show(request, template, record, **context):
    """The page of a record; one that is withdrawn says so, also in its status."""
    status = 410 if record.withdrawn_on else 200
    return render(request, template, {"record": record} | context, status=status)


def passages_of(record):
    """Every passage that the record itself rests on, in the order of the text."""
    found = {ground.passage for ground in record.grounds.all() if ground.passage}
    return sorted(found, key=lambda passage: (passage.text_id, passage.start))


def by_choice(records, field, headings):
    """(heading, its records), in the order of the headings; each keeps its order.

    `headings` gives the words for every value that the field may have.
    """
    order = list(headings)
    listed = sorted(records, key=lambda record: order.index(getattr(record, field)))
    groups = groupby(listed, lambda record: getattr(record, field))
    return [(value, headings[value], list(group)) for value, group in groups]
