"""No public page keeps the database busy for long: others would have to wait.

A statement that takes too long is stopped by PostgreSQL itself, and the visitor gets
a page that says what to do. Search has a shorter limit of its own.
"""

import logging

from django.db import OperationalError, connection
from psycopg.errors import QueryCanceled

from instance.requests import is_private, refuse

A_PAGE = "8s"
# Each piece of a file is a statement; what is asked for in one is a lot.
A_DOWNLOAD = "60s"
NO_LIMIT = "0"
RETRY_AFTER = 60
TOO_LONG = (
    "Dit duurt te lang",
    "Het register is hiermee gestopt, zodat anderen niet hoeven te wachten. Het ligt "
    "niet aan u. Probeer het over een minuut opnieuw. Vraagt u veel tegelijk? Kies "
    "dan één thema of een kortere periode.",
)
logger = logging.getLogger("django.request")


class LimitTime:
    """Every request says with its first statement how long one may take."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        limit = NO_LIMIT if is_private(request) else A_PAGE
        with connection.execute_wrapper(FirstSay(limit)):
            return self.get_response(request)

    def process_exception(self, request, exception):
        if not is_too_long(exception):
            return None
        logger.error("Te lang bezig: %s", request.path)
        response = refuse(request, 503, *TOO_LONG)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response


class FirstSay:
    """Set the limit on the connection just before the first statement.

    On the connection itself and not by a cursor of Django: a request without a
    statement asks nothing, and one that finds no database gets its own error.
    """

    def __init__(self, limit):
        self.limit, self.is_said = limit, False

    def __call__(self, execute, sql, params, many, context):
        if not self.is_said:
            self.is_said = True
            context["connection"].connection.execute(
                f"SET statement_timeout = '{self.limit}'"
            )
        return execute(sql, params, many, context)


def is_too_long(exception) -> bool:
    return isinstance(exception, OperationalError) and isinstance(
        exception.__cause__, QueryCanceled
    )
