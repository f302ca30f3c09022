"""Which records rest on a document that the register does not hold."""

from django.apps import apps
from django.db.models import prefetch_related_objects

from sources.models import Cited, Ground
from sources.rows import as_json, read_json


def resting_on(document):
    """The other public records of every kind with a ground in it, each once."""
    kinds = [model for model in apps.get_models() if issubclass(model, Ground)]
    found = read_json(_records(kind, document) for kind in kinds)
    records = [record for record in dict.fromkeys(found) if record != document]
    for model in {type(record) for record in records}:
        _fetch_relations([r for r in records if type(r) is model])
    return sorted(records, key=lambda record: (record.kind_name, str(record)))


def _records(kind, document):
    grounds = kind.objects.filter(
        document=document,
        record__published_at__isnull=False,
        record__withdrawn_on=None,
    )
    record = kind._meta.get_field("record").related_model
    return as_json(grounds, record, "record__")


def _fetch_relations(records):
    """The page of a target is that of its mission: not one query for each of them."""
    fields = type(records[0])._meta.concrete_fields
    ends = [f for f in fields if f.is_relation and issubclass(f.related_model, Cited)]
    prefetch_related_objects(records, *(field.name for field in ends))
