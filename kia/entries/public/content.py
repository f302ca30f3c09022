"""The content of adopted versions of an entry, with what its rows point to."""

from collections import defaultdict

from keytech.models import KeyTechnology
from kia.agendas.held import Held
from kia.models import ROWS, Agenda, EntryRequest, MoneySource, RequestReply
from missions.models import Mission, Target
from organisations.models import Organisation
from sources.rows import as_json, read_json

ENDS = (Mission, Target, KeyTechnology, Organisation, MoneySource, Agenda)


def read_content(versions, user=None) -> dict:
    """{key of a version: Held, with rows of every kind}, in three queries.

    With the answers to its requests that everybody may read, or that `user` may.
    """
    held = {version.pk: Held(version) for version in versions}
    rows = read_json(as_json(m.objects.filter(version__in=held), m) for m in ROWS)
    ends = _read_ends(rows)
    for row in sorted(rows, key=_place):
        for relation in _relations(row):
            end = ends.get((relation.related_model, getattr(row, relation.attname)))
            if end:
                relation.set_cached_value(row, end)
        held[row.version_id].rows[type(row)].append(row)
    _join_replies([row for row in rows if isinstance(row, EntryRequest)], user)
    return held


def _place(row):
    """As the tables order their rows: milestones by year, others as they stand."""
    year = getattr(row, "year", None) or 0
    return year, getattr(row, "quarter", None) or 0, row.order, row.pk


def _relations(row):
    return [f for f in row._meta.concrete_fields if f.related_model in ENDS]


def _read_ends(rows):
    wanted = defaultdict(set)
    for row in rows:
        for relation in _relations(row):
            wanted[relation.related_model].add(getattr(row, relation.attname))
    found = read_json(
        as_json(model.objects.filter(pk__in=wanted[model] - {None}), model)
        for model in ENDS
    )
    return {(type(end), end.pk): end for end in found}


def _join_replies(requests, user):
    """Give each request its answers, the oldest first."""
    if not requests:
        return
    lineages = [request.lineage for request in requests]
    seen = RequestReply.objects
    replies = seen.visible_to(user) if user else seen.public()
    replies = replies.filter(request__lineage__in=lineages)
    found = defaultdict(list)
    for reply in replies.select_related("request").order_by("at", "pk"):
        found[reply.request.lineage].append(reply)
    for request in requests:
        request.answers = found[request.lineage]
