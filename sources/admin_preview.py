"""The public page of a record as a form would make it, without saving anything."""

import copy

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import resolve

from instance import clock
from sources.models import Cited

BODY = b"<body>"
# The button that asks for one.
PREVIEW = "_preview"


def preview(request, record, *others):
    """The page for visitors, marked as a preview. Undoes what the form saved.

    For a view that runs in a transaction. A draft is shown as if it were public,
    and so are the `others` that the form joins with it.
    """
    for shown in (record, *others):
        _publish(type(shown), shown.pk)
    for field in record._meta.concrete_fields:
        # Such as the mission of a target: without it there is no page.
        if field.is_relation and issubclass(field.related_model, Cited):
            _publish(field.related_model, getattr(record, field.attname))
    try:
        return _marked(_page(request, record.get_absolute_url()), record)
    finally:
        transaction.set_rollback(True)


def _publish(model, pk):
    model.objects.filter(pk=pk, published_at=None).update(published_at=clock.now())


def _page(request, address):
    path = address.partition("#")[0]
    visit = copy.copy(request)
    visit.method, visit.user = "GET", AnonymousUser()
    visit.path = visit.path_info = path
    visit.GET = visit.POST = QueryDict()
    view, args, kwargs = resolve(path)
    return view(visit, *args, **kwargs)


def _marked(response, record):
    mark = render_to_string("admin/_preview_mark.html", {"record": record}).encode()
    response.content = response.content.replace(BODY, BODY + mark, 1)
    return response
