"""The page for what nobody expected; apart from that, a database that went away.

It restarts for an upgrade or after a power cut, in the middle of somebody's work.
"""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from config.environment import Refusal
from instance.typed import to_send_again, typed_in

RETRY_AFTER = 10
# Of PostgreSQL: no connection, shutting down or starting up, no place for more.
AWAY = ("08", "57P", "53300")


def server_error(request):
    """Called while the exception is handled."""
    if is_away(sys.exception()):
        return come_back_soon(request)
    return HttpResponseServerError(render_to_string("500.html"))


def is_away(exception) -> bool:
    if isinstance(exception, Refusal):
        # The embedded server did not start.
        return True
    if not isinstance(exception, (OperationalError, InterfaceError)):
        return False
    state = getattr(exception.__cause__, "sqlstate", None)
    return state is None or state.startswith(AWAY)


def come_back_soon(request):
    posted = request.method == "POST"
    context = {"posted": posted, "address": request.get_full_path()}
    if posted:
        context |= {"typed": typed_in(request.POST), "again": to_send_again(request)}
    # Without the request: what stands around a page asks the database.
    page = render(None, "503.html", context, status=503)
    page.headers["Retry-After"] = str(RETRY_AFTER)
    return page
