"""Load the reviewed data of fixtures/ and show what a reload would change."""

from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import transaction

from sources.models import DocumentText
from sources.reading import Source, save_text


def folder():
    return Path(settings.FIXTURE_DIRS[0])


class FixtureError(Exception):
    """A fixture cannot be loaded; the message names the file and the reason."""


@dataclass(frozen=True)
class Change:
    """What loading one row would do. `fields` maps a name to (old, new)."""

    label: str
    is_new: bool
    fields: dict


def names():
    return sorted(path.stem for path in folder().glob("*.json"))


def read_letter():
    return Source.read(folder() / "letter")


def is_empty():
    """Whether no record was ever put into the register."""
    mission = apps.get_model("missions", "Mission")
    return not mission.objects.exists() and not DocumentText.objects.exists()


@transaction.atomic
def load_all():
    for name in names():
        _load(name)
        if name == "10_documents":
            save_text(read_letter())


@transaction.atomic
def load(name):
    """Write one fixture; return the changes that this made."""
    return _load(name)


def _load(name):
    changes = []
    for row in _rows(name):
        change = _change(row.object)
        if change:
            changes.append(change)
            row.save()
    return changes


def preview(name):
    """The changes that `load` would make. Writes nothing."""
    with transaction.atomic():
        changes = load(name)
        transaction.set_rollback(True)
    return changes


def only_in_register(name):
    """Rows of the kinds in this fixture that the fixture does not have."""
    held = {}
    for row in _rows(name):
        held.setdefault(type(row.object), set()).add(row.object.pk)
    return [
        f"{model._meta.verbose_name}: {extra}"
        for model, pks in held.items()
        for extra in model.objects.exclude(pk__in=pks - {None})
    ]


def _rows(name):
    path = folder() / f"{name}.json"
    try:
        yield from serializers.deserialize("json", path.read_text("utf-8"))
    except serializers.base.DeserializationError as error:
        reason = error.__cause__ or error
        raise FixtureError(f"fixtures/{path.name}: {reason}") from error


def _change(new):
    model = type(new)
    label = f"{model._meta.verbose_name}: {new}"
    old = new.pk and model.objects.filter(pk=new.pk).first()
    if not old:
        return Change(label, is_new=True, fields={})
    differ = {
        field.verbose_name: (getattr(old, field.attname), getattr(new, field.attname))
        for field in model._meta.concrete_fields
        if field.editable and getattr(old, field.attname) != getattr(new, field.attname)
    }
    return Change(label, is_new=False, fields=differ) if differ else None
