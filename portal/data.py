"""The whole register in one download, and what each of its fields means."""

import csv
import hashlib
import io
import json
import zipfile

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import condition, require_safe

from exchange.download import WRITERS, file_response, snapshot, spooled
from exchange.formats import write_csv, write_json_rows
from exchange.kinds import Look
from instance.page_cache import read_state
from portal.exports import (
    ADOPTED,
    BY_CODE,
    GLOSSARY,
    GROUNDS,
    KINDS,
    LINKS,
    NAMES,
    RECORDS,
    SHOWN,
)
from sources.kinds import CONTEXTS

GROUPS = (
    ("gegevens", "Gegevens", RECORDS),
    ("koppelingen", "Koppelingen tussen gegevens", LINKS),
    ("namen", "Andere namen, nummers en zoekwoorden", (*NAMES, GLOSSARY)),
    ("vastgesteld", "Vastgestelde agenda’s, bijdragen en inzet", ADOPTED),
    ("gronden", "Gronden: waar de gegevens op rusten", (*GROUNDS, CONTEXTS)),
)
FORMS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))
FIELDS_HEAD = ("bestand", "kolom", "naam in JSON", "zo leest u het", "uitleg")


def fields():
    """A row for every column of every kind, as FIELDS_HEAD names them."""
    for kind in SHOWN:
        for column in kind.columns:
            words = (column.label, column.name, column.how, column.description)
            yield (f"{kind.code}.csv", *words)


# The same data with other columns is another file.
SHAPE = hashlib.sha256(repr(list(fields())).encode()).hexdigest()[:12]


def etag(request, **which):
    """Changes with the data version, and with nothing else."""
    state = read_state()
    return state and f'W/"{state[0]}-{state[1]}-{SHAPE}"'


@require_safe
def data(request):
    counts = count_all()
    context = {
        "groups": [
            (slug, heading, [(kind, counts.get(kind.code, 0)) for kind in kinds])
            for slug, heading, kinds in GROUPS
        ],
        "total": sum(counts.values()),
        "kinds": len(SHOWN),
        "forms": FORMS,
    }
    return render(request, "portal/data.html", context)


@require_safe
@condition(etag_func=etag)
def register_zip(request):
    with spooled() as file, snapshot():
        write_zip(file, public=True)
        return file_response(file, "zip", "missieregister", is_sample=has_samples())


@require_safe
@condition(etag_func=etag)
def register_json(request):
    with spooled() as file, snapshot():
        write_register_json(file, public=True)
        return file_response(file, "json", "missieregister", is_sample=has_samples())


@require_safe
@condition(etag_func=etag)
def kind_file(request, code, form):
    """All public rows of one kind, also of the kinds that have no list."""
    if code not in BY_CODE or form not in WRITERS:
        raise Http404
    kind = BY_CODE[code]
    with spooled() as file, snapshot():
        WRITERS[form](kind, kind.rows(kind.public(), Look(public=True)), file)
        return file_response(file, form, kind.code, is_sample=kind.has_samples())


def has_samples():
    return any(kind.has_samples() for kind in ADOPTED)


def kinds_for(public):
    """What is put back afterwards, holds nothing that nobody takes in."""
    return SHOWN if public else KINDS


def count_all():
    """How many public rows there are of each kind that has some, in one query."""
    first, *others = [kind.count_query() for kind in SHOWN]
    return dict(first.union(*others, all=True).order_by())


def write_zip(file, *, public):
    """A CSV per kind, everything once more as JSON, and how to read it."""
    look, kinds = Look(public=public), kinds_for(public)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        with member(archive, "LEESMIJ.txt") as readme:
            words = render_to_string(
                "portal/data_readme.txt",
                {"kinds": kinds, "INSTANCE": settings.INSTANCE},
            )
            readme.write(words.encode("utf-8-sig"))
        with member(archive, "velden.csv") as description:
            write_fields(description)
        for kind in kinds:
            with member(archive, f"{kind.code}.csv") as csv_file:
                write_csv(kind, rows(kind, look), csv_file)
        with member(archive, "missieregister.json") as json_file:
            write_register_json(json_file, public=public)


def member(archive, name):
    """A file in the archive, with the same date each time: same data, same bytes."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(info, "w")


def write_fields(file):
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    csv.writer(text, delimiter=";").writerows([FIELDS_HEAD, *fields()])
    text.detach()


def write_register_json(file, *, public):
    """{"version": …, "fields": {kind: […]}, "rows": {kind: […]}}"""
    look, kinds = Look(public=public), kinds_for(public)
    described = {
        kind.code: [
            {"name": c.name, "label": c.label, "how": c.how, "about": c.description}
            for c in kind.columns
        ]
        for kind in kinds
    }
    head = {"version": read_state()[0], "fields": described}
    file.write(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "rows": {{'.encode())
    for number, kind in enumerate(kinds):
        comma = ", " if number else ""
        file.write(f"{comma}{json.dumps(kind.code)}: ".encode())
        write_json_rows(kind, rows(kind, look), file)
    file.write(b"}}\n")


def rows(kind, look):
    return kind.rows(kind.public() if look.public else kind.all(), look)
