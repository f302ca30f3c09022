"""Rows of many models in one query, joined to each other without another.

A page that shows every kind of record would ask one query per kind. Here each
row comes as a JSON object of its columns, so that the kinds fit in one UNION.
"""

from django.apps import apps

from sources.models import Cited, Ground, Link
from sources.rows import as_json, read_json


def models_of(*bases):
    """The models of the register built on one of `bases`, in a fixed order."""
    found = [m for m in apps.get_models() if issubclass(m, bases)]
    stored = [m for m in found if not m._meta.proxy]
    return sorted(stored, key=lambda model: model._meta.label)


def record_models():
    """Every kind of main record."""
    return models_of(Cited)


def holding_models():
    """Every kind of ground and link, all of which may point to a passage."""
    return models_of(Ground, Link)


def read(querysets):
    """The rows of `querysets`, each of another model, in one query."""
    return read_json(as_json(queryset, queryset.model) for queryset in querysets)


def by_key(rows):
    return {(type(row), row.pk): row for row in rows}


def relations(model):
    """The foreign keys of a row to main records, in the order of the model."""
    fields = model._meta.concrete_fields
    return [f for f in fields if f.is_relation and issubclass(f.related_model, Cited)]


def join(rows, found):
    """Give each row the records of `found` that its foreign keys point to."""
    for row in rows:
        for field in relations(type(row)):
            record = found.get((field.related_model, getattr(row, field.attname)))
            if record:
                field.set_cached_value(row, record)
