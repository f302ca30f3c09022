"""Rows of any model as JSON, so that several models fit in one UNION."""

from django.apps import apps
from django.db.models import Value
from django.db.models.functions import JSONObject


def as_json(queryset, model, prefix=""):
    """(label of the model, columns) of each row; `prefix` leads to the model."""
    names = [field.attname for field in model._meta.concrete_fields]
    columns = JSONObject(**{name: prefix + name for name in names})
    # An order inside a part of a union means nothing.
    return queryset.order_by().values_list(Value(model._meta.label), columns)


def read_json(querysets):
    """The rows of all of them, each as an object of its model, in one query."""
    first, *others = querysets
    found = first.union(*others, all=True).order_by()
    return [_row(label, columns) for label, columns in found]


def _row(label, columns):
    model = apps.get_model(label)
    fields = model._meta.concrete_fields
    values = [field.to_python(columns[field.attname]) for field in fields]
    return model.from_db("default", [field.attname for field in fields], values)
