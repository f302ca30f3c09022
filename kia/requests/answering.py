"""Answering a request to government, and making an answer public.

An answer is added, never changed. Who answers says which answer they read last: of
two who answer at once, the second sees the first before theirs is kept.
"""

from dataclasses import dataclass

from django.db import transaction

from instance import clock
from kia.engine import allow
from kia.models import EntryRequest, RequestReply
from kia.notices import TELLS, tell


@dataclass
class Overtaken(Exception):
    """Somebody answered after this page was made; nothing was kept."""

    reply: RequestReply


@transaction.atomic
def answer(request, *, status, text, seen, by):
    """The answer that was kept; the same one when a button was pressed twice."""
    last = _locked_last(request)
    allow("reply", request, by)
    if last and last.pk != seen:
        if (last.by_id, last.status, last.text) == (by.pk, status, text):
            return last
        raise Overtaken(last)
    reply = RequestReply.objects.create(
        request=request, status=status, text=text, by=by, day=clock.today()
    )
    version = request.version
    roles = TELLS["editors"](version) | TELLS["coordinator"](version)
    tell(roles, version, but=by.pk, reply=reply)
    return reply


@transaction.atomic
def publish(request, pk, *, by):
    """Whether the answer with this key became public just now."""
    _locked_last(request)
    allow("reply", request, by)
    # Of who is asked now: another's answer is not theirs to make public.
    replies = RequestReply.objects.filter(
        request__lineage=request.lineage,
        request__addressee=request.addressee_id,
    )
    return bool(
        replies.filter(pk=pk, is_public=False).update(is_public=True, published_by=by)
    )


def _locked_last(request):
    """The last answer, while nobody else can give one."""
    rows = EntryRequest.objects.filter(lineage=request.lineage).order_by("pk")
    list(rows.select_for_update(no_key=True, of=["self"]).values_list("pk"))
    return RequestReply.objects.filter(request__lineage=request.lineage).last()
