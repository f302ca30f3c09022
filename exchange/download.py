"""A download: rows from the database by way of a file to the visitor.

The file is complete before the first byte leaves. So a visitor never gets half a
file that looks whole, a slow one holds no connection of the database, and when
somebody stops half-way there is nothing to clear up: a small file is memory, and a
large one has no name on the disk.
"""

import tempfile
from contextlib import contextmanager

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import BigIntegerField, Func, Value
from django.http import FileResponse, HttpResponse
from django.utils.text import slugify

from exchange.formats import write_csv, write_json, write_workbook
from exchange.kinds import Look
from instance import clock, time_limits
from instance.requests import refuse

# As much as the page cache keeps of one page; more goes by way of the disk.
KEPT_IN_MEMORY = 4 * 1024 * 1024
LONGEST_NAME = 120

# Made-up data is never taken away under a name that does not say so.
SAMPLE = "VOORBEELD"

WRITERS = {"csv": write_csv, "xlsx": write_workbook, "json": write_json}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "zip": "application/zip",
}


def export_response(request, kind, queryset, *words, is_sample=False):
    """The rows of `queryset` in the format that the address asks for.

    `words` say which rows these are, for the name of the file.
    """
    form = request.GET.get("formaat", "")
    if form not in WRITERS:
        return refuse(
            request,
            400,
            "Dit formaat is er niet",
            "U kunt een lijst meenemen als csv, xlsx of json.",
        )
    look = Look(public=True)
    with spooled() as file, snapshot():
        WRITERS[form](kind, kind.rows(queryset, look), file)
        words = words or [kind.code]
        return file_response(file, form, *words, is_sample=is_sample)


def take_away(request, kind, listing, *, title="", which="", is_sample=False):
    """The rows that a list with facets shows, all its pages together, in its order.

    The file is called after the list (`title`, or else the kind) and what of it was
    asked for (`which`, and what was chosen).
    """
    keys = [record.pk for record in listing.filterset.found]
    found = kind.all().filter(pk__in=keys)
    if listing.filterset.sort:
        places = Value(keys, ArrayField(BigIntegerField()))
        found = found.order_by(Func(places, "pk", function="array_position"))
    words = (title or kind.code, which, listing.selection_words)
    return export_response(request, kind, found, *words, is_sample=is_sample)


@contextmanager
def spooled():
    """A file to write to; closed when something goes wrong, else by the response."""
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)
    try:
        yield file
    except BaseException:
        file.close()
        raise


@contextmanager
def snapshot():
    """All queries inside see the same moment, and may take as long as a file may."""
    is_first = not connection.in_atomic_block
    with transaction.atomic():
        if is_first:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SET LOCAL statement_timeout = '{time_limits.A_DOWNLOAD}';"
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
        yield


def file_response(file, form, *words, is_sample=False):
    """The written file as an answer; a small one may be kept by the page cache."""
    size = file.tell()
    file.seek(0)
    if size <= KEPT_IN_MEMORY:
        with file:
            response = HttpResponse(file.read())
    else:
        response = FileResponse(file)
    response.headers["Content-Type"] = CONTENT_TYPES[form]
    response.headers["Content-Length"] = str(size)
    name = file_name(form, *words, is_sample=is_sample)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def file_name(form, *words, is_sample=False):
    """What was selected and when: missies-thema-veiligheid-2026-11-25.csv."""
    stem = slugify(" ".join(filter(None, words)))[:LONGEST_NAME].strip("-")
    before = f"{SAMPLE}-" if is_sample else ""
    return f"{before}{stem}-{clock.today():%Y-%m-%d}.{form}"
